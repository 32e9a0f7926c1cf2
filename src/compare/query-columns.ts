import type { DataType } from "../model/expression.ts";
import type { QualifiedName } from "../model/name.ts";
import type { Query, QueryOutput } from "../model/schema.ts";
import { plainType } from "./type-names.ts";
import type { Workspace } from "./workspace.ts";

type Output = { readonly name: string; readonly type: DataType | undefined };

/** The output columns of a query on this schema: `*` expanded, types known where a column is passed on or a cast names one. `names` replaces the first names. */
export function outputColumns(work: Workspace, query: Query, names: readonly string[]): readonly Output[] {
  const outputs = mergeDoubles(query.output.flatMap((output) => expand(work, output)));
  return outputs.map((output, at) => ({ ...output, name: names[at] ?? output.name }));
}

function expand(work: Workspace, output: QueryOutput): readonly (Output & { readonly fromStar: boolean })[] {
  const { source } = output;
  if (source?.column === "*") {
    return source.candidates.flatMap((candidate) =>
      columnsOf(work, candidate).map((column) => ({ ...column, fromStar: true })),
    );
  }
  const type = output.type ?? (source && sourceType(work, source.column, source.candidates));
  return [{ name: output.name ?? source?.column ?? "?column?", type: type && plainType(type), fromStar: false }];
}

function columnsOf(work: Workspace, relation: QualifiedName): readonly Output[] {
  const columns = work.table(relation)?.columns ?? work.view(relation)?.columns ?? [];
  return columns.map(({ name, type }) => ({ name, type: type && plainType(type) }));
}

/** The type of a bare column: of those in scope that have one of this name there must be just one, or the server would not know either. */
function sourceType(work: Workspace, column: string, candidates: readonly QualifiedName[]): DataType | undefined {
  for (const candidate of candidates) {
    const found = columnsOf(work, candidate).find((each) => each.name === column);
    if (found !== undefined) return found.type;
  }
  return undefined;
}

/** A relation cannot have two columns of one name: where `*` gives some twice, `USING` or `NATURAL` has merged them, and put them first. */
function mergeDoubles(outputs: readonly (Output & { readonly fromStar: boolean })[]): readonly Output[] {
  const counts = new Map<string, number>();
  for (const { name, fromStar } of outputs) if (fromStar) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isDouble = (output: { readonly name: string; readonly fromStar: boolean }) =>
    output.fromStar && (counts.get(output.name) ?? 0) > 1;
  if (!outputs.some(isDouble)) return outputs.map(({ name, type }) => ({ name, type }));
  const start = outputs.findIndex(isDouble);
  const doubles = new Map<string, Output>();
  for (const output of outputs) {
    if (isDouble(output) && !doubles.has(output.name))
      doubles.set(output.name, { name: output.name, type: output.type });
  }
  const starBlock = outputs.findIndex((each) => each.fromStar);
  const rest = outputs.filter((each) => !isDouble(each)).map(({ name, type }) => ({ name, type }));
  return start === -1 ? rest : rest.toSpliced(starBlock, 0, ...doubles.values());
}
