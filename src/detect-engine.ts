import { findContracts } from "./contract/find-contracts.ts";
import { engineOfContract } from "./engine/contract-engine.ts";
import { engineOf, productOf } from "./engine/product-words.ts";
import { productOfTexts, quotesAsMysql } from "./engine/text-engine.ts";
import { engineOfSign, type SignSource, signFiles } from "./engine/tool-engine.ts";
import { productOfPath } from "./extract/migrations/classify-migration.ts";
import { historyFiles, relatedFiles } from "./extract/migrations/related-files.ts";
import type { Engine, Product } from "./model/engine.ts";
import type { Policy } from "./model/policy.ts";
import type { Dialect } from "./model/schema.ts";
import type { Side, Source } from "./model/snapshot.ts";

type Question = {
  readonly source: Source;
  readonly policy: Policy;
  /** Listings; base comes first, for what a pull request says of itself counts least. */
  readonly paths: { readonly base: readonly string[]; readonly head: readonly string[] };
  /** The migrations that it is about, as they are called at head, then at base. */
  readonly migrations: readonly string[];
};

/** Texts of migrations that are looked at for words of one product's own. */
const mostMigrations = 12;

/** Older migrations that are looked at where the changed ones' words leave it open: so many of the first, and of the last. */
const mostOlder = 4;

/**
 * Finds the engine that a pull request is for. The first that says so: the policy, the database contract, files of the tools that run the
 * migrations, the migrations' paths, their words, those of older ones of the same history, the project's own files; PostgreSQL where nothing does.
 */
export async function detectEngine(question: Question): Promise<Engine> {
  const { policy, migrations } = question;
  if (policy.engine !== undefined) return engineOf(policy.engine.product, policy.engine.version);
  const stated = await statedInContract(question);
  if (policy.dialect !== undefined) return stated?.dialect === policy.dialect ? stated : ofDialect(policy.dialect);
  if (stated !== undefined) return stated;
  const sql = sqlOf(migrations);
  const named = productOfPaths(sql);
  return (
    (await statedInFiles(question, "tool")) ??
    (named === undefined ? undefined : engineOf(named, undefined)) ??
    (await shownByTexts(question, sql)) ??
    (await statedInFiles(question, "project")) ??
    ofDialect("postgresql")
  );
}

/** Every file that `detectEngine` may look at besides the migrations, so that they can be read at once. */
export function engineFiles(question: Omit<Question, "source">): Question["paths"] {
  const { policy, paths, migrations } = question;
  if (policy.engine !== undefined) return { base: [], head: [] };
  const of = (listed: readonly string[]) =>
    (["tool", "project"] as const).flatMap((kind) => signFiles(listed, migrations, kind));
  return { base: [...of(paths.base), ...olderMigrations(question)], head: of(paths.head) };
}

/** The first and the last migrations of the base in the histories that the changed ones belong to, where words are to decide. */
function olderMigrations({ policy, paths, migrations }: Omit<Question, "source">): readonly string[] {
  const changed = new Set(sqlOf(migrations));
  if (changed.size === 0 || policy.dialect !== undefined || productOfPaths([...changed]) !== undefined) return [];
  const lineages = new Set(
    [paths.base, paths.head].flatMap((listed) => [...relatedFiles(listed, changed, policy).lineages]),
  );
  if (lineages.size === 0) return [];
  const older = sqlOf(historyFiles(paths.base, lineages, policy)).filter((path) => !changed.has(path));
  return older.length <= 2 * mostOlder ? older : [...older.slice(0, mostOlder), ...older.slice(-mostOlder)];
}

function sqlOf(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => path.endsWith(".sql"));
}

function ofDialect(dialect: Dialect): Engine {
  return engineOf(productOf(dialect) ?? "postgresql", undefined);
}

async function statedInContract({ source, policy, paths }: Question): Promise<Engine | undefined> {
  for (const side of ["base", "head"] as const) {
    const path = findContracts(paths[side], policy).database;
    const text = path === undefined ? undefined : await textOf(source, side, path);
    const engine = text === undefined ? undefined : engineOfContract(text);
    if (engine !== undefined) return engine;
  }
  return undefined;
}

async function statedInFiles(question: Question, kind: SignSource): Promise<Engine | undefined> {
  const { source, paths, migrations } = question;
  for (const side of ["base", "head"] as const) {
    for (const path of signFiles(paths[side], migrations, kind)) {
      const text = await textOf(source, side, path);
      const engine = text === undefined ? undefined : engineOfSign(path, text, kind);
      if (engine !== undefined) return engine;
    }
  }
  return undefined;
}

/** A project that has migrations for several keeps to PostgreSQL where it is among them. */
function productOfPaths(paths: readonly string[]): Product | undefined {
  const named = new Set(paths.flatMap((path) => productOfPath(path) ?? []));
  if (named.has("postgresql")) return "postgresql";
  const [first] = named;
  return first;
}

/** The changed migrations' words at head, then at base, then those of older ones; quoting where none of them has any. */
async function shownByTexts(question: Question, migrations: readonly string[]): Promise<Engine | undefined> {
  const { paths } = question;
  const samples: string[][] = [];
  for (const [side, listed] of [
    ["head", migrations],
    ["base", migrations],
    ["base", olderMigrations(question)],
  ] as const) {
    const existing = new Set(paths[side]);
    const texts = await textsOf(
      question.source,
      side,
      listed.filter((path) => existing.has(path)).slice(0, mostMigrations),
    );
    const product = productOfTexts(texts);
    if (product !== undefined) return engineOf(product, undefined);
    samples.push(texts);
  }
  return samples.some(quotesAsMysql) ? ofDialect("mysql") : undefined;
}

async function textsOf(source: Source, side: Side, paths: readonly string[]): Promise<string[]> {
  const files = paths.length === 0 ? [] : [...(await source.read(side, paths)).values()];
  return files.flatMap((file) => (file.kind === "text" ? [file.text] : []));
}

async function textOf(source: Source, side: Side, path: string): Promise<string | undefined> {
  const file = (await source.read(side, [path])).get(path);
  return file?.kind === "text" ? file.text : undefined;
}
