import type { Comparison, Reach } from "../model/comparison.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { ContractState, Report, ReviewedImpact, Verdict } from "../model/report.ts";
import { countOf, countsOf } from "./count-words.ts";
import type { ReportInput } from "./report-input.ts";
import { schemaChangeSize } from "./schema-change-size.ts";
import { unreadMigrations, unreadMigrationsOf, unreadOf } from "./unread.ts";

/** Errors fail. A pull request without schema, contracts or findings is neutral. */
export function verdictOf({ input, contracts, comparison, findings, diagnostics }: ReportInput): Verdict {
  if (findings.some(({ severity }) => severity === "error")) return "failure";
  const contractPaths = [contracts.base, contracts.head].flatMap(({ database, sql, api }) =>
    [database, sql, api].map((contract) => contract?.path),
  );
  const touched =
    comparison.migrations.length > 0 ||
    findings.length > 0 ||
    unreadMigrationsOf(diagnostics).length > 0 ||
    input.changes.some(
      ({ path, previousPath }) => contractPaths.includes(path) || contractPaths.includes(previousPath ?? path),
    );
  return touched || schemaChangeSize(comparison.schemaChange) > 0 ? "success" : "neutral";
}

type Told = {
  readonly verdict: Verdict;
  readonly counts: Report["counts"];
  readonly impacts: readonly ReviewedImpact[];
  readonly contracts: readonly ContractState[];
  readonly comparison: Comparison;
  readonly diagnostics: readonly Diagnostic[];
};

/** The outcome in one sentence of plain text, made of counts alone so that nothing from the pull request can speak in it. */
export function headlineOf(told: Told): string {
  if (told.verdict === "neutral") return "This pull request changes no schema and no contract.";
  const found = countsOf([
    [told.counts.error, "error"],
    [told.counts.warning, "warning"],
  ]);
  const facts = [changeFact(told), contractFact(told.contracts), unreadFact(told.diagnostics)].filter(
    (fact) => fact !== undefined,
  );
  return `${found === "" ? "No errors and no warnings" : found}: ${facts.join("; ")}.`;
}

function changeFact({ comparison, impacts, diagnostics }: Told): string | undefined {
  const size = schemaChangeSize(comparison.schemaChange);
  const breaking = impacts.filter((impact) => impact.breaking);
  if (breaking.length === 0) {
    if (size === 0 && comparison.migrations.length === 0)
      return unreadMigrationsOf(diagnostics).length > 0 ? undefined : "no migration in this pull request";
    if (size === 0)
      return unreadOf(diagnostics).length > 0
        ? "no schema change among what could be read"
        : "the schema stays as it is";
    return `${countOf(size, "schema change")}, ${size === 1 ? "not" : "none of them"} breaking`;
  }
  const broken = countsOf(readerCounts(breaking));
  return `${countOf(breaking.length, "breaking change")}${broken === "" ? "" : ` for ${broken}`}`;
}

function readerCounts(impacts: readonly ReviewedImpact[]): [number, string][] {
  const reached = new Map<string, Reach>();
  for (const { reaches } of impacts) {
    for (const reach of reaches) if (reach.effect === "breaks") reached.set(`${reach.kind} ${reach.name}`, reach);
  }
  const kinds: readonly Reach["kind"][] = ["query", "view", "routine", "endpoint", "module"];
  return kinds.map((kind) => [[...reached.values()].filter((reach) => reach.kind === kind).length, kind]);
}

function contractFact(contracts: readonly ContractState[]): string | undefined {
  const open = contracts.filter(({ state }) => state !== "up to date" && state !== "not needed");
  if (open.length === 0) {
    return contracts.some(({ state }) => state === "up to date") ? "the contracts are up to date" : undefined;
  }
  return open.map(({ contract, state }) => `the ${contractNames[contract]} is ${state}`).join(", ");
}

const contractNames = { database: "database contract", sql: "SQL contract", api: "API contract" } as const;

function unreadFact(diagnostics: readonly Diagnostic[]): string | undefined {
  const migrations = unreadMigrations(diagnostics);
  const others = unreadOf(diagnostics).length - unreadMigrationsOf(diagnostics).length;
  const facts = [
    ...(migrations === "" ? [] : [`not reviewed: ${migrations}`]),
    ...(others === 0 ? [] : [`${countOf(others, migrations === "" ? "thing" : "other thing")} could not be read`]),
  ];
  return facts.length === 0 ? undefined : facts.join("; ");
}
