import type { DataType } from "../model/expression.ts";
import { keyOf, type QualifiedName } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Constraint, Query, Routine } from "../model/schema.ts";
import { relationExists } from "./lookup.ts";
import { isDefaultPath } from "./search-path.ts";
import { namedType, renamedType } from "./type-names.ts";
import { TEMPORARY, type Workspace } from "./workspace.ts";

/** The operation with every name as a key of the schema, as the search path and temporary tables lead it. */
export function resolveNames(work: Workspace, operation: Operation): Operation {
  const made = madeName(work, operation);
  if (isDefaultPath(work.moment.searchPath) && !work.moment.hasTemporary) return made;
  return resolveReferences(new Resolver(work, operation), made);
}

/** Under the default path only temporary objects are elsewhere than their names say. */
function madeName(work: Workspace, operation: Operation): Operation {
  const resolver = new Resolver(work, operation);
  switch (operation.kind) {
    case "create-table":
      if (operation.persistence === "temporary") return { ...operation, table: temporary(operation.table) };
      return { ...operation, table: resolver.made(operation.table) };
    case "create-view":
      return { ...operation, view: operation.temporary ? temporary(operation.view) : resolver.made(operation.view) };
    case "create-sequence":
      return {
        ...operation,
        sequence: operation.temporary ? temporary(operation.sequence) : resolver.made(operation.sequence),
      };
    case "create-enum":
    case "create-domain":
    case "create-composite":
    case "create-range":
    case "create-base-type":
      return { ...operation, type: resolver.made(operation.type) };
    case "create-routine":
      return { ...operation, routine: { ...operation.routine, name: resolver.made(operation.routine.name) } };
    default:
      return operation;
  }
}

function temporary(name: QualifiedName): QualifiedName {
  return { schema: TEMPORARY, name: name.name };
}

class Resolver {
  readonly #work: Workspace;
  readonly #text: string;

  constructor(work: Workspace, operation: Operation) {
    this.#work = work;
    this.#text = operation.statement.text;
  }

  /** Where something new of this name goes. */
  made(name: QualifiedName): QualifiedName {
    const { schemas } = this.#work.moment.searchPath;
    if (name.schema !== undefined || schemas[0] === undefined || this.#saysPublic(name)) return name;
    const { complete, namespaces } = this.#work.schema;
    const home = schemas.find((schema) => schema === undefined || !complete || namespaces.has(schema));
    return { schema: home, name: name.name };
  }

  relation = (name: QualifiedName): QualifiedName => {
    return this.#found(name, (candidate) => relationExists(this.#work, candidate, true));
  };

  type = (name: QualifiedName): QualifiedName => {
    const { types, tables, views } = this.#work.schema;
    return this.#found(name, (candidate) => {
      const key = keyOf(candidate);
      return types.has(key) || tables.has(key) || views.has(key);
    });
  };

  routine = (name: QualifiedName): QualifiedName => {
    const { routines } = this.#work.schema;
    return this.#found(name, (candidate) => {
      const opening = `${keyOf(candidate)}(`;
      for (const key of routines.keys()) if (key.startsWith(opening)) return true;
      return false;
    });
  };

  dataType = (type: DataType): DataType => {
    const name = namedType(type);
    if (name === undefined || name.schema !== undefined) return type;
    const { types, tables } = this.#work.schema;
    const found = this.#found(name, (candidate) => types.has(keyOf(candidate)) || tables.has(keyOf(candidate)));
    const exists = types.has(keyOf(found)) || tables.has(keyOf(found));
    return exists && found.schema !== undefined ? renamedType(type, name, found) : type;
  };

  #found(name: QualifiedName, exists: (candidate: QualifiedName) => boolean): QualifiedName {
    if (name.schema !== undefined || this.#saysPublic(name)) return name;
    for (const schema of [TEMPORARY, ...this.#work.moment.searchPath.schemas]) {
      const candidate = { schema, name: name.name };
      if (exists(candidate)) return candidate;
    }
    return this.made(name);
  }

  // The model has one spelling for `public.orders` and `orders`; only the statement still tells them apart.
  #saysPublic(name: QualifiedName): boolean {
    const pattern = name.name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll('"', '""');
    return new RegExp(`(?<![\\p{L}\\p{N}_$".])"?public"?\\s*\\.\\s*"?${pattern}(?![\\p{L}\\p{N}_$])`, "iu").test(
      this.#text,
    );
  }
}

function resolveReferences(to: Resolver, operation: Operation): Operation {
  switch (operation.kind) {
    case "create-table":
      return {
        ...operation,
        columns: operation.columns.map((column) => resolveColumn(to, column)),
        constraints: operation.constraints.map((constraint) => resolveConstraint(to, constraint)),
        inherits: operation.inherits.map(to.relation),
        partitionOf: operation.partitionOf && {
          ...operation.partitionOf,
          parent: to.relation(operation.partitionOf.parent),
        },
        like: operation.like.map((like) => ({ ...like, source: to.relation(like.source) })),
        as: operation.as && resolveQuery(to, operation.as),
        ofType: operation.ofType && to.type(operation.ofType),
      };
    case "add-column":
      return {
        ...operation,
        table: to.relation(operation.table),
        definition: resolveColumn(to, operation.definition),
        constraints: operation.constraints.map((constraint) => resolveConstraint(to, constraint)),
      };
    case "alter-column-type":
      return { ...operation, table: to.relation(operation.table), type: to.dataType(operation.type) };
    case "add-constraint":
      return {
        ...operation,
        table: to.relation(operation.table),
        constraint: resolveConstraint(to, operation.constraint),
      };
    case "set-inheritance":
      return { ...operation, table: to.relation(operation.table), parent: to.relation(operation.parent) };
    case "attach-partition":
    case "detach-partition":
      return { ...operation, table: to.relation(operation.table), partition: to.relation(operation.partition) };
    case "create-view": {
      const query = resolveQuery(to, operation.query);
      // A view of a temporary table is temporary, said or not.
      const isTemporary = query.tables.some((use) => use.table.schema === TEMPORARY);
      return { ...operation, query, view: isTemporary ? temporary(operation.view) : operation.view };
    }
    case "create-trigger": {
      const trigger = { ...operation.trigger, routine: to.routine(operation.trigger.routine) };
      return { ...operation, table: to.relation(operation.table), trigger };
    }
    default:
      return resolveOther(to, operation);
  }
}

function resolveOther(to: Resolver, operation: Operation): Operation {
  switch (operation.kind) {
    case "create-domain":
      return { ...operation, baseType: to.dataType(operation.baseType) };
    case "create-composite": {
      const attributes = operation.attributes.map((each) => ({ ...each, type: to.dataType(each.type) }));
      return { ...operation, attributes };
    }
    case "add-attribute":
    case "alter-attribute-type":
      return { ...operation, type: to.type(operation.type), dataType: to.dataType(operation.dataType) };
    case "create-routine":
      return { ...operation, routine: resolveRoutine(to, operation.routine) };
    case "create-sequence":
      return { ...operation, ownedBy: operation.ownedBy && resolveOwner(to, operation.ownedBy) };
    case "alter-sequence":
      return {
        ...operation,
        sequence: to.relation(operation.sequence),
        ownedBy: operation.ownedBy && resolveOwner(to, operation.ownedBy),
      };
    case "attach-index":
      return { ...operation, index: to.relation(operation.index), child: to.relation(operation.child) };
    case "insert":
    case "update":
    case "delete":
    case "merge":
      return { ...operation, table: to.relation(operation.table), query: resolveQuery(to, operation.query) };
    case "not-schema":
      return {
        ...operation,
        target: operation.target && to.relation(operation.target),
        query: operation.query && resolveQuery(to, operation.query),
      };
    case "truncate":
    case "lock-table":
      return { ...operation, tables: operation.tables.map(to.relation) };
    case "move-to-schema":
    case "comment-on":
      return resolveNamed(to, operation);
    default:
      return resolveSubject(to, operation);
  }
}

/** The many operations that name one object under its usual field. */
function resolveSubject(to: Resolver, operation: Operation): Operation {
  if (operation.kind === "create-routine") return operation;
  if (operation.kind.startsWith("create-") && !("table" in operation)) return operation;
  if ("table" in operation) return { ...operation, table: to.relation(operation.table) };
  if ("view" in operation) return { ...operation, view: to.relation(operation.view) };
  if ("sequence" in operation) return { ...operation, sequence: to.relation(operation.sequence) };
  if ("index" in operation) return { ...operation, index: to.relation(operation.index) } as Operation;
  if ("type" in operation) return { ...operation, type: to.type(operation.type) } as Operation;
  if ("routine" in operation) return { ...operation, routine: to.routine(operation.routine) } as Operation;
  return operation;
}

function resolveNamed<O extends { readonly object: string; readonly name: QualifiedName }>(
  to: Resolver,
  operation: O,
): O {
  switch (operation.object) {
    case "type":
    case "domain":
      return { ...operation, name: to.type(operation.name) };
    case "function":
    case "procedure":
    case "aggregate":
    case "routine":
      return { ...operation, name: to.routine(operation.name) };
    case "schema":
    case "extension":
    case "database":
    case "other":
      return operation;
    default:
      return { ...operation, name: to.relation(operation.name) };
  }
}

function resolveColumn<C extends { readonly type: DataType | undefined }>(to: Resolver, column: C): C {
  return column.type === undefined ? column : { ...column, type: to.dataType(column.type) };
}

function resolveConstraint(to: Resolver, constraint: Constraint): Constraint {
  if (constraint.kind !== "foreign-key") return constraint;
  return { ...constraint, references: { ...constraint.references, table: to.relation(constraint.references.table) } };
}

function resolveOwner<O extends { readonly table: QualifiedName }>(to: Resolver, owner: O): O {
  return { ...owner, table: to.relation(owner.table) };
}

function resolveRoutine(to: Resolver, routine: Routine): Routine {
  const parameters = routine.parameters.map((each) => ({ ...each, type: to.dataType(each.type) }));
  return { ...routine, parameters };
}

function resolveQuery(to: Resolver, query: Query): Query {
  const columns = query.columns.map((use) => ({ ...use, candidates: use.candidates.map(to.relation) }));
  const output = query.output.map((each) => ({
    ...each,
    source: each.source && { ...each.source, candidates: each.source.candidates.map(to.relation) },
  }));
  return { ...query, tables: query.tables.map((use) => ({ ...use, table: to.relation(use.table) })), columns, output };
}
