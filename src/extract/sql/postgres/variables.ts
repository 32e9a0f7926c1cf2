import type { Catalog, SqlValue } from "../../../model/catalog.ts";
import type { Constants } from "./constant-text.ts";
import { scopeOf } from "./evaluate-text.ts";
import type { Fragment } from "./fragment.ts";
import type { Scope } from "./scope.ts";
import { textOf } from "./sql-values.ts";

/** What the variables of a routine or block are known to hold at a moment; a record's fields are `r.field`. */
export class Variables {
  readonly scope: Scope;
  readonly #values = new Map<string, SqlValue>();
  readonly #texts = new Map<string, Fragment>();

  constructor(catalog: Catalog | undefined, parameters: ReadonlyMap<string, SqlValue>, place: Fragment) {
    this.scope = scopeOf((parts) => this.#values.get(parts.join(".")), catalog);
    for (const [name, value] of parameters) this.hold(name, value, place);
  }

  /** Those that hold a text, with the places where it is written. */
  get texts(): Constants {
    return this.#texts;
  }

  /** `place` is where the text was put together, or the text itself with its own places. */
  hold(name: string, value: SqlValue, place: Fragment): void {
    this.#values.set(name, value);
    const text = textOf(value);
    if (text === null || typeof value === "object") this.#texts.delete(name);
    else this.#texts.set(name, place.parsed === text ? place : { parsed: text, written: text, at: () => place.at(0) });
  }

  /** Whatever it held is no longer known. */
  drop(name: string): void {
    for (const held of [...this.#values.keys()]) {
      if (held !== name && !held.startsWith(`${name}.`)) continue;
      this.#values.delete(held);
      this.#texts.delete(held);
    }
  }

  /** The same for all that a text mentions. */
  dropMentioned(text: string): void {
    const words = new Set(text.toLowerCase().split(/[^\w\u0080-\uffff]+/));
    for (const name of [...this.#values.keys()]) {
      const [variable = ""] = name.split(".");
      if (words.has(variable)) this.drop(variable);
    }
  }
}
