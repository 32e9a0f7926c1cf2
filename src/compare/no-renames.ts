import type { Renames } from "../model/comparison.ts";

/** Every object has the name it had. */
export const noRenames: Renames = {
  tables: new Map(),
  views: new Map(),
  types: new Map(),
  routines: new Map(),
  sequences: new Map(),
  columns: new Map(),
  parts: new Map(),
  enumValues: new Map(),
};
