import type { Dialect, Schema } from "../model/schema.ts";

/** A schema with nothing in it, where a history begins. `complete` says whether what it lacks does not exist or is only not known. */
export function emptySchema(dialect: Dialect, complete: boolean): Schema {
  return {
    dialect,
    complete,
    namespaces: new Map(),
    tables: new Map(),
    views: new Map(),
    sequences: new Map(),
    types: new Map(),
    routines: new Map(),
    extensions: new Map(),
  };
}
