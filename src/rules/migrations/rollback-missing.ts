import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { withEntry } from "./example-entry.ts";
import { newMigrations } from "./history-entries.ts";
import { startOfMigration } from "./start-of-migration.ts";
import { undoingOf } from "./undoing.ts";

const migration = "ALTER TABLE users ADD COLUMN phone text;";
const plan = "**Rollback Plan:**\n```sql\nSELECT 1;\n```\n";

/** What is done in a hurry at night has to be undone in a hurry at night: the way back is written before the way there is merged. */
export const rollbackMissing = defineRule({
  id: "rollback-missing",
  on: "pull-request",
  section: "Breaking Change Protocol",
  severity: "error",
  summary: "Require a way back for every new migration: a down script or a Rollback Plan",
  whenToWaive: "When the only way back is forward; say so in the Rollback Plan and the rule is content.",
  mend: ["rollback"],
  examples: {
    invalid: [migration, { title: "An entry without a plan", migration, edits: withEntry([plan, ""]) }],
    valid: [
      { title: "A Rollback Plan in the entry", migration, edits: withEntry() },
      {
        title: "A down file",
        head: {
          "migrations/0002_phone.up.sql": migration,
          "migrations/0002_phone.down.sql": "ALTER TABLE users DROP COLUMN IF EXISTS phone;",
        },
      },
      {
        title: "A down part in the same file",
        migration: `-- +goose Up\n${migration}\n-- +goose Down\nALTER TABLE users DROP COLUMN phone;\n`,
      },
      { title: "A plan in words", migration, edits: withEntry([plan, "**Rollback Plan:** Drop the column again.\n"]) },
      { title: "Nothing but comments", migration: "-- nothing\n" },
    ],
  },

  *check(context) {
    if (context.head.database === undefined) return;
    for (const { applied, entries } of newMigrations(context)) {
      const { down, repeatable, canHaveDown, up, lineage, id } = applied.migration;
      if (
        repeatable ||
        (down !== undefined && !down.blank) ||
        entries.some(({ rollbackPlan }) => isPlan(rollbackPlan?.value))
      )
        continue;
      yield {
        at: startOfMigration(applied.migration),
        subject: `${lineage} ${id}`,
        data: { path: up.path, canHaveDown, undoing: undoingOf(applied.steps, context.engine.product) },
      };
    }
  },

  explain: ({ path, canHaveDown, undoing }) => ({
    what: `There is no way back from ${code(path)}: no down script, and no Rollback Plan in the Migration History.`,
    why: "When a deployment fails, somebody has to undo it at once, and will have to make up how.",
    fix: `Write ${canHaveDown ? "the down script, or " : ""}a **Rollback Plan** in the migration's entry of the Migration History${undoing === "" ? "; if it cannot be undone, say there how to go on." : `:\n\n${fenced("sql", undoing)}`}`,
  }),
});

function isPlan(text: string | undefined): boolean {
  const plain = (text ?? "").replaceAll("`", "").trim();
  return plain !== "" && !/^(\[[^\]]*\]|-- rollback sql if needed|tbd|todo|…|-- …)$/i.test(plain);
}
