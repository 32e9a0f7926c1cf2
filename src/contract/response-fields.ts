import { createScanner } from "jsonc-parser";
import type { Located } from "../model/location.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { keyedRows } from "./header-cells.ts";
import { plainText } from "./inline-text.ts";
import { jsonToken } from "./json-token.ts";
import type { Part } from "./labels.ts";
import type { Fence } from "./split-sections.ts";
import { lookUp } from "./titles.ts";

const fieldHeader = lookUp({ name: "field | name | property | key | feld | champ | campo | 字段 | フィールド | поле" });
export const jsonLanguages = new Set(["json", "jsonc", "json5", "javascript", "js", "typescript", "ts", ""]);

/** The fields of responses: property names in JSON fences at any depth, and the first column of field tables. Requests and errors are left out. */
export function readResponseFields(contract: ContractText, parts: readonly Part<string>[]): Located<string>[] {
  const fields: Located<string>[] = [];
  for (const part of responseParts(contract, parts)) {
    for (const block of part.blocks) {
      if (block.kind === "code" && jsonLanguages.has(block.fence.language))
        fields.push(...propertyNames(contract, block.fence));
      if (block.kind !== "table") continue;
      for (const row of keyedRows(contract, block.table, fieldHeader)) {
        const cell = row.cells.get("name");
        const name = cell === undefined ? "" : plainText(contract.raw(cell)).replace(/^.*\./, "").replace(/\[\]$/, "");
        if (cell !== undefined && /^[\p{L}_$][\w$-]*$/u.test(name)) fields.push(contract.located(name, cell));
      }
    }
  }
  return fields;
}

/** The parts that speak of answers to requests that succeed. */
export function responseParts(contract: ContractText, parts: readonly Part<string>[]): readonly Part<string>[] {
  let inResponse = false;
  return parts.filter((part) => {
    const written = contract.raw({ start: part.at.start, end: Math.min(part.at.end, part.at.start + 100) });
    inResponse = isResponse(part, written, inResponse);
    return inResponse;
  });
}

/** By its own title, else by what it stands under; a title that says neither goes on with the part before (`**200 OK**`). */
function isResponse(part: Part<string>, written: string, before: boolean): boolean {
  const status = /^\W*(?:http\s+)?([1-5])\d\d\b/i.exec(written)?.[1];
  if (status !== undefined) return Number(status) < 4;
  if (part.key === "error-response" || /\berrors?\b/.test(part.title)) return false;
  if (part.key === "response" || /\bresponses?\b/.test(part.title))
    return !/\((?:4|5)\d\d\)|\b[45]\d\d\b/.test(part.title);
  if (part.key !== undefined || /\brequest\b/.test(part.title)) return false;
  if (part.under.includes("response")) return true;
  return (
    before &&
    part.level !== "root" &&
    part.title !== "" &&
    /^(?:example|body|beispiel|exemple|ejemplo|schema|json)/.test(part.title)
  );
}

/** Names in front of colons, found token by token, so that comments, ellipses and half a body do no harm. */
function propertyNames(contract: ContractText, fence: Fence): Located<string>[] {
  const range: Range = { start: fence.contentStart, end: fence.contentEnd };
  const text = contract.raw(range);
  const scanner = createScanner(text, true);
  const names: Located<string>[] = [];
  let name: Located<string> | undefined;
  for (let token = scanner.scan(); token !== jsonToken.end; token = scanner.scan()) {
    if (token === jsonToken.colon && name !== undefined) names.push(name);
    name = undefined;
    const isWord = token === jsonToken.unknown && /^[A-Za-z_$][\w$]*$/.test(scanner.getTokenValue());
    if (token !== jsonToken.string && !isWord) continue;
    const start = range.start + scanner.getTokenOffset();
    const value = scanner.getTokenValue();
    if (value !== "") name = contract.located(value, { start, end: start + scanner.getTokenLength() });
  }
  return names;
}
