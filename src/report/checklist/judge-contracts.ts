import type { Reach } from "../../model/comparison.ts";
import type { Finding } from "../../model/finding.ts";
import { codeList } from "../../text/markdown.ts";
import { countOf } from "../count-words.ts";
import { schemaChangeSize } from "../schema-change-size.ts";
import type { ChecklistFacts } from "./checklist-facts.ts";
import { type Judgement, leftToAPerson, proved, refuted, refutedBy } from "./judgement.ts";

/** "This contract updated with new schema": the base contract with the migrations applied is the head contract. */
export function judgeDatabaseContract(facts: ChecklistFacts): Judgement {
  const { base, head } = facts.report.contracts;
  if (head.database === undefined) return refuted("There is no database contract.");
  const { path } = head.database;
  const untrue = ({ rule }: Finding) =>
    /-(undocumented|still-documented|mismatch)$/.test(rule) && !/^(query|endpoint)-/.test(rule);
  const open = refutedBy(facts, untrue) ?? refutedBy(facts, ({ at }) => at.path === path);
  if (open !== undefined) return open;
  const promised = facts.report.comparison.discrepancies.filter(({ introduced }) => introduced);
  if (promised.length > 0) {
    return leftToAPerson(
      `${countOf(promised.length, "difference")} between migrations and contract ${promised.length === 1 ? "remains" : "remain"}.`,
    );
  }
  if (schemaChangeSize(facts.report.comparison.schemaChange) === 0) return proved("No part of the schema changes.");
  return proved(
    base.database === undefined
      ? "The contract says what the migrations make."
      : "Applying the migrations to the base contract gives the head contract.",
  );
}

/** "SQL Contract updated with affected queries". */
export function judgeSqlContract(facts: ChecklistFacts): Judgement {
  const contract = facts.report.contracts.head.sql;
  const open = refutedBy(facts, ({ at, rule }) => at.path === contract?.path || rule.startsWith("query-"));
  if (open !== undefined) return open;
  if (contract === undefined) return leftToAPerson("There is no SQL contract that names the queries.");
  if (contract.diagnostics.length > 0) return leftToAPerson("Parts of the SQL contract could not be read.");
  const reached = facts.reached("query");
  if (reached.length === 0) return proved("No query of the SQL contract uses what changes.");
  const broken = facts.reaches.filter(isUnrevised("query")).filter(({ effect }) => effect === "breaks");
  if (broken.length > 0) return refuted(`Broken, and unchanged in the contract: ${namesIn(broken)}.`);
  return proved(`The queries that use what changes still fit: ${codeList(reached)}.`);
}

/** "API Contract reviewed for endpoint impacts". */
export function judgeApiContract(facts: ChecklistFacts): Judgement {
  const contract = facts.report.contracts.head.api;
  const open = refutedBy(facts, ({ at, rule }) => at.path === contract?.path || rule.startsWith("endpoint-"));
  if (open !== undefined) return open;
  if (contract === undefined) return leftToAPerson("There is no API contract that names the endpoints.");
  if (contract.diagnostics.length > 0) return leftToAPerson("Parts of the API contract could not be read.");
  const reached = facts.reached("endpoint");
  if (reached.length === 0) return proved("No endpoint of the API contract uses what changes.");
  const felt = facts.reaches.filter(({ kind, effect }) => kind === "endpoint" && effect !== "touches");
  if (felt.length === 0) return proved("Of the endpoints that use what changes, none answers differently.");
  const untouched = felt.filter(isUnrevised("endpoint"));
  if (untouched.length > 0) return leftToAPerson(`Reached, and unchanged in the contract: ${namesIn(untouched)}.`);
  return proved(`The entries of ${namesIn(felt)} were gone over in this pull request.`);
}

function isUnrevised(kind: Reach["kind"]): (reach: Reach) => boolean {
  return (reach) => reach.kind === kind && reach.entry === "unchanged";
}

function namesIn(reaches: readonly Reach[]): string {
  return codeList([...new Set(reaches.map(({ name }) => name))].sort());
}
