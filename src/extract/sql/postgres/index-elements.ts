import type { IndexElem } from "libpg-query";
import type { IndexElement } from "../../../model/schema.ts";
import { readExpressionNode } from "./expression.ts";
import { quoteName } from "./names.ts";
import { collationName } from "./print-expression.ts";
import { optionText } from "./statement-options.ts";
import { type Node, stringsOf } from "./syntax-tree.ts";

/** Operator classes that an access method takes by itself, which the server's own definitions leave out. */
const defaultClasses: Readonly<Record<string, RegExp>> = {
  btree:
    /^(?:array|bit|bool|bpchar|bytea|char|cidr|date|enum|float4|float8|inet|int2|int4|int8|interval|jsonb|macaddr|macaddr8|money|multirange|name|numeric|oid|oidvector|pg_lsn|range|record|text|tid|time|timestamp|timestamptz|timetz|tsquery|tsvector|uuid|varbit|xid8|citext|ltree|hstore)_ops$/,
  hash: /^(?:aclitem|array|bool|bpchar|bytea|char|cid|cidr|date|enum|float4|float8|inet|int2|int4|int8|interval|jsonb|macaddr|macaddr8|multirange|name|numeric|oid|oidvector|pg_lsn|range|text|tid|time|timestamp|timestamptz|timetz|uuid|xid|xid8|citext|hstore)_ops$/,
  gin: /^(?:array|jsonb|tsvector|hstore)_ops$/,
  gist: /^(?:box|circle|multirange|point|poly|range|tsquery|tsvector|ltree|hstore)_ops$/,
  spgist: /^(?:box|inet_ops|network|poly|quad_point|range|text)_ops$/,
  brin: /^(?!.*(?:_bloom|_multi))[a-z0-9]+_minmax_ops$|^(?:inet|network|range|box)_inclusion_ops$/,
};

/** One column or expression of an index. `text` is the expression as written. */
export function readIndexElement(element: IndexElem, method: string, text: string | undefined): IndexElement {
  const order = element.ordering === "SORTBY_DESC" ? "desc" : "asc";
  const nulls = element.nulls_ordering;
  const isFirst = nulls === "SORTBY_NULLS_FIRST" || (nulls !== "SORTBY_NULLS_LAST" && order === "desc");
  return {
    column: element.name,
    expression: element.expr === undefined ? undefined : readExpressionNode(element.expr, text),
    collation: element.collation === undefined ? undefined : collationName(element.collation),
    operatorClass: operatorClass(element.opclass, element.opclassopts, method),
    order,
    nulls: isFirst ? "first" : "last",
  };
}

/** An element on one line, as a constraint or a partition key shows it. */
export function printIndexElement(element: IndexElem, method = "btree"): string {
  const read = readIndexElement(element, method, undefined);
  const parts = [
    read.column === undefined ? `(${read.expression?.meaning ?? ""})` : quoteName(read.column),
    read.collation === undefined ? "" : `COLLATE ${read.collation}`,
    read.operatorClass ?? "",
    read.order === "desc" ? "DESC" : "",
    (read.nulls === "first") === (read.order === "desc") ? "" : `NULLS ${read.nulls.toUpperCase()}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** `undefined` for the class that the method takes by itself. */
function operatorClass(
  name: readonly Node[] | undefined,
  options: readonly Node[] | undefined,
  method: string,
): string | undefined {
  const parts = stringsOf(name).filter(
    (part, index, all) => index === all.length - 1 || (part !== "pg_catalog" && part !== "public"),
  );
  if (parts.length === 0) return undefined;
  const written = parts.map(quoteName).join(".");
  if (options !== undefined) return `${written}(${options.map(optionText).join(", ")})`;
  return parts.length === 1 && defaultClasses[method]?.test(written) === true ? undefined : written;
}
