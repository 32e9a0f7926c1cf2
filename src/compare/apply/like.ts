import type { ColumnDefinition, OperationOf } from "../../model/operation.ts";
import type { Constraint, Index, Table } from "../../model/schema.ts";
import { plainType } from "../type-names.ts";
import type { Workspace } from "../workspace.ts";
import { identitySequence } from "./sequences.ts";

/** What `LIKE source INCLUDING …` brings into a new table. */
export type Copied = {
  readonly source: Table | undefined;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly comments: readonly (readonly [column: string, comment: string])[];
};

type Like = OperationOf<"create-table">["like"][number];

/** Reads the source as it stands: names, types and NOT NULL always, the rest as far as it is included. Keys and indexes still have their names, in place of which a copy gets its own. */
export function copyLike(work: Workspace, like: Like): Copied {
  const source = work.table(like.source);
  const includes = (part: string) => like.including.includes("all") || like.including.includes(part);
  if (source === undefined) return copyOfView(work, like);
  const columns = source.columns.map((column): ColumnDefinition => {
    const identity = includes("identity") ? column.identity : undefined;
    const sequence = identity === undefined ? undefined : identitySequence(work, source.name, column.name);
    return {
      ...column,
      type: column.type && plainType(column.type),
      default: includes("defaults") ? column.default : undefined,
      generated: includes("generated") ? column.generated : undefined,
      identity,
      // The server copies every option but the type, which becomes its default.
      identityOptions: sequence && { ...sequence, type: "bigint" },
      comment: undefined,
    };
  });
  const kept = (each: Constraint) => {
    if (each.kind === "check") return includes("constraints");
    if (each.kind === "not-null") return true;
    return each.kind !== "foreign-key" && includes("indexes");
  };
  return {
    source,
    columns,
    constraints: source.constraints.filter(kept),
    indexes: includes("indexes") ? source.indexes : [],
    comments: includes("comments")
      ? source.columns.flatMap(({ name, comment }) => (comment === undefined ? [] : [[name, comment] as const]))
      : [],
  };
}

function copyOfView(work: Workspace, like: Like): Copied {
  const columns = (work.view(like.source)?.columns ?? []).map(
    (column): ColumnDefinition => ({
      ...column,
      nullable: true,
      default: undefined,
      generated: undefined,
      identity: undefined,
      collation: undefined,
      comment: undefined,
    }),
  );
  return { source: undefined, columns, constraints: [], indexes: [], comments: [] };
}
