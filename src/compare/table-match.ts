import type { Discrepancy, PromiseKind } from "../model/comparison.ts";
import type { Location } from "../model/location.ts";
import type { Operation } from "../model/operation.ts";
import type { Table } from "../model/schema.ts";
import type { TablePromise } from "./contract-promise.ts";
import type { TableTouch } from "./touches.ts";

/** One table seen from all sides: as it should be, as it was, as the head contract promises it, and as the base contract did. */
export type TableMatch = {
  /** Its key at head. */
  readonly key: string;
  readonly expected: Table;
  readonly before: Table | undefined;
  readonly touch: TableTouch | undefined;
  /** It lost a constraint of a name that nobody knows. */
  readonly lostConstraint: boolean;
  readonly promise: TablePromise;
  readonly earlier: TablePromise | undefined;
  /** Head name → base name. */
  readonly columnNames: ReadonlyMap<string, string>;
  readonly partNames: ReadonlyMap<string, string>;
  /** The base schema comes from the whole history and not from what the base contract says. */
  readonly historyKnown: boolean;
};

/** Why contract and schema differ: an operation of the pull request, its edit of the contract, or a state from before. */
export type Cause = Operation | "edit" | "before";

/** How a statement of the head contract stands to the base contract: as it was, other than it was, or on something it was silent about. */
export type Said = "unchanged" | "changed" | "silent";

/** The cause of a difference, or `undefined` where nothing proves that there is one. */
export function causeOf(operation: Operation | undefined, said: Said, historyKnown: boolean): Cause | undefined {
  if (operation !== undefined) return operation;
  if (said === "changed") return "edit";
  if (!historyKnown) return undefined;
  return said === "silent" ? "edit" : "before";
}

/** The operation that last changed a constraint or index, or made its table. */
export function partTouch(match: TableMatch, name: string): Operation | undefined {
  return match.touch?.parts.get(name) ?? match.touch?.created;
}

/** The discrepancy with its cause spelled out. */
export function discrepancy(
  cause: Cause,
  kind: Discrepancy["kind"],
  object: PromiseKind,
  owner: string,
  contractAt: Location,
  more: Partial<Pick<Discrepancy, "name" | "attribute" | "actual" | "promised">> = {},
): Discrepancy {
  return {
    kind,
    object,
    owner,
    name: more.name,
    attribute: more.attribute,
    actual: more.actual,
    promised: more.promised,
    contractAt,
    operation: typeof cause === "string" ? undefined : cause,
    introduced: cause !== "before",
    unmadeChange: cause === "edit",
  };
}
