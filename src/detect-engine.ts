import { findContracts } from "./contract/find-contracts.ts";
import { engineOfContract } from "./engine/contract-engine.ts";
import { engineOf, productOf } from "./engine/product-words.ts";
import { productOfTexts } from "./engine/text-engine.ts";
import { engineOfSign, type SignSource, signFiles } from "./engine/tool-engine.ts";
import { productOfPath } from "./extract/migrations/classify-migration.ts";
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

/**
 * Finds the engine that a pull request is for. The first that says so: the policy, the database contract, files of the tools that run the
 * migrations, the migrations' paths, their words, the project's own files; PostgreSQL where nothing does.
 */
export async function detectEngine(question: Question): Promise<Engine> {
  const { policy, migrations } = question;
  if (policy.engine !== undefined) return engineOf(policy.engine.product, policy.engine.version);
  const stated = await statedInContract(question);
  if (policy.dialect !== undefined) return stated?.dialect === policy.dialect ? stated : ofDialect(policy.dialect);
  if (stated !== undefined) return stated;
  const sql = migrations.filter((path) => path.endsWith(".sql"));
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
export function engineFiles({ policy, paths, migrations }: Omit<Question, "source">): Question["paths"] {
  if (policy.engine !== undefined) return { base: [], head: [] };
  const of = (listed: readonly string[]) =>
    (["tool", "project"] as const).flatMap((kind) => signFiles(listed, migrations, kind));
  return { base: of(paths.base), head: of(paths.head) };
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

async function shownByTexts({ source, paths }: Question, migrations: readonly string[]): Promise<Engine | undefined> {
  for (const side of ["head", "base"] as const) {
    const existing = new Set(paths[side]);
    const sample = migrations.filter((path) => existing.has(path)).slice(0, mostMigrations);
    const files = sample.length === 0 ? new Map() : await source.read(side, sample);
    const texts = [...files.values()].flatMap((file) => (file.kind === "text" ? [file.text] : []));
    const product = productOfTexts(texts);
    if (product !== undefined) return engineOf(product, undefined);
  }
  return undefined;
}

async function textOf(source: Source, side: Side, path: string): Promise<string | undefined> {
  const file = (await source.read(side, [path])).get(path);
  return file?.kind === "text" ? file.text : undefined;
}
