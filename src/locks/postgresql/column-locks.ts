import { isBefore } from "../../model/engine.ts";
import { keyOf } from "../../model/name.ts";
import type { ColumnOperation, OperationOf } from "../../model/operation.ts";
import type { Column } from "../../model/schema.ts";
import { volatilityOf } from "./expression-volatility.ts";
import type { LockFormName } from "./lock-forms.ts";
import { isProvedNotNull } from "./not-null-proof.ts";
import { isGuardedDomain } from "./rewrites.ts";
import { type LocksByKind, referencedTables, referencingTables, type Scene, take, takeAll } from "./taken.ts";
import { typeChangeForm } from "./type-change-form.ts";

/** The locks of operations on one column. */
export const columnLocks: LocksByKind<ColumnOperation["kind"]> = {
  "add-column": (operation, scene) => [
    ...takeAll(addedColumnForm(operation, scene), operation.table, scene.before),
    ...operation.constraints.flatMap((constraint) =>
      constraint.kind === "foreign-key" && keyOf(constraint.references.table) !== keyOf(operation.table)
        ? [
            ...takeAll(
              operation.definition.default === undefined ? "add foreign key, not valid" : "add foreign key",
              constraint.references.table,
              scene.before,
            ),
          ]
        : [],
    ),
  ],
  "drop-column": ({ table, column, cascade }, { before }) => [
    ...takeAll("drop column", table, before),
    ...(cascade ? referencingTables(table, before, column).map((other) => take("drop constraint", other)) : []),
    ...referencedTables(table, before, column).map((target) => take("drop constraint", target)),
  ],
  "rename-column": ({ table }, { before }) => takeAll("rename column", table, before),
  "alter-column-type": (operation, { before }) => [
    ...takeAll(typeChangeForm(operation, before), operation.table, before),
    ...referencedTables(operation.table, before, operation.column).map((target) => take("change type", target)),
  ],
  "set-default": ({ table }, { before }) => takeAll("set or drop default", table, before),
  "drop-default": ({ table }, { before }) => takeAll("set or drop default", table, before),
  "set-not-null": ({ table, column, statement }, { before, version }) => {
    const isProved = isProvedNotNull(before.tables.get(keyOf(table)), column, { version }, statement);
    return takeAll(isProved ? "set not null, proved" : "set not null", table, before);
  },
  "drop-not-null": ({ table }, { before }) => takeAll("drop not null", table, before),
  "add-identity": ({ table }, { before }) => takeAll("identity of a column", table, before),
  "set-identity": ({ table }, { before }) => takeAll("identity of a column", table, before),
  "drop-identity": ({ table }, { before }) => takeAll("identity of a column", table, before),
  "set-expression": ({ table, column }, { before }) => {
    const { generated } = columnOf(table, column, before) ?? {};
    return takeAll(generated?.kind === "virtual" ? "set expression, virtual" : "set expression, stored", table, before);
  },
  "drop-expression": ({ table }, { before }) => takeAll("drop expression", table, before),
  "alter-column-storage": ({ table, action }, { before }) =>
    takeAll(/\bset (?:storage|compression)\b/.test(action) ? "column storage" : "column statistics", table, before),
};

function columnOf(
  table: OperationOf<"add-column">["table"],
  name: string,
  { tables }: Scene["before"],
): Column | undefined {
  return tables.get(keyOf(table))?.columns.find((column) => column.name === name);
}

/** What a column without a default of its own takes from its domain. */
function domainDefault(type: Column["type"], { types }: Pick<Scene["before"], "types">): Column["default"] {
  const domain = type === undefined || type.dimensions > 0 ? undefined : types.get(type.base);
  return domain?.kind === "domain" ? (domain.default ?? domainDefault(domain.type, { types })) : undefined;
}

/** `DEFAULT NULL` of a domain is a default that the server computes. */
function isDomain(type: Column["type"], { types }: Pick<Scene["before"], "types">): boolean {
  return type !== undefined && type.dimensions === 0 && types.get(type.base)?.kind === "domain";
}

/** The heaviest of what adding a column takes. */
function addedColumnForm(
  { definition, constraints, statement }: OperationOf<"add-column">,
  { before, version }: Scene,
): LockFormName {
  const { type, generated, identity, nullable } = definition;
  if (generated?.kind === "stored") return "add column, generated and stored";
  if (generated === undefined && (identity !== undefined || type?.serial === true)) return "add column, numbered";
  if (type !== undefined && isGuardedDomain(type, before)) return "add column, domain with constraints";
  // `DEFAULT NULL` is no default, and keeps the domain's away.
  const isNull = /\bdefault\s+null\b/i.test(statement.text);
  const value = definition.default ?? (isNull ? undefined : domainDefault(type, before));
  if (isBefore({ version }, 11) && (value !== undefined || (isNull && isDomain(type, before))))
    return "add column, default before 11";
  const varies = value === undefined ? "steady" : volatilityOf(value, before);
  if (varies === "volatile") return "add column, default for each row";
  if (varies === "unknown") return "add column, default by an unknown function";
  const kinds = constraints.map(({ kind }) => kind);
  if (kinds.includes("unique") || kinds.includes("primary-key")) return "add column, with index";
  if (constraints.some((constraint) => constraint.kind === "check" && constraint.enforced))
    return "add column, with check";
  if (definition.default !== undefined && kinds.includes("foreign-key"))
    return "add column, with foreign key and default";
  if (!nullable && definition.default === undefined) return "add column, required";
  return "add column";
}
