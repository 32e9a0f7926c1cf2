import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import type { RuleContext } from "../define-rule.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";

/** A column that comes where another one of its type goes, as tools write what their authors call a rename; both texts are empty where there is none. */
type Successor = { readonly successor: string; readonly rename: string };

const none: Successor = { successor: "", rename: "" };

/** The one column of the same type that the pull request adds to the table, and fills with nothing. */
export function successorOf({ operation, before }: Step, { comparison: { steps, head } }: RuleContext): Successor {
  if (operation.kind !== "drop-column") return none;
  const table = keyOf(operation.table);
  const type = typeOf(before, table, operation.column);
  if (type === undefined) return none;
  const ofTable = steps.filter(({ operation: one }) => "table" in one && keyOf(one.table) === table);
  const dropped = ofTable.filter(
    (step) => step.operation.kind === "drop-column" && typeOf(step.before, table, step.operation.column) === type,
  );
  const added = ofTable.flatMap(({ operation: one }) =>
    one.kind === "add-column" && one.definition.type?.meaning === type && isEmpty(one.definition) ? [one.column] : [],
  );
  const [column] = added;
  if (column === undefined || added.length > 1 || dropped.length > 1) return none;
  if (head.tables.get(table)?.columns.some(({ name }) => name === column) !== true) return none;
  if (ofTable.some(({ operation: one }) => fills(one, column))) return none;
  const [from, to] = [operation.column, column].map((name) => sqlName(name, head.dialect));
  const owner = sqlQualifiedName(operation.table, head.dialect);
  return { successor: column, rename: `ALTER TABLE ${owner} RENAME COLUMN ${from} TO ${to};` };
}

/** What to do where the two are one column; empty where there is no second one. */
export function renameAdvice({ successor, rename }: Successor): string {
  if (successor === "") return "";
  return ` If ${code(successor)}, which is added beside it with the same type, is meant to be the same column under another name, none of its values goes there: keep the old one and copy them first, or, where nobody uses the old name any more, write ${code(rename, 200)} in place of both.`;
}

function typeOf({ tables }: Step["before"], table: string, column: string): string | undefined {
  return tables.get(table)?.columns.find(({ name }) => name === column)?.type?.meaning;
}

/** A value of its own tells another column. */
function isEmpty({ default: value, generated, identity }: OperationOf<"add-column">["definition"]): boolean {
  return value === undefined && generated === undefined && identity === undefined;
}

function fills(operation: Operation, column: string): boolean {
  return operation.kind === "update" && operation.columns.includes(column);
}
