import type { Step } from "../../model/comparison.ts";
import type { QualifiedName } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";

/** Statements that undo these steps, last first, as far as undoing is only a matter of dropping what they make; empty where any step takes more. */
export function undoingOf(steps: readonly Step[]): string {
  const lines = steps.filter(({ effect }) => effect === "applied").map(({ operation }) => undo(operation));
  return lines.includes(undefined) ? "" : lines.toReversed().join("\n");
}

function undo(operation: Operation): string | undefined {
  switch (operation.kind) {
    case "create-table":
      return `DROP TABLE IF EXISTS ${quoted(operation.table)};`;
    case "add-column":
      return `ALTER TABLE ${quoted(operation.table)} DROP COLUMN IF EXISTS ${quotedPart(operation.column)};`;
    case "create-index":
      return operation.index.name === ""
        ? undefined
        : `DROP INDEX IF EXISTS ${quoted({ schema: operation.table.schema, name: operation.index.name })};`;
    case "create-view":
      return operation.replace
        ? undefined
        : `DROP ${operation.materialized ? "MATERIALIZED " : ""}VIEW IF EXISTS ${quoted(operation.view)};`;
    case "create-enum":
      return `DROP TYPE IF EXISTS ${quoted(operation.type)};`;
    case "add-constraint":
      return operation.constraint.name === ""
        ? undefined
        : `ALTER TABLE ${quoted(operation.table)} DROP CONSTRAINT IF EXISTS ${quotedPart(operation.constraint.name)};`;
    case "set-not-null":
      return `ALTER TABLE ${quoted(operation.table)} ALTER COLUMN ${quotedPart(operation.column)} DROP NOT NULL;`;
    case "rename-column":
      return `ALTER TABLE ${quoted(operation.table)} RENAME COLUMN ${quotedPart(operation.to)} TO ${quotedPart(operation.column)};`;
    default:
      return undefined;
  }
}

/** Always quoted: whether a bare name is a keyword is the dialect's business. */
function quoted({ schema, name }: QualifiedName): string {
  return schema === undefined ? quotedPart(name) : `${quotedPart(schema)}.${quotedPart(name)}`;
}

function quotedPart(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
