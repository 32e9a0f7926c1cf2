import type { AppliedMigration, Reach } from "../../model/comparison.ts";
import type { Finding } from "../../model/finding.ts";
import type { ReportInput } from "../report-input.ts";
import { unreadOf } from "../unread.ts";

/** What the boxes are judged by. */
export type ChecklistFacts = {
  readonly report: ReportInput;
  /** Errors only: a warning refutes nothing. */
  readonly errors: readonly Finding[];
  /** Migrations whose statements run when this is merged. */
  readonly migrations: readonly AppliedMigration[];
  /** Statements or files were not read: what was not found may still be there. */
  readonly unread: number;
  /** The base schema is a contract's promise, so that who reads what is known. */
  readonly contractKnown: boolean;
  readonly breaking: boolean;
  /** Why nobody can say whether a change breaks a reader, of the first such change. */
  readonly uncertain: string | undefined;
  readonly reached: (kind: Reach["kind"]) => readonly string[];
  readonly reaches: readonly Reach[];
};

/** Gathers once what several boxes ask. */
export function factsOf(report: ReportInput): ChecklistFacts {
  const { comparison, findings, contracts } = report;
  const reaches = comparison.impacts.flatMap((impact) => impact.reaches);
  return {
    report,
    errors: findings.filter(({ severity }) => severity === "error"),
    migrations: comparison.migrations.filter(({ status }) => status !== "removed"),
    unread: unreadOf(report.diagnostics).length,
    contractKnown: (contracts.base.database ?? contracts.head.database) !== undefined,
    breaking: comparison.breaking.some(({ breaking }) => breaking === true),
    uncertain: comparison.breaking.find(({ breaking }) => breaking === undefined)?.because,
    reached: (kind) => namesOf(reaches.filter((reach) => reach.kind === kind)),
    reaches,
  };
}

function namesOf(reaches: readonly Reach[]): readonly string[] {
  return [...new Set(reaches.map(({ name }) => name))].sort();
}
