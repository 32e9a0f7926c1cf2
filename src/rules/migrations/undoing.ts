import type { Step } from "../../model/comparison.ts";
import type { Product } from "../../model/engine.ts";
import type { QualifiedName } from "../../model/name.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";

type Names = { readonly name: (name: QualifiedName) => string; readonly part: (name: string) => string };

/**
 * Statements that undo these steps, last first, in the words of the server, as far as undoing is only a matter of dropping what they make;
 * empty where any step takes more.
 */
export function undoingOf(steps: readonly Step[], product: Product): string {
  const lines = steps.filter(({ effect }) => effect === "applied").map(({ operation }) => undo(operation, product));
  return lines.includes(undefined) ? "" : lines.toReversed().join("\n");
}

function undo(operation: Operation, product: Product): string | undefined {
  const names = namesOf(product);
  const { name, part } = names;
  switch (operation.kind) {
    case "create-table":
      return `DROP TABLE IF EXISTS ${name(operation.table)};`;
    case "add-column": {
      const guard = knowsGuards(product) ? "IF EXISTS " : "";
      return `ALTER TABLE ${name(operation.table)} DROP COLUMN ${guard}${part(operation.column)};`;
    }
    case "create-index":
      return undoIndex(operation, product, names);
    case "create-view":
      return operation.replace
        ? undefined
        : `DROP ${operation.materialized ? "MATERIALIZED " : ""}VIEW IF EXISTS ${name(operation.view)};`;
    case "create-enum":
      return `DROP TYPE IF EXISTS ${name(operation.type)};`;
    case "add-constraint":
      return undoConstraint(operation, product, names);
    case "set-not-null":
      // MySQL states the whole column anew, and SQLite the whole table.
      return product === "postgresql"
        ? `ALTER TABLE ${name(operation.table)} ALTER COLUMN ${part(operation.column)} DROP NOT NULL;`
        : undefined;
    case "rename-column":
      return `ALTER TABLE ${name(operation.table)} RENAME COLUMN ${part(operation.to)} TO ${part(operation.column)};`;
    default:
      return undefined;
  }
}

function undoIndex({ index, table }: OperationOf<"create-index">, product: Product, names: Names): string | undefined {
  if (index.name === "") return undefined;
  if (product === "mysql") return `DROP INDEX ${names.part(index.name)} ON ${names.name(table)};`;
  if (product === "mariadb") return `DROP INDEX IF EXISTS ${names.part(index.name)} ON ${names.name(table)};`;
  return `DROP INDEX IF EXISTS ${names.name({ schema: table.schema, name: index.name })};`;
}

function undoConstraint(
  { table, constraint }: OperationOf<"add-constraint">,
  product: Product,
  { name, part }: Names,
): string | undefined {
  const isMysql = product === "mysql" || product === "mariadb";
  if (isMysql && constraint.kind === "primary-key") return `ALTER TABLE ${name(table)} DROP PRIMARY KEY;`;
  if (constraint.name === "" || product === "sqlite") return undefined;
  if (product === "mysql" && constraint.kind === "foreign-key")
    return `ALTER TABLE ${name(table)} DROP FOREIGN KEY ${part(constraint.name)};`;
  return `ALTER TABLE ${name(table)} DROP CONSTRAINT ${knowsGuards(product) ? "IF EXISTS " : ""}${part(constraint.name)};`;
}

/** Whether `ALTER TABLE … DROP` takes `IF EXISTS`. */
function knowsGuards(product: Product): boolean {
  return product !== "mysql" && product !== "sqlite";
}

/** Always quoted: whether a bare name is a keyword is the dialect's business. */
function namesOf(product: Product): Names {
  const quote = product === "mysql" || product === "mariadb" ? "`" : '"';
  const part = (name: string) => quote + name.replaceAll(quote, quote + quote) + quote;
  const name = (of: QualifiedName) => (of.schema === undefined ? part(of.name) : `${part(of.schema)}.${part(of.name)}`);
  return { name, part };
}
