import type {
  DeleteStmt,
  InsertStmt,
  JoinExpr,
  MergeStmt,
  RangeFunction,
  RangeVar,
  ReturningClause,
  SelectStmt,
  UpdateStmt,
  WithClause,
} from "libpg-query";
import type { QualifiedName } from "../../../model/name.ts";
import type { QueryOutput } from "../../../model/schema.ts";
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
} from "../generic/query-scope.ts";
import { QueryUses } from "../generic/query-uses.ts";
import { nameOfNodes, qualifiedName } from "./names.ts";
import { outputName, outputType } from "./query-outputs.ts";
import { aliasesOf, extraColumns, named, namesOf, qualifierOf, starOf, tableFunctionColumns } from "./query-parts.ts";
import { columnsOf, type Node, stringsOf } from "./syntax-tree.ts";

type Outputs = readonly QueryOutput[];

/** Walks a statement and gathers what it uses. */
export class QueryReader {
  readonly uses = new QueryUses();
  readonly #variables: ReadonlySet<string>;

  constructor(variables: ReadonlySet<string>) {
    this.#variables = variables;
  }

  statement(node: Node, outer: Scope): Outputs {
    if ("SelectStmt" in node) return this.#select(node.SelectStmt, outer);
    if ("InsertStmt" in node) return this.#insert(node.InsertStmt, outer);
    if ("UpdateStmt" in node) return this.#update(node.UpdateStmt, outer);
    if ("DeleteStmt" in node) return this.#delete(node.DeleteStmt, outer);
    if ("MergeStmt" in node) return this.#merge(node.MergeStmt, outer);
    this.#visit(node, outer);
    return [];
  }

  #select(select: SelectStmt, outer: Scope, starless = false): Outputs {
    const base = this.#with(select.withClause, outer);
    if (select.larg !== undefined && select.rarg !== undefined) {
      const left = this.#select(select.larg, base);
      const right = this.#select(select.rarg, base);
      this.#visit([select.limitCount, select.limitOffset], base);
      return left.map((output, index) =>
        output.type?.meaning === right[index]?.type?.meaning ? output : { ...output, type: undefined },
      );
    }
    if (select.valuesLists !== undefined) return this.#values(select.valuesLists, base);
    const scope = { ...base, sources: this.#from(select.fromClause, base) };
    this.#visit([select.whereClause, select.havingClause], scope);
    const outputs = this.#targets(select.targetList, scope, starless);
    this.#visitUnlessOutput(select.groupClause, scope, aliasesOf(select.targetList));
    this.#visitUnlessOutput(
      select.sortClause?.map((sort) => ("SortBy" in sort ? sort.SortBy.node : sort)),
      scope,
      new Set(outputs.map(({ name }) => name)),
    );
    this.#visit([select.distinctClause, select.windowClause, select.limitCount, select.limitOffset], scope);
    return outputs;
  }

  #values(lists: readonly Node[], scope: Scope): Outputs {
    this.#visit(lists, scope);
    const first = lists[0];
    const items = first !== undefined && "List" in first ? (first.List.items ?? []) : [];
    return items.map((item, index) => ({ name: `column${index + 1}`, source: undefined, type: outputType(item) }));
  }

  #insert(insert: InsertStmt, outer: Scope): Outputs {
    const base = this.#with(insert.withClause, outer);
    const table = this.#target(insert.relation);
    const columns = columnsOf(insert.cols);
    for (const column of columns) this.uses.write(table, column);
    if (columns.length === 0) this.uses.write(table, "*");
    if (insert.selectStmt !== undefined) this.statement(insert.selectStmt, base);
    const own = tableSource(table, insert.relation?.alias?.aliasname);
    const conflict = insert.onConflictClause;
    const scope = { ...base, sources: [own, { ...own, alias: "excluded", open: [table] }] };
    const narrow = { ...base, sources: [own] };
    for (const column of columnsOf(conflict?.infer?.indexElems)) this.uses.column(resolveIn(own, column).use);
    this.#visit([conflict?.infer, conflict?.whereClause], narrow);
    this.#assign(conflict?.targetList, table, scope);
    return this.#returning(insert.returningClause, narrow, table);
  }

  #update(update: UpdateStmt, outer: Scope): Outputs {
    const base = this.#with(update.withClause, outer);
    const table = this.#target(update.relation);
    const own = tableSource(table, update.relation?.alias?.aliasname);
    const scope = { ...base, sources: [own, ...this.#from(update.fromClause, base)] };
    this.#assign(update.targetList, table, scope);
    this.#visit(update.whereClause, scope);
    return this.#returning(update.returningClause, scope, table);
  }

  #delete(remove: DeleteStmt, outer: Scope): Outputs {
    const base = this.#with(remove.withClause, outer);
    const table = this.#target(remove.relation);
    const own = tableSource(table, remove.relation?.alias?.aliasname);
    const scope = { ...base, sources: [own, ...this.#from(remove.usingClause, base)] };
    this.#visit(remove.whereClause, scope);
    return this.#returning(remove.returningClause, scope, table);
  }

  #merge(merge: MergeStmt, outer: Scope): Outputs {
    const base = this.#with(merge.withClause, outer);
    const table = this.#target(merge.relation);
    const own = tableSource(table, merge.relation?.alias?.aliasname);
    const scope = { ...base, sources: [own, ...this.#from([merge.sourceRelation], base)] };
    this.#visit(merge.joinCondition, scope);
    for (const node of merge.mergeWhenClauses ?? []) {
      if (!("MergeWhenClause" in node)) continue;
      const { commandType, condition, targetList, values } = node.MergeWhenClause;
      this.#visit([condition, values], scope);
      if (commandType === "CMD_INSERT" && targetList === undefined) this.uses.write(table, "*");
      this.#assign(targetList, table, scope);
    }
    return this.#returning(merge.returningClause, scope, table);
  }

  #target(relation: RangeVar | undefined): QualifiedName {
    const table = qualifiedName(relation);
    this.uses.table(table, "write");
    return table;
  }

  #assign(targets: readonly Node[] | undefined, table: QualifiedName, scope: Scope): void {
    for (const target of targets ?? []) {
      if (!("ResTarget" in target)) continue;
      const { name, val, indirection } = target.ResTarget;
      if (name !== undefined) this.uses.write(table, name);
      this.#visit(indirection, scope);
      // `(a, b) = (…)` repeats its right side for each column.
      if (val !== undefined && "MultiAssignRef" in val && val.MultiAssignRef.colno !== 1) continue;
      this.#visit(val, scope);
    }
  }

  #returning(clause: ReturningClause | undefined, scope: Scope, table: QualifiedName): Outputs {
    if (clause === undefined) return [];
    const own = scope.sources.filter((source) => source.alias !== "excluded");
    const renamedRows = (clause.options ?? []).flatMap((node) =>
      "ReturningOption" in node ? [node.ReturningOption.value ?? ""] : [],
    );
    const outer = {
      sources: ["old", "new", ...renamedRows].map((alias) => tableSource(table, alias)),
      ctes: new Map(),
    };
    return this.#targets(clause.exprs, { ...scope, sources: own, outer: { ...outer, outer: scope.outer } }, false);
  }

  #with(clause: WithClause | undefined, outer: Scope): Scope {
    if (clause === undefined) return { sources: [], ctes: new Map(), outer };
    const ctes = new Map<string, Outputs>();
    const scope: Scope = { sources: [], ctes, outer };
    for (const node of clause.ctes ?? []) {
      if (!("CommonTableExpr" in node)) continue;
      const { ctename = "", ctequery, aliascolnames } = node.CommonTableExpr;
      if (ctequery === undefined) continue;
      const names = stringsOf(aliascolnames);
      const extra = extraColumns(node.CommonTableExpr);
      if (clause.recursive === true) ctes.set(ctename, [...renamed(namesOf(ctequery), names), ...extra]);
      ctes.set(ctename, [...renamed(this.statement(ctequery, scope), names), ...extra]);
    }
    return scope;
  }

  #from(items: readonly (Node | undefined)[] | undefined, base: Scope): readonly Source[] {
    const sources: Source[] = [];
    for (const item of items ?? []) {
      if (item !== undefined) sources.push(...this.#fromItem(item, { ...base, sources: [...sources] }));
    }
    return sources;
  }

  /** `before` holds what stands to the left, which only LATERAL and functions see. */
  #fromItem(item: Node, before: Scope): readonly Source[] {
    if ("RangeVar" in item) return [this.#relation(item.RangeVar, before)];
    if ("JoinExpr" in item) return this.#join(item.JoinExpr, before);
    if ("RangeFunction" in item) return [this.#function(item.RangeFunction, before)];
    if ("RangeSubselect" in item) {
      const { subquery, lateral, alias } = item.RangeSubselect;
      const outer = lateral === true ? before : { ...before, sources: [] };
      const outputs = subquery === undefined ? [] : this.statement(subquery, outer);
      return [derivedSource(alias?.aliasname, outputs, stringsOf(alias?.colnames))];
    }
    if ("RangeTableSample" in item) {
      this.#visit([item.RangeTableSample.args, item.RangeTableSample.repeatable], before);
      return item.RangeTableSample.relation === undefined ? [] : this.#fromItem(item.RangeTableSample.relation, before);
    }
    this.#visit(item, before);
    const table = "RangeTableFunc" in item ? item.RangeTableFunc : "JsonTable" in item ? item.JsonTable : undefined;
    return [derivedSource(table?.alias?.aliasname, named(tableFunctionColumns(table?.columns)), [])];
  }

  #relation(relation: RangeVar, scope: Scope): Source {
    const alias = relation.alias?.aliasname;
    const name = relation.relname ?? "";
    const cte = relation.schemaname === undefined ? findCte(scope, name) : undefined;
    if (cte !== undefined) return derivedSource(alias ?? name, cte, stringsOf(relation.alias?.colnames));
    const table = qualifiedName(relation);
    this.uses.table(table, "read");
    return tableSource(table, alias);
  }

  #function({ functions, alias, coldeflist }: RangeFunction, scope: Scope): Source {
    this.#visit(functions, scope);
    const list = functions?.[0];
    const call = list !== undefined && "List" in list ? list.List.items?.[0] : undefined;
    const name = alias?.aliasname ?? outputName(call);
    const columns = [...stringsOf(alias?.colnames), ...tableFunctionColumns(coldeflist)];
    return derivedSource(name, named(columns.length > 0 ? columns : [name]), []);
  }

  #join(
    { larg, rarg, usingClause, quals, alias, join_using_alias: using }: JoinExpr,
    before: Scope,
  ): readonly Source[] {
    const left = larg === undefined ? [] : this.#fromItem(larg, before);
    const seen = { ...before, sources: [...before.sources, ...left] };
    const right = rarg === undefined ? [] : this.#fromItem(rarg, seen);
    const both = [...left, ...right];
    this.#visit(quals, { ...before, sources: both });
    for (const column of stringsOf(usingClause)) {
      for (const sources of [left, right]) {
        this.uses.column(resolveBare({ sources, ctes: before.ctes, outer: undefined }, column).use);
      }
    }
    const outputs = both.flatMap((source) => source.outputs);
    const open = both.flatMap((source) => source.open);
    if (alias !== undefined) return [{ alias: alias.aliasname, table: undefined, outputs, open }];
    // The alias of USING names the merged columns and hides nothing; its columns were counted above.
    return using === undefined ? both : [...both, { alias: using.aliasname, table: undefined, outputs: [], open: [] }];
  }

  #targets(targets: readonly Node[] | undefined, scope: Scope, starless: boolean): Outputs {
    return (targets ?? []).flatMap((target) => {
      if (!("ResTarget" in target)) return [];
      const { name, val } = target.ResTarget;
      const fields = val !== undefined && "ColumnRef" in val ? (val.ColumnRef.fields ?? []) : [];
      const last = fields.at(-1);
      if (last !== undefined && "A_Star" in last) return starless ? [] : this.#star(stringsOf(fields), scope);
      if (fields.length === 0) {
        this.#visit(val, scope);
        return [{ name: name ?? outputName(val), source: undefined, type: outputType(val) }];
      }
      const { use, output } = this.#column(stringsOf(fields), scope);
      return [{ name: name ?? outputName(val), source: use ?? output?.source, type: output?.type }];
    });
  }

  #star(qualifier: readonly string[], scope: Scope): Outputs {
    const one = qualifier.length === 0 ? undefined : findSource(scope, qualifierOf(qualifier));
    const sources = qualifier.length === 0 ? scope.sources : one === undefined ? [] : [one];
    const outputs: QueryOutput[] = [];
    for (const source of sources) {
      outputs.push(...(source.table === undefined ? source.outputs : [starOf(source.open)]));
    }
    const merged = outputs.every(({ name }) => name === "*") ? openTables(outputs) : [];
    const expanded = merged.length > 0 ? [starOf(merged)] : outputs;
    for (const { name, source } of expanded) if (name === "*") this.uses.column(source);
    return expanded;
  }

  #column(names: readonly string[], scope: Scope): Resolution {
    const resolution = this.#resolve(names, scope);
    this.uses.column(resolution.use);
    return resolution;
  }

  #resolve(names: readonly string[], scope: Scope): Resolution {
    const column = names.at(-1) ?? "";
    if (names.length > 1) {
      const source = findSource(scope, qualifierOf(names.slice(0, -1)));
      return source === undefined ? { use: undefined, output: undefined } : resolveIn(source, column);
    }
    if (this.#variables.has(column)) return { use: undefined, output: undefined };
    const source = findSource(scope, { schema: undefined, name: column });
    // The alias by itself is the whole row.
    if (source !== undefined && source.table?.name !== column && source.open.length > 0) {
      return { use: starOf(source.open).source, output: undefined };
    }
    return resolveBare(scope, column);
  }

  #visitUnlessOutput(
    nodes: readonly (Node | undefined)[] | undefined,
    scope: Scope,
    outputs: ReadonlySet<string | undefined>,
  ): void {
    for (const node of nodes ?? []) {
      const names = node !== undefined && "ColumnRef" in node ? stringsOf(node.ColumnRef.fields) : [];
      if (names.length !== 1 || !outputs.has(names[0])) this.#visit(node, scope);
    }
  }

  /** Walks any part of a tree without recursion, except into subqueries, which have scopes of their own. */
  #visit(root: unknown, scope: Scope): void {
    const stack: unknown[] = [root];
    while (stack.length > 0) {
      const value = stack.pop();
      if (typeof value !== "object" || value === null) continue;
      if (Array.isArray(value)) {
        for (let index = value.length - 1; index >= 0; index -= 1) stack.push(value[index]);
      } else if (!this.#consume(value as Node, scope)) {
        // A type's modifiers look like columns: geometry(point).
        for (const [key, part] of Object.entries(value).reverse()) if (key !== "typeName") stack.push(part);
      }
    }
  }

  /** Handles the nodes that have a meaning of their own; `false` leaves their parts to be visited. */
  #consume(node: Node, scope: Scope): boolean {
    if ("ColumnRef" in node) {
      const fields = node.ColumnRef.fields ?? [];
      const last = fields.at(-1);
      if (last !== undefined && "A_Star" in last) this.#star(stringsOf(fields), scope);
      else this.#column(stringsOf(fields), scope);
      return true;
    }
    if ("SelectStmt" in node) {
      this.#select(node.SelectStmt, scope);
      return true;
    }
    if ("SubLink" in node) {
      const { subLinkType, testexpr, subselect } = node.SubLink;
      this.#visit(testexpr, scope);
      if (subselect !== undefined && "SelectStmt" in subselect) {
        this.#select(subselect.SelectStmt, scope, subLinkType === "EXISTS_SUBLINK");
      }
      return true;
    }
    if ("A_Indirection" in node) return this.#field(node.A_Indirection.arg, node.A_Indirection.indirection, scope);
    if ("ParamRef" in node) this.uses.parameters = Math.max(this.uses.parameters, node.ParamRef.number ?? 0);
    // A call as a statement's own field stands without its wrapper.
    const name =
      "FuncCall" in node ? node.FuncCall.funcname : "funcname" in node ? (node.funcname as Node[]) : undefined;
    if (name !== undefined) this.uses.routine(nameOfNodes(name));
    return false;
  }

  /** `(t).column` of a row; of anything else, only its parts are read. */
  #field(arg: Node | undefined, indirection: readonly Node[] | undefined, scope: Scope): boolean {
    const row = arg !== undefined && "ColumnRef" in arg ? stringsOf(arg.ColumnRef.fields) : [];
    const [field] = stringsOf(indirection);
    const source = row.length === 1 ? findSource(scope, { schema: undefined, name: row[0] ?? "" }) : undefined;
    if (source === undefined || field === undefined) return false;
    this.uses.column(resolveIn(source, field).use);
    return true;
  }
}
