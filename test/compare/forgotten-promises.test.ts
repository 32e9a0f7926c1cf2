import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { diffArrays } from "diff";
import { describe, expect, test } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import { contractOf, type Sections, sectionsOf } from "./documented-contract.ts";
import { schemaOf } from "./pull-request.ts";

/**
 * Each statement of each script is a pull request of its own, on top of a contract that documents all before it. With the contract of what comes out, nothing may be found;
 * with any part of it forgotten, something must be.
 */
const PATH = "DATABASE_SCHEMA_CONTRACT.md";
const sql = await loadPostgresReader();
const folder = join(import.meta.dirname, "scripts");

/** What a printed contract cannot state, or one statement alone does not mean. */
const unstated = /^(?:catalog-loops|extensions|inheritance|partitions|temporary|transactions)\/|search-path/;
const scripts = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith(".sql") && !unstated.test(path))
  .toSorted();

/** Rules about truth; the others are about form. */
const truths = new Set(
  readdirSync("src/rules/contract")
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((id) => !/used-by|dates|placeholder|depends-on|drift/.test(id)),
);

/** Lines that promise nothing which a contract is held to. */
const promisesNothing =
  /^(?:#### |None$|\|[-|]+\|$|\| (?:Index|FK|Column) Name|````|CREATE (?:CONSTRAINT )?TRIGGER|CREATE POLICY|ALTER TABLE .* (?:ENABLE|DISABLE|FORCE|INHERIT|REPLICA)|COMMENT ON|CREATE (?:UNLOGGED )?TABLE \S+ \($|\);?$|CREATE (?:MATERIALIZED )?VIEW .* AS$|\s*$)/;

/** Scripts in which a whole contract is still taken for a wrong one. */
const falseAlarms: Readonly<Record<string, string>> = {
  "constraints/foreign-key-twice.sql": "of two foreign keys that demand the same, one is read",
  "names/long-table-and-columns.sql": "a cut name gets its number where another section has the name",
  "names/truncated-collision.sql": "the same",
  "tables/of-type.sql": "the columns are those of a composite type, which no contract documents",
  "types/domain-drop.sql": "the domain whose columns go along is in no contract",
};

/** The same for contracts in blocks alone. */
const falseAlarmsOfBlocks: Readonly<Record<string, string>> = {
  "schemas/drop-cascade.sql": "a default draws from a sequence of the schema, which no contract documents",
};

/** The same for contracts in rows alone. */
const falseAlarmsOfRows: Readonly<Record<string, string>> = {
  "columns/drop-generated-cascade.sql": "a row does not tell of what its column is generated",
  "constraints/alter-constraint-inherit.sql": "NOT NULL goes by the name of a constraint, which no row has",
  "constraints/exclusion-btree-gist.sql": "an exclusion constraint has no place in a row, and is asked for",
  "constraints/exclusion.sql": "the same",
  "constraints/re-add-same-name.sql":
    "a unique constraint over several columns has no place in a row, and is asked for",
  "constraints/without-overlaps.sql": "the same",
  "histories/table-swap.sql": "a partition that is documented is taken for a table of its own",
  "like/exclusion-and-foreign-key.sql": "an exclusion constraint has no place in a row",
};

/** Statements after which an old promise passes, and why. */
const passes: readonly (readonly [statement: RegExp, reason: string])[] = [
  [/VALIDATE CONSTRAINT|ALTER CONSTRAINT \w+ ENFORCED/, "NOT VALID and NOT ENFORCED promise less than is true"],
  [/ALTER INDEX .* (?:SET|RESET) \(/, "storage is not promised"],
  [/SEQUENCE|SET CACHE|ALTER TABLE "T" RENAME/, "any sequence fills a column by itself"],
  [/RENAME CONSTRAINT a_y_not_null/, "NOT NULL is promised, its constraint's name is not"],
  [/USING INDEX/, "a unique index and the constraint on it demand the same"],
  [/PARTITION OF/, "partitions need no section"],
  [/ALTER TYPE nothing ADD VALUE/, "an enum without values states none"],
  [/ALTER TYPE st RENAME TO st_old/, "the type that a default is cast to is not its value"],
  [/ALTER TABLE a SET SCHEMA s/, "a name without its schema may mean a table of any"],
  [/INDEX .*\bm(?:_\w+)?\b|MATERIALIZED VIEW mm RENAME COLUMN/, "a view's section has no place for indexes"],
  [/ADD FOREIGN KEY \(b_id\) REFERENCES b;/, "the block only says in another place what it said before"],
];

/** The same for contracts in rows alone. */
const passesInRows: typeof passes = [
  [/IDENTITY|EXPRESSION|SET GENERATED/, "what fills a column stands in no row"],
  [/nextval/, "the same"],
  [/RENAME CONSTRAINT|DROP CONSTRAINT (?:x_nn|pos)/, "a cell does not name its check"],
  [/ADD UNIQUE \(x\)/, "the second of two equal constraints stands in the same cell"],
  [/ADD CHECK \("limit"/, "one cell suffices for a check of two columns"],
];

describe.each(["blocks of SQL", "rows"] as const)("a pull request of one statement, with a contract in %s", (form) => {
  const known = { ...falseAlarms, ...(form === "rows" ? falseAlarmsOfRows : falseAlarmsOfBlocks) };
  const passing = form === "rows" ? [...passes, ...passesInRows] : passes;
  test.each(scripts)("%s", { timeout: 60_000 }, async (path) => {
    const text = readFileSync(join(folder, path), "utf8");
    const { statements } = sql.readScript({ path, text, transactional: true });
    const alarms: string[] = [];
    const missed: string[] = [];
    for (const [index, { at }] of statements.entries()) {
      const end = statements[index + 1]?.at.start.offset ?? text.length;
      const migration = text.slice(at.start.offset, end).trim();
      const before = sectionsOf(schemaOf(text.slice(0, at.start.offset)), sql, form);
      const after = sectionsOf(schemaOf(text.slice(0, end)), sql, form);
      const base = contractOf(before);
      if (index === 0 || base === contractOf(after)) continue;
      const found = await untruths(base, contractOf(after), migration);
      alarms.push(...found);
      if (found.length > 0 || passing.some(([statement]) => statement.test(migration))) continue;
      for (const [what, sections] of forgotten(before, after)) {
        if ((await untruths(base, contractOf(sections), migration)).length === 0) missed.push(`${migration} ${what}`);
      }
    }
    expect(missed).toEqual([]);
    if (path in known) expect(alarms).not.toEqual([]);
    else expect(alarms).toEqual([]);
  });
});

async function untruths(base: string, head: string, migration: string): Promise<readonly string[]> {
  const after = new Map([
    [PATH, head],
    ["migrations/0002_change.sql", migration],
  ]);
  const { findings } = await reviewFiles(new Map([[PATH, base]]), after);
  return findings.filter(({ rule }) => truths.has(rule)).map(({ rule, what }) => `${rule}: ${what}`);
}

/** The sections after a change, each time with one of them, or one stretch of its lines, as it was before. */
function* forgotten(before: Sections, after: Sections): Generator<readonly [what: string, sections: Sections]> {
  for (const title of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(title), after.get(title)];
    if (old === undefined) {
      yield [`${title} left out`, new Map([...after].filter(([key]) => key !== title))];
    } else if (now === undefined) {
      yield [`${title} kept`, new Map([...after, [title, old]])];
    } else {
      const stretches = stretchesOf(old, now);
      const changed = [...stretches.keys()].filter((at) => isPromise(stretches[at] ?? []));
      if (changed.length > 0) yield [`${title} as it was`, new Map([...after, [title, old]])];
      if (changed.length < 2) continue;
      for (const at of changed) {
        const lines = stretches.flatMap((stretch, index) => (index === at ? stretch[0] : stretch.at(-1)) ?? []);
        yield [`${title}, line ${at}`, new Map([...after, [title, lines]])];
      }
    }
  }
}

type Stretch = readonly (readonly string[])[];

/** The lines as runs: of one side where both are the same, of the old and the new one where they differ. */
function stretchesOf(old: readonly string[], now: readonly string[]): readonly Stretch[] {
  const stretches: (readonly string[])[][] = [];
  let open: { old: string[]; now: string[] } | undefined;
  for (const { added, removed, value } of diffArrays([...old], [...now])) {
    if (!added && !removed) {
      open = undefined;
      stretches.push([value]);
      continue;
    }
    if (open === undefined) {
      open = { old: [], now: [] };
      stretches.push([open.old, open.now]);
    }
    (added ? open.now : open.old).push(...value);
  }
  return stretches;
}

function isPromise(stretch: Stretch): boolean {
  return stretch.length > 1 && stretch.flat().some((line) => !promisesNothing.test(line));
}
