import type { Diagnostic } from "../model/diagnostic.ts";
import type { StatedContract } from "../model/review-input.ts";
import type { EffectiveValues } from "./merge-layers.ts";
import { quote } from "./quote.ts";

const kinds = { database: "database contract", sql: "SQL contract", api: "API contract" } as const;

/** The contracts that a configuration names by their paths, for all databases or one of several. */
export function namedContracts(values: EffectiveValues): readonly StatedContract[] {
  return (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind) => {
    const stated = values.get(`contracts.${kind}`);
    return typeof stated?.value === "string" ? [{ kind, path: stated.value, at: stated.at }] : [];
  });
}

/** Says of each named contract that is not among the files that it is missed: no other file takes its place. */
export function absentContracts(
  named: readonly StatedContract[],
  isThere: (path: string) => boolean,
): readonly Diagnostic[] {
  return named
    .filter(({ path }) => !isThere(path))
    .map(({ kind, path, at }) => ({
      kind: "configuration",
      at,
      message: `"contracts.${kind}" names ${quote(path, 160)}, which is not there, and no other file is taken for the ${kinds[kind]}. Correct the path, add the file, or leave the key out.`,
    }));
}
