import type { DatabaseContract } from "../model/contract.ts";
import type { Schema } from "../model/schema.ts";
import { WordSearch } from "./word-search.ts";

/**
 * Where a name may be spoken of, told from the texts alone: so that a contract of ten thousand tables is searched and not parsed.
 * A schema that was not read from a contract is in memory anyway, and all of it may speak of anything.
 */
export class Mentions {
  readonly #schema: Schema;
  readonly #search: { readonly [K in keyof DatabaseContract["sectionTexts"]]: WordSearch } | undefined;

  constructor(schema: Schema, contract: DatabaseContract | undefined) {
    this.#schema = schema;
    this.#search =
      schema.complete || contract === undefined
        ? undefined
        : {
            tables: new WordSearch(contract.sectionTexts.tables),
            views: new WordSearch(contract.sectionTexts.views),
            routines: new WordSearch(contract.sectionTexts.routines),
          };
  }

  /** Keys of tables or views whose definition may name this. */
  of(kind: "tables" | "views", name: string): readonly string[] {
    return this.#search === undefined ? [...this.#schema[kind].keys()] : this.#search[kind].keys(name);
  }

  /** Whether any routine may name this. */
  inRoutines(name: string): boolean {
    return this.#search === undefined || this.#search.routines.keys(name).length > 0;
  }
}
