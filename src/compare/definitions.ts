import type {
  Constraint,
  Deferral,
  Extension,
  Index,
  IndexElement,
  Namespace,
  Policy,
  Routine,
  Sequence,
  Table,
  Trigger,
  UserType,
  View,
} from "../model/schema.ts";
import { quoteName } from "./quote-name.ts";
import { typeText } from "./type-names.ts";

/** One line of SQL for a schema. */
export function namespaceDefinition(namespace: Namespace): string {
  return `CREATE SCHEMA ${quoteName(namespace.name)}`;
}

export function extensionDefinition({ name, schema }: Extension): string {
  return `CREATE EXTENSION ${quoteName(name)}${schema === undefined ? "" : ` SCHEMA ${quoteName(schema)}`}`;
}

/** What comes after `ADD CONSTRAINT name`, as `pg_get_constraintdef` words it. */
export function constraintDefinition(constraint: Constraint): string {
  switch (constraint.kind) {
    case "primary-key":
      return words("PRIMARY KEY", keyColumns(constraint), includes(constraint.include), deferral(constraint.deferral));
    case "unique":
      return words(
        constraint.nullsNotDistinct ? "UNIQUE NULLS NOT DISTINCT" : "UNIQUE",
        keyColumns(constraint),
        includes(constraint.include),
        deferral(constraint.deferral),
      );
    case "foreign-key":
      return foreignKeyDefinition(constraint);
    case "check":
      return words(
        `CHECK (${constraint.expression.meaning})`,
        constraint.noInherit && "NO INHERIT",
        validity(constraint),
      );
    case "exclude":
      return words(
        `EXCLUDE USING ${constraint.method} (${constraint.elements.join(", ")})`,
        constraint.where && `WHERE (${constraint.where.meaning})`,
        deferral(constraint.deferral),
      );
    case "not-null":
      return words(
        `NOT NULL ${quoteName(constraint.column)}`,
        constraint.noInherit && "NO INHERIT",
        !constraint.validated && "NOT VALID",
      );
  }
}

function foreignKeyDefinition(constraint: Constraint & { readonly kind: "foreign-key" }): string {
  const { references, onDelete, onUpdate, onDeleteColumns } = constraint;
  const target = references.columns.length === 0 ? "" : list(references.columns);
  const cleared = onDeleteColumns.length === 0 ? "" : ` ${list(onDeleteColumns)}`;
  return words(
    `FOREIGN KEY ${list(constraint.columns)} REFERENCES ${typeText(references.table)}${target}`,
    constraint.match === "full" && "MATCH FULL",
    onUpdate !== "no action" && `ON UPDATE ${onUpdate.toUpperCase()}`,
    onDelete !== "no action" && `ON DELETE ${onDelete.toUpperCase()}${cleared}`,
    deferral(constraint.deferral),
    validity(constraint),
  );
}

function keyColumns(key: { readonly columns: readonly string[]; readonly withoutOverlaps: boolean }): string {
  const columns = key.columns.map(quoteName);
  return `(${columns.join(", ")}${key.withoutOverlaps ? " WITHOUT OVERLAPS" : ""})`;
}

function includes(columns: readonly string[]): string | false {
  return columns.length > 0 && `INCLUDE ${list(columns)}`;
}

function deferral(deferral: Deferral): string | false {
  if (deferral === "not deferrable") return false;
  return deferral === "initially deferred" ? "DEFERRABLE INITIALLY DEFERRED" : "DEFERRABLE";
}

function validity(constraint: { readonly validated: boolean; readonly enforced: boolean }): string | false {
  if (!constraint.enforced) return "NOT ENFORCED";
  return !constraint.validated && "NOT VALID";
}

/** The statement that makes an index, without its name's schema. */
export function indexDefinition(index: Index, owner: Pick<Table, "name">): string {
  return words(
    `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${quoteName(index.name)} ON ${typeText(owner.name)}`,
    `USING ${index.method} (${index.elements.map(elementDefinition).join(", ")})`,
    includes(index.include),
    index.nullsNotDistinct && "NULLS NOT DISTINCT",
    index.options.length > 0 && `WITH (${index.options.join(", ")})`,
    index.where && `WHERE (${index.where.meaning})`,
  );
}

function elementDefinition(element: IndexElement): string {
  const ascending = element.order === "asc";
  const usualNulls = ascending ? "last" : "first";
  return words(
    element.column === undefined ? `(${element.expression?.meaning ?? ""})` : quoteName(element.column),
    element.collation && `COLLATE ${element.collation}`,
    element.prefix === undefined ? undefined : `(${element.prefix})`,
    element.operatorClass,
    !ascending && "DESC",
    element.nulls !== usualNulls && `NULLS ${element.nulls.toUpperCase()}`,
  );
}

export function triggerDefinition(trigger: Trigger, owner: Pick<Table, "name">): string {
  const state = trigger.enabled === "origin" ? "" : ` (${trigger.enabled})`;
  return `${words(
    `CREATE ${trigger.constraint ? "CONSTRAINT " : ""}TRIGGER ${quoteName(trigger.name)}`,
    `${trigger.timing.toUpperCase()} ${trigger.events.map(eventText).join(" OR ")}`,
    `ON ${typeText(owner.name)} FOR EACH ${trigger.level.toUpperCase()}`,
    trigger.when && `WHEN (${trigger.when.meaning})`,
    `EXECUTE FUNCTION ${typeText(trigger.routine)}()`,
  )}${state}`;
}

function eventText(event: string): string {
  return event.startsWith("update of ") ? `UPDATE OF ${event.slice("update of ".length)}` : event.toUpperCase();
}

export function policyDefinition(policy: Policy, owner: Pick<Table, "name">): string {
  return words(
    `CREATE POLICY ${quoteName(policy.name)} ON ${typeText(owner.name)}`,
    !policy.permissive && "AS RESTRICTIVE",
    policy.command !== "all" && `FOR ${policy.command.toUpperCase()}`,
    policy.roles.length > 0 && `TO ${policy.roles.join(", ")}`,
    policy.using && `USING (${policy.using.meaning})`,
    policy.check && `WITH CHECK (${policy.check.meaning})`,
  );
}

export function viewDefinition(view: View): string {
  return words(
    `CREATE ${view.materialized ? "MATERIALIZED " : ""}VIEW ${typeText(view.name)}`,
    view.options.length > 0 && `WITH (${view.options.join(", ")})`,
    `AS ${oneLine(view.definition)}`,
  );
}

export function sequenceDefinition(sequence: Sequence): string {
  const { ownedBy } = sequence;
  return words(
    `CREATE SEQUENCE ${typeText(sequence.name)} AS ${sequence.type} START ${sequence.start} INCREMENT ${sequence.increment}`,
    `MINVALUE ${sequence.minimum} MAXVALUE ${sequence.maximum} CACHE ${sequence.cache}`,
    sequence.cycle && "CYCLE",
    ownedBy && `OWNED BY ${typeText(ownedBy.table)}.${quoteName(ownedBy.column)}`,
  );
}

export function typeDefinition(type: UserType): string {
  const name = typeText(type.name);
  switch (type.kind) {
    case "enum":
      return `CREATE TYPE ${name} AS ENUM (${type.values.map(literal).join(", ")})`;
    case "composite": {
      const attributes = type.attributes.map((each) => `${quoteName(each.name)} ${each.type.meaning}`);
      return `CREATE TYPE ${name} AS (${attributes.join(", ")})`;
    }
    case "domain":
      return words(
        `CREATE DOMAIN ${name} AS ${type.type.meaning}`,
        type.default && `DEFAULT ${type.default.meaning}`,
        !type.nullable && "NOT NULL",
        ...type.checks.map((each) => `CONSTRAINT ${quoteName(each.name)} ${constraintDefinition(each)}`),
      );
    case "range":
      return `CREATE TYPE ${name} AS RANGE (SUBTYPE = ${type.subtype})`;
    case "base":
      return `CREATE TYPE ${name}`;
  }
}

/** The head of a routine and its body on one line. */
export function routineDefinition(routine: Routine): string {
  const parameters = routine.parameters.map((each) =>
    words(
      each.mode !== "in" && each.mode !== "table" && each.mode.toUpperCase(),
      each.name && quoteName(each.name),
      each.type.meaning,
      each.default && `DEFAULT ${each.default.meaning}`,
    ),
  );
  const inputs = parameters.filter((_, at) => routine.parameters[at]?.mode !== "table");
  return words(
    `CREATE ${routine.kind.toUpperCase()} ${typeText(routine.name)}(${inputs.join(", ")})`,
    routine.returns && `RETURNS ${routine.returns}`,
    routine.language !== "" && `LANGUAGE ${routine.language}`,
    routine.volatility !== "volatile" && routine.volatility.toUpperCase(),
    routine.strict && "STRICT",
    routine.security === "definer" && "SECURITY DEFINER",
    routine.parallel !== "unsafe" && `PARALLEL ${routine.parallel.toUpperCase()}`,
    routine.body !== "" && `AS ${oneLine(routine.body)}`,
  );
}

function list(columns: readonly string[]): string {
  return `(${columns.map(quoteName).join(", ")})`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join(" ");
}
