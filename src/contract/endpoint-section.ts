import type { Endpoint, ModuleUse } from "../model/contract.ts";
import type { Located, Location } from "../model/location.ts";
import type { QualifiedName } from "../model/name.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { saysNone } from "./answers.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { endpointId, type Route, routeName } from "./endpoint-heading.ts";
import { readEndpointPromises } from "./endpoint-promises.ts";
import { codeSpans, plainText } from "./inline-text.ts";
import { type Part, readParts, valueOfPart } from "./labels.ts";
import { isPlaceholder } from "./placeholders.ts";
import { readResponseFields } from "./response-fields.ts";
import { splitList } from "./split-list.ts";
import type { Section } from "./split-sections.ts";
import { lookUp } from "./titles.ts";
import { endpointWords } from "./vocabulary.ts";

type EndpointKey = keyof typeof endpointWords;
export type EndpointSeed = { readonly route: Route; readonly section: Section };

const endpointKey = lookUp(endpointWords);
const lists: ReadonlySet<EndpointKey> = new Set<EndpointKey>(["tables", "queries", "changelog", "error-response"]);
const noLists: ReadonlySet<EndpointKey> = new Set();

/** An endpoint section's titled parts. */
function endpointParts(contract: ContractText, section: Section): Part<EndpointKey>[] {
  return readParts(contract, contract.subtree(section), { lookUp: endpointKey, lists });
}

/** The labels of a section's own lines alone. */
export function ownLabels(contract: ContractText, section: Section): Part<EndpointKey>[] {
  return readParts(contract, [{ start: section.bodyStart, end: section.bodyEnd }], {
    lookUp: endpointKey,
    lists: noLists,
  });
}

/** Reads one endpoint's section. */
export function readEndpoint(contract: ContractText, sql: SqlReader, { route, section }: EndpointSeed): Endpoint {
  const parts = endpointParts(contract, section);
  const stated = (key: EndpointKey) => {
    const value = valueOfPart(contract, parts, key);
    return value === undefined || isPlaceholder(value.value) || saysNone(value.value) ? undefined : value;
  };
  return {
    id: endpointId(route),
    name: routeName(route),
    method: route.method,
    path: route.path,
    at: contract.at({ start: section.start, end: section.end }),
    headingAt: contract.at(contract.headingRange(section)),
    status: stated("status"),
    lastModified: stated("last-modified"),
    deprecationDate: stated("deprecation-date"),
    tables: tablesOf(contract, sql, parts),
    queries: queriesOf(contract, parts),
    modules: modulesOf(contract, parts),
    responseFields: readResponseFields(contract, parts),
    promises: readEndpointPromises(contract, parts, valueOfPart(contract, parts, "authentication")?.value),
    text: contract.raw({ start: section.start, end: section.end }),
  };
}

function tablesOf(contract: ContractText, sql: SqlReader, parts: readonly Part<EndpointKey>[]): Endpoint["tables"] {
  const names = namesUnder(contract, parts, "tables");
  if (names === undefined) return undefined;
  const tables: { table: QualifiedName; at: Location }[] = [];
  for (const { value, at } of names) {
    const table = sql.readName(value);
    if (table !== undefined) tables.push({ table, at });
  }
  return tables;
}

/** The three spellings of the query line mean the same. Where a list stands, its code spans are the queries. */
function queriesOf(contract: ContractText, parts: readonly Part<EndpointKey>[]): Endpoint["queries"] {
  return namesUnder(contract, parts, "queries");
}

function namesUnder(
  contract: ContractText,
  parts: readonly Part<EndpointKey>[],
  key: EndpointKey,
): Located<string>[] | undefined {
  const stated = parts.filter(
    (part) =>
      part.key === key &&
      (part.value !== undefined || part.blocks.some((block) => block.kind === "line" || block.kind === "table")),
  );
  if (stated.length === 0) return undefined;
  return stated.flatMap((part) => {
    const lines = part.blocks.flatMap((block): Range[] => {
      if (block.kind === "line") return [block];
      return block.kind === "table" ? block.table.rows.flatMap((row) => row.cells.slice(0, 1)) : [];
    });
    return [...(part.value === undefined ? [] : [part.value]), ...lines].flatMap((range) => namesIn(contract, range));
  });
}

/** Code spans where there are some (`SQL_CONTRACT.json` is no query), else the words of a list. */
function namesIn(contract: ContractText, range: Range): Located<string>[] {
  const raw = contract.raw(range);
  const spans = codeSpans(contract.text, range).filter(
    (span) => /^[\p{L}_"][\w.$"-]*$/u.test(span.value) && !/\.(?:json|md|sql|ts|js|py)$/i.test(span.value),
  );
  if (spans.length > 0)
    return spans.filter((span) => !saysNone(span.value)).map((span) => contract.located(span.value, span));
  const text = plainText(raw);
  if (saysNone(text) || /^(?:none|n\/a|keine?|aucune?|无|なし|нет)\b/i.test(text) || isPlaceholder(raw)) return [];
  return splitList(raw).flatMap((item) => {
    const word = /^["\p{L}_][\w.$"]*(?=$|\s*\(|\s+[-–—]\s)/u.exec(
      plainText(item.text).replace(/\s*\(from .*$/i, ""),
    )?.[0];
    return word === undefined || isPlaceholder(item.text)
      ? []
      : [contract.located(word, { start: range.start + item.start, end: range.start + item.end })];
  });
}

function modulesOf(contract: ContractText, parts: readonly Part<EndpointKey>[]): ModuleUse[] {
  return parts.flatMap((part) => {
    if (
      part.key !== "module" ||
      part.value === undefined ||
      isPlaceholder(contract.raw(part.value)) ||
      saysNone(contract.raw(part.value))
    )
      return [];
    const [span, second] = codeSpans(contract.text, part.value);
    const module = span?.value ?? plainText(contract.raw(part.value));
    const file = [second?.value, span?.value].find((text) => text !== undefined && /\/|\.\w{1,4}$/.test(text));
    return [{ module, usage: part.title, file, at: contract.at(part.value) }];
  });
}
