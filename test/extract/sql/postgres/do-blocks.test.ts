import { beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../../../src/extract/sql/postgres/reader.ts";
import type { Script } from "../../../../src/model/migration.ts";
import type { SqlReader } from "../../../../src/model/sql-reader.ts";

let sql: SqlReader;

beforeAll(async () => {
  sql = await loadPostgresReader();
});

/** A block that goes by the catalog counts as what its text alone tells. */
function read(text: string): Script {
  const script = sql.readScript({ path: "m.sql", text, transactional: true });
  const blocks = script.operations.flatMap((each) => (each.kind === "run-block" ? [each] : []));
  return {
    ...script,
    operations: script.operations.flatMap((each) => (each.kind === "run-block" ? each.operations : [each])),
    diagnostics: [...script.diagnostics, ...blocks.flatMap(({ diagnostics }) => diagnostics)],
  };
}

/** `kind guard` of each operation, with `?` where it may not run. */
function operations(body: string): readonly string[] {
  return read(`DO $$ ${body} $$;`).operations.map(
    ({ kind, guard, statement }) =>
      `${kind}${guard === undefined ? "" : ` ${guard}`}${statement.conditional ? " ?" : ""}`,
  );
}

function diagnostics(body: string): readonly string[] {
  return read(`DO $$ ${body} $$;`).diagnostics.map(({ kind }) => kind);
}

describe("a DO block that forgives the error of a second run", () => {
  it.each([
    "BEGIN CREATE TYPE a AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN null; END",
    "BEGIN CREATE TYPE a AS ENUM ('x'); EXCEPTION WHEN duplicate_object OR unique_violation THEN RAISE NOTICE 'there'; END;",
    "BEGIN BEGIN CREATE TYPE a AS ENUM ('x'); EXCEPTION WHEN others THEN NULL; END; END",
    "BEGIN CREATE TYPE a AS ENUM ('x'); EXCEPTION WHEN SQLSTATE '42710' THEN null; END",
  ])("%s", (body) => {
    expect(operations(body)).toEqual(["create-enum exception-handler"]);
  });

  it.each([
    "BEGIN CREATE TYPE a AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN RAISE; END",
    "BEGIN CREATE TYPE a AS ENUM ('x'); EXCEPTION WHEN others THEN RAISE EXCEPTION 'no'; END",
    "BEGIN CREATE TYPE a AS ENUM ('x'); EXCEPTION WHEN insufficient_privilege THEN null; END",
  ])("is none: %s", (body) => {
    expect(operations(body)).toEqual(["create-enum"]);
  });
});

describe("a DO block that asks the catalog", () => {
  const create = "CREATE TYPE a AS ENUM ('x');";
  it.each([
    `BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'a') THEN ${create} END IF; END`,
    `BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace) THEN ${create} END IF; END`,
    `BEGIN IF (SELECT count(*) FROM information_schema.columns WHERE table_name = 'a') = 0 THEN ${create} END IF; END`,
    `BEGIN IF to_regtype('a') IS NULL THEN ${create} END IF; END`,
    `BEGIN PERFORM 1 FROM pg_type WHERE typname = 'a'; IF NOT FOUND THEN ${create} END IF; END`,
    `DECLARE there boolean; BEGIN SELECT EXISTS (SELECT 1 FROM pg_type) INTO there; IF NOT there THEN ${create} END IF; END`,
    `DECLARE n int := (SELECT count(*) FROM pg_type); BEGIN IF n = 0 THEN ${create} END IF; END`,
    `BEGIN IF EXISTS (SELECT 1 FROM pg_type) THEN RETURN; END IF; ${create} END`,
    `BEGIN IF EXISTS (SELECT 1 FROM pg_type) THEN RAISE NOTICE 'there'; ELSE ${create} END IF; END`,
  ])("%s", (body) => {
    expect(operations(body).filter((text) => !text.startsWith("not-schema"))).toEqual(["create-enum catalog-check"]);
    expect(diagnostics(body)).toEqual([]);
  });

  it.each([
    `BEGIN IF EXISTS (SELECT 1 FROM users WHERE name = 'a') THEN ${create} END IF; END`,
    `BEGIN IF EXISTS (SELECT 1 FROM pg_type, users) THEN ${create} END IF; END`,
    `BEGIN IF current_setting('server_version_num')::int > 120000 THEN ${create} END IF; END`,
    `DECLARE r record; BEGIN FOR r IN SELECT 1 FROM users LOOP ${create} END LOOP; END`,
    `BEGIN CASE WHEN random() > 0.5 THEN ${create} ELSE NULL; END CASE; END`,
    `BEGIN DROP TABLE IF EXISTS b; EXCEPTION WHEN undefined_table THEN ${create} END`,
  ])("is none: %s", (body) => {
    expect(operations(body)).toContain("create-enum ?");
  });
});

describe("SQL in strings", () => {
  it.each([
    ["BEGIN EXECUTE 'DROP TABLE a'; END", ["drop-table"]],
    ["BEGIN EXECUTE $x$DROP TABLE a; DROP TABLE b$x$; END", ["drop-table", "drop-table"]],
    ["BEGIN EXECUTE 'DROP ' || 'TABLE a'; END", ["drop-table"]],
    ["BEGIN EXECUTE format('ALTER TABLE %I DROP COLUMN %I', 'A', 'b'); END", ["drop-column"]],
    ["DECLARE q text := 'DROP TABLE a'; BEGIN EXECUTE q; END", ["drop-table"]],
    ["DECLARE t text := 'a'; BEGIN EXECUTE format('DROP TABLE %I', t); END", ["drop-table"]],
    ["BEGIN EXECUTE ('DROP TABLE ' || quote_ident('a')::text); END", ["drop-table"]],
    ["BEGIN IF to_regclass('a') IS NOT NULL THEN EXECUTE 'DROP TABLE a'; END IF; END", ["drop-table catalog-check"]],
  ])("are read where they are constant: %s", (body, expected) => {
    expect(operations(body)).toEqual(expected);
    expect(diagnostics(body)).toEqual([]);
  });

  it.each([
    "DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables LOOP EXECUTE format('DROP TABLE %I', r.tablename); END LOOP; END",
    "BEGIN EXECUTE 'DROP TABLE ' || current_user; END",
    "DECLARE q text := 'a'; BEGIN SELECT b INTO q FROM c; EXECUTE 'DROP TABLE ' || q; END",
    "DECLARE q text := 'a'; BEGIN IF to_regclass('x') IS NULL THEN q := 'b'; END IF; EXECUTE 'DROP TABLE ' || q; END",
    "DECLARE q text := 'DROP TABLE a'; BEGIN q := q || current_user; EXECUTE q; END",
  ])("are reported where they are not: %s", (body) => {
    expect(diagnostics(body)).toEqual(["dynamic-sql"]);
  });
});

describe("a loop over constants", () => {
  const tables = (body: string): readonly string[] =>
    read(`DO $$ ${body} $$;`).operations.flatMap((operation) =>
      operation.kind === "drop-table"
        ? [
            `${operation.table.name}${operation.guard === undefined ? "" : ` ${operation.guard}`}${operation.statement.conditional ? " ?" : ""}`,
          ]
        : [],
    );

  it.each([
    [
      "DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP EXECUTE format('DROP TABLE %I', t); END LOOP; END",
      ["a", "b"],
    ],
    [
      "DECLARE t text; l text[] := ARRAY['a', 'b']::text[]; BEGIN FOREACH t IN ARRAY l LOOP EXECUTE 'DROP TABLE ' || t; END LOOP; END",
      ["a", "b"],
    ],
    [
      "DECLARE t text; BEGIN FOR t IN SELECT unnest(ARRAY['a', 'b']) LOOP EXECUTE 'DROP TABLE ' || t; END LOOP; END",
      ["a", "b"],
    ],
    [
      "DECLARE t text; BEGIN FOR t IN SELECT * FROM unnest('{a,b}'::text[]) LOOP EXECUTE 'DROP TABLE ' || t; END LOOP; END",
      ["a", "b"],
    ],
    ["DECLARE t text; BEGIN FOR t IN SELECT * FROM names LOOP EXECUTE 'DROP TABLE ' || t; END LOOP; END", []],
    ["BEGIN FOR i IN 1..3 LOOP EXECUTE 'DROP TABLE p_' || i; END LOOP; END", ["p_1", "p_2", "p_3"]],
    [
      "DECLARE r record; BEGIN FOR r IN SELECT * FROM (VALUES ('a', 'x'), ('b', 'y')) AS v (t, c) LOOP EXECUTE format('DROP TABLE %s_%s', r.t, r.c); END LOOP; END",
      ["a_x", "b_y"],
    ],
    [
      "DECLARE t text; BEGIN FOREACH t IN ARRAY string_to_array('a,b', ',') LOOP IF to_regclass(t) IS NULL THEN CONTINUE; END IF; EXECUTE 'DROP TABLE ' || t; END LOOP; END",
      ["a catalog-check", "b catalog-check"],
    ],
    [
      "DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['a'] LOOP CONTINUE WHEN random() > 0.5; EXECUTE 'DROP TABLE ' || t; END LOOP; END",
      ["a ?"],
    ],
    [
      "DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP DROP TABLE IF EXISTS c; END LOOP; END",
      ["c if-exists"],
    ],
  ])("%s", (body, expected) => {
    expect(tables(body)).toEqual(expected);
    expect(diagnostics(body)).toEqual(expected.length === 0 ? ["dynamic-sql"] : []);
  });

  it.each([
    "DECLARE t text; BEGIN FOREACH t IN ARRAY (SELECT array_agg(relname) FROM pg_class) LOOP EXECUTE 'DROP TABLE ' || t; END LOOP; END",
    "DECLARE t text; BEGIN FOR t IN SELECT relname FROM pg_class LOOP EXECUTE 'DROP TABLE ' || t; END LOOP; END",
    "BEGIN FOR i IN 1..100000 LOOP EXECUTE 'DROP TABLE p_' || i; END LOOP; END",
  ])("is none: %s", (body) => {
    expect(diagnostics(body)).toEqual(["dynamic-sql"]);
  });
});

describe("a routine that the script makes and calls", () => {
  const effects = (text: string): readonly string[] =>
    read(text).operations.map(
      ({ kind, at, statement }) => `${kind}${statement.conditional ? " ?" : ""} ${at.start.line}`,
    );

  it("does at the call what its body says", () => {
    expect(
      effects(`CREATE FUNCTION tidy() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
        DROP TABLE a;
        IF EXISTS (SELECT 1 FROM users) THEN DROP TABLE b; END IF; END $$;
      SELECT tidy();
      DROP FUNCTION tidy();`),
    ).toEqual(["create-routine 1", "call-routine 4", "drop-table 2", "drop-table ? 3", "drop-routine 5"]);
    expect(effects("CREATE PROCEDURE p() LANGUAGE sql AS 'DROP TABLE a';\nCALL p();")).toEqual([
      "create-routine 1",
      "call-routine 2",
      "drop-table 1",
    ]);
  });

  it("knows constant arguments", () => {
    const text = `CREATE FUNCTION gone(t text, c name) RETURNS void AS $$ BEGIN
      EXECUTE 'ALTER TABLE ' || quote_ident(t) || ' DROP COLUMN ' || c; END $$ LANGUAGE plpgsql;
      SELECT gone('Odd', 'a'); DO $$ BEGIN PERFORM gone('b', 'c'); END $$;`;
    const dropped = read(text).operations.flatMap((operation) =>
      operation.kind === "drop-column" ? [`${operation.table.name}.${operation.column}`] : [],
    );
    expect(dropped).toEqual(["Odd.a", "b.c"]);
  });

  it("does nothing when it is only made, and ends when it calls itself", () => {
    expect(effects("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DROP TABLE a'")).toEqual(["create-routine 1"]);
    expect(
      effects("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'SELECT f()'; SELECT f(); SELECT g()").length,
    ).toBeLessThan(10);
  });
});

describe("places inside of blocks", () => {
  it("are places in the file, also behind doubled quotes and other alphabets", () => {
    const text =
      "-- é😀\nDO 'BEGIN\n  PERFORM ''ü'';\n  ALTER TABLE a ADD COLUMN b text DEFAULT ''x'';\n  DROP TABLE c; END';";
    const { operations: found } = read(text);
    const of = (kind: string): string | undefined => found.find((operation) => operation.kind === kind)?.statement.text;
    expect(of("add-column")).toBe("ALTER TABLE a ADD COLUMN b text DEFAULT ''x''");
    expect(of("drop-table")).toBe("DROP TABLE c");
    expect(found.at(-1)?.at.start).toMatchObject({ line: 5, column: 3 });
  });

  it("tell which statement in a block is wrong", () => {
    const { diagnostics: found, operations: rest } = read("DO $$\nBEGIN\n  DROP TABLE a;\n  CREATE TABEL b;\nEND $$;");
    expect(found.map(({ kind, at }) => [kind, at.start.line, at.start.column])).toEqual([["unread-statement", 4, 10]]);
    expect(rest.map(({ kind }) => kind)).toEqual(["drop-table"]);
  });
});

describe("other blocks", () => {
  it.each([
    ["DO LANGUAGE plpython3u $$ pass $$", "dynamic-sql"],
    ["DO $$ BEGIN IF THEN $$", "unread-statement"],
  ])("%s is reported", (text, kind) => {
    expect(read(text).diagnostics.map((diagnostic) => diagnostic.kind)).toEqual([kind]);
  });

  it("that do nothing are no schema", () => {
    expect(operations("BEGIN RAISE NOTICE 'x'; END")).toEqual(["not-schema"]);
  });

  it("run unconditionally where nothing is asked", () => {
    expect(
      operations("<<top>> DECLARE a int; BEGIN a := 1; UPDATE t SET b = a; CREATE TABLE c (d int); END top"),
    ).toEqual(["update", "create-table"]);
  });
});

describe("bodies of routines", () => {
  const queries = (definition: string): readonly string[] =>
    read(definition).operations.flatMap((operation) =>
      operation.kind === "create-routine"
        ? operation.routine.queries.map(
            ({ operation: kind, tables, columns }) =>
              `${kind} ${tables.map(({ table }) => table.name).join(",")}(${columns.map(({ column }) => column).join(",")})`,
          )
        : [],
    );

  it("are read as the queries that they run, without their variables", () => {
    expect(
      queries(`CREATE FUNCTION f(p_id int) RETURNS SETOF orders LANGUAGE plpgsql AS $$
        DECLARE v_total numeric; c CURSOR FOR SELECT a FROM cursors; r record;
        BEGIN
          SELECT total INTO STRICT v_total FROM orders WHERE id = p_id;
          IF EXISTS (SELECT 1 FROM flags WHERE on_) THEN v_total := (SELECT max(x) FROM maxima); END IF;
          FOR r IN SELECT id FROM lines WHERE order_id = p_id LOOP
            UPDATE stock SET quantity = v_total WHERE id = r.id RETURNING quantity INTO v_total;
          END LOOP;
          PERFORM notify_all(v_total);
          EXECUTE 'DELETE FROM logs';
          RETURN QUERY SELECT * FROM orders;
        EXCEPTION WHEN others THEN INSERT INTO errors (message) VALUES (SQLERRM);
        END $$`),
    ).toEqual([
      "select cursors(a)",
      "select orders(id,total)",
      "select flags(on_)",
      "select maxima(x)",
      "select lines(order_id,id)",
      "update stock(quantity,id,quantity)",
      "select ()",
      "delete logs()",
      "select orders(*)",
      "insert errors(message)",
    ]);
  });

  it("are read in SQL too, and in no other language", () => {
    expect(queries("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT a FROM b; DELETE FROM c'")).toEqual([
      "select b(a)",
      "delete c()",
    ]);
    expect(queries("CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS 'SELECT a FROM b'")).toEqual([]);
  });
});
