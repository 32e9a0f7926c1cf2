import type { DatabaseContract } from "../model/contract.ts";
import type { Schema } from "../model/schema.ts";
import { WordSearch } from "../text/word-search.ts";

/**
 * Where a name may be spoken of, told from the texts alone: so that a contract of ten thousand tables is searched and not parsed.
 * A schema that was not read from a contract is in memory anyway, and all of it may speak of anything.
 */
export class Mentions {
  readonly #schema: Schema;
  readonly #search: Search | undefined;

  constructor(schema: Schema, contract: DatabaseContract | undefined) {
    this.#schema = schema;
    this.#search = schema.complete || contract === undefined ? undefined : searchOf(contract);
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

type Search = { readonly [K in keyof DatabaseContract["sectionTexts"]]: WordSearch };

const searches = new WeakMap<DatabaseContract, Search>();

function searchOf(contract: DatabaseContract): Search {
  const known = searches.get(contract);
  if (known !== undefined) return known;
  const { tables, views, routines } = contract.sectionTexts;
  const search = { tables: new WordSearch(tables), views: new WordSearch(views), routines: new WordSearch(routines) };
  searches.set(contract, search);
  return search;
}
