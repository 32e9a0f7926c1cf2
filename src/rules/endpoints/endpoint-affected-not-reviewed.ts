import type { Impact, Reach } from "../../model/comparison.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isSpokenFor } from "../destructive/taking-away.ts";
import { isHarmless } from "../queries/harmless-change.ts";

const sql = "SQL_CONTRACT.json";
const api = "API_CONTRACT.md";
const select = "SELECT id, status, total FROM orders WHERE user_id = $1 ORDER BY placed_at LIMIT 50";
const required = "ALTER TABLE users ALTER COLUMN id TYPE bigint;";

/** A client sees the schema through its endpoints: what changes there is a change of the API, whoever made it. */
export const endpointAffectedNotReviewed = defineRule({
  id: "endpoint-affected-not-reviewed",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary:
    "Require that endpoints whose queries a schema change breaks or alters are looked at again in the API contract",
  whenToWaive:
    "When the endpoint was looked at and needs no change at all; moving its Last Modified date says the same.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "An endpoint returns a number that grows", migration: required },
      {
        title: "Its query was changed, and returns something else",
        migration: "ALTER TABLE orders ALTER COLUMN id TYPE bigint;",
        edits: {
          [sql]: [
            [select, select.replace("id,", "id AS number,")],
            [
              '{ "name": "id", "type": "integer" },\n          { "name": "status"',
              '{ "name": "number", "type": "bigint" },\n          { "name": "status"',
            ],
          ],
        },
      },
    ],
    valid: [
      {
        title: "The endpoint's section is changed with it",
        migration: required,
        edits: {
          [api]: [
            [
              '{ "id": 1, "email": "a@example.com", "name": "Ann" }',
              '{ "id": "1", "email": "a@example.com", "name": "Ann" }',
            ],
          ],
        },
      },
      {
        title: "Its query was changed, and returns the same",
        migration: "ALTER TABLE orders ALTER COLUMN id TYPE bigint;",
        edits: { [sql]: [[select, select.replace("id,", "id::integer AS id,")]] },
      },
      { title: "A new column that no endpoint's query reads", migration: "ALTER TABLE users ADD COLUMN phone text;" },
      { title: "An index", migration: "CREATE INDEX idx_users_name ON users (name);" },
      { title: "Dropped: dropped-while-used names the endpoint", migration: "ALTER TABLE users DROP COLUMN email;" },
      { title: "More room in the same type", migration: "ALTER TABLE users ALTER COLUMN email TYPE varchar(500);" },
    ],
  },

  *check(context) {
    for (const impact of context.comparison.impacts) {
      if (isHarmless(impact.operation, context) || isSpokenFor(impact.operation, context)) continue;
      const endpoints = affectedEndpoints(impact, context);
      if (endpoints.length === 0) continue;
      yield {
        at: impact.operation.at,
        related: endpoints.flatMap(({ at }) => at ?? []).slice(0, 5),
        subject: impact.subject.name,
        stated: true,
        data: {
          name: impact.subject.name,
          endpoints: endpoints.map(({ name }) => name),
          because: endpoints[0]?.because ?? "",
        },
      };
    }
  },

  explain: ({ name, endpoints, because }) => ({
    what: `The change of ${code(name)} reaches ${codeList(endpoints)}, and the API contract's sections were not looked at again.`,
    why: `The first of them ${because}. Its clients follow the API contract, and may get another answer than it promises, or an error.`,
    fix: `In ${code("API_CONTRACT.md")} go through ${codeList(endpoints)}: correct request and response, and move ${code("**Last Modified:**")} to say that it was looked at.`,
  }),
});

function affectedEndpoints({ reaches }: Impact, context: RuleContext): readonly Reach[] {
  return reaches.filter(
    ({ kind, effect, entry, via }) =>
      kind === "endpoint" &&
      effect !== "touches" &&
      entry === "unchanged" &&
      !via.some((link) => link.kind === "query" && answersAsBefore(link.name, context)),
  );
}

/** The query was looked at again, and takes and returns what it did. */
function answersAsBefore(id: string, { base, head }: RuleContext): boolean {
  const [before, after] = [base.sql?.queries.get(id), head.sql?.queries.get(id)];
  if (before === undefined || after === undefined || before.text === after.text) return false;
  const shape = ({ parameters, returns }: typeof before) =>
    JSON.stringify([
      parameters.map(({ name, type }) => [name, type]),
      returns?.type,
      returns?.columns.map(({ name, type }) => [name, type]),
    ]);
  return shape(before) === shape(after);
}
