import type { Endpoint } from "../../model/contract.ts";
import type { Location } from "../../model/location.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { lastWord, maySpeakOf } from "../../text/word-search.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { readersLeft } from "../destructive/readers-left.ts";
import { exampleBase } from "../example-base.ts";

const api = "API_CONTRACT.md";
const body = '{ "id": 1, "email": "a@example.com", "name": "Ann" }';
const longer = '{ "id": 1, "created_at": "2026-03-01T12:00:00Z" }';
const base = { [api]: (exampleBase[api] ?? "").replace(body, longer) };
const dropping = "ALTER TABLE users DROP COLUMN created_at;";

/** A field of a response that is filled from a column goes, or changes, with the column. */
export const endpointBreaksResponse = defineRule({
  id: "endpoint-breaks-response",
  on: ["drop-column", "rename-column", "alter-column-type"],
  section: "CRITICAL RULES",
  severity: "warning",
  summary:
    "Warn of dropped, renamed or retyped columns whose name is a field in the response of an endpoint over that table",
  whenToWaive: "When the field of the response comes from elsewhere and only shares its name.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "No query of the contract reads it, and the response has it", base, migration: dropping },
      {
        title: "Another kind of value",
        base,
        migration: "ALTER TABLE users ALTER COLUMN created_at TYPE date USING created_at::date;",
      },
    ],
    valid: [
      { title: "The response has no such field", migration: dropping },
      {
        title: "The section was changed with it",
        base,
        migration: dropping,
        edits: { [api]: [[longer, body]] },
      },
      { title: "A query reads it: dropped-while-used names the endpoint", migration: "ALTER TABLE users DROP email;" },
      { title: "An endpoint over other tables", base, migration: "ALTER TABLE orders DROP COLUMN placed_at;" },
      { title: "A wider type", base, migration: "ALTER TABLE users ALTER COLUMN name TYPE varchar;" },
    ],
  },

  *check(operation, context, { step }) {
    if (step.effect !== "applied" || !takesAway(operation, context)) return;
    const table = keyOf(operation.table);
    const named = new Set(readersLeft(context, operation).reaches.map(({ name }) => name));
    const fields = responsesWith(operation.column, table, context).filter(({ endpoint }) => !named.has(endpoint.name));
    if (fields.length === 0) return;
    const name = `${table}.${operation.column}`;
    yield {
      at: operation.at,
      related: fields.map(({ at }) => at).slice(0, 5),
      subject: name,
      stated: true,
      data: { name, field: operation.column, endpoints: fields.map(({ endpoint }) => endpoint.name) },
    };
  },

  explain: ({ name, field, endpoints }) => ({
    what: `${code(name)} is taken away or changed, and the response of ${endpoints.length === 1 ? code(endpoints[0] ?? "") : `${endpoints.length} endpoints, ${code(endpoints[0] ?? "")} among them,`} has a field ${code(field)}.`,
    why: "By the API contract, removing a field of a response or changing its type breaks its clients.",
    fix: `If the field is filled from the column, keep both until the clients have moved; else say in the endpoint's section where ${code(field)} comes from, and move ${code("**Last Modified:**")}.`,
  }),
});

type Change = OperationOf<"drop-column" | "rename-column" | "alter-column-type">;

function takesAway(operation: Change, { comparison }: RuleContext): boolean {
  if (comparison.verdicts.get(operation)?.breaking !== true) return false;
  if (operation.kind !== "alter-column-type") return true;
  const effect = comparison.typeChanges.get(operation)?.effect;
  return effect === "narrowed" || effect === "changed";
}

type Field = { readonly endpoint: Endpoint; readonly at: Location };

/** Fields of that name in sections that the pull request leaves as they are. */
function responsesWith(column: string, table: string, { base, head }: RuleContext): readonly Field[] {
  if (head.api === undefined) return [];
  const { endpoints, entryTexts } = head.api;
  return [...entryTexts].flatMap(([key, text]) => {
    if (!text.includes(column) || base.api?.entryTexts.get(key) !== text) return [];
    const endpoint = endpoints.get(key);
    const field = endpoint?.responseFields.find(({ value }) => value === column);
    if (endpoint === undefined || field === undefined || !usesTable(endpoint, table, head.sql)) return [];
    return { endpoint, at: field.at };
  });
}

function usesTable({ tables, queries }: Endpoint, table: string, sql: RuleContext["head"]["sql"]): boolean {
  if (tables?.some((use) => keyOf(use.table) === table) === true) return true;
  return (queries ?? []).some(({ value }) => {
    const text = sql?.entryTexts.get(value)?.toLowerCase();
    if (text === undefined || !maySpeakOf(text, lastWord(table))) return false;
    return sql?.queries.get(value)?.reading.some((query) => query.tables.some((use) => keyOf(use.table) === table));
  });
}
