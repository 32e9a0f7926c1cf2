import type { DatabaseContract } from "../model/contract.ts";
import type { Location } from "../model/location.ts";
import { keyOf, type QualifiedName } from "../model/name.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import type { ContractText, Range } from "./contract-text.ts";
import type { FoundObject } from "./find-objects.ts";
import { nameOf } from "./object-title.ts";

/** A section with the name of its object, and where it lies. */
export type NamedObject = Range & { readonly found: FoundObject; readonly name: QualifiedName };

/** The objects of a contract by their keys; a name that stands twice belongs to its first section. */
export type NamedObjects = {
  readonly tables: ReadonlyMap<string, NamedObject>;
  readonly views: ReadonlyMap<string, NamedObject>;
  readonly routines: ReadonlyMap<string, NamedObject>;
  readonly enums: readonly NamedObject[];
  readonly migrations: readonly FoundObject[];
  readonly duplicates: DatabaseContract["duplicates"];
  readonly unnamed: readonly { readonly at: Range; readonly title: string }[];
};

const created =
  /\bcreate\s+(?:or\s+replace\s+)?(?:unlogged\s+)?(?:materialized\s+)?(?:table|view|function|procedure|type)\s+(?:if\s+not\s+exists\s+)?((?:"[^"]+"|[\w$]+)(?:\.(?:"[^"]+"|[\w$]+))?)/gi;

/** Gives each found section its object's name. The section's own DDL decides between spellings that differ in capitals alone. */
export function nameObjects(contract: ContractText, sql: SqlReader, objects: readonly FoundObject[]): NamedObjects {
  const maps = {
    table: new Map<string, NamedObject>(),
    view: new Map<string, NamedObject>(),
    routine: new Map<string, NamedObject>(),
  };
  const enums: NamedObject[] = [];
  const migrations: FoundObject[] = [];
  const duplicates: { name: string; at: Location; first: Location }[] = [];
  const unnamed: { at: Range; title: string }[] = [];
  for (const found of objects) {
    if (found.kind === "migration") {
      migrations.push(found);
      continue;
    }
    const name = nameIn(contract, sql, found);
    if (name === undefined) {
      unnamed.push({ at: contract.headingRange(found.section), title: found.title.text });
      continue;
    }
    if (found.kind === "enum") {
      enums.push(named(found, name));
      continue;
    }
    const map = maps[found.kind];
    const key = keyFor(map, found, name);
    const first = map.get(key);
    if (first === undefined) map.set(key, named(found, name));
    else {
      const heading = (object: FoundObject) => contract.at(contract.headingRange(object.section));
      duplicates.push({ name: key, at: heading(found), first: heading(first.found) });
    }
  }
  return { tables: maps.table, views: maps.view, routines: maps.routine, enums, migrations, duplicates, unnamed };
}

function named(found: FoundObject, name: QualifiedName): NamedObject {
  return { start: found.section.start, end: found.end, found, name };
}

/** Overloads of one function are no duplicates: a second signature is its own key. */
function keyFor(map: ReadonlyMap<string, NamedObject>, found: FoundObject, name: QualifiedName): string {
  const key = keyOf(name);
  const first = map.get(key);
  if (found.kind !== "routine" || first === undefined) return key;
  const signature = (object: FoundObject) => object.title.text.replaceAll(/\s+/g, "").toLowerCase();
  const own = /\(.*\)/s.exec(signature(found))?.[0];
  return own === undefined || signature(found) === signature(first.found) ? key : `${key}${own}`;
}

function nameIn(contract: ContractText, sql: SqlReader, found: FoundObject): QualifiedName | undefined {
  const spellings = found.title.names;
  const settled = spellings.length === 1 && /^[a-z_][a-z0-9_.]*$/.test(spellings[0] ?? "");
  const made = settled ? undefined : namesMade(contract, sql, found);
  for (const spelling of spellings) {
    const name = nameOf(sql, spelling, made);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What the section's DDL makes, by lower-case name. */
function namesMade(contract: ContractText, sql: SqlReader, found: FoundObject): Map<string, QualifiedName> {
  const names = new Map<string, QualifiedName>();
  const text = contract.text.slice(found.section.bodyStart, Math.min(found.end, found.section.bodyStart + 50_000));
  for (const match of text.matchAll(created)) {
    const name = sql.readName(match[1] ?? "");
    if (name !== undefined) names.set(name.name.toLowerCase(), name);
  }
  return names;
}
