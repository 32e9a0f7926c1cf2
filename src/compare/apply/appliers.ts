import type { OperationKind } from "../../model/operation.ts";
import type { Dialect } from "../../model/schema.ts";
import type { Applier } from "./applier.ts";
import { columnAppliers } from "./columns.ts";
import { commentAppliers } from "./comments.ts";
import { constraintAppliers } from "./constraints.ts";
import { indexAppliers } from "./indexes.ts";
import { namespaceAppliers } from "./namespaces.ts";
import { plainColumnAppliers } from "./plain/columns.ts";
import { mysqlIndexAppliers } from "./plain/mysql-indexes.ts";
import { routineAppliers } from "./routines.ts";
import { sequenceAppliers } from "./sequences.ts";
import { sessionAppliers } from "./session.ts";
import { tableAppliers } from "./tables.ts";
import { triggerAppliers } from "./triggers.ts";
import { typeAppliers } from "./types.ts";
import { viewAppliers } from "./views.ts";

const nothing = () => "no-effect" as const;

/** One applier for every kind of operation there is. */
const appliers = {
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
  "run-block": nothing,
  "lock-table": nothing,
  "not-schema": nothing,
} satisfies { readonly [K in OperationKind]: Applier<K> };

const sqliteAppliers = { ...appliers, ...plainColumnAppliers };
const mysqlAppliers = { ...sqliteAppliers, ...mysqlIndexAppliers };

/** What the servers of a dialect do for each kind of operation. */
export function appliersOf(dialect: Dialect): { readonly [K in OperationKind]: Applier<K> } {
  if (dialect === "mysql") return mysqlAppliers;
  return dialect === "sqlite" ? sqliteAppliers : appliers;
}
