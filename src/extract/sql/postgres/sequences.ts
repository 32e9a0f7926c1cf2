import type { AlterSeqStmt, CreateSeqStmt } from "libpg-query";
import type { OperationOf } from "../../../model/operation.ts";
import { qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { frame, ifExists, ifNotExists } from "./operation-frame.ts";
import { ownerOfSequence, sequenceOptions } from "./sequence-options.ts";

/** `CREATE SEQUENCE`. */
export function createSequence(
  { sequence, options, if_not_exists: missingOk }: CreateSeqStmt,
  context: NodeContext,
): readonly OperationOf<"create-sequence">[] {
  return [
    {
      kind: "create-sequence",
      ...frame(context, ifNotExists(missingOk)),
      sequence: qualifiedName(sequence),
      options: sequenceOptions(options),
      ownedBy: ownerOfSequence(options) ?? undefined,
      temporary: sequence?.relpersistence === "t",
    },
  ];
}

/** `ALTER SEQUENCE` with options. */
export function alterSequence(
  { sequence, options, missing_ok: missingOk }: AlterSeqStmt,
  context: NodeContext,
): readonly OperationOf<"alter-sequence">[] {
  return [
    {
      kind: "alter-sequence",
      ...frame(context, ifExists(missingOk)),
      sequence: qualifiedName(sequence),
      options: sequenceOptions(options),
      ownedBy: ownerOfSequence(options),
    },
  ];
}
