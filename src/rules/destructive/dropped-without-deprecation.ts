import { code } from "../../text/markdown.ts";
import { nextVersion, parseVersion } from "../../text/semver.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { renameAdvice, successorOf } from "./meant-as-rename.ts";
import { droppedName, ruleFor } from "./taking-away.ts";

/** A mark in the contract, a release before the drop, is how readers that the contracts do not list learn of it in time. */
export const droppedWithoutDeprecation = defineRule({
  id: "dropped-without-deprecation",
  on: ["drop-table", "drop-column"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping a table or column that the base contract does not mark deprecated",
  whenToWaive: "When the column or table never reached a release.",
  mend: ["expand-and-contract", "edit-contract"],
  examples: {
    invalid: [
      "ALTER TABLE users DROP COLUMN created_at;",
      {
        title: "One of the same type comes in its place, as tools write a renamed field",
        migration: "ALTER TABLE users DROP COLUMN created_at, ADD COLUMN joined_at timestamp;",
      },
      {
        title: "Marked only in the same pull request",
        migration: "ALTER TABLE users DROP COLUMN created_at;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["| Time of registration |", "| DEPRECATED since 1.5.0 |"]] },
      },
    ],
    valid: [
      { title: "Marked: only its age counts", migration: "ALTER TABLE users DROP COLUMN nickname;" },
      { title: "Read by a query: dropped-while-used speaks", migration: "ALTER TABLE users DROP COLUMN email;" },
      { title: "The contract does not know it", migration: "ALTER TABLE users DROP COLUMN fax;" },
      {
        title: "A table of this pull request",
        migration: "CREATE TABLE a (id integer, b text);\nALTER TABLE a DROP b;",
      },
      {
        title: "Put in its place under its own name",
        migration:
          "ALTER TABLE users ADD COLUMN made_at timestamp;\nUPDATE users SET made_at = created_at;\nALTER TABLE users DROP COLUMN created_at;\nALTER TABLE users RENAME COLUMN made_at TO created_at;",
      },
      { title: "Nothing goes", migration: "ALTER TABLE users ALTER COLUMN created_at DROP DEFAULT;" },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "dropped-without-deprecation") return;
    const name = droppedName(operation);
    const section =
      context.base.database?.tables.get(name) ?? context.base.database?.tables.get(name.split(".")[0] ?? "");
    const row = section?.columns?.find(
      ({ name: column }) => operation.kind === "drop-column" && column === operation.column,
    );
    const related = row?.at ?? section?.headingAt;
    yield {
      at: operation.at,
      subject: name,
      related: related === undefined ? [] : [related],
      data: {
        name,
        isColumn: operation.kind === "drop-column",
        version: versionOfMark(context),
        ...successorOf(step, context),
      },
    };
  },

  explain: ({ name, isColumn, version, ...successor }) => ({
    what: `The ${isColumn ? "column" : "table"} ${code(name)} is dropped, and the contract never marked it deprecated.`,
    why: "Readers follow the contract. Nobody who reads it outside of what the contracts list was warned, and its data is gone.",
    fix: `Take the drop out of this pull request. Instead write ${code(`${isColumn ? "" : "**Status:** "}DEPRECATED since ${version}`)} ${
      isColumn ? "into its description in the Columns table" : "into its section"
    }, stop writing and reading it, and drop it in a later release.${renameAdvice(successor)}`,
  }),
});

function versionOfMark({ base }: RuleContext): string {
  const version = parseVersion(base.database?.header.version?.value ?? "");
  return version === undefined ? "<the contract's next version>" : nextVersion(version, "minor");
}
