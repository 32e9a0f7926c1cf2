import type { Constraint, Index, Table } from "../../../model/schema.ts";

/** What of a table its names depend on. */
type Named = Pick<Table, "name" | "constraints" | "indexes">;

/** The name that MySQL gives a constraint: `PRIMARY`, the first column's, `orders_ibfk_1`, `orders_chk_1`. */
export function mysqlConstraintName(table: Named, constraint: Constraint): string {
  switch (constraint.kind) {
    case "primary-key":
      return "primary";
    case "unique":
      return freeName(table, constraint.columns[0] ?? "key");
    case "foreign-key":
      return numbered(table, `${table.name.name}_ibfk_`);
    case "check":
      return numbered(table, `${table.name.name}_chk_`);
    default:
      return "";
  }
}

/** One more than the highest number so far. */
function numbered(table: Named, opening: string): string {
  const numbers = table.constraints.flatMap(({ name }) =>
    name.startsWith(opening) && /^\d+$/.test(name.slice(opening.length)) ? [Number(name.slice(opening.length))] : [],
  );
  return `${opening}${Math.max(0, ...numbers) + 1}`;
}

/** Whether a part of a table is a key or an index, whose names are one another's rivals. */
export function isKey(part: Index | Constraint): boolean {
  return !("kind" in part) || part.kind === "unique";
}

/** Whether a table has a key or an index of this name. */
export function hasKey(table: Named, name: string): boolean {
  return (
    table.indexes.some((each) => each.name === name) ||
    table.constraints.some((each) => isKey(each) && each.name === name)
  );
}

/** `name`, `name_2`, `name_3`: the first that no key of the table has. */
export function freeName(table: Named, name: string): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (!hasKey(table, candidate)) return candidate;
  }
}
