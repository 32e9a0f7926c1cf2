import type { ModelContradiction } from "../../model/comparison.ts";
import type { ContractTable, DatabaseContract } from "../../model/contract.ts";
import type { DeclaredColumn, DeclaredTable } from "../../model/declaration.ts";
import type { SqlReader } from "../../model/sql-reader.ts";
import { type ColumnPromise, promiseOf } from "../contract-promise.ts";
import { declaredType, fitsType } from "./declared-meaning.ts";
import { columnNamed, named } from "./declared-models.ts";
import { type DeclaredChange, nullability } from "./diff-models.ts";

/** Where the head contract says otherwise than what the changed parts of the models declare. What a model leaves open contradicts nothing. */
export function matchModels(
  changes: readonly DeclaredChange[],
  contract: DatabaseContract | undefined,
  sql: SqlReader,
): readonly ModelContradiction[] {
  if (contract === undefined || (contract.tables.size === 0 && contract.parts.tables === undefined)) return [];
  return changes.flatMap((change) => {
    if (change.object === "table") return [...matchTable(change, contract, sql)];
    return change.object === "column" ? [...matchColumn(change, contract, sql)] : [];
  });
}

type Kind = Pick<ModelContradiction, "kind" | "contractAt"> & Partial<ModelContradiction>;

function found({ owner, at }: DeclaredChange, given: Kind): ModelContradiction {
  return { owner, column: undefined, attribute: undefined, declared: undefined, promised: undefined, at, ...given };
}

function* matchTable(
  change: DeclaredChange,
  contract: DatabaseContract,
  sql: SqlReader,
): Generator<ModelContradiction> {
  const section = named(contract.tables, change.owner);
  if (change.kind === "dropped") {
    if (section !== undefined && section.deprecated === undefined)
      yield found(change, { kind: "stale", contractAt: section.headingAt });
    return;
  }
  if (section === undefined) {
    if (named(contract.views, change.owner) !== undefined) return;
    yield found(change, {
      kind: "missing",
      contractAt: contract.parts.tables ?? contract.header.version?.at ?? change.at,
    });
    return;
  }
  const columns: DeclaredTable["columns"] = change.head?.columns ?? [];
  for (const declared of columns) {
    const added = { ...change, name: declared.name, at: declared.at };
    yield* matchAdded(added, declared, section, contract, sql);
  }
}

function* matchColumn(
  change: DeclaredChange,
  contract: DatabaseContract,
  sql: SqlReader,
): Generator<ModelContradiction> {
  const section = named(contract.tables, change.owner);
  if (section === undefined) return;
  if (change.kind === "dropped") {
    const promised = columnNamed(promiseOf(contract, section).columns.values(), change.name ?? "");
    if (promised === undefined || promised.row?.deprecated !== undefined || section.deprecated !== undefined) return;
    yield found(change, { kind: "stale", column: change.name, contractAt: promised.at });
    return;
  }
  const declared = change.head?.columns.find(({ name }) => name === change.name);
  if (declared === undefined) return;
  if (change.kind === "added") {
    yield* matchAdded(change, declared, section, contract, sql);
    return;
  }
  const promised = columnNamed(promiseOf(contract, section).columns.values(), declared.name);
  if (promised === undefined) return;
  if (change.attribute === "type") yield* matchType(change, declared, promised, sql);
  if (change.attribute === "nullable") yield* matchNullability(change, declared, promised);
}

function* matchAdded(
  change: DeclaredChange,
  declared: DeclaredColumn,
  section: ContractTable,
  contract: DatabaseContract,
  sql: SqlReader,
): Generator<ModelContradiction> {
  const promise = promiseOf(contract, section);
  const promised = columnNamed(promise.columns.values(), declared.name);
  if (promised === undefined) {
    // A section without any column describes the table in other ways.
    if (promise.columns.size === 0) return;
    const contractAt = section.columns?.at(-1)?.at ?? section.headingAt;
    yield found(change, { kind: "missing", column: declared.name, contractAt });
    return;
  }
  yield* matchType(change, declared, promised, sql);
  yield* matchNullability(change, declared, promised);
}

function* matchType(
  change: DeclaredChange,
  declared: DeclaredColumn,
  promised: ColumnPromise,
  sql: SqlReader,
): Generator<ModelContradiction> {
  const type = declaredType(declared, sql);
  const stated = promised.row?.type?.value ?? promised.ddl?.column.type;
  if (type === undefined || stated === undefined || fitsType(type, stated)) return;
  const says = { declared: type.text, promised: stated.text, contractAt: promised.row?.type?.at ?? promised.at };
  yield found(change, { kind: "different", column: declared.name, attribute: "type", ...says });
}

function* matchNullability(
  change: DeclaredChange,
  declared: DeclaredColumn,
  promised: ColumnPromise,
): Generator<ModelContradiction> {
  const isKey = promised.row?.primaryKey === true || declared.primaryKey;
  const stated = promised.row?.nullable?.value ?? promised.ddl?.column.nullable;
  if (isKey || stated === undefined || declared.nullable === undefined || stated === declared.nullable) return;
  const says = { declared: nullability(declared.nullable), promised: nullability(stated) };
  const contractAt = promised.row?.nullable?.at ?? promised.at;
  yield found(change, { kind: "different", column: declared.name, attribute: "nullable", ...says, contractAt });
}
