import type { Location } from "../../../model/location.ts";
import type { Guard, Operation, Statement } from "../../../model/operation.ts";
import type { Query } from "../../../model/schema.ts";
import type { Node } from "./load-parser.ts";
import type { Scope } from "./scope.ts";

/** What one syntax tree becomes: finished operations of its statement. */
export type Draft = Operation;

/** All that turning a syntax tree into operations needs besides the tree. Positions in it are UTF-8 bytes of the text it was parsed from. */
export type NodeContext = {
  /** The place in the file; without an end it reaches to the end of the statement. */
  readonly locate: (byteStart: number, byteEnd?: number) => Location;
  /** The text between two positions as the file has it. */
  readonly slice: (byteStart: number, byteEnd: number) => string;
  readonly statement: Statement;
  /** Set where the statement stands under a guard of its surroundings, a `DO` block; its own `IF EXISTS` is the caller's to add. */
  readonly guard: Guard | undefined;
  /** Reads a `SELECT`, `INSERT`, `UPDATE`, `DELETE` or `MERGE` node. */
  readonly readQueryNode: (node: Node) => Query;
  /** What names mean in arguments of calls: the variables of the block around. */
  readonly scope: Scope;
  /** Static SQL of a routine's body; `language` in lower case. */
  readonly readBody: (language: string, body: string) => readonly Query[];
};
