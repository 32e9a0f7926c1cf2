import type { Statement } from "../../../model/operation.ts";
import type { Node } from "./load-parser.ts";

type Place = Pick<Statement, "inTransaction" | "transaction">;

/** Follows a script's transactions statement by statement: the tool's own, then those that the script begins and ends. */
export class Transactions {
  #open: boolean;
  #number = 0;

  /** `open`: the tool runs the script inside of a transaction. */
  constructor(open: boolean) {
    this.#open = open;
  }

  /** Where this statement runs. A `BEGIN` belongs to the transaction that it begins, a `COMMIT` to the one that it ends. */
  next(node: Node | undefined): Place {
    const kind = node !== undefined && "TransactionStmt" in node ? node.TransactionStmt.kind : undefined;
    const chained = node !== undefined && "TransactionStmt" in node && node.TransactionStmt.chain === true;
    if (kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START") this.#open = true;
    const place = { inTransaction: this.#open, transaction: this.#number };
    if (kind === "TRANS_STMT_COMMIT" || kind === "TRANS_STMT_ROLLBACK" || kind === "TRANS_STMT_PREPARE") {
      this.#open = chained;
      this.#number += 1;
    } else if (!this.#open) this.#number += 1;
    return place;
  }
}
