import type { ContractEnum, ContractRoutine, ContractView } from "../model/contract.ts";
import type { QualifiedName } from "../model/name.ts";
import { keyOf } from "../model/name.ts";
import type { Range } from "./contract-text.ts";
import { readDdl, typeFences } from "./ddl-block.ts";
import { readEnumList } from "./enum-list.ts";
import type { FoundObject } from "./find-objects.ts";
import { keyedRows } from "./header-cells.ts";
import { codeSpans, plainText } from "./inline-text.ts";
import { brokenTables, deprecationOfObject, partsOf, type SectionContext, statedValue } from "./object-section.ts";
import { splitList } from "./split-list.ts";
import { modulesOf } from "./table-section.ts";
import { lookUp } from "./titles.ts";

/** Reads one view's section. */
export function readViewSection(context: SectionContext, found: FoundObject, name: QualifiedName): ContractView {
  const { usedBy, ...common } = readCommon(context, found, name);
  return { ...common, usedBy };
}

/** Reads one procedure's or function's section. */
export function readRoutineSection(context: SectionContext, found: FoundObject, name: QualifiedName): ContractRoutine {
  const { usedBy, ...common } = readCommon(context, found, name);
  return { ...common, calledBy: usedBy };
}

function readCommon(context: SectionContext, found: FoundObject, name: QualifiedName): ContractView {
  const { contract, sql } = context;
  const parts = partsOf(contract, found);
  const ddl = readDdl(contract, sql, parts);
  return {
    name,
    at: contract.at({ start: found.section.start, end: found.end }),
    headingAt: contract.at(contract.headingRange(found.section)),
    created: statedValue(contract, parts, "created"),
    lastModified: statedValue(contract, parts, "last-modified"),
    ddl: ddl.ddl,
    usedBy: modulesOf(context, parts, "used-by"),
    deprecated: deprecationOfObject(contract, found, name, parts),
    diagnostics: [...ddl.diagnostics, ...brokenTables(contract, parts)],
  };
}

const valueHeader = lookUp({ value: "value | values | name | wert | valeur | valor | 值 | 値 | значение" });

/** Enums: from sections of their own, from the lists of their part, and from `CREATE TYPE … AS ENUM` in the DDL blocks between them that promise schema. */
export function readEnums(
  context: SectionContext,
  sections: readonly { readonly found: FoundObject; readonly name: QualifiedName }[],
  stretches: readonly Range[],
  lists: readonly Range[],
): ReadonlyMap<string, ContractEnum> {
  const enums = new Map<string, ContractEnum>();
  const { contract, sql } = context;
  for (const stretch of stretches) {
    for (const fence of typeFences(contract, stretch.start, stretch.end)) {
      const range = { start: fence.contentStart, end: fence.contentEnd };
      const script = sql.readScript({ path: contract.path, text: contract.text, range, transactional: true });
      for (const operation of script.operations) {
        if (operation.kind !== "create-enum" || enums.has(keyOf(operation.type))) continue;
        enums.set(keyOf(operation.type), { name: operation.type, at: operation.at, values: operation.values });
      }
    }
  }
  for (const { found, name } of sections) {
    const values = enums.has(keyOf(name)) ? [] : writtenValues(context, found);
    if (values.length === 0) continue;
    enums.set(keyOf(name), { name, at: contract.at({ start: found.section.start, end: found.end }), values });
  }
  for (const one of lists.flatMap((list) => readEnumList(contract, sql, list))) {
    if (!enums.has(keyOf(one.name))) enums.set(keyOf(one.name), one);
  }
  return enums;
}

/** Values listed as items, table rows, or code spans on a labelled line. */
function writtenValues({ contract }: SectionContext, found: FoundObject): string[] {
  const values: string[] = [];
  for (const part of partsOf(contract, found)) {
    if (part.key !== "values" && part.level !== "root") continue;
    if (part.value !== undefined)
      values.push(...splitList(contract.raw(part.value).replaceAll("`", "")).map((item) => unquoted(item.text)));
    for (const block of part.blocks) {
      if (block.kind === "table") {
        for (const row of keyedRows(contract, block.table, valueHeader)) {
          const cell = row.cells.get("value");
          if (cell !== undefined) values.push(unquoted(plainText(contract.raw(cell))));
        }
      } else if (block.kind === "line" && block.bullet) {
        const [span] = codeSpans(contract.text, block);
        values.push(unquoted(span?.value ?? plainText(contract.raw(block)).split(/\s[-–—]\s|:\s/, 1)[0] ?? ""));
      }
    }
  }
  return values.filter((value) => value !== "");
}

function unquoted(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/s, "$2");
}
