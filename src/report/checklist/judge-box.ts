import type { ChecklistBox } from "../../model/report.ts";
import { countOf } from "../count-words.ts";
import { asksForPeople } from "./box-meaning.ts";
import type { ChecklistFacts } from "./checklist-facts.ts";
import { judgeApiContract, judgeDatabaseContract, judgeSqlContract } from "./judge-contracts.ts";
import { judgeMigrationScript, judgeRollback } from "./judge-migrations.ts";
import { judgeModules } from "./judge-modules.ts";
import { judgeDocumentation, judgeNotified } from "./judge-people.ts";
import type { Judgement } from "./judgement.ts";
import { leftToAPerson } from "./judgement.ts";

const judges: Readonly<Record<NonNullable<ChecklistBox["id"]>, (facts: ChecklistFacts) => Judgement>> = {
  "modules-identified": judgeModules,
  "migration-script": judgeMigrationScript,
  rollback: judgeRollback,
  "database-contract": judgeDatabaseContract,
  "sql-contract": judgeSqlContract,
  "api-contract": judgeApiContract,
  "team-notified": judgeNotified,
  documentation: judgeDocumentation,
};

/** Judges one box: proved only by what the engine knows, refuted with the reason, else left to a person. */
export function judgeBox(id: ChecklistBox["id"], text: string, facts: ChecklistFacts): Judgement {
  if (id === undefined) return leftToAPerson("Only a person can say.");
  const judgement = judges[id](facts);
  if (judgement.state !== "proved") return judgement;
  if (asksForPeople(text)) return leftToAPerson(`${judgement.reason} The rest only a person can confirm.`);
  if (facts.unread > 0) {
    return leftToAPerson(`${judgement.reason} But ${countOf(facts.unread, "thing")} could not be read.`);
  }
  return judgement;
}
