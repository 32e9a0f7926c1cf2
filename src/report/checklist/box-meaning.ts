import type { ChecklistBox } from "../../model/report.ts";

type BoxId = NonNullable<ChecklistBox["id"]>;

/** First match wins: the contracts before the words that also stand beside their names ("SQL contract documented"). */
const meanings: readonly (readonly [BoxId, RegExp])[] = [
  ["sql-contract", /\bsql[ _-]?contract/i],
  ["api-contract", /\bapi[ _-]?contract|\bendpoints?\b/i],
  ["database-contract", /\b(this|the|database|schema)\b.{0,12}\bcontract\b|DATABASE_SCHEMA_CONTRACT/i],
  ["rollback", /\broll(ed|ing)?[ -]?back\b|\bdown[ -]migration|\brevert/i],
  [
    "modules-identified",
    /\b(modules?|services?|consumers?|dependents)\b.*\b(identif|list|found|document|known|review)/i,
  ],
  ["team-notified", /\b(notif|announc|inform|communicat|told)/i],
  ["migration-script", /\bmigrations?\b.*\b(script|creat|writ|prepar|test|add|file)|\bscript\b.*\bmigrat/i],
  ["documentation", /\b(documentation|docs|readme|runbook|wiki|changelog)\b/i],
];

/** What a box asks, understood by its words; `undefined` for a box of the contract's own making. */
export function meaningOf(text: string): BoxId | undefined {
  return meanings.find(([, words]) => words.test(text))?.[0];
}

/** Words that ask for what happens outside of the repository: the engine cannot prove such a box, whatever else it knows. */
const asksPeople =
  /\b(test(ed|s)?|rehears\w*|approv\w*|sign(ed)?[ -]?off|verif\w*|confirm\w*|staging|production|dry[ -]run|measured|benchmark\w*|scheduled)\b/i;

/** Whether a box asks for more than a repository can show. */
export function asksForPeople(text: string): boolean {
  return asksPeople.test(text);
}
