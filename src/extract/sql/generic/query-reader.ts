import type { QualifiedName } from "../../../model/name.ts";
import type { QueryOutput } from "../../../model/schema.ts";
import { nameOfParts } from "./cursor.ts";
import type { Grammar } from "./grammar.ts";
import { isNode, nodesOf, type SqlNode, textOf } from "./node-sql.ts";
import {
  derivedSource,
  findCte,
  findSource,
  openTables,
  type Resolution,
  renamed,
  resolveBare,
  resolveIn,
  type Scope,
  type Source,
  tableSource,
} from "./query-scope.ts";
import { QueryUses } from "./query-uses.ts";

const noScope: Scope = { sources: [], ctes: new Map(), outer: undefined };

/** Walks the tree of a query and gathers what it reads and writes. */
export class QueryReader {
  readonly uses = new QueryUses();
  readonly #grammar: Grammar;
  /** Names that mean no column where nothing qualifies them: a routine's parameters and variables. */
  readonly #variables: ReadonlySet<string>;

  constructor(grammar: Grammar, variables: ReadonlySet<string> = new Set()) {
    this.#grammar = grammar;
    this.#variables = variables;
  }

  /** Reads a whole statement; answers its output columns. */
  statement(node: SqlNode): readonly QueryOutput[] {
    const scope = this.#withCtes(node, noScope);
    switch (node.type) {
      case "select":
        return this.#select(node, noScope);
      case "insert":
      case "replace":
        return this.#insert(node, scope);
      case "update":
        return this.#update(node, scope);
      case "delete":
        return this.#delete(node, scope);
      default:
        this.#walk(node, scope);
        return [];
    }
  }

  #select(node: SqlNode, outer: Scope): readonly QueryOutput[] {
    const inner = this.#withCtes(node, outer);
    const scope = this.#from(nodesOf(node.from), inner);
    const outputs = this.#outputs(node.columns, scope);
    for (const key of ["where", "groupby", "having", "qualify", "window", "limit"]) this.#walk(node[key], scope);
    const aliases: Source = derivedSource(
      undefined,
      outputs.filter(({ name }) => name !== "*"),
      [],
    );
    this.#walk(node.orderby, { ...scope, sources: [...scope.sources, aliases] });
    const next = node._next;
    if (isNode(next)) this.#select(next, { ...inner, sources: [] });
    return outputs;
  }

  #withCtes(node: SqlNode, outer: Scope): Scope {
    const ctes = new Map<string, readonly QueryOutput[]>();
    const scope: Scope = { sources: [], ctes, outer };
    for (const cte of nodesOf(node.with)) {
      const name = this.#part(textOf(cte.name) ?? "");
      const columns = nodesOf(cte.columns).map((column) => this.#part(textOf(column) ?? ""));
      const plain = columns.map((column) => ({ name: column, source: undefined, type: undefined }));
      // A recursive query names itself.
      ctes.set(name, plain.length > 0 ? plain : []);
      const query = queryIn(cte.stmt);
      if (query !== undefined) ctes.set(name, renamed(this.#select(query, scope), columns));
    }
    return scope;
  }

  /** What is only written is no source that is read: `UPDATE t`. */
  #from(items: readonly SqlNode[], inner: Scope, written: readonly SqlNode[] = []): Scope {
    const sources: Source[] = [];
    const scope: Scope = { sources, ctes: inner.ctes, outer: inner.outer };
    for (const item of items) sources.push(...this.#sourcesOf(item, scope, written.includes(item)));
    for (const item of items) {
      this.#walk(item.on, scope);
      for (const column of asTexts(item.using))
        for (const each of sources) this.#use(resolveIn(each, this.#part(column)));
    }
    return scope;
  }

  #sourcesOf(item: SqlNode, scope: Scope, isWritten = false): readonly Source[] {
    const alias = textOf(item.as);
    const as = alias === undefined ? undefined : this.#part(alias);
    const table = textOf(item.table);
    if (table !== undefined) {
      const name = this.#tableOf(item);
      const cte = name.schema === undefined ? findCte(scope, this.#part(table)) : undefined;
      if (cte !== undefined) return [derivedSource(as ?? this.#part(table), cte, [])];
      if (!isWritten) this.uses.table(name, "read");
      return [tableSource(name, as ?? this.#part(table))];
    }
    const query = queryIn(item.expr);
    if (query !== undefined) return [derivedSource(as, this.#select(query, scope), [])];
    const inner = isNode(item.expr) ? nodesOf(item.expr.from ?? item.expr.tables) : nodesOf(item.expr);
    if (inner.length > 0 && inner.every((each) => "table" in each))
      return inner.flatMap((each) => this.#sourcesOf(each, scope));
    this.#walk(item.expr, scope);
    return as === undefined ? [] : [derivedSource(as, [], [])];
  }

  #outputs(columns: unknown, scope: Scope): readonly QueryOutput[] {
    if (columns === "*") return [this.#star(scope, undefined)];
    return nodesOf(columns).map((column) => {
      const expression = isNode(column.expr) ? column.expr : column;
      const alias = textOf(column.as);
      if (expression.type !== "column_ref") {
        this.#walk(expression, scope);
        return { name: alias === undefined ? undefined : this.#part(alias), source: undefined, type: undefined };
      }
      const name = textOf(expression.column) ?? "";
      if (name === "*") return this.#star(scope, textOf(expression.table));
      const { use, output } = this.#column(expression, scope);
      return { name: this.#part(alias ?? name), source: use ?? output?.source, type: output?.type };
    });
  }

  #star(scope: Scope, qualifier: string | undefined): QueryOutput {
    const found =
      qualifier === undefined ? undefined : findSource(scope, { schema: undefined, name: this.#part(qualifier) });
    const sources = qualifier === undefined ? scope.sources : found === undefined ? [] : [found];
    const candidates = sources.flatMap(({ open, outputs }) => (open.length > 0 ? open : openTables(outputs)));
    const use = { column: "*", access: "read" as const, candidates };
    if (candidates.length > 0) this.uses.column(use);
    return { name: "*", source: use, type: undefined };
  }

  #insert(node: SqlNode, scope: Scope): readonly QueryOutput[] {
    const [target] = nodesOf(node.table);
    if (target === undefined) return [];
    const table = this.#tableOf(target);
    this.uses.table(table, "write");
    for (const column of asTexts(node.columns)) this.uses.write(table, this.#part(column));
    const query = queryIn(node.values);
    if (query !== undefined) this.#select(query, scope);
    else this.#walk(node.values, scope);
    for (const key of ["on_duplicate_update", "conflict"]) this.#assignments(node[key], table, scope);
    return [];
  }

  /** `SET a = …` of an upsert, wherever its tree holds it. */
  #assignments(value: unknown, table: QualifiedName, scope: Scope): void {
    if (!isNode(value)) return;
    const own: Scope = { ...scope, sources: [tableSource(table, undefined), derivedSource("excluded", [], [])] };
    for (const set of nodesOf(value.set)) this.#assign(set, table, own);
    for (const inner of Object.values(value))
      if (isNode(inner) && !Array.isArray(inner)) this.#assignments(inner, table, scope);
  }

  #update(node: SqlNode, scope: Scope): readonly QueryOutput[] {
    const targets = nodesOf(node.table);
    const inner = this.#from([...targets, ...nodesOf(node.from)], scope, targets.length === 1 ? targets : []);
    const assigned = nodesOf(node.set).map((set) => this.#targetOf(set, targets, inner));
    for (const table of assigned) if (table !== undefined) this.uses.table(table, "write");
    for (const [at, set] of nodesOf(node.set).entries()) {
      const table = assigned[at];
      if (table !== undefined) this.#assign(set, table, inner);
    }
    for (const key of ["where", "orderby", "limit"]) this.#walk(node[key], inner);
    return [];
  }

  #targetOf(set: SqlNode, targets: readonly SqlNode[], scope: Scope): QualifiedName | undefined {
    const qualifier = textOf(set.table);
    const found =
      qualifier === undefined ? undefined : findSource(scope, { schema: undefined, name: this.#part(qualifier) });
    const [first] = targets;
    return (
      found?.table ?? (first === undefined || textOf(first.table) === undefined ? undefined : this.#tableOf(first))
    );
  }

  #assign(set: SqlNode, table: QualifiedName, scope: Scope): void {
    const column = textOf(set.column);
    if (column !== undefined) this.uses.write(table, this.#part(column));
    this.#walk(set.value, scope);
  }

  #delete(node: SqlNode, scope: Scope): readonly QueryOutput[] {
    const read = nodesOf(node.from);
    const inner = this.#from(read, scope, read.length === 1 ? read : []);
    for (const target of nodesOf(node.table)) {
      const name = this.#tableOf(target);
      this.uses.table(findSource(inner, { schema: undefined, name: this.#part(name.name) })?.table ?? name, "write");
    }
    for (const key of ["where", "orderby", "limit"]) this.#walk(node[key], inner);
    return [];
  }

  /** Visits whatever lies below, for columns, calls and queries within. */
  #walk(value: unknown, scope: Scope): void {
    if (Array.isArray(value)) {
      for (const each of value) this.#walk(each, scope);
      return;
    }
    if (!isNode(value)) return;
    const query = queryIn(value);
    if (query !== undefined) this.#select(query, scope);
    else if (value.type === "column_ref") this.#column(value, scope);
    else {
      if (value.type === "function") this.#call(value);
      for (const [key, each] of Object.entries(value)) if (key !== "loc" && key !== "name") this.#walk(each, scope);
    }
  }

  #column(node: SqlNode, scope: Scope): Resolution {
    const column = textOf(node.column) ?? "";
    const qualifier = textOf(node.table);
    const isString = node.column !== null && qualifier === undefined && this.#variables.has(this.#part(column));
    if (column === "" || column === "*" || isString) return { use: undefined, output: undefined };
    if (qualifier === undefined) return this.#use(resolveBare(scope, this.#part(column)));
    const schema = textOf(node.db) ?? textOf(node.schema);
    const name = { schema: undefined, name: this.#part(qualifier) };
    const source = findSource(scope, schema === undefined ? name : nameOfParts([schema, qualifier], this.#grammar));
    return source === undefined
      ? { use: undefined, output: undefined }
      : this.#use(resolveIn(source, this.#part(column)));
  }

  #use(resolution: Resolution): Resolution {
    this.uses.column(resolution.use ?? resolution.output?.source);
    return resolution;
  }

  #call(node: SqlNode): void {
    const name = node.name;
    const parts = isNode(name) ? nodesOf(name.name).map((part) => textOf(part) ?? "") : [textOf(name) ?? ""];
    const schema = isNode(name) ? textOf(name.schema) : undefined;
    const all = [...(schema === undefined ? [] : [schema]), ...parts].map((part) => this.#part(part));
    if (all.at(-1) !== "" && all.at(-1) !== undefined) this.uses.routine(nameOfParts(all, this.#grammar));
  }

  #tableOf(node: SqlNode): QualifiedName {
    const schema = textOf(node.db) ?? textOf(node.schema);
    const table = textOf(node.table) ?? "";
    return nameOfParts(schema === undefined ? [table] : [schema, table], this.#grammar);
  }

  #part(name: string): string {
    return this.#grammar.foldPart(name);
  }
}

/** The query that a node is, or holds in brackets. */
function queryIn(value: unknown): SqlNode | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === "select") return value;
  return isNode(value.ast) && value.ast.type === "select" ? value.ast : undefined;
}

function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((each) => textOf(each) ?? []) : [];
}
