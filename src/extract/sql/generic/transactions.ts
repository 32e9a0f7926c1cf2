import type { Statement } from "../../../model/operation.ts";
import type { Grammar } from "./grammar.ts";
import type { Token } from "./tokens.ts";

type Place = Pick<Statement, "inTransaction" | "transaction">;

/** Follows a script's transactions. Where DDL commits by itself, it stands in none and ends the one before it. */
export class Transactions {
  readonly #grammar: Grammar;
  #open: boolean;
  #number = 0;

  constructor(open: boolean, grammar: Grammar) {
    this.#open = open;
    this.#grammar = grammar;
  }

  next(tokens: readonly Token[]): Place {
    const [first = "", second = ""] = tokens.map(({ upper }) => upper);
    if (this.#grammar.ddlCommits && /^(?:CREATE|ALTER|DROP|RENAME|TRUNCATE|GRANT|REVOKE)$/.test(first)) {
      if (this.#open) this.#number += 1;
      const place = { inTransaction: false, transaction: this.#number };
      this.#number += 1;
      // What the tool began was committed by this statement.
      this.#open = false;
      return place;
    }
    if (first === "BEGIN" || (first === "START" && second === "TRANSACTION")) this.#open = true;
    const place = { inTransaction: this.#open, transaction: this.#number };
    const ends = first === "COMMIT" || first === "END" || (first === "ROLLBACK" && second !== "TO");
    if (ends) this.#open = false;
    if (ends || !this.#open) this.#number += 1;
    return place;
  }
}
