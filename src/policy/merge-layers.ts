import type { Configuration } from "./configuration-shape.ts";
import type { StatedValue } from "./read-configuration.ts";
import type { KeyPath } from "./read-yaml.ts";

/** The values that hold, by the name of their key. */
export type EffectiveValues = ReadonlyMap<string, StatedValue>;

/** How a key is called where names must be one text. */
export function keyName(path: KeyPath): string {
  return path.join(".");
}

/** Lays configurations over each other, the nearest first: a value hides those of the same key that are farther. Lists are not joined. */
export function mergeLayers(nearestFirst: readonly (readonly StatedValue[])[]): EffectiveValues {
  const all = nearestFirst.toReversed().flat();
  return new Map(all.map((stated) => [keyName(stated.path), stated]));
}

/** The merged values as one configuration. */
export function configurationOf(values: EffectiveValues): Configuration {
  const whole = mapping();
  for (const { path, value } of values.values()) {
    let inner = whole;
    for (const key of path.slice(0, -1)) {
      inner[key] ??= mapping();
      inner = inner[key] as Record<string, unknown>;
    }
    inner[path.at(-1) ?? ""] = value;
  }
  return whole;
}

function mapping(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}
