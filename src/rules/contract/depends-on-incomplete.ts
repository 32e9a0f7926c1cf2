import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

const migration =
  "CREATE TABLE coupons (code text PRIMARY KEY, order_id integer REFERENCES orders (id));\nALTER TABLE users ADD COLUMN last_order_id integer REFERENCES orders (id);";

/** Depends On is the map along which a change of one table is followed to others: each foreign key's target stands there. */
export const dependsOnIncomplete = defineRule({
  id: "depends-on-incomplete",
  on: "pull-request",
  section: "Dependencies",
  severity: "error",
  summary: "Require every foreign key's target under Depends On",
  whenToWaive: "When the section lists its dependencies in prose on purpose.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "`users` depends on `orders` now", migration },
      {
        title: "The line is taken out, and the foreign key stays",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["- users - The person who ordered", "- None"]] },
      },
    ],
    valid: [
      {
        title: "The line and the foreign key go together",
        migration: "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_user_id_fkey;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["- users - The person who ordered", "- None"],
            ["| orders_user_id_fkey | user_id | users(id) | CASCADE | NO ACTION |\n", ""],
            [
              ",\n    CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE\n",
              "\n",
            ],
          ],
        },
      },
      {
        title: "The target is listed",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["**Depends On (Tables):**\n- None", "**Depends On (Tables):**\n- `orders` - The last order"],
          ],
        },
      },
      {
        title: "A table that refers to itself",
        migration: "ALTER TABLE users ADD COLUMN invited_by integer REFERENCES users (id);",
      },
      {
        title: "The target is listed already",
        migration: "ALTER TABLE orders ADD COLUMN approver_id integer REFERENCES users (id);",
      },
      { title: "The foreign key is dropped", migration: "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;" },
    ],
  },

  *check({ comparison, head }) {
    for (const { table, target, foreignKey, at, operation } of comparison.missingDependencies) {
      // A section without the part leaves it out; table-undocumented speaks of sections that are not there at all.
      if (table === target || head.database?.tables.get(table)?.dependsOn === undefined) continue;
      yield {
        at: operation?.at ?? at,
        related: operation === undefined ? [] : [at],
        subject: `${table} ${target}`,
        data: { table, target, foreignKey, place: `${at.path}:${at.start.line}` },
      };
    }
  },

  explain: ({ table, target, foreignKey, place }) => ({
    what: `The foreign key ${code(foreignKey)} makes ${code(table)} depend on ${code(target)}, which its Depends On list does not name.`,
    why: `Whoever changes ${code(target)} looks there for what else is affected, and will miss ${code(table)}.`,
    fix: `Add this line under **Depends On (Tables)** of ${code(`### Table: ${table}`)} (${code(place)}):\n\n${fenced("markdown", `- ${target} - …`)}`,
  }),
});
