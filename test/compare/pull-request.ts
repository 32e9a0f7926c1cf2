import { applyOperations } from "../../src/compare/apply-operations.ts";
import { compare } from "../../src/compare/compare.ts";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { schemaOfContract } from "../../src/compare/schema-of-contract.ts";
import { findContracts } from "../../src/contract/find-contracts.ts";
import { readContracts } from "../../src/contract/read-contracts.ts";
import { readMigrations } from "../../src/extract/migrations/read-migrations.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import type { Contracts } from "../../src/model/contract.ts";
import type { Policy } from "../../src/model/policy.ts";
import type { Evidence } from "../../src/model/review-input.ts";
import type { Schema } from "../../src/model/schema.ts";
import type { FileText } from "../../src/model/snapshot.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";

type Files = Readonly<Record<string, string>>;

/** A pull request in miniature, compared through the real readers. */
export type PullRequest = {
  readonly base?: Files;
  /** What head has besides base or instead of it. */
  readonly head?: Files;
  /** Text of an added migration. */
  readonly migration?: string;
  /** Its down script. */
  readonly down?: string;
  /** The base schema from this history in place of the base contract. */
  readonly history?: string;
  readonly evidence?: Evidence;
  readonly policy?: Policy;
};

const sql = await loadPostgresReader();

/** The comparison that a review of this pull request rests on. */
export function comparePullRequest({
  base = {},
  head = {},
  migration,
  down,
  history,
  evidence = {},
  policy = defaultPolicy,
}: PullRequest): Comparison {
  const added = {
    ...(migration === undefined ? {} : { "migrations/0002_change.up.sql": migration }),
    ...(down === undefined ? {} : { "migrations/0002_change.down.sql": down }),
  };
  const files = textsOf({ ...base, ...head, ...added });
  const { migrations } = readMigrations({
    files,
    paths: [...files.keys()],
    only: new Set(Object.keys(added)),
    sql,
    policy,
  });
  const before = contractsOf(textsOf(base));
  return compare({
    base: before,
    head: contractsOf(files),
    baseSchema: baseSchemaOf(before, history),
    migrations: migrations.map((one) => ({ migration: one, status: "added" as const })),
    changes: [],
    evidence,
    policy,
    sql,
  });
}

/** The schema that a history of migrations makes. */
export function schemaOf(text: string): Schema {
  const script = sql.readScript({ path: "history.sql", text, transactional: true });
  return applyOperations(emptySchema("postgresql", true), script.operations, sql).schema;
}

/** The contracts among these files. */
export function contractsOf(files: ReadonlyMap<string, FileText>): Contracts {
  return readContracts(files, findContracts([...files.keys()], defaultPolicy), sql);
}

/** Files as a snapshot has them. */
export function textsOf(files: Files): ReadonlyMap<string, FileText> {
  return new Map(
    Object.entries(files).map(([path, text]) => [path, { kind: "text", text, encoding: "utf-8" }] as const),
  );
}

function baseSchemaOf({ database }: Contracts, history: string | undefined): Schema {
  if (history !== undefined) return schemaOf(history);
  return database === undefined ? emptySchema("postgresql", false) : schemaOfContract(database);
}

/** Discrepancies in one line each: `missing column orders.email`, `different column orders.total type: numeric(8,2) / numeric(10,2)`. */
export function told({ discrepancies }: Comparison): readonly string[] {
  return discrepancies
    .map(({ kind, object, owner, name, attribute, actual, promised, introduced, unmadeChange }) => {
      const subject = name === undefined ? owner : `${owner}.${name}`;
      const what = attribute === undefined ? "" : ` ${attribute}: ${actual ?? ""} / ${promised ?? ""}`;
      return `${kind} ${object} ${subject}${what}${unmadeChange ? " (unmade)" : ""}${introduced ? "" : " (before)"}`;
    })
    .toSorted();
}
