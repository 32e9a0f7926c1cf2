import type { DatabaseContract, MigrationEntry } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Located } from "../model/location.ts";
import { keyOf, type QualifiedName } from "../model/name.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { lazyMapOf } from "../text/lazy-map.ts";
import { code } from "../text/markdown.ts";
import { readChangeLog } from "./change-log.ts";
import { ContractText, type Range, within } from "./contract-text.ts";
import { unclosedBlocks } from "./ddl-block.ts";
import { inside, isExampleTitle } from "./example-ranges.ts";
import { type DocumentPart, findObjects, partAt, type Structure } from "./find-objects.ts";
import { readHeader } from "./header.ts";
import { lazy } from "./lazy.ts";
import { migrationOfSection, migrationsOfBody } from "./migration-history.ts";
import { type NamedObjects, nameObjects } from "./name-objects.ts";
import type { SectionContext } from "./object-section.ts";
import { readPerformanceNotes } from "./performance-notes.ts";
import { findPlaceholders } from "./placeholders.ts";
import { readChecklist, readPolicies } from "./policies.ts";
import { readRetention, readSensitive } from "./protection-tables.ts";
import { rememberReadings } from "./remember-readings.ts";
import { readRoles } from "./stated-roles.ts";
import { readTableSection } from "./table-section.ts";
import { readTechnology } from "./technology.ts";
import { readEnums, readRoutineSection, readViewSection } from "./view-section.ts";

/** Reads a database contract. Headings are read at once, in linear time; every part is read when it is asked for. Never throws for what a text says. */
export function readDatabaseContract(
  source: { readonly path: string; readonly text: string },
  sql: SqlReader,
): DatabaseContract {
  return new LazyDatabaseContract(new ContractText(source), rememberReadings(sql));
}

class LazyDatabaseContract implements DatabaseContract {
  readonly #contract: ContractText;
  readonly #sql: SqlReader;
  readonly #structure: Structure;
  readonly #named: NamedObjects;
  readonly tables: DatabaseContract["tables"];
  readonly views: DatabaseContract["views"];
  readonly routines: DatabaseContract["routines"];
  readonly sectionTexts: DatabaseContract["sectionTexts"];
  readonly sectionRanges: DatabaseContract["sectionRanges"];

  constructor(contract: ContractText, sql: SqlReader) {
    this.#contract = contract;
    this.#sql = sql;
    this.#structure = findObjects(contract);
    this.#named = nameObjects(contract, sql, this.#structure.objects);
    const context = this.#context();
    this.tables = lazyMapOf(this.#named.tables, ({ found, name }) => readTableSection(context, found, name));
    this.views = lazyMapOf(this.#named.views, ({ found, name }) => readViewSection(context, found, name));
    this.routines = lazyMapOf(this.#named.routines, ({ found, name }) => readRoutineSection(context, found, name));
    this.sectionRanges = this.#named;
    const textOf = (range: Range) => contract.raw(range);
    this.sectionTexts = {
      tables: lazyMapOf(this.#named.tables, textOf),
      views: lazyMapOf(this.#named.views, textOf),
      routines: lazyMapOf(this.#named.routines, textOf),
    };
  }

  get path() {
    return this.#contract.path;
  }
  get text() {
    return this.#contract.text;
  }
  get header() {
    return this.#header();
  }
  get dialect() {
    return this.#sql.dialect;
  }
  get technology() {
    return this.#technology();
  }
  get enums() {
    return this.#enums();
  }
  get migrations() {
    return this.#migrations().entries;
  }
  get policies() {
    return this.#policies();
  }
  get checklist() {
    return this.#checklist();
  }
  get retention() {
    return this.#retention().rows;
  }
  get roles() {
    return this.#roles().rows;
  }
  get sensitive() {
    return this.#sensitive().rows;
  }
  get performanceNotes() {
    return this.#performanceNotes();
  }
  get duplicates() {
    return this.#named.duplicates;
  }
  get diagnostics() {
    return this.#diagnostics();
  }
  get placeholders() {
    return this.#placeholders();
  }
  get parts() {
    const find = (part: DocumentPart) => partAt(this.#contract, this.#structure, part);
    return {
      tables: find("tables"),
      views: find("views"),
      routines: find("routines"),
      migrationHistory: find("migration-history"),
    };
  }

  readonly #log = lazy(() => readChangeLog(this.#contract, this.#structure.parts.get("change-log")?.[0]));
  readonly #header = lazy(() => readHeader(this.#contract, this.#log()));
  readonly #technology = lazy(() => readTechnology(this.#contract, this.#structure));
  readonly #policies = lazy(() => readPolicies(this.#contract, this.#structure));
  readonly #checklist = lazy(() => readChecklist(this.#contract, this.#structure));
  readonly #retention = lazy(() => readRetention(this.#protection()));
  readonly #roles = lazy(() => readRoles(this.#protection()));
  readonly #sensitive = lazy(() => readSensitive(this.#protection()));
  readonly #performanceNotes = lazy(() => readPerformanceNotes(this.#contract, this.#structure));
  readonly #enums = lazy(() =>
    readEnums(
      this.#context(),
      this.#named.enums,
      this.#schemaStretches(),
      (this.#structure.parts.get("enums") ?? []).map(({ bodyStart, bodyEnd }) => ({ start: bodyStart, end: bodyEnd })),
    ),
  );
  readonly #migrations = lazy(() => this.#readMigrations());
  readonly #placeholders = lazy(() => this.#findPlaceholders());
  readonly #diagnostics = lazy(() => this.#collectDiagnostics());

  #context(): SectionContext {
    return {
      contract: this.#contract,
      sql: this.#sql,
      knows: (name: QualifiedName) => this.#named.tables.has(keyOf(name)),
    };
  }

  #protection() {
    return { contract: this.#contract, sql: this.#sql, structure: this.#structure };
  }

  /** Sections that promise schema, so that a type in an example or in a migration's entry makes no enum. */
  #schemaStretches(): Range[] {
    const parts = (["overview", "technology", "enums"] as const).flatMap(
      (part) => this.#structure.parts.get(part) ?? [],
    );
    const holders = (["tables", "views", "routines"] as const).flatMap((part) => this.#structure.parts.get(part) ?? []);
    const bodies = holders.map((section) => ({ start: section.bodyStart, end: section.bodyEnd }));
    const objects = this.#structure.objects.filter((found) => found.kind !== "migration");
    const sections = objects.map((found) => ({ start: found.section.start, end: found.end }));
    return merged([...parts, ...bodies, ...sections]);
  }

  #readMigrations(): { entries: readonly MigrationEntry[]; diagnostics: readonly Diagnostic[] } {
    const bodies = (this.#structure.parts.get("migration-history") ?? []).map((section) =>
      migrationsOfBody(this.#contract, section),
    );
    const sections = this.#named.migrations.map((found) => migrationOfSection(this.#contract, found));
    const entries = [...bodies.flatMap((body) => body.entries), ...sections];
    return {
      entries: bodies.some((body) => body.entries.length > 0)
        ? entries.sort((left, right) => left.at.start.offset - right.at.start.offset)
        : entries,
      diagnostics: bodies.flatMap((body) => body.diagnostics),
    };
  }

  /** In the header, the overview and the change log; and wherever else a part is filled in otherwise. */
  #findPlaceholders(): Located<string>[] {
    const ranges: Range[] = [];
    const first = this.#contract.section(0);
    if (first !== undefined) ranges.push({ start: 0, end: first.bodyEnd });
    for (const part of ["change-log", "overview", "technology", "database-list"] as const)
      ranges.push(...(this.#structure.parts.get(part) ?? []));
    if (this.retention.length > 0) ranges.push(...bodiesOf(this.#structure, "retention"));
    if (this.sensitive.length > 0) ranges.push(...bodiesOf(this.#structure, "sensitive"));
    for (const found of this.#structure.objects)
      if (found.kind !== "table") ranges.push({ start: found.section.bodyStart, end: found.end });
    return merged(ranges).flatMap((range) => findPlaceholders(this.#contract, range));
  }

  /** Tables that the Tables part makes in a DDL block outside of any table's section: nobody could say who uses them. */
  #strayTables(): Diagnostic[] {
    const sections = merged(this.#structure.objects.map((found) => ({ start: found.section.start, end: found.end })));
    return (this.#structure.parts.get("tables") ?? []).flatMap((part) =>
      within(this.#contract.outline.fences, part)
        .filter((fence) => !inside(sections, fence.start) && !inside(this.#structure.examples, fence.start))
        .filter((fence) => /\bcreate\s+table\b/i.test(this.#contract.raw(fence)))
        .filter((fence) => findPlaceholders(this.#contract, fence).length === 0 && !this.#isInExample(fence.start))
        .map((fence) =>
          this.#contract.diagnostic(
            { start: fence.start, end: Math.min(fence.contentStart, fence.end) },
            "This DDL block makes tables outside of any table's section, so they are not read: give each its own `### Table: name`.",
          ),
        ),
    );
  }

  #isInExample(offset: number): boolean {
    let section = this.#contract.sectionAt(offset);
    while (section !== undefined && !isExampleTitle(this.#contract.rawTitle(section)))
      section = this.#contract.section(section.parent);
    return section !== undefined;
  }

  #collectDiagnostics(): Diagnostic[] {
    const unnamed = [...this.#structure.unnamed, ...this.#named.unnamed].map(({ at, title }) =>
      this.#contract.diagnostic(
        at,
        `The heading ${code(title)} does not name its object: write the name in a code span, or \`Table: name\`.`,
      ),
    );
    return [
      ...unclosedBlocks(this.#contract),
      ...unnamed,
      ...this.#strayTables(),
      ...this.#log().diagnostics,
      ...this.#migrations().diagnostics,
      ...this.#retention().diagnostics,
      ...this.#roles().diagnostics,
      ...this.#sensitive().diagnostics,
    ].sort((left, right) => left.at.start.offset - right.at.start.offset);
  }
}

function bodiesOf(structure: Structure, part: DocumentPart): Range[] {
  return (structure.parts.get(part) ?? []).map((section) => ({ start: section.bodyStart, end: section.bodyEnd }));
}

/** Stretches in order, joined where they touch. */
function merged(unsorted: readonly Range[]): Range[] {
  const sorted = [...unsorted].sort((left, right) => left.start - right.start);
  const ranges: Range[] = [];
  for (const range of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && range.start < last.end)
      ranges[ranges.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else ranges.push({ start: range.start, end: range.end });
  }
  return ranges;
}
