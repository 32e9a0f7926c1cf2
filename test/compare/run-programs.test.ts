import { describe, expect, it } from "vitest";
import { applyOperations } from "../../src/compare/apply-operations.ts";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { Application } from "../../src/model/comparison.ts";
import { comparePullRequest, schemaOf } from "./pull-request.ts";

const sql = await loadPostgresReader();

const addColumn = `CREATE PROCEDURE add_column(t text, c text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ADD COLUMN %I int', t, c);
END $$;`;

/** Operations of a later migration over the schema that an earlier one made. */
function applied(earlier: string, later: string, complete = true): Application {
  const script = sql.readScript({ path: "later.sql", text: later, transactional: true });
  return applyOperations({ ...schemaOf(earlier), complete }, script.operations, sql);
}

function told({ diagnostics }: Application): readonly string[] {
  return diagnostics.map(({ kind, at }) => `${kind} ${at.start.line}`);
}

describe("a call of a routine that an earlier migration made", () => {
  it("does what the routine does, at the call", () => {
    const { steps, schema, diagnostics } = applied(
      `CREATE TABLE t (id int); ${addColumn}`,
      "SELECT 1;\nCALL add_column('t', 'x');",
    );
    expect(schema.tables.get("t")?.columns.map(({ name }) => name)).toEqual(["id", "x"]);
    const [call, effect] = steps.slice(1);
    expect(effect?.operation).toMatchObject({ kind: "add-column", at: call?.operation.at });
    expect(effect?.operation.statement.text).toBe("CALL add_column('t', 'x')");
    expect(effect?.calledBy).toBe(call?.operation);
    expect(diagnostics).toEqual([]);
  });

  it("is followed where the schema is known in part only, too", () => {
    const { schema } = applied(addColumn, "CALL add_column('orders', 'x');", false);
    expect(schema.tables.get("orders")?.columns.map(({ name }) => name)).toContain("x");
  });

  it.each([
    ["what only the data tells", "CALL add_column('t', (SELECT max(name) FROM names));"],
    ["what the moment tells", "CALL add_column('t', 'x' || now());"],
  ])("says at the call what it cannot know: %s", (_, later) => {
    const application = applied(`CREATE TABLE t (id int); ${addColumn}`, `\n${later}`);
    expect(told(application)).toEqual(["dynamic-sql 2"]);
    expect(application.schema.tables.get("t")?.columns.length).toBe(1);
  });

  it("says so once, whatever the routine runs", () => {
    const twice = "CREATE PROCEDURE p(c text) LANGUAGE plpgsql AS $$ BEGIN EXECUTE c; EXECUTE c || ';'; END $$;";
    expect(told(applied(twice, "CALL p(current_user::text);"))).toEqual(["dynamic-sql 1"]);
  });

  it("ends where routines call themselves", () => {
    const one = "CREATE FUNCTION one() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM two(); END $$;";
    const two = "CREATE FUNCTION two() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM one(); END $$;";
    expect(told(applied(one + two, "SELECT one();"))).toEqual(["dynamic-sql 1"]);
  });

  it("does nothing where nobody knows the routine, or it is a trigger's", () => {
    const trigger =
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DROP TABLE t; RETURN NEW; END $$;";
    const { steps, diagnostics } = applied(`CREATE TABLE t (id int); ${trigger}`, "SELECT f(); SELECT g('t');");
    expect(steps.map(({ operation }) => operation.kind)).toEqual(["call-routine", "call-routine"]);
    expect(diagnostics).toEqual([]);
  });

  it("leaves a statement of a routine's own to it, not to a schema that is being made", () => {
    const make =
      "CREATE FUNCTION make() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE SCHEMA s; CREATE TABLE t (id int); END $$;";
    expect([...applied(make, "SELECT make();").schema.tables.keys()]).toEqual(["t"]);
  });

  it("belongs to the migration that calls", () => {
    const { migrations } = comparePullRequest({
      history: `CREATE TABLE t (id int); ${addColumn}`,
      migration: "CALL add_column('t', 'x'); ALTER TABLE t ADD COLUMN y int;",
      down: "ALTER TABLE t DROP COLUMN y; ALTER TABLE t DROP COLUMN x;",
    });
    expect(migrations[0]?.steps.map(({ operation }) => operation.kind)).toEqual([
      "call-routine",
      "add-column",
      "add-column",
    ]);
    expect(migrations[0]?.leftByUndoing?.tables.changed).toEqual([]);
  });
});

describe("a block that loops over the catalog", () => {
  const loop = `DO $$ DECLARE t text; BEGIN
    FOR t IN SELECT tablename FROM pg_tables LOOP EXECUTE format('DROP TABLE %I', t); END LOOP; END $$;`;

  it("does what the catalog's rows make it do, where all of the schema is known", () => {
    const { schema, steps, diagnostics } = applied("CREATE TABLE a (id int); CREATE TABLE b (id int);", `\n${loop}`);
    expect([[...schema.tables.keys()], diagnostics]).toEqual([[], []]);
    expect(steps.map(({ operation: { kind, at } }) => `${kind} ${at.start.line}`)).toEqual([
      "run-block 2",
      "drop-table 3",
      "drop-table 3",
    ]);
  });

  it("stays unread where it is known in part", () => {
    const application = applied("CREATE TABLE a (id int);", loop, false);
    expect([[...application.schema.tables.keys()], told(application)]).toEqual([["a"], ["dynamic-sql 2"]]);
  });

  it.each([
    "SELECT rolname FROM pg_roles",
    "SELECT tablename FROM pg_tables WHERE tableowner = 'me'",
    "SELECT name FROM tenants",
    "SELECT tablename FROM pg_tables WHERE pg_total_relation_size(tablename::regclass) > 0",
  ])("stays unread where a schema does not tell: %s", (query) => {
    const later = loop.replace("SELECT tablename FROM pg_tables", query);
    expect(told(applied("CREATE TABLE a (id int);", later))).toEqual(["dynamic-sql 2"]);
  });

  it("ends", () => {
    const endless =
      "DO $$ BEGIN FOR i IN 1..400 LOOP FOR j IN 1..400 LOOP EXECUTE 'DROP TABLE IF EXISTS t' || i || j; END LOOP; END LOOP; END $$;";
    const application = applyOperations(
      emptySchema("postgresql", true),
      sql.readScript({ path: "m.sql", text: endless, transactional: true }).operations,
      sql,
    );
    expect(application.steps.length).toBeLessThan(20_000);
  });
});
