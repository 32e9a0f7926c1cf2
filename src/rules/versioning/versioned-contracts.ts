import type { Comparison, ContractChange } from "../../model/comparison.ts";
import type { ContractHeader } from "../../model/contract.ts";
import type { Located, Location } from "../../model/location.ts";
import type { RuleContext } from "../define-rule.ts";
import { isUnchanged } from "../schema-changes.ts";

/** One of the three contracts, with what its version and change log have to answer for in this pull request. */
export type VersionedContract = {
  readonly kind: "database" | "sql" | "api";
  readonly path: string;
  /** The head's text. */
  readonly text: string;
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
      text: contract.text,
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

/** The contract's line with its version, with another one. */
export function versionLine(contract: VersionedContract, version: string): string {
  const template = contract.kind === "sql" ? `"contract_version": "${version}"` : `**Version:** ${version}`;
  return lineWith(contract, contract.head.version, version) ?? template;
}

/** The contract's line with the date of its last change, with another one. */
export function lastUpdatedLine(contract: VersionedContract, date: string): string {
  const template = contract.kind === "sql" ? `"last_updated": "${date}"` : `**Last Updated:** ${date}`;
  return lineWith(contract, contract.head.lastUpdated, date) ?? template;
}

const longestLine = 200;

/** The line that a value stands in, as it is written, with another value; `undefined` where it is not there or far too long to be pasted. */
function lineWith({ text }: VersionedContract, old: Located<string> | undefined, value: string): string | undefined {
  if (old === undefined) return undefined;
  const { start, end } = old.at;
  const next = text.indexOf("\n", end.offset);
  const from = text.lastIndexOf("\n", start.offset - 1) + 1;
  const written = text.slice(start.offset, end.offset);
  const before = text.slice(from, start.offset) + written.slice(0, Math.max(0, written.indexOf(old.value)));
  const after =
    written.slice(written.indexOf(old.value) + old.value.length) +
    text.slice(end.offset, next === -1 ? undefined : next);
  const line = `${before}${value}${after}`.replace(/\r$/, "");
  return line.length > longestLine || !written.includes(old.value) ? undefined : line.trim();
}

const templateForm = ["date", "version", "author", "changes", "impact"];

/** How an entry of the contract's change log is written, with what is known filled in. */
export function changeLogLine({ kind, head, text }: VersionedContract, date: string, version: string): string {
  if (kind === "sql")
    return `{ "date": "${date}", "version": "${version}", "author": "…", "changes": "…", "impact": "…" }`;
  const [first] = head.changeLog;
  const form = head.changeLogForm ?? (first === undefined ? templateForm : undefined);
  const known: Readonly<Record<string, string>> = { date, version };
  if (form !== undefined) return `| ${form.map((field) => known[field] ?? "…").join(" | ")} |`;
  const marks = /^#+/.exec(text.slice(first?.at.start.offset))?.[0];
  return marks === undefined ? `- ${date} ${version}: …` : `${marks} [${version}] - ${date}\n\n- …`;
}

/** The language of what is pasted into the contract. */
export function languageOf(kind: VersionedContract["kind"]): "json" | "markdown" {
  return kind === "sql" ? "json" : "markdown";
}

function topOf(path: string): Location {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}
