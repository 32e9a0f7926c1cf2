import type { Discrepancy } from "../model/comparison.ts";
import type { Location } from "../model/location.ts";
import type { Column } from "../model/schema.ts";
import type { ColumnPromise } from "./contract-promise.ts";
import { fillsItself, keepsDefault, sameDefault, sameExpression, sameType } from "./same-meaning.ts";
import { type Cause, causeOf, discrepancy, type Said, type TableMatch } from "./table-match.ts";
import type { ColumnTouch } from "./touches.ts";

/** Where the columns of a table and the head contract's promise of them differ. */
export function* matchColumns(match: TableMatch): Generator<Discrepancy> {
  const { expected, promise, touch } = match;
  for (const column of expected.columns) {
    const touched = touch?.columns.get(column.name);
    if (expected.assumed && touched === undefined) continue;
    const promised = promise.columns.get(column.name);
    if (promised === undefined) yield* missingColumn(match, column, touched);
    else yield* matchColumn(match, column, promised, touched);
  }
  const names = new Set(expected.columns.map(({ name }) => name));
  for (const promised of promise.columns.values()) if (!names.has(promised.name)) yield* staleColumn(match, promised);
}

function* missingColumn(match: TableMatch, column: Column, touched: ColumnTouch | undefined): Generator<Discrepancy> {
  const operation = touched?.operation ?? match.touch?.created;
  const wasThere = match.earlier?.columns.has(match.columnNames.get(column.name) ?? column.name) === true;
  const cause = causeOf(operation, wasThere ? "changed" : "unchanged", match.historyKnown);
  if (cause === undefined) return;
  const at = match.promise.section.columns?.at(-1)?.at ?? match.promise.ddl?.at ?? match.promise.section.headingAt;
  yield discrepancy(cause, "missing", "column", match.key, at, { name: column.name, actual: definitionOf(column) });
}

function* staleColumn(match: TableMatch, promised: ColumnPromise): Generator<Discrepancy> {
  const { earlier, touch, expected } = match;
  const operation = touch?.columns.get(promised.name)?.operation ?? touch?.created;
  const stated = earlier !== undefined && earlier.columns.size > 0;
  const said: Said = !stated ? "silent" : earlier.columns.has(promised.name) ? "unchanged" : "changed";
  const cause = causeOf(operation, said, match.historyKnown && !expected.assumed);
  if (cause === undefined) return;
  const type = promised.row?.type?.value ?? promised.ddl?.column.type;
  yield discrepancy(cause, "stale", "column", match.key, promised.at, { name: promised.name, promised: type?.text });
}

type Attribute = {
  readonly name: string;
  /** What each place of the section says of it, with a key for telling whether it said so before. */
  statements(promise: ColumnPromise): readonly Statement[];
  show(column: Column): string;
};

type Statement = { readonly key: string; readonly text: string; readonly at: Location; holds(column: Column): boolean };

function* matchColumn(
  match: TableMatch,
  column: Column,
  promised: ColumnPromise,
  touched: ColumnTouch | undefined,
): Generator<Discrepancy> {
  const earlier = match.earlier?.columns.get(match.columnNames.get(column.name) ?? column.name);
  for (const attribute of attributes) {
    // A partition takes its identity from its parent, which its own statement cannot say.
    if (attribute === identity && match.expected.partitionOf !== undefined) continue;
    const wrong = attribute.statements(promised).find((statement) => !statement.holds(column));
    if (wrong === undefined) continue;
    const isTouched =
      touched !== undefined && (touched.attributes.has("all") || touched.attributes.has(attribute.name));
    const operation = isTouched ? touched.operation : match.touch?.created;
    const cause: Cause | undefined = causeOf(operation, saidBefore(attribute, wrong, earlier), match.historyKnown);
    if (cause === undefined) continue;
    yield discrepancy(cause, "different", "column", match.key, wrong.at, {
      name: column.name,
      attribute: attribute.name,
      actual: attribute.show(column),
      promised: wrong.text,
    });
  }
}

function saidBefore(attribute: Attribute, statement: Statement, earlier: ColumnPromise | undefined): Said {
  const statements = earlier === undefined ? [] : attribute.statements(earlier);
  if (statements.length === 0) return "silent";
  return statements.some(({ key }) => key === statement.key) ? "unchanged" : "changed";
}

const type: Attribute = {
  name: "type",
  statements({ row, ddl }) {
    const stated = [
      ...(row?.type === undefined ? [] : [{ value: row.type.value, at: row.type.at }]),
      ...(ddl?.column.type === undefined ? [] : [{ value: ddl.column.type, at: ddl.at }]),
    ];
    return stated.map(({ value, at }) => ({
      key: value.meaning,
      text: value.text,
      at,
      holds: (column) => column.type === undefined || sameType(value, column.type),
    }));
  },
  show: ({ type: actual }) => actual?.meaning ?? "unknown",
};

const nullable: Attribute = {
  name: "nullable",
  statements({ row, ddl }) {
    const stated = [
      ...(row?.nullable === undefined ? [] : [row.nullable]),
      ...(ddl === undefined ? [] : [{ value: ddl.column.nullable, at: ddl.at }]),
    ];
    return stated.map(({ value, at }) => ({
      key: String(value),
      text: value ? "NULL" : "NOT NULL",
      at,
      holds: (column) => column.nullable === value,
    }));
  },
  show: (column) => (column.nullable ? "NULL" : "NOT NULL"),
};

const defaultValue: Attribute = {
  name: "default",
  statements({ row, ddl }) {
    const stated: Statement[] = [];
    if (row?.default !== undefined) {
      const { value, at } = row.default;
      const text = typeof value === "string" ? value : value.text;
      const key = typeof value === "string" ? value : value.meaning;
      stated.push({ key, text, at, holds: (column) => keepsDefault(value, column) });
    }
    if (ddl !== undefined && ddl.column.generated === undefined) {
      const mine = ddl.column;
      const key = mine.default === undefined ? (fillsItself(mine) ? "automatic" : "none") : mine.default.meaning;
      stated.push({ key, text: mine.default?.text ?? key, at: ddl.at, holds: (column) => sameValue(mine, column) });
    }
    return stated;
  },
  show: (column) => column.default?.text ?? (fillsItself(column) ? "automatic" : "none"),
};

function sameValue(stated: Column, actual: Column): boolean {
  // Then the identity says what differs.
  if (stated.identity !== actual.identity) return true;
  if (fillsItself(stated) || fillsItself(actual)) return fillsItself(stated) === fillsItself(actual);
  return sameDefault(stated.default, actual.default);
}

const generated: Attribute = {
  name: "generated",
  statements({ ddl }) {
    if (ddl === undefined) return [];
    const mine = ddl.column.generated;
    const text = mine === undefined ? "not generated" : `GENERATED ALWAYS AS (${mine.expression.text})`;
    const holds = ({ generated: actual }: Column): boolean =>
      mine === undefined || actual === undefined ? mine === actual : sameExpression(mine.expression, actual.expression);
    return [{ key: mine?.expression.meaning ?? "none", text, at: ddl.at, holds }];
  },
  show: ({ generated: actual }) =>
    actual === undefined ? "not generated" : `GENERATED ALWAYS AS (${actual.expression.text})`,
};

const identity: Attribute = {
  name: "identity",
  statements({ ddl }) {
    if (ddl === undefined) return [];
    const mine = ddl.column.identity;
    return [
      {
        key: mine ?? "none",
        text: identityText(mine),
        at: ddl.at,
        holds: ({ identity: actual }) => actual === mine,
      },
    ];
  },
  show: (column) => identityText(column.identity),
};

function identityText(value: Column["identity"]): string {
  return value === undefined ? "no identity" : `GENERATED ${value.toUpperCase()} AS IDENTITY`;
}

/** Only what a block spells out: the database's own collation stands in no contract. */
const collation: Attribute = {
  name: "collation",
  statements({ ddl }) {
    const mine = ddl?.column.collation;
    if (ddl === undefined || mine === undefined) return [];
    return [{ key: mine, text: mine, at: ddl.at, holds: ({ collation: actual }) => actual === mine }];
  },
  show: ({ collation: actual }) => actual ?? '"default"',
};

const attributes = [type, nullable, defaultValue, generated, identity, collation] as const;

/** A column in one line of SQL. */
export function definitionOf(column: Column): string {
  const parts = [column.type?.meaning ?? "", column.nullable ? "" : "NOT NULL"];
  if (column.default !== undefined) parts.push(`DEFAULT ${column.default.text}`);
  if (column.generated !== undefined) parts.push(`GENERATED ALWAYS AS (${column.generated.expression.text})`);
  if (column.identity !== undefined) parts.push(identityText(column.identity));
  return parts.filter((part) => part !== "").join(" ");
}
