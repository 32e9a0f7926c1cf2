import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Index, View } from "../../model/schema.ts";
import { dropView } from "../dependents.ts";
import { relationExists } from "../lookup.ts";
import { outputColumns } from "../query-columns.ts";
import { followRelation } from "../rename-references.ts";
import { assumedTable, renameColumnInTable } from "../table-parts.ts";
import { toleratesExisting, type Workspace } from "../workspace.ts";
import type { Appliers } from "./applier.ts";

export const viewAppliers: Appliers<
  "create-view" | "drop-view" | "rename-view" | "rename-view-column" | "alter-view" | "refresh-view"
> = {
  "create-view": (work, operation) => {
    const existing = work.view(operation.view);
    if (toleratesExisting(operation) && relationExists(work, operation.view)) return "no-effect";
    const replaced = operation.replace ? existing : undefined;
    work.putView({
      name: operation.view,
      materialized: operation.materialized,
      columns: outputColumns(work, operation.query, operation.columnNames),
      definition: operation.definition,
      query: operation.query,
      indexes: [],
      triggers: replaced?.triggers ?? [],
      options: operation.options,
      comment: replaced?.comment,
    });
    if (replaced === undefined) work.trace(work.moment.origins.born("views", keyOf(operation.view), work.base));
    return "applied";
  },

  "drop-view": (work, operation) => {
    const view = work.view(operation.view);
    if (view === undefined) return work.missing(operation, keyOf(operation.view));
    dropView(work, view, operation.cascade);
    return "applied";
  },

  "rename-view": (work, operation) => {
    const view = work.view(operation.view);
    if (view === undefined) return work.missing(operation, keyOf(operation.view));
    const to = { schema: view.name.schema, name: operation.to };
    if (relationExists(work, to)) return "no-effect";
    moveView(work, view, to);
    return "applied";
  },

  "rename-view-column": (work, operation) => {
    const view = work.view(operation.view);
    if (view === undefined) return work.missing(operation, keyOf(operation.view));
    const { column: from, to } = operation;
    if (!view.columns.some((each) => each.name === from)) return work.missing(operation, `${keyOf(view.name)}.${from}`);
    if (view.columns.some((each) => each.name === to)) return "no-effect";
    const columns = view.columns.map((each) => (each.name === from ? { ...each, name: to } : each));
    work.putView({ ...view, columns, indexes: renameInIndexes(view, from, to) });
    return "applied";
  },

  "alter-view": (work, operation) => {
    const view = work.view(operation.view);
    if (view === undefined) return work.missing(operation, keyOf(operation.view));
    work.putView({ ...view, options: optionsAfter(view.options, operation.action, operation.options) });
    return "applied";
  },

  "refresh-view": () => "no-effect",
};

/** A view under another name, which the views on it follow. */
export function moveView(work: Workspace, view: View, to: QualifiedName): void {
  const from = keyOf(view.name);
  work.update({ views: work.schema.views.without(from) });
  work.putView({ ...view, name: to });
  followRelation(work, view.name, to);
  work.trace(work.moment.origins.renamed("views", from, keyOf(to)));
}

function renameInIndexes(view: View, from: string, to: string): readonly Index[] {
  return renameColumnInTable({ ...assumedTable(view.name), indexes: view.indexes }, from, to).indexes;
}

function optionsAfter(options: readonly string[], action: string, changed: readonly string[]): readonly string[] {
  const nameOf = (option: string) => option.split("=")[0] ?? option;
  const names = new Set(changed.map(nameOf));
  const others = options.filter((each) => !names.has(nameOf(each)));
  return /\breset\b/i.test(action) ? others : [...others, ...changed];
}
