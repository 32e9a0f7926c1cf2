import type { SelectStmt, SubLink } from "libpg-query";
import { qualifiedName, quoteQualified } from "./names.ts";
import { operatorName } from "./operators.ts";
import { atom, enclosed, operator, type Printed, type Printer } from "./printed.ts";
import { itemsOf, type Node, stringsOf } from "./syntax-tree.ts";

/** `EXISTS (SELECT …)`, `x IN (SELECT …)`, `(SELECT …)`, `ARRAY(SELECT …)`. */
export function printSubLink({ subLinkType, testexpr, operName, subselect }: SubLink, printer: Printer): Printed {
  // What an EXISTS selects is never looked at; the server even expands its star.
  if (subLinkType === "EXISTS_SUBLINK") return atom(`EXISTS (${printer.query(subselect, false)})`);
  const query = printer.query(subselect, true);
  if (subLinkType === "ARRAY_SUBLINK") return atom(`ARRAY(${query})`);
  if (subLinkType !== "ANY_SUBLINK" && subLinkType !== "ALL_SUBLINK") return atom(`(${query})`);
  const name = operatorName(operName);
  const test = enclosed(printer.operand(testexpr));
  if (subLinkType === "ANY_SUBLINK" && (name === "" || name === "=")) return operator(`${test} IN (${query})`);
  return operator(`${test} ${name} ${subLinkType === "ANY_SUBLINK" ? "ANY" : "ALL"} (${query})`);
}

/**
 * A query inside of an expression. The server qualifies every column and renames tables that are named twice, so neither aliases nor
 * qualifiers can be compared: they are left out.
 */
export function printSelect(select: SelectStmt, targets: boolean, printer: Printer): string {
  const withQueries = (select.withClause?.ctes ?? []).map((cte) =>
    "CommonTableExpr" in cte
      ? `${cte.CommonTableExpr.ctename} AS (${printer.query(cte.CommonTableExpr.ctequery, true)})`
      : "",
  );
  return clauses([
    ["WITH", withQueries.join(", ")],
    ["", setOperation(select, targets, printer) ?? simpleSelect(select, targets, printer)],
    ["ORDER BY", printer.list(select.sortClause)],
    ["LIMIT", select.limitCount === undefined ? "" : printer.operand(select.limitCount).sql],
    ["OFFSET", select.limitOffset === undefined ? "" : printer.operand(select.limitOffset).sql],
    [
      "FOR",
      (select.lockingClause ?? [])
        .map((lock) => ("LockingClause" in lock ? lock.LockingClause.strength : ""))
        .join(" "),
    ],
  ]);
}

function setOperation({ op, all, larg, rarg }: SelectStmt, targets: boolean, printer: Printer): string | undefined {
  if (op === undefined || op === "SETOP_NONE" || larg === undefined || rarg === undefined) return undefined;
  const word = `${op.replace("SETOP_", "")}${all === true ? " ALL" : ""}`;
  return `${printSelect(larg, targets, printer)} ${word} ${printSelect(rarg, targets, printer)}`;
}

function simpleSelect(select: SelectStmt, targets: boolean, printer: Printer): string {
  if (select.valuesLists !== undefined) {
    return `VALUES ${select.valuesLists.map((row) => `(${printer.list(itemsOf(row))})`).join(", ")}`;
  }
  const distinct = select.distinctClause?.map((node) => printer.operand(node).sql).filter((part) => part !== "");
  return clauses([
    ["SELECT", targets ? [distinctWords(distinct), printer.list(select.targetList)].join("") : ""],
    ["FROM", (select.fromClause ?? []).map((item) => printSource(item, printer)).join(", ")],
    ["WHERE", select.whereClause === undefined ? "" : printer.operand(select.whereClause).sql],
    ["GROUP BY", printer.list(select.groupClause)],
    ["HAVING", select.havingClause === undefined ? "" : printer.operand(select.havingClause).sql],
    ["WINDOW", printer.list(select.windowClause)],
  ]);
}

function distinctWords(on: readonly string[] | undefined): string {
  if (on === undefined) return "";
  return on.length === 0 ? "DISTINCT " : `DISTINCT ON (${on.join(", ")}) `;
}

function printSource(item: Node, printer: Printer): string {
  if ("RangeVar" in item) return quoteQualified(qualifiedName(item.RangeVar));
  if ("RangeSubselect" in item) return `(${printer.query(item.RangeSubselect.subquery, true)})`;
  if ("RangeFunction" in item) {
    return (item.RangeFunction.functions ?? []).map((call) => printer.list(itemsOf(call).slice(0, 1))).join(", ");
  }
  if (!("JoinExpr" in item)) return printer.operand(item).sql;
  const { larg, rarg, quals, usingClause, isNatural, jointype = "JOIN_INNER" } = item.JoinExpr;
  const sides = [larg, rarg].map((side) => (side === undefined ? "" : printSource(side, printer)));
  const word = `${isNatural === true ? "NATURAL " : ""}${joinWord(jointype, quals ?? usingClause, isNatural)}`;
  if (quals !== undefined) return `${sides[0]} ${word} ${sides[1]} ON (${printer.operand(quals).sql})`;
  const using = usingClause === undefined ? "" : ` USING (${stringsOf(usingClause).join(", ")})`;
  return `${sides[0]} ${word} ${sides[1]}${using}`;
}

function joinWord(type: string, condition: unknown, natural: boolean | undefined): string {
  if (type !== "JOIN_INNER") return `${type.replace("JOIN_", "")} JOIN`;
  return condition === undefined && natural !== true ? "CROSS JOIN" : "JOIN";
}

function clauses(parts: readonly (readonly [string, string])[]): string {
  const written = parts.filter(([word, text]) => text !== "" || word === "SELECT");
  return written.map(([word, text]) => [word, text].filter((part) => part !== "").join(" ")).join(" ");
}
