import { findContracts } from "./contract/find-contracts.ts";
import { detectEngine } from "./detect-engine.ts";
import { engineOfContract } from "./engine/contract-engine.ts";
import { classifyMigration } from "./extract/migrations/classify-migration.ts";
import type { Policy } from "./model/policy.ts";
import type { Source } from "./model/snapshot.ts";
import type { FoundValues } from "./policy/effective-values.ts";

/** What a review finds out by itself where the configuration says nothing: the contracts' paths and the database server. */
export async function findStatedValues(source: Source, policy: Policy): Promise<FoundValues> {
  const paths = await source.list("head");
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
