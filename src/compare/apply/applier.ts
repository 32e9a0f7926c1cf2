import type { Step } from "../../model/comparison.ts";
import type { OperationKind, OperationOf } from "../../model/operation.ts";
import type { Workspace } from "../workspace.ts";

/** What PostgreSQL does for one kind of operation, whose names are resolved. */
export type Applier<K extends OperationKind> = (work: Workspace, operation: OperationOf<K>) => Step["effect"];

/** Appliers for some kinds of operation. */
export type Appliers<K extends OperationKind> = { readonly [Kind in K]: Applier<Kind> };
