import { beforeAll, describe, expect, it } from "vitest";
import { applyOperations } from "../../src/compare/apply-operations.ts";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { Application } from "../../src/model/comparison.ts";
import type { Schema, Table } from "../../src/model/schema.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";

let reader: SqlReader;
beforeAll(async () => {
  reader = await loadPostgresReader();
});

function apply(text: string, base: Schema = emptySchema("postgresql", true)): Application {
  return applyOperations(base, reader.readScript({ path: "m.sql", text, transactional: false }).operations);
}

function effects(text: string, base?: Schema): readonly string[] {
  return apply(text, base).steps.map((step) => `${step.operation.kind} ${step.effect}`);
}

describe("effects", () => {
  it("has none where a guard was satisfied", () => {
    const text = `CREATE TABLE IF NOT EXISTS a (id int); CREATE TABLE IF NOT EXISTS a (id text);
      ALTER TABLE a ADD COLUMN IF NOT EXISTS id int; DROP INDEX IF EXISTS nope; DROP TABLE IF EXISTS nope;`;
    expect(effects(text)).toEqual([
      "create-table applied",
      "create-table no-effect",
      "add-column no-effect",
      "drop-index no-effect",
      "drop-table no-effect",
    ]);
    expect(apply(text).diagnostics).toEqual([]);
  });

  it("has none where the table's guard was satisfied, whatever guard the clause has", () => {
    const { schema, diagnostics } = apply(
      "ALTER TABLE IF EXISTS nope ADD COLUMN IF NOT EXISTS id int REFERENCES a (id);",
    );
    expect([...schema.tables.keys()]).toEqual([]);
    expect(diagnostics).toEqual([]);
    expect([...apply("ALTER TABLE nope ADD COLUMN IF NOT EXISTS id int;").schema.tables.keys()]).toEqual(["nope"]);
  });

  it("takes an unguarded second CREATE at its word", () => {
    const { schema } = apply("CREATE TABLE a (id int); CREATE TABLE a (id text, x int);");
    expect(schema.tables.get("a")?.columns.map((column) => column.type?.meaning)).toEqual(["text", "integer"]);
  });

  it("says what a whole schema lacks, with its line", () => {
    const { steps, diagnostics } = apply(
      "CREATE TABLE a (id int);\nALTER TABLE a DROP COLUMN x;\nDROP VIEW v;\nDROP TYPE t;",
    );
    expect(steps.map((step) => step.effect)).toEqual(["applied", "unknown-target", "unknown-target", "unknown-target"]);
    expect(diagnostics.map((each) => [each.kind, each.at.start.line])).toEqual([
      ["unknown-target", 2],
      ["unknown-target", 3],
      ["unknown-target", 4],
    ]);
  });

  it("assumes what a schema known in part lacks, and says nothing", () => {
    const base = emptySchema("postgresql", false);
    const { schema, steps, diagnostics } = apply(
      "ALTER TABLE a ADD COLUMN x int; ALTER TABLE a ALTER COLUMN y SET NOT NULL; ALTER TABLE b RENAME TO c; DROP TABLE d;",
      base,
    );
    expect(schema.tables.get("a")).toMatchObject({
      assumed: true,
      columns: [{ name: "x" }, { name: "y", nullable: false }],
    });
    expect([...schema.tables.keys()]).toEqual(["a", "c"]);
    expect(steps.map((step) => step.effect)).toEqual([
      "unknown-target",
      "unknown-target",
      "unknown-target",
      "unknown-target",
    ]);
    expect(diagnostics).toEqual([]);
  });

  it("does not touch the base, and keeps the schema before and after each step", () => {
    const base = apply("CREATE TABLE a (id int);").schema;
    const { steps, schema } = apply("ALTER TABLE a ADD COLUMN x int; INSERT INTO a VALUES (1); DROP TABLE a;", base);
    const columns = (at: Schema | undefined) => at?.tables.get("a")?.columns.length;
    expect(steps.map((step) => [columns(step.before), columns(step.after)])).toEqual([
      [1, 2],
      [2, 2],
      [2, undefined],
    ]);
    expect(columns(base)).toBe(1);
    expect(schema.tables.size).toBe(0);
    expect(steps[1]?.before).toBe(steps[1]?.after);
  });

  it("forgets what was rolled back, and starts each file with a fresh session", () => {
    const script = (path: string, text: string) => reader.readScript({ path, text, transactional: false }).operations;
    const { schema } = applyOperations(emptySchema("postgresql", true), [
      ...script(
        "1.sql",
        "CREATE SCHEMA s; SET search_path = s; BEGIN; CREATE TABLE gone (id int); ROLLBACK; CREATE TABLE a (id int);",
      ),
      ...script("2.sql", "CREATE TABLE a (id int);"),
    ]);
    expect([...schema.tables.keys()]).toEqual(["a", "s.a"]);
  });
});

describe("what goes in circles, which no server would take", () => {
  it.each([
    "CREATE TABLE a (x int GENERATED ALWAYS AS (y) STORED, y int GENERATED ALWAYS AS (x) STORED); ALTER TABLE a DROP COLUMN x CASCADE;",
    "CREATE TABLE a (id int) INHERITS (a); ALTER TABLE a ADD x int; ALTER TABLE a RENAME x TO y; DROP TABLE a CASCADE;",
    "CREATE TABLE a (id int) INHERITS (b); CREATE TABLE b () INHERITS (a); ALTER TABLE a ADD x int UNIQUE CHECK (x > 0); DROP TABLE b CASCADE;",
    "CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a; DROP VIEW a CASCADE;",
    "CREATE TABLE p (a int) PARTITION BY LIST (a); ALTER TABLE p ATTACH PARTITION p DEFAULT; CREATE INDEX ON p (a); DROP TABLE p;",
    "CREATE DOMAIN d AS d; CREATE TYPE t AS (x t); DROP TYPE t CASCADE; DROP DOMAIN d CASCADE;",
  ])("comes to an end: %s", (text) => {
    expect(apply(text, emptySchema("postgresql", false)).steps.length).toBeGreaterThan(1);
  });
});

describe("operations are resolved to the object that they mean", () => {
  it.each([
    ["ALTER TABLE v RENAME TO w;", "rename-view"],
    ["ALTER TABLE i RENAME TO j;", "rename-index"],
    ["ALTER TABLE s RENAME TO q;", "rename-sequence"],
    ["ALTER INDEX a_pkey RENAME TO pk;", "rename-constraint"],
    ["ALTER INDEX a RENAME TO b;", "rename-table"],
    ["ALTER TABLE v RENAME COLUMN id TO k;", "rename-view-column"],
    ["ALTER TABLE a RENAME TO b;", "rename-table"],
    ["ALTER TABLE a RENAME COLUMN id TO k;", "rename-column"],
  ])("%s is %s", (text, kind) => {
    const made =
      "CREATE TABLE a (id int PRIMARY KEY); CREATE INDEX i ON a (id); CREATE VIEW v AS SELECT id FROM a; CREATE SEQUENCE s;";
    const { steps, diagnostics } = apply(made + text);
    expect(steps.at(-1)).toMatchObject({ effect: "applied", operation: { kind } });
    expect(diagnostics).toEqual([]);
  });

  it("by the search path", () => {
    const { steps } = apply(
      "CREATE SCHEMA s; CREATE TABLE s.a (id int); SET search_path = s, public; ALTER TABLE a ADD x int;",
    );
    expect(steps.at(-1)?.operation).toMatchObject({ table: { schema: "s", name: "a" } });
  });
});

describe("renames", () => {
  const base = () =>
    apply(`CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE a (id serial PRIMARY KEY, x int, y int); CREATE INDEX i ON a (x);
      CREATE VIEW v AS SELECT id FROM a; CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';`).schema;

  it("are traced to the base through several steps", () => {
    const { renames } = apply(
      `ALTER TABLE a RENAME TO b; ALTER TABLE b RENAME x TO z; ALTER TABLE b RENAME TO c; ALTER TABLE c RENAME z TO zz; ALTER INDEX i RENAME TO j;
       ALTER VIEW v RENAME TO w; ALTER TYPE mood RENAME TO feeling; ALTER TYPE feeling RENAME VALUE 'sad' TO 'blue'; ALTER FUNCTION f(int) RENAME TO g;
       ALTER SEQUENCE a_id_seq RENAME TO c_id_seq; ALTER TABLE c RENAME CONSTRAINT a_pkey TO c_pkey;`,
      base(),
    );
    expect(renames).toEqual({
      tables: new Map([["c", "a"]]),
      views: new Map([["w", "v"]]),
      types: new Map([["feeling", "mood"]]),
      routines: new Map([["g(integer)", "f(integer)"]]),
      sequences: new Map([["c_id_seq", "a_id_seq"]]),
      columns: new Map([["c", new Map([["zz", "x"]])]]),
      parts: new Map([
        [
          "c",
          new Map([
            ["j", "i"],
            ["c_pkey", "a_pkey"],
          ]),
        ],
      ]),
      enumValues: new Map([["feeling", new Map([["sad", "sad"]].map(() => ["blue", "sad"] as const))]]),
    });
  });

  it.each([
    "ALTER TABLE a DROP COLUMN x; ALTER TABLE a ADD COLUMN z int;",
    "ALTER TABLE a RENAME x TO t; ALTER TABLE a RENAME t TO x;",
    "DROP TABLE a CASCADE; CREATE TABLE b (id serial PRIMARY KEY, x int, y int);",
    "CREATE TABLE n (id int); ALTER TABLE n RENAME TO m; ALTER TABLE m RENAME id TO k;",
    "BEGIN; ALTER TABLE a RENAME TO b; ROLLBACK;",
    "CREATE TABLE a_new (id int); DROP TABLE a CASCADE; ALTER TABLE a_new RENAME TO a;",
  ])("are not seen in %s", (text) => {
    const { renames } = apply(text, base());
    expect(Object.values(renames).every((each) => each.size === 0)).toBe(true);
  });

  it("swapped names are two renames", () => {
    const { renames } = apply(
      "ALTER TABLE a RENAME x TO t; ALTER TABLE a RENAME y TO x; ALTER TABLE a RENAME t TO y;",
      base(),
    );
    expect(renames.columns.get("a")).toEqual(
      new Map([
        ["x", "y"],
        ["y", "x"],
      ]),
    );
  });
});

/** A base of many tables that counts which of them are read. */
class CountingTables extends Map<string, Table> {
  readonly read = new Set<string>();
  readonly #tables: ReadonlyMap<string, Table>;

  constructor(tables: ReadonlyMap<string, Table>) {
    super();
    this.#tables = tables;
  }
  override get size(): number {
    return this.#tables?.size ?? 0;
  }
  override has(key: string): boolean {
    return this.#tables.has(key);
  }
  override get(key: string): Table | undefined {
    this.read.add(key);
    return this.#tables.get(key);
  }
  override keys(): MapIterator<string> {
    return new Map(this.#tables).keys();
  }
}

/** The same, without being a `Map`, as a contract's tables are. */
function lazily(tables: ReadonlyMap<string, Table>): {
  readonly map: ReadonlyMap<string, Table>;
  readonly read: ReadonlySet<string>;
} {
  const counting = new CountingTables(tables);
  const map: ReadonlyMap<string, Table> = {
    get size() {
      return counting.size;
    },
    has: (key) => counting.has(key),
    get: (key) => counting.get(key),
    keys: () => counting.keys(),
    values: () => [...counting.keys()].flatMap((key) => counting.get(key) ?? []).values(),
    entries: () => new Map([...counting.keys()].map((key) => [key, counting.get(key) as Table])).entries(),
    [Symbol.iterator]: () => map.entries(),
    forEach: (visit) => {
      for (const [key, table] of map) visit(table, key, map);
    },
  };
  return { map, read: counting.read };
}

describe("a base that reads its tables when asked", () => {
  const many = Array.from(
    { length: 300 },
    (_, at) => `CREATE TABLE t${at} (id int PRIMARY KEY, x int, r int REFERENCES t0);`,
  ).join("\n");

  it.each([
    "ALTER TABLE t5 ADD COLUMN y int NOT NULL DEFAULT 0;",
    "ALTER TABLE t5 DROP COLUMN x;",
    "ALTER TABLE t0 RENAME COLUMN id TO key;",
    "ALTER TABLE t0 RENAME TO origin;",
    "CREATE TABLE n (id serial PRIMARY KEY, t int REFERENCES t7 UNIQUE);",
    "CREATE INDEX ON t5 (x); CREATE UNIQUE INDEX t5_unique ON t5 (r);",
    "ALTER TABLE t5 ADD CONSTRAINT positive CHECK (x > 0);",
    "ALTER TABLE t5 DROP CONSTRAINT t5_r_fkey;",
    "DROP TABLE t9;",
  ])("stays unread but for what %s is about", (text) => {
    const whole = apply(many).schema;
    const { map, read } = lazily(new Map(whole.tables));
    const { diagnostics } = apply(text, { ...whole, tables: map });
    expect(diagnostics).toEqual([]);
    expect([...read].filter((key) => whole.tables.has(key)).length).toBeLessThanOrEqual(2);
  });

  it("is read whole where only that can tell: a dropped table's foreign keys", () => {
    const whole = apply(many).schema;
    const { map } = lazily(new Map(whole.tables));
    const { schema } = apply("DROP TABLE t0 CASCADE;", { ...whole, tables: map });
    expect(schema.tables.get("t5")?.constraints.map((each) => each.kind)).toEqual(["primary-key"]);
  });

  it("still shows a rename in a table that was never read", () => {
    const whole = apply(many).schema;
    const { map } = lazily(new Map(whole.tables));
    const { schema } = apply("ALTER TABLE t0 RENAME TO origin; ALTER TABLE origin RENAME COLUMN id TO key;", {
      ...whole,
      tables: map,
    });
    const key = schema.tables.get("t42")?.constraints.find((each) => each.kind === "foreign-key");
    expect(key).toMatchObject({ references: { table: { name: "origin" }, columns: ["key"] } });
  });
});
