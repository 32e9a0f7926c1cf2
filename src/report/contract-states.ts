import type { ApiContract, Contracts, DatabaseContract, SqlContract } from "../model/contract.ts";
import type { Finding } from "../model/finding.ts";
import type { ContractState } from "../model/report.ts";
import type { ReportInput } from "./report-input.ts";
import { schemaChangeSize } from "./schema-change-size.ts";

type AnyContract = DatabaseContract | SqlContract | ApiContract;

/** The state of the three contracts in this pull request, in the order database, SQL, API. */
export function contractStates(report: ReportInput): ContractState[] {
  return (["database", "sql", "api"] as const).map((contract) => stateOf(contract, report));
}

function stateOf(contract: keyof Contracts, report: ReportInput): ContractState {
  const base = report.contracts.base[contract];
  const head = report.contracts.head[contract];
  const findings = report.findings.filter(
    (finding) => isOpen(finding) && concerns(finding, contract, head?.path ?? base?.path),
  );
  return {
    contract,
    path: head?.path ?? base?.path,
    state: judge(contract, base, head, findings, report),
    baseVersion: base?.header.version?.value,
    headVersion: head?.header.version?.value,
    findings: findings.length,
  };
}

function judge(
  contract: keyof Contracts,
  base: AnyContract | undefined,
  head: AnyContract | undefined,
  findings: readonly Finding[],
  { comparison }: ReportInput,
): ContractState["state"] {
  if (head === undefined) {
    const wanted = contract === "database" && schemaChangeSize(comparison.schemaChange) > 0;
    return base !== undefined || wanted ? "missing" : "not needed";
  }
  if (findings.some(({ rule }) => rule === "contract-unreadable") || holdsNothing(head)) return "unreadable";
  const outdated = findings.length > 0 || (contract === "sql" && breaksUnrevisedQuery(comparison));
  if (!outdated) return "up to date";
  return base?.text === head.text ? "not updated" : "to be corrected";
}

function breaksUnrevisedQuery({ impacts }: ReportInput["comparison"]): boolean {
  return impacts.some(({ reaches }) =>
    reaches.some(({ kind, effect, entry }) => kind === "query" && effect === "breaks" && entry === "unchanged"),
  );
}

function holdsNothing(contract: AnyContract): boolean {
  if (contract.diagnostics.length === 0 || contract.header.version !== undefined) return false;
  const entries =
    "queries" in contract ? contract.queries : "endpoints" in contract ? contract.endpoints : contract.tables;
  return entries.size === 0;
}

function isOpen({ severity }: Finding): boolean {
  return severity !== "info";
}

/** Rules whose findings ask for an edit of one contract, wherever they point. */
const families: Readonly<Record<keyof Contracts, RegExp>> = {
  database:
    /^(?!query-|endpoint-).*-(undocumented|still-documented|mismatch)$|^(migration-history-|affected-modules-|breaking-flag-)/,
  sql: /^query-/,
  api: /^endpoint-/,
};

function concerns({ at, related, rule }: Finding, contract: keyof Contracts, path: string | undefined): boolean {
  if (path === undefined) return false;
  return at.path === path || (families[contract].test(rule) && related.some((place) => place.path === path));
}
