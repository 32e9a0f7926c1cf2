import type { OperationKind } from "../../model/operation.ts";
import type { Applier } from "./applier.ts";
import { columnAppliers } from "./columns.ts";
import { commentAppliers } from "./comments.ts";
import { constraintAppliers } from "./constraints.ts";
import { indexAppliers } from "./indexes.ts";
import { namespaceAppliers } from "./namespaces.ts";
import { routineAppliers } from "./routines.ts";
import { sequenceAppliers } from "./sequences.ts";
import { sessionAppliers } from "./session.ts";
import { tableAppliers } from "./tables.ts";
import { triggerAppliers } from "./triggers.ts";
import { typeAppliers } from "./types.ts";
import { viewAppliers } from "./views.ts";

const nothing = () => "no-effect" as const;

/** One applier for every kind of operation there is. */
export const appliers = {
  ...tableAppliers,
  ...columnAppliers,
  ...constraintAppliers,
  ...indexAppliers,
  ...viewAppliers,
  ...typeAppliers,
  ...routineAppliers,
  ...triggerAppliers,
  ...sequenceAppliers,
  ...namespaceAppliers,
  ...commentAppliers,
  ...sessionAppliers,
  grant: () => "applied",
  "other-ddl": () => "applied",
  insert: nothing,
  update: nothing,
  delete: nothing,
  merge: nothing,
  truncate: nothing,
  copy: nothing,
  "call-routine": nothing,
  "lock-table": nothing,
  "not-schema": nothing,
} satisfies { readonly [K in OperationKind]: Applier<K> };
