import type { ContractText, Range } from "./contract-text.ts";
import { codeSpans, plainText } from "./inline-text.ts";

/** A table's cells as stretches of the file, trimmed. A short row has fewer cells than the header. */
export type TableText = Range & {
  readonly header: readonly Range[];
  readonly rows: readonly (Range & { readonly cells: readonly Range[] })[];
  /** End of the delimiter row, where a first row would go. */
  readonly bodyStart: number;
};

/** The cells of one line between its pipes. `\|` is text; a pipe inside a code span divides, as GitHub has it. */
export function splitRow(text: string, line: Range): Range[] {
  const cells: Range[] = [];
  let start = line.start;
  let end = line.end;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  if (text.charAt(start) === "|") start += 1;
  let from = start;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 124) {
      cells.push(trimmed(text, from, at));
      from = at + 1;
    }
  }
  if (from < end || cells.length === 0) cells.push(trimmed(text, from, end));
  return cells;
}

/** Whether a line is a table's delimiter row, `|---|:--:|`. */
export function isDelimiterRow(text: string, line: Range): boolean {
  let dashes = 0;
  let pipes = 0;
  for (let at = line.start; at < line.end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 45) dashes += 1;
    else if (code === 124) pipes += 1;
    else if (code !== 58 && !isBlank(code)) return false;
  }
  if (dashes === 0 || pipes === 0) return false;
  return splitRow(text, line).every((cell) => /^:?-+:?$/.test(text.slice(cell.start, cell.end)));
}

/** The content of a cell's only code span, or else its text: people put the value in code and a remark beside it. */
export function cellValue(contract: ContractText, cell: Range): string {
  const spans = codeSpans(contract.text, cell);
  const [span] = spans;
  return spans.length === 1 && span !== undefined ? span.value : plainText(contract.raw(cell));
}

function trimmed(text: string, from: number, to: number): Range {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return { start, end };
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13;
}
