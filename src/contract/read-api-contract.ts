import type { ApiContract } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Located } from "../model/location.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { lazyMapOf } from "../text/lazy-map.ts";
import { code } from "../text/markdown.ts";
import { readChangeLog } from "./change-log.ts";
import { ContractText, type Range } from "./contract-text.ts";
import { unclosedBlocks } from "./ddl-block.ts";
import { endpointId, type Route, readRoutes, routeName } from "./endpoint-heading.ts";
import { type EndpointSeed, ownLabels, readEndpoint } from "./endpoint-section.ts";
import { exampleRanges, inside, isExampleTitle } from "./example-ranges.ts";
import { readHeader } from "./header.ts";
import { lazy } from "./lazy.ts";
import { findPlaceholders } from "./placeholders.ts";
import type { Section } from "./split-sections.ts";
import { lookUp, normaliseTitle } from "./titles.ts";
import { documentWords } from "./vocabulary.ts";

const documentPart = lookUp(documentWords);

/** Reads the API contract. Endpoints are known from their headings and read when they are asked for. Never throws for what a text says. */
export function readApiContract(source: { readonly path: string; readonly text: string }, sql: SqlReader): ApiContract {
  const contract = new ContractText(source);
  const { seeds, diagnostics } = findEndpoints(contract);
  const logSection = contract.outline.sections.find(
    (section) => section.level < 4 && documentPart(normaliseTitle(contract.rawTitle(section))) === "change-log",
  );
  const log = lazy(() => readChangeLog(contract, logSection));
  const header = lazy(() => readHeader(contract, log()));
  const placeholders = lazy(() => placeholdersIn(contract, logSection, seeds));
  return {
    path: source.path,
    text: source.text,
    endpoints: lazyMapOf(seeds, (seed) => readEndpoint(contract, sql, seed)),
    entryTexts: lazyMapOf(seeds, ({ section }) => contract.raw({ start: section.start, end: section.end })),
    get header() {
      return header();
    },
    get diagnostics() {
      return [...diagnostics, ...unclosedBlocks(contract), ...log().diagnostics];
    },
    get placeholders() {
      return placeholders();
    },
  };
}

function findEndpoints(contract: ContractText): { seeds: Map<string, EndpointSeed>; diagnostics: Diagnostic[] } {
  const seeds = new Map<string, EndpointSeed>();
  const diagnostics: Diagnostic[] = [];
  const examples = exampleRanges(contract);
  let skipTo = 0;
  for (const section of contract.outline.sections) {
    if (section.start < skipTo || inside(examples, section.start)) continue;
    const rawTitle = contract.rawTitle(section);
    if (isExampleTitle(rawTitle)) {
      skipTo = section.end;
      continue;
    }
    for (const route of routesOf(contract, section, rawTitle)) {
      const id = endpointId(route);
      const first = seeds.get(id);
      if (first === undefined) seeds.set(id, { route, section });
      else
        diagnostics.push(
          contract.diagnostic(
            contract.headingRange(section),
            `The endpoint ${code(routeName(route))} stands twice; its first section counts.`,
          ),
        );
      skipTo = section.end;
    }
  }
  return { seeds, diagnostics };
}

/** In the heading, or else on a labelled line below it: `**Endpoint:** GET /a`, `**Method:** GET` and `**Path:** /a`. */
function routesOf(contract: ContractText, section: Section, rawTitle: string): Route[] {
  const inTitle = readRoutes(rawTitle);
  if (inTitle.length > 0) return inTitle;
  const body = contract.text.slice(section.bodyStart, Math.min(section.bodyEnd, section.bodyStart + 2_000));
  if (!/\b(?:GET|POST|PUT|PATCH|DELETE)\b/.test(body)) return [];
  const labels = ownLabels(contract, section);
  const value = (key: "route" | "method") => {
    const range = labels.find((part) => part.key === key)?.value;
    return range === undefined ? "" : contract.raw(range);
  };
  const whole = readRoutes(value("route"));
  return whole.length > 0
    ? whole
    : readRoutes(`${value("method").replaceAll("`", "")} ${value("route").replaceAll("`", "")}`);
}

function placeholdersIn(
  contract: ContractText,
  log: Section | undefined,
  seeds: ReadonlyMap<string, EndpointSeed>,
): Located<string>[] {
  const ranges: Range[] = [{ start: 0, end: contract.section(0)?.bodyEnd ?? contract.text.length }];
  if (log !== undefined) ranges.push(log);
  const sections = new Set([...seeds.values()].map((seed) => seed.section));
  for (const section of sections) ranges.push({ start: section.bodyStart, end: section.end });
  return ranges.flatMap((range) => findPlaceholders(contract, range));
}
