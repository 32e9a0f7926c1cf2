import { findContracts } from "./contract/find-contracts.ts";
import { detectEngine } from "./detect-engine.ts";
import { type Database, divideDatabases } from "./divide-databases.ts";
import { engineOfContract } from "./engine/contract-engine.ts";
import { classifyMigration } from "./extract/migrations/classify-migration.ts";
import type { Policy } from "./model/policy.ts";
import type { Source } from "./model/snapshot.ts";
import type { FoundValues } from "./policy/effective-values.ts";

/** What a review finds out by itself where the configuration says nothing: the databases, or the only one's contracts and server. */
export async function findStatedValues(source: Source, policy: Policy): Promise<FoundValues> {
  const paths = await source.list("head");
  const databases = divideDatabases({ base: [], head: paths }, [], policy).filter(({ isRest }) => !isRest);
  // Each of several has contracts and a server of its own.
  if (databases.length > 0) return new Map([["databases", { value: databases.map(stated), origin: "found" }]]);
  const contracts = findContracts(paths, policy);
  const migrations = paths.filter((path) => classifyMigration(path, policy) !== undefined);
  const { product, version } = await detectEngine({ source, policy, paths: { base: [], head: paths }, migrations });
  const contract = contracts.database;
  const text = contract === undefined ? undefined : (await source.read("head", [contract])).get(contract);
  const isStated = text?.kind === "text" && engineOfContract(text.text) !== undefined;
  const origin = isStated ? `stated in ${contract}` : "found out from the files";
  return new Map([
    ...Object.entries(contracts).map(
      ([kind, path]) => [`contracts.${kind}`, { value: path, origin: "found" }] as const,
    ),
    ["database.product", { value: product, origin }],
    ...(version === undefined ? [] : [["database.version", { value: version.join("."), origin }] as const]),
  ]);
}

function stated({ name, policy }: Database) {
  return { name, paths: [name === "." ? "**" : `${name}/**`], contracts: { database: policy.contracts.database } };
}
