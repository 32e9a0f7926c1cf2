import type { Comparison, ContractChange } from "../../model/comparison.ts";
import type { ContractHeader } from "../../model/contract.ts";
import type { Location } from "../../model/location.ts";
import type { RuleContext } from "../define-rule.ts";
import { isUnchanged } from "../schema-changes.ts";

/** One of the three contracts, with what its version and change log have to answer for in this pull request. */
export type VersionedContract = {
  readonly kind: "database" | "sql" | "api";
  readonly path: string;
  /** `undefined` where the pull request brings the contract. */
  readonly base: ContractHeader | undefined;
  readonly head: ContractHeader;
  readonly change: ContractChange;
  /** The base contract keeps a change log, so an entry is owed. */
  readonly keepsChangeLog: boolean;
  /** Where a finding about the header stands when the line itself is not there. */
  readonly top: Location;
};

/** The contracts that the head has: the same rules speak for all three. */
export function versionedContracts({ base, head, comparison }: RuleContext): readonly VersionedContract[] {
  return (["database", "sql", "api"] as const).flatMap((kind) => {
    const contract = head[kind];
    const before = base[kind];
    if (contract === undefined) return [];
    return {
      kind,
      path: contract.path,
      base: before?.header,
      head: contract.header,
      change: kind === "database" ? ofSchema(comparison) : comparison.contractChanges[kind],
      keepsChangeLog: before?.header.changeLogAt !== undefined,
      top: topOf(contract.path),
    };
  });
}

/** The contract counts modifications of the schema; better words for the same promises are no new version. */
function ofSchema({ contractChanges, schemaChange }: Comparison): ContractChange {
  return isUnchanged(schemaChange) ? { ...contractChanges.database, bump: "none" } : contractChanges.database;
}

/** Whether the pull request changed the version that the header states. */
export function isVersionChanged({ base, head }: VersionedContract): boolean {
  return base?.version?.value.trim() !== head.version?.value.trim();
}

/** A reason as the end of a sentence of ours. Markdown. */
export function reasonOf({ because }: ContractChange): string {
  return because.replace(/\.\s*$/, "").replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
}

/** How the contract's version line is written: for what to paste. */
export function versionLine(kind: VersionedContract["kind"], version: string): string {
  return kind === "sql" ? `"contract_version": "${version}"` : `**Version:** ${version}`;
}

/** How the contract's line with the date of its last change is written. */
export function lastUpdatedLine(kind: VersionedContract["kind"], date: string): string {
  return kind === "sql" ? `"last_updated": "${date}"` : `**Last Updated:** ${date}`;
}

/** How an entry of the contract's change log is written, with what is known filled in. */
export function changeLogLine(kind: VersionedContract["kind"], date: string, version: string): string {
  return kind === "sql"
    ? `{ "date": "${date}", "version": "${version}", "author": "…", "changes": "…", "impact": "…" }`
    : `| ${date} | ${version} | … | … | … |`;
}

/** The language of what is pasted into the contract. */
export function languageOf(kind: VersionedContract["kind"]): "json" | "markdown" {
  return kind === "sql" ? "json" : "markdown";
}

function topOf(path: string): Location {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}
