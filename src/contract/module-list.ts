import type { ModuleUse } from "../model/contract.ts";
import type { Located } from "../model/location.ts";
import type { QualifiedName } from "../model/name.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { saysNone } from "./answers.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { keyedRows } from "./header-cells.ts";
import { codeSpans, plainText } from "./inline-text.ts";
import type { Part } from "./labels.ts";
import type { Block } from "./parse-section.ts";
import { isPlaceholder } from "./placeholders.ts";
import { splitList } from "./split-list.ts";
import { lookUp } from "./titles.ts";
import { moduleHeaders, protectionHeaders } from "./vocabulary.ts";

const moduleHeader = lookUp(moduleHeaders);
const tableHeader = lookUp({ table: `${protectionHeaders.table} | depends on | related table | name` });

/** Reads who uses an object: a list, a line of names, or a table. "None" is an empty list. */
export function readModules(contract: ContractText, part: Part<string>): ModuleUse[] {
  const modules: ModuleUse[] = [];
  if (part.value !== undefined) modules.push(...modulesOfLine(contract, part.value));
  for (const block of part.blocks) {
    if (block.kind === "table") modules.push(...modulesOfTable(contract, block));
    if (block.kind !== "line" || isNested(block, part.blocks)) continue;
    const module = block.bullet ? moduleOfItem(contract, block) : undefined;
    if (block.bullet && module !== undefined) modules.push(module);
    else if (!block.bullet && block.fresh && !modules.length && isShortList(contract, block))
      modules.push(...modulesOfLine(contract, block));
  }
  return modules;
}

/** Items below an item tell more of that module; they are none of their own. */
function isNested(block: Block, blocks: readonly Block[]): boolean {
  const first = blocks.find((other) => other.kind === "line" && other.bullet);
  return block.kind === "line" && block.bullet && first?.kind === "line" && block.indent > first.indent + 1;
}

function isShortList(contract: ContractText, range: Range): boolean {
  const raw = contract.raw(range);
  return raw.length < 400 && !/[.!?]\s+\S/.test(raw) && (/[`,]/.test(raw) || !/\s\S+\s\S+\s/.test(raw));
}

function moduleOfItem(contract: ContractText, item: Range): ModuleUse | undefined {
  const raw = contract.raw({ start: item.start, end: Math.min(item.end, item.start + 2_000) });
  if (isNothing(raw) || isPlaceholder(raw) || isPlaceholder(raw.split(/\s[-–—]\s/, 1)[0] ?? "")) return undefined;
  const [span, second] = codeSpans(contract.text, item);
  const leads = span !== undefined && /^[\W_]*$/.test(contract.text.slice(item.start, span.start));
  const text = plainText(raw).replaceAll(/\s+/g, " ");
  const [, before = text, after] = /^(.+?)(?:\s+[-–—]+\s+|\s*[:：]\s+|\s+(?=\())(.*)$/.exec(text) ?? [];
  const name = leads ? span.value : before.trim();
  const rest = leads ? text.slice(name.length).replace(/^[\s:：–—-]+/, "") : after;
  const path = [leads ? second?.value : span?.value, /\(([^()\s]+\.\w{1,5})\)/.exec(text)?.[1]].find(
    (value) => value !== undefined && /\.\w{1,5}$|\//.test(value),
  );
  return {
    module: name,
    usage: rest === undefined || rest === "" ? undefined : rest,
    file: path,
    at: contract.at(item),
  };
}

function modulesOfLine(contract: ContractText, range: Range): ModuleUse[] {
  const raw = contract.raw(range);
  if (isNothing(raw) || isPlaceholder(raw)) return [];
  return splitList(raw)
    .map((item) => ({
      text: plainText(item.text),
      at: { start: range.start + item.start, end: range.start + item.end },
    }))
    .filter((item) => item.text !== "" && !isPlaceholder(item.text))
    .map((item) => {
      const [, name = item.text, usage] = /^(\S+)\s*(?:\(([^()]*)\)|[-–—]\s+(.*))$/.exec(item.text) ?? [];
      return { module: name, usage, file: undefined, at: contract.at(item.at) };
    });
}

function modulesOfTable(contract: ContractText, block: Block & { kind: "table" }): ModuleUse[] {
  return keyedRows(contract, block.table, moduleHeader).flatMap((row) => {
    const cell = row.cells.get("module");
    const text = (field: "module" | "usage" | "file") =>
      plainText(contract.raw(row.cells.get(field) ?? { start: 0, end: 0 }));
    if (cell === undefined || isNothing(contract.raw(cell)) || isPlaceholder(contract.raw(cell))) return [];
    return [
      {
        module: text("module"),
        usage: text("usage") || undefined,
        file: text("file") || undefined,
        at: contract.at(row),
      },
    ];
  });
}

/** Reads the tables of Depends On. An item that begins with no name is prose and left alone. */
export function readTableList(
  contract: ContractText,
  sql: SqlReader,
  part: Part<string>,
): { table: QualifiedName; at: Located<string>["at"] }[] {
  const ranges: Range[] = [];
  if (part.value !== undefined) ranges.push(...itemsOfLine(contract, part.value));
  for (const block of part.blocks) {
    if (block.kind === "table") {
      for (const row of keyedRows(contract, block.table, tableHeader)) ranges.push(row.cells.get("table") ?? row);
    } else if (block.kind === "line" && block.bullet && !isNested(block, part.blocks)) ranges.push(block);
    else if (block.kind === "line" && !block.bullet && isShortList(contract, block))
      ranges.push(...itemsOfLine(contract, block));
  }
  return ranges.flatMap((range) => {
    const raw = contract.raw(range);
    if (isNothing(raw) || isPlaceholder(raw) || isPlaceholder(raw.split(/\s[-–—]\s/, 1)[0] ?? "")) return [];
    const [span] = codeSpans(contract.text, range);
    const leads = span !== undefined && /^[\W_]*$/.test(contract.text.slice(range.start, span.start));
    const written = leads ? span.value : (/^[^\s(:：,–—]+/.exec(plainText(raw))?.[0] ?? "");
    const table = sql.readName(written.replace(/\(.*$/s, ""));
    return table === undefined ? [] : [{ table, at: contract.at(range) }];
  });
}

function itemsOfLine(contract: ContractText, range: Range): Range[] {
  return splitList(contract.raw(range)).map((item) => ({
    start: range.start + item.start,
    end: range.start + item.end,
  }));
}

/** "None", "None (root table)", "-", "N/A - standalone". */
function isNothing(raw: string): boolean {
  const text = plainText(raw);
  return (
    saysNone(text) || /^(?:none|n\/a|keine?|aucune?|ningun[oa]|nenhum[a]?|无|なし|нет)(?:\s*[(（,;:.–—-]|$)/i.test(text)
  );
}
