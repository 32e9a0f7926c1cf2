import type { Renames, Step } from "../model/comparison.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { keyOf, type QualifiedName } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Extension, Namespace, Routine, Schema, Sequence, Table, UserType, View } from "../model/schema.ts";
import { code } from "../text/markdown.ts";
import { type NameIndex, nameIndexOf } from "./name-index.ts";
import { OriginTrace } from "./origin-trace.ts";
import { OverlayMap } from "./overlay-map.ts";
import { defaultSearchPath, type SearchPath } from "./search-path.ts";

/** A schema whose maps can be changed. */
export type WorkingSchema = Omit<Schema, keyof WorkingMaps> & WorkingMaps;
type WorkingMaps = {
  readonly namespaces: OverlayMap<Namespace>;
  readonly tables: OverlayMap<Table>;
  readonly views: OverlayMap<View>;
  readonly sequences: OverlayMap<Sequence>;
  readonly types: OverlayMap<UserType>;
  readonly routines: OverlayMap<Routine>;
  readonly extensions: OverlayMap<Extension>;
};

/** The schema of temporary objects. */
export const TEMPORARY = "pg_temp";

/** Everything that a `ROLLBACK` takes back. */
export type Moment = {
  readonly schema: WorkingSchema;
  readonly searchPath: SearchPath;
  readonly origins: OriginTrace;
  /** What the server knows of tables and the model has no place for, as `partKey` spells it: parts that a child declares itself, `FORCE` before `ENABLE`. */
  readonly local: ReadonlySet<string>;
  /** Column names that an index was made with, as they figure in names; by the index's key. */
  readonly indexColumns: ReadonlyMap<string, string>;
  /** Something temporary was made, which may hide what has its name. */
  readonly hasTemporary: boolean;
};

/** What the appliers of operations share: the schema at work, and where unqualified names lead. */
export class Workspace {
  readonly base: WorkingSchema;
  readonly names: NameIndex;
  readonly diagnostics: Diagnostic[] = [];
  moment: Moment;

  constructor(base: Schema) {
    this.base = working(base);
    this.names = nameIndexOf(base, this.base.tables);
    this.moment = {
      schema: this.base,
      searchPath: defaultSearchPath,
      origins: new OriginTrace(),
      local: new Set(),
      indexColumns: new Map(),
      hasTemporary: false,
    };
  }

  get schema(): WorkingSchema {
    return this.moment.schema;
  }

  update(change: Partial<WorkingMaps>): void {
    this.moment = { ...this.moment, schema: { ...this.schema, ...change } };
  }

  trace(origins: OriginTrace): void {
    if (origins !== this.moment.origins) this.moment = { ...this.moment, origins };
  }

  table(name: QualifiedName): Table | undefined {
    return this.schema.tables.get(keyOf(name));
  }

  putTable(table: Table): void {
    this.names.learn(table);
    this.#notice(table.name);
    this.update({ tables: this.schema.tables.set(keyOf(table.name), table) });
  }

  view(name: QualifiedName): View | undefined {
    return this.schema.views.get(keyOf(name));
  }

  putView(view: View): void {
    this.#notice(view.name);
    this.update({ views: this.schema.views.set(keyOf(view.name), view) });
  }

  putSequence(sequence: Sequence): void {
    this.#notice(sequence.name);
    this.update({ sequences: this.schema.sequences.set(keyOf(sequence.name), sequence) });
  }

  putType(type: UserType): void {
    this.update({ types: this.schema.types.set(keyOf(type.name), type) });
  }

  markLocal(...parts: readonly string[]): void {
    this.moment = { ...this.moment, local: new Set([...this.moment.local, ...parts]) };
  }

  unmarkLocal(part: string): void {
    const local = new Set(this.moment.local);
    local.delete(part);
    this.moment = { ...this.moment, local };
  }

  #notice({ schema }: QualifiedName): void {
    if (schema === TEMPORARY && !this.moment.hasTemporary) this.moment = { ...this.moment, hasTemporary: true };
  }

  /** The answer to an operation whose object is not there; noted where the schema claims to know all. */
  missing(operation: Operation, subject: string): Step["effect"] {
    const guarded = operation.guard !== undefined && operation.guard !== "if-not-exists";
    if (!this.schema.complete) return "unknown-target";
    if (guarded) return "no-effect";
    this.diagnostics.push({
      kind: "unknown-target",
      at: operation.at,
      message: `${code(subject)} does not exist at this point, as far as the known schema tells.`,
    });
    return "unknown-target";
  }

  renames(): Renames {
    return this.moment.origins.renames(this.base, this.schema);
  }
}

/** How a part of a table is marked in `Moment.local`. */
export function partKey(table: QualifiedName, part: string): string {
  return `${keyOf(table)} ${part}`;
}

/** Whether an operation that makes something does nothing when it is there. */
export function toleratesExisting(operation: Operation): boolean {
  return operation.guard !== undefined && operation.guard !== "or-replace" && operation.guard !== "if-exists";
}

function working(schema: Schema): WorkingSchema {
  return {
    ...schema,
    namespaces: OverlayMap.over(schema.namespaces),
    tables: OverlayMap.over(schema.tables),
    views: OverlayMap.over(schema.views),
    sequences: OverlayMap.over(schema.sequences),
    types: OverlayMap.over(schema.types),
    routines: OverlayMap.over(schema.routines),
    extensions: OverlayMap.over(schema.extensions),
  };
}
