import type { DatabaseContract } from "../model/contract.ts";
import type { Schema } from "../model/schema.ts";

type Kind = "tables" | "views" | "routines";

/**
 * Where a name may be spoken of, told from the texts alone: so that a contract of ten thousand tables is searched and not parsed.
 * A schema that was not read from a contract is in memory anyway, and all of it may speak of anything.
 */
export class Mentions {
  readonly #schema: Schema;
  readonly #texts: DatabaseContract["sectionTexts"] | undefined;
  readonly #known = new Map<string, readonly string[]>();
  readonly #lower = new Map<string, string>();

  constructor(schema: Schema, contract: DatabaseContract | undefined) {
    this.#schema = schema;
    this.#texts = schema.complete ? undefined : contract?.sectionTexts;
  }

  /** Keys of tables or views whose definition may name this. */
  of(kind: "tables" | "views", name: string): readonly string[] {
    const id = `${kind} ${name}`;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const keys = [...this.#schema[kind].keys()].filter((key) => this.#mayMention(kind, key, name));
    this.#known.set(id, keys);
    return keys;
  }

  /** Whether any routine may name this. */
  inRoutines(name: string): boolean {
    if (this.#texts === undefined) return true;
    return [...this.#texts.routines.keys()].some((key) => this.#mayMention("routines", key, name));
  }

  #mayMention(kind: Kind, key: string, name: string): boolean {
    const text = this.#texts?.[kind].get(key);
    if (text === undefined) return true;
    const id = `${kind} ${key}`;
    let lower = this.#lower.get(id);
    if (lower === undefined) {
      lower = text.toLowerCase();
      this.#lower.set(id, lower);
    }
    return lower.includes(name.toLowerCase());
  }
}
