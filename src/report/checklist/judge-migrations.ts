import type { AppliedMigration } from "../../model/comparison.ts";
import type { MigrationEntry } from "../../model/contract.ts";
import type { Finding } from "../../model/finding.ts";
import { codeList } from "../../text/markdown.ts";
import { countOf } from "../count-words.ts";
import { unreadMigrations } from "../unread.ts";
import type { ChecklistFacts } from "./checklist-facts.ts";
import { type Judgement, leftToAPerson, proved, refuted, refutedBy } from "./judgement.ts";

const contradictMigration: ReadonlySet<string> = new Set([
  "contract-claims-unmade-change",
  "model-without-migration",
  "rerun-fails",
]);

/** "Migration script created": it is there and makes every change that the contract claims. */
export function judgeMigrationScript(facts: ChecklistFacts): Judgement {
  const contradicted = refutedBy(facts, ({ rule }) => contradictMigration.has(rule));
  if (contradicted !== undefined) return contradicted;
  const written = facts.migrations.filter(({ migration }) => !migration.up.blank);
  const unread = unreadMigrations(facts.report.diagnostics);
  if (unread !== "") return leftToAPerson(`Not reviewed: ${unread}.`);
  if (facts.migrations.length === 0) return refuted("There is no migration in this pull request.");
  if (written.length === 0) {
    const empty = codeList(facts.migrations.map(({ migration }) => migration.id));
    return refuted(
      `${empty} ${facts.migrations.length === 1 ? "is empty: it runs nothing" : "are empty: they run nothing"}.`,
    );
  }
  return proved(
    `${countOf(written.length, "migration")} ${written.length === 1 ? "is" : "are"} here: ${codeList(written.map(({ migration }) => migration.id))}.`,
  );
}

/** "Rollback script prepared": each migration has a script that undoes it, or its entry in the contract has a plan. */
export function judgeRollback(facts: ChecklistFacts): Judgement {
  const isAbout = ({ rule }: Finding) => rule === "rollback-missing" || rule === "rollback-incomplete";
  const lacking = refutedBy(facts, isAbout);
  if (lacking !== undefined) return lacking;
  const unread = unreadMigrations(facts.report.diagnostics);
  if (unread !== "") return leftToAPerson(`Not reviewed: ${unread}.`);
  if (facts.migrations.length === 0) return leftToAPerson("There is no migration in this pull request.");
  const entries = facts.report.contracts.head.database?.migrations ?? [];
  const without = facts.migrations.filter((applied) => !hasDown(applied) && !hasPlan(applied, entries));
  if (without.length > 0) {
    return leftToAPerson(`Nothing here undoes ${codeList(without.map(({ migration }) => migration.id))}.`);
  }
  const noted = facts.report.findings.find(isAbout);
  if (noted !== undefined) return leftToAPerson(noted.what);
  const scripts = facts.migrations.filter(hasDown).length;
  return proved(
    scripts === facts.migrations.length
      ? "Each migration has a script that undoes it."
      : "Each migration has a script that undoes it, or a rollback plan in the contract.",
  );
}

function hasDown({ migration }: AppliedMigration): boolean {
  return migration.down !== undefined && !migration.down.blank;
}

function hasPlan({ migration }: AppliedMigration, entries: readonly MigrationEntry[]): boolean {
  const names = [migration.id, ...migration.files].filter((name) => name.length > 2);
  return entries.some(
    ({ id, text, rollbackPlan }) =>
      (rollbackPlan?.value.trim() ?? "") !== "" &&
      (id === migration.id || names.some((name) => text.includes(name.split("/").at(-1) ?? name))),
  );
}
