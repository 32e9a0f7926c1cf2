import type { Severity } from "../src/model/finding.ts";
import type { SqlReader } from "../src/model/sql-reader.ts";
import { lineOf, placeText } from "../src/report/finding-text.ts";
import { type History, stepThroughHistory } from "./step-through-history.ts";

/** `code` counts the migrations in a programming language beside it. */
export type CountedHistory = History & { readonly code: number };

type RuleCount = {
  readonly rule: string;
  readonly severity: Severity;
  readonly findings: number;
  /** Migrations with at least one of them. */
  readonly migrations: number;
};

export type Counted = {
  readonly dialect: string;
  readonly migrations: number;
  /** Migrations in a programming language, which are not read here. */
  readonly codeMigrations: number;
  readonly statements: number;
  /** Statements and files that were not fully read. */
  readonly unread: number;
  readonly waived: number;
  /** What rules that failed or were stopped left behind. */
  readonly failures: readonly string[];
  /** The most frequent first. */
  readonly counts: readonly RuleCount[];
  readonly found: readonly { readonly rule: string; readonly place: string; readonly what: string }[];
};

/** Steps through a history and counts what each rule finds in it, or, with `from`, in the migrations from the first whose path contains it. */
export function countFindings(
  history: CountedHistory,
  sql: SqlReader,
  { from = "", onProgress }: { readonly from?: string; readonly onProgress?: (done: number, of: number) => void } = {},
): Counted {
  const counts = new Map<string, RuleCount>();
  const found: { rule: string; place: string; what: string }[] = [];
  const failures: string[] = [];
  const sums = { migrations: 0, statements: 0, unread: 0, waived: 0 };
  let done = 0;
  let isCounted = false;
  for (const { migration, report } of stepThroughHistory(history, sql)) {
    onProgress?.(done++, history.files.size);
    isCounted ||= migration.files.some((path) => path.includes(from));
    if (!isCounted) continue;
    sums.migrations += 1;
    sums.statements += migration.up.statements.length + (migration.down?.statements.length ?? 0);
    sums.unread += report.diagnostics.filter(({ kind }) => unreadKinds.has(kind)).length;
    sums.waived += report.waivers.reduce((sum, { setAside }) => sum + setAside.length, 0);
    failures.push(
      ...report.diagnostics
        .filter(({ kind }) => kind === "rule-failed")
        .map(({ at, message }) => `${placeText(at)} ${lineOf(message)}`),
    );
    const seen = new Set<string>();
    for (const { rule, severity, at, what } of report.findings) {
      const key = `${rule} ${severity}`;
      const before = counts.get(key) ?? { rule, severity, findings: 0, migrations: 0 };
      const isFirst = !seen.has(key);
      seen.add(key);
      counts.set(key, { ...before, findings: before.findings + 1, migrations: before.migrations + (isFirst ? 1 : 0) });
      found.push({ rule, place: placeText(at), what: lineOf(what) });
    }
  }
  onProgress?.(history.files.size, history.files.size);
  const sorted = [...counts.values()].sort(
    (left, right) => right.findings - left.findings || (left.rule < right.rule ? -1 : 1),
  );
  return { dialect: sql.dialect, codeMigrations: history.code, ...sums, failures, counts: sorted, found };
}

const unreadKinds: ReadonlySet<string> = new Set(["unread-statement", "unread-file", "dynamic-sql", "limit-reached"]);
