import type { DataType, Expression } from "../model/expression.ts";
import { type QualifiedName, sameName } from "../model/name.ts";
import type { Column, Constraint, Query, Routine, Sequence, Table, UserType, View } from "../model/schema.ts";
import type { OverlayMap } from "./overlay-map.ts";
import { quoteName } from "./quote-name.ts";
import { replaceTokens, type Token, tokensOf } from "./sql-tokens.ts";
import { isType, namedType, renamedType, signatureOf } from "./type-names.ts";
import type { Workspace } from "./workspace.ts";

/** What names a table, view or sequence follows it to its new name: foreign keys, children, views, owned sequences, row types. */
export function followRelation(work: Workspace, from: QualifiedName, to: QualifiedName): void {
  work.names.renamed(from, to);
  const rename = (name: QualifiedName) => (sameName(name, from) ? to : name);
  work.update({
    tables: work.schema.tables.rewritten((table) => renameInTable(table, rename)),
    views: work.schema.views.rewritten((view) => renameInView(view, rename)),
    sequences: work.schema.sequences.rewritten((sequence) => renameOwner(sequence, rename)),
  });
  followType(work, from, to);
}

/** What names a column from outside of its table: foreign keys to it, views, its sequence. */
export function followColumn(work: Workspace, table: QualifiedName, from: string, to: string): void {
  const isColumn = (candidates: readonly QualifiedName[], column: string) =>
    column === from && candidates.some((each) => sameName(each, table));
  work.update({
    tables: renameTargets(work, table, from, to),
    views: work.schema.views.rewritten((view) => {
      if (!view.query.columns.some((use) => isColumn(use.candidates, use.column))) return view;
      const columns = view.query.columns.map((use) =>
        isColumn(use.candidates, use.column) ? { ...use, column: to } : use,
      );
      const output = view.query.output.map((each) =>
        each.source !== undefined && isColumn(each.source.candidates, each.source.column)
          ? { ...each, source: { ...each.source, column: to } }
          : each,
      );
      return { ...view, query: { ...view.query, columns, output } };
    }),
    sequences: work.schema.sequences.rewritten((sequence) =>
      sequence.ownedBy !== undefined && sameName(sequence.ownedBy.table, table) && sequence.ownedBy.column === from
        ? { ...sequence, ownedBy: { ...sequence.ownedBy, column: to } }
        : sequence,
    ),
  });
}

/** Foreign keys to a column: of tables in memory it is known which have any, of others only once they are read. */
function renameTargets(work: Workspace, target: QualifiedName, from: string, to: string): OverlayMap<Table> {
  const { tables } = work.schema;
  const rename = (table: Table) => renameTargetColumn(table, target, from, to);
  if (!(tables.root instanceof Map)) return tables.rewritten(rename);
  let changed = tables;
  for (const key of work.names.referencing(target)) {
    const table = tables.get(key);
    if (table !== undefined && rename(table) !== table) changed = changed.set(key, rename(table));
  }
  return changed;
}

/** Columns, attributes, domains and parameters of a type follow it to its new name. */
export function followType(work: Workspace, from: QualifiedName, to: QualifiedName): void {
  const rename = (type: DataType) => renamedType(type, from, to);
  const inExpression = (expression: Expression) => renameTypeIn(expression, from, to);
  work.update({
    tables: work.schema.tables.rewritten((table) => {
      const retyped = withColumns(table, (column) => {
        if (column.type === undefined) return column;
        const type = rename(column.type);
        return type === column.type ? column : { ...column, type };
      });
      return rewriteExpressions(retyped, inExpression);
    }),
    views: work.schema.views.rewritten((view) => {
      if (!view.columns.some((column) => isType(column.type, from))) return view;
      return { ...view, columns: view.columns.map((each) => ({ ...each, type: each.type && rename(each.type) })) };
    }),
    types: work.schema.types.rewritten((type) => renameInType(type, from, rename)),
  });
  followTypeIntoRoutines(work, from, to);
}

function followTypeIntoRoutines(work: Workspace, from: QualifiedName, to: QualifiedName): void {
  const rename = (type: DataType) => renamedType(type, from, to);
  for (const [key, routine] of work.schema.routines) {
    const returns = routine.returns && renameReturned(routine.returns, from, to);
    const takes = routine.parameters.some((each) => isType(each.type, from));
    if (!takes && returns === routine.returns) continue;
    const parameters = routine.parameters.map((each) => ({ ...each, type: rename(each.type) }));
    const renamed = withSignature({ ...routine, parameters, returns });
    work.update({ routines: work.schema.routines.without(key).set(renamed.signature, renamed) });
  }
}

/** A result type after a type in it was renamed: `mood`, `SETOF mood[]`, `TABLE(m mood)`, where the first word of each column is its name. */
function renameReturned(returns: string, from: QualifiedName, to: QualifiedName): string {
  if (!returns.includes(from.name)) return returns;
  const tokens = tokensOf(returns);
  const isTable = tokens[0]?.value === "table";
  const places = namesWhere(tokens, from, (before) => !isTable || (before !== "(" && before !== ","));
  return replaceTokens(returns, places, () => sequenceText(to));
}

/** The routine with the signature that its name and parameters make. */
export function withSignature(routine: Routine): Routine {
  const inputs = routine.parameters.filter((each) => each.mode !== "out" && each.mode !== "table");
  const types = inputs.map((each) => each.type.meaning);
  return { ...routine, signature: signatureOf(routine.name, types) };
}

/** Defaults that draw from a sequence follow it to its new name. */
export function followSequence(work: Workspace, from: QualifiedName, to: QualifiedName): void {
  const literal = `'${sequenceText(to).replaceAll("'", "''")}'`;
  const replace = (text: string) => replaceTokens(text, sequenceLiterals(text, from), () => literal);
  work.update({
    tables: work.schema.tables.rewritten((table) =>
      rewriteExpressions(table, (expression) => {
        const meaning = replace(expression.meaning);
        return meaning === expression.meaning ? expression : { text: replace(expression.text), meaning };
      }),
    ),
  });
}

/** A sequence as the text inside `nextval('…')`. */
export function sequenceText(name: QualifiedName): string {
  return name.schema === undefined ? quoteName(name.name) : `${quoteName(name.schema)}.${quoteName(name.name)}`;
}

/** Whether an expression draws from this sequence. */
export function drawsFrom(expression: Expression | undefined, sequence: QualifiedName): boolean {
  return expression !== undefined && sequenceLiterals(expression.meaning, sequence).length > 0;
}

function sequenceLiterals(text: string, name: QualifiedName): readonly Token[] {
  if (!text.includes("nextval")) return [];
  return tokensOf(text).filter((token) => {
    if (token.kind !== "literal" || !token.value.startsWith("'")) return false;
    const named = namedType(typeOfText(token.value.slice(1, -1).replaceAll("''", "'")));
    return named !== undefined && sameName(named, name);
  });
}

function typeOfText(text: string): DataType {
  const folded = text.replace(/"[^"]*"|[A-Z]/g, (each) => (each.startsWith('"') ? each : each.toLowerCase()));
  return { text: folded, meaning: folded, base: folded, modifiers: [], dimensions: 0, serial: false };
}

/** Triggers and expressions that call a routine follow it to its new name. */
export function followRoutine(work: Workspace, from: QualifiedName, to: QualifiedName): void {
  const inExpression = (expression: Expression) => renameCallIn(expression, from, to);
  const inTriggers = <T extends Table | View>(owner: T): T =>
    owner.triggers.some((each) => sameName(each.routine, from))
      ? {
          ...owner,
          triggers: owner.triggers.map((each) => (sameName(each.routine, from) ? { ...each, routine: to } : each)),
        }
      : owner;
  work.update({
    tables: work.schema.tables.rewritten((table) => rewriteExpressions(inTriggers(table), inExpression)),
    views: work.schema.views.rewritten(inTriggers),
  });
}

/** Whether an expression calls a routine. */
export function calls(expression: Expression | undefined, routine: QualifiedName): boolean {
  return expression !== undefined && namesIn(expression.meaning, routine, true).length > 0;
}

/** Whether a text casts to a type. */
export function namesType(text: string, type: QualifiedName): boolean {
  return text.includes("::") && namesIn(text, type, false).length > 0;
}

function renameCallIn(expression: Expression, from: QualifiedName, to: QualifiedName): Expression {
  return renameNames(expression, from, to, true);
}

function renameTypeIn(expression: Expression, from: QualifiedName, to: QualifiedName): Expression {
  return expression.text.includes("::") ? renameNames(expression, from, to, false) : expression;
}

function renameNames(expression: Expression, from: QualifiedName, to: QualifiedName, called: boolean): Expression {
  if (!expression.text.includes(from.name) && !expression.meaning.includes(from.name)) return expression;
  const replace = (text: string) => replaceTokens(text, namesIn(text, from, called), () => sequenceText(to));
  const meaning = replace(expression.meaning);
  const text = replace(expression.text);
  return meaning === expression.meaning && text === expression.text ? expression : { text, meaning };
}

/** Places where a name, qualified as given, is called as a function or stands as the type of a cast. */
function namesIn(text: string, name: QualifiedName, called: boolean): readonly Token[] {
  return namesWhere(tokensOf(text), name, (before, after) =>
    called ? after === "(" && before !== "::" : before === "::",
  );
}

/** Places of a name, qualified as given, by the tokens around it. */
function namesWhere(
  tokens: readonly Token[],
  name: QualifiedName,
  fits: (before: string | undefined, after: string | undefined) => boolean,
): readonly Token[] {
  const places: Token[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "name" || token.value !== name.name) continue;
    const qualified = tokens[at - 1]?.value === "." && tokens[at - 2]?.kind === "name";
    const schema = qualified ? tokens[at - 2]?.value : undefined;
    if ((schema === "public" ? undefined : schema) !== name.schema) continue;
    const before = tokens[qualified ? at - 3 : at - 1]?.value;
    if (fits(before, tokens[at + 1]?.value))
      places.push({ ...token, start: (qualified ? tokens[at - 2] : token)?.start ?? token.start });
  }
  return places;
}

function renameInTable(table: Table, rename: (name: QualifiedName) => QualifiedName): Table {
  const changes = (name: QualifiedName) => rename(name) !== name;
  const constraints = table.constraints.some((each) => each.kind === "foreign-key" && changes(each.references.table))
    ? table.constraints.map((each) => renameTarget(each, rename))
    : table.constraints;
  const inherits = table.inherits.some(changes) ? table.inherits.map(rename) : table.inherits;
  const partitionOf =
    table.partitionOf !== undefined && changes(table.partitionOf.parent)
      ? { ...table.partitionOf, parent: rename(table.partitionOf.parent) }
      : table.partitionOf;
  const same = constraints === table.constraints && inherits === table.inherits && partitionOf === table.partitionOf;
  return same ? table : { ...table, constraints, inherits, partitionOf };
}

function renameTarget(constraint: Constraint, rename: (name: QualifiedName) => QualifiedName): Constraint {
  if (constraint.kind !== "foreign-key") return constraint;
  return { ...constraint, references: { ...constraint.references, table: rename(constraint.references.table) } };
}

function renameTargetColumn(table: Table, target: QualifiedName, from: string, to: string): Table {
  const reads = (each: Constraint) =>
    each.kind === "foreign-key" && sameName(each.references.table, target) && each.references.columns.includes(from);
  if (!table.constraints.some(reads)) return table;
  const constraints = table.constraints.map((each) => {
    if (each.kind !== "foreign-key" || !reads(each)) return each;
    const columns = each.references.columns.map((column) => (column === from ? to : column));
    return { ...each, references: { ...each.references, columns } };
  });
  return { ...table, constraints };
}

function renameInView(view: View, rename: (name: QualifiedName) => QualifiedName): View {
  if (view.query.tables.every((use) => rename(use.table) === use.table)) return view;
  return { ...view, query: renameInQuery(view.query, rename) };
}

function renameInQuery(query: Query, rename: (name: QualifiedName) => QualifiedName): Query {
  return {
    ...query,
    tables: query.tables.map((use) => ({ ...use, table: rename(use.table) })),
    columns: query.columns.map((use) => ({ ...use, candidates: use.candidates.map(rename) })),
    output: query.output.map((each) => ({
      ...each,
      source: each.source && { ...each.source, candidates: each.source.candidates.map(rename) },
    })),
  };
}

function renameOwner(sequence: Sequence, rename: (name: QualifiedName) => QualifiedName): Sequence {
  const { ownedBy } = sequence;
  if (ownedBy === undefined || rename(ownedBy.table) === ownedBy.table) return sequence;
  return { ...sequence, ownedBy: { ...ownedBy, table: rename(ownedBy.table) } };
}

function renameInType(type: UserType, from: QualifiedName, rename: (type: DataType) => DataType): UserType {
  if (type.kind === "domain" && isType(type.type, from)) return { ...type, type: rename(type.type) };
  if (type.kind === "composite" && type.attributes.some((each) => isType(each.type, from))) {
    return { ...type, attributes: type.attributes.map((each) => ({ ...each, type: rename(each.type) })) };
  }
  return type;
}

function withColumns(table: Table, change: (column: Column) => Column): Table {
  const columns = table.columns.map(change);
  return columns.every((column, at) => column === table.columns[at]) ? table : { ...table, columns };
}

/** The table with each of its expressions as `rewrite` gives it; the same object where none changes. */
function rewriteExpressions(table: Table, rewrite: (expression: Expression) => Expression): Table {
  let changed = false;
  const each = (expression: Expression): Expression => {
    const result = rewrite(expression);
    if (result !== expression) changed = true;
    return result;
  };
  const maybe = (expression: Expression | undefined) => expression && each(expression);
  const result: Table = {
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      default: maybe(column.default),
      generated: column.generated && { ...column.generated, expression: each(column.generated.expression) },
    })),
    constraints: table.constraints.map((constraint) => {
      if (constraint.kind === "check") return { ...constraint, expression: each(constraint.expression) };
      return constraint.kind === "exclude" ? { ...constraint, where: maybe(constraint.where) } : constraint;
    }),
    indexes: table.indexes.map((index) => ({
      ...index,
      elements: index.elements.map((element) => ({ ...element, expression: maybe(element.expression) })),
      where: maybe(index.where),
    })),
    triggers: table.triggers.map((trigger) => ({ ...trigger, when: maybe(trigger.when) })),
    policies: table.policies.map((policy) => ({ ...policy, using: maybe(policy.using), check: maybe(policy.check) })),
  };
  return changed ? result : table;
}
