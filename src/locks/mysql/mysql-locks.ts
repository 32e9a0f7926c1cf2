import type { Step } from "../../model/comparison.ts";
import type { Engine } from "../../model/engine.ts";
import type { Lock, Stops } from "../../model/lock.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import { manuals, type Way } from "./alter-ways.ts";
import { formOf } from "./form-of.ts";
import { wayOn } from "./way-on.ts";

/** What a script has set for its session, as far as locks depend on it. */
export class MysqlSession {
  /** Whether a new foreign key is held against the rows that are there: not after `SET foreign_key_checks = 0`. */
  foreignKeyChecks = true;

  follow(operation: Operation): void {
    if (operation.kind !== "set-parameter" || !/\bforeign_key_checks$/i.test(operation.parameter)) return;
    this.foreignKeyChecks = !/^(?:0|off|false)$/i.test(operation.value ?? "");
  }
}

type Scene = Pick<Engine, "product" | "version"> & {
  readonly foreignKeyChecks: boolean;
  /** The tables that nobody else can know yet. */
  readonly isNew: (table: string) => boolean;
};

/** What InnoDB's online DDL does for one operation, by the server's manual. */
export function mysqlLocks(
  { operation, before, effect }: Pick<Step, "operation" | "before" | "effect">,
  { product, version, foreignKeyChecks, isNew }: Scene,
): readonly Lock[] {
  const name = tableOf(operation);
  if (name === undefined || (effect === "no-effect" && operation.guard !== undefined)) return [];
  const table = keyOf(name);
  const form = isNew(table) ? undefined : formOf(operation, before, product);
  if (form === undefined) return [];
  const own = form === "add foreign key" && !foreignKeyChecks ? "add foreign key, unchecked" : form;
  const way = wayOn(before.tables.get(table), own, { product, version });
  return [lockOf(operation, table, demanded(operation, way), product)];
}

function tableOf(operation: Operation): QualifiedName | undefined {
  if (operation.kind === "drop-index" || operation.kind === "rename-index") return operation.owner;
  return "table" in operation ? operation.table : undefined;
}

/** A statement may ask for more than the server needs: `ALGORITHM=COPY`, `LOCK=EXCLUSIVE`. What it asks for in vain is refused. */
function demanded({ statement: { demands } }: Operation, way: Way): Way & { readonly exclusive: boolean } {
  const isCopy = demands?.algorithm === "copy";
  const copied = isCopy ? ({ algorithm: "COPY", lock: "SHARED", work: "rewrite" } as const) : way;
  const lock = demands?.lock === "shared" || demands?.lock === "exclusive" ? "SHARED" : copied.lock;
  return { ...copied, lock, exclusive: demands?.lock === "exclusive" };
}

function lockOf(
  operation: Operation,
  table: string,
  { algorithm, lock, work, exclusive }: ReturnType<typeof demanded>,
  product: Engine["product"],
): Lock {
  const level = exclusive ? "EXCLUSIVE" : lock;
  const mode = algorithm === "INSTANT" ? algorithm : `${algorithm}, LOCK=${level}`;
  const stops: Stops =
    algorithm === "INSTANT" || work === "instant"
      ? "nothing"
      : exclusive
        ? "reads and writes"
        : lock === "SHARED"
          ? "writes"
          : "schema changes";
  return {
    operation,
    table,
    mode,
    work,
    stops,
    held: heldWhile[work],
    source: product === "mariadb" ? manuals.mariadb : manuals.mysql,
  };
}

const heldWhile = {
  instant: "held for an instant",
  "index build": "held while the index is built",
  rewrite: "held while the table is written anew",
} as const;
