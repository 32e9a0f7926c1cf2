import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { applyOperations } from "../../src/compare/apply-operations.ts";
import { diffSchemas } from "../../src/compare/diff-schemas.ts";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { noRenames } from "../../src/compare/no-renames.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { SchemaChange } from "../../src/model/change.ts";
import type { Schema } from "../../src/model/schema.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { ddlScript } from "./generate-ddl.ts";
import { isEmptyChange } from "./server.ts";

let reader: SqlReader;
beforeAll(async () => {
  reader = await loadPostgresReader();
});

function apply(base: Schema, text: string) {
  return applyOperations(base, reader.readScript({ path: "m.sql", text, transactional: false }).operations);
}

function change(before: string, migration: string): SchemaChange {
  const base = apply(emptySchema("postgresql", true), before).schema;
  const { schema, renames } = apply(base, migration);
  return diffSchemas(base, schema, renames);
}

const SHOP = `CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE a (id serial PRIMARY KEY, x int, m mood DEFAULT 'ok', note text);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id));
CREATE INDEX a_x ON a (x);
CREATE VIEW v AS SELECT id, x FROM a;`;

describe("diffSchemas", () => {
  it("lists an added column and nothing else", () => {
    const { tables, ...others } = change(SHOP, "ALTER TABLE a ADD COLUMN y int NOT NULL DEFAULT 0;");
    expect(tables).toMatchObject({ added: [], dropped: [], renamed: [] });
    expect(tables.changed).toHaveLength(1);
    expect(tables.changed[0]).toMatchObject({
      name: "a",
      columns: {
        added: [{ name: "y", type: "integer", nullable: false, default: "0" }],
        dropped: [],
        renamed: [],
        changed: [],
      },
      changes: [],
    });
    expect(isEmptyChange({ ...others, tables: { added: [], dropped: [], renamed: [], changed: [] } })).toBe(true);
  });

  it("says of a changed column what it was and what it is", () => {
    const { tables } = change(
      SHOP,
      "ALTER TABLE a ALTER COLUMN x TYPE bigint, ALTER COLUMN x SET NOT NULL, ALTER COLUMN x SET DEFAULT 3;",
    );
    expect(tables.changed[0]?.columns.changed).toEqual([
      {
        name: "x",
        changes: [
          { attribute: "type", from: "integer", to: "bigint" },
          { attribute: "nullable", from: "true", to: "false" },
          { attribute: "default", from: undefined, to: "3" },
        ],
      },
    ]);
  });

  it("shows a renamed table as renamed alone: what points at it is unchanged", () => {
    const { tables, views } = change(SHOP, "ALTER TABLE a RENAME TO c;");
    expect(tables).toEqual({ added: [], dropped: [], renamed: [{ from: "a", to: "c" }], changed: [] });
    expect(views).toEqual({ added: [], dropped: [], renamed: [], changed: [] });
  });

  it("shows a renamed column as renamed alone: indexes and foreign keys on it are unchanged", () => {
    const { tables } = change(SHOP, "ALTER TABLE a RENAME COLUMN x TO z; ALTER TABLE a RENAME COLUMN id TO key;");
    expect(tables.changed).toHaveLength(1);
    expect(tables.changed[0]?.columns).toMatchObject({
      added: [],
      dropped: [],
      changed: [],
      renamed: [
        { from: "id", to: "key" },
        { from: "x", to: "z" },
      ],
    });
    expect(tables.changed[0]?.indexes.changed).toEqual([]);
  });

  it("shows a renamed type as renamed alone", () => {
    const { tables, enums } = change(SHOP, "ALTER TYPE mood RENAME TO feeling; ALTER TYPE feeling ADD VALUE 'glad';");
    expect(tables.changed).toEqual([]);
    expect(enums).toEqual({
      added: [],
      dropped: [],
      renamed: [{ from: "mood", to: "feeling" }],
      changed: [{ name: "feeling", added: ["glad"], dropped: [], renamed: [], reordered: false }],
    });
  });

  it("does not take drop and add for a rename", () => {
    const { tables } = change(SHOP, "ALTER TABLE a DROP COLUMN note; ALTER TABLE a ADD COLUMN remark text;");
    expect(tables.changed[0]?.columns).toMatchObject({
      added: [{ name: "remark" }],
      dropped: [{ name: "note" }],
      renamed: [],
    });
  });

  it("shows what is put in the place of another as that one dropped and this one renamed", () => {
    const { tables } = change(
      "CREATE TABLE a (id int); CREATE TABLE b (k int);",
      "DROP TABLE a; ALTER TABLE b RENAME TO a;",
    );
    expect(tables).toMatchObject({
      added: [],
      dropped: [{ name: "a" }],
      renamed: [{ from: "b", to: "a" }],
      changed: [],
    });
  });

  it("leaves out a sequence that comes and goes with its column, and lists one that stands alone", () => {
    expect(change("", "CREATE TABLE t (id serial);").sequences.added).toEqual([]);
    expect(change("CREATE TABLE t (id serial);", "DROP TABLE t;").sequences.dropped).toEqual([]);
    expect(change("", "CREATE SEQUENCE s;").sequences.added).toHaveLength(1);
  });

  it("tells keys, indexes and checks with their definitions", () => {
    const { tables } = change(
      SHOP,
      "ALTER TABLE b DROP CONSTRAINT b_a_id_fkey, ADD FOREIGN KEY (a_id) REFERENCES a ON DELETE CASCADE; DROP INDEX a_x; CREATE INDEX ON b (a_id);",
    );
    const b = tables.changed.find((each) => each.name === "b");
    expect(b?.constraints.changed).toEqual([
      {
        name: "b_a_id_fkey",
        changes: [
          {
            attribute: "definition",
            from: "FOREIGN KEY (a_id) REFERENCES a(id)",
            to: "FOREIGN KEY (a_id) REFERENCES a(id) ON DELETE CASCADE",
          },
        ],
      },
    ]);
    expect(b?.indexes.added).toEqual([
      { name: "b_a_id_idx", definition: "CREATE INDEX b_a_id_idx ON b USING btree (a_id)" },
    ]);
    expect(tables.changed.find((each) => each.name === "a")?.indexes.dropped.map((each) => each.name)).toEqual(["a_x"]);
  });

  it("is empty for equal schemas, and for a migration that was taken back", () => {
    expect(
      isEmptyChange(
        change(SHOP, "ALTER TABLE a ADD y int; ALTER TABLE a DROP y; CREATE TABLE n (id int); DROP TABLE n;"),
      ),
    ).toBe(true);
    fc.assert(
      fc.property(ddlScript, (statements) => {
        const text = `${statements.join(";\n")};\n`;
        const left = apply(emptySchema("postgresql", true), text).schema;
        const right = apply(emptySchema("postgresql", true), text).schema;
        expect(isEmptyChange(diffSchemas(left, right, noRenames))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("is complete: what it adds, drops and renames turns the names of the base into those of the head", () => {
    fc.assert(
      fc.property(ddlScript, ddlScript, (first, second) => {
        const base = apply(emptySchema("postgresql", true), `${first.join(";\n")};\n`).schema;
        const { schema: head, renames } = apply(base, `${second.join(";\n")};\n`);
        const { tables, views, enums, types } = diffSchemas(base, head, renames);
        expect(outcome([...base.tables.keys()], tables)).toEqual([...head.tables.keys()].sort());
        expect(outcome([...base.views.keys()], views)).toEqual([...head.views.keys()].sort());
        expect(outcome([...base.types.keys()], both(enums, types))).toEqual([...head.types.keys()].sort());
        for (const changed of tables.changed) {
          const origin = tables.renamed.find((each) => each.to === changed.name)?.from ?? changed.name;
          const names = base.tables.get(origin)?.columns.map((column) => column.name) ?? [];
          const now = head.tables.get(changed.name)?.columns.map((column) => column.name) ?? [];
          expect(outcome(names, changed.columns)).toEqual(now.toSorted());
        }
      }),
      { numRuns: 60 },
    );
  });
});

type Listed = {
  readonly added: readonly { readonly name: string }[];
  readonly dropped: readonly { readonly name: string }[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
};

/** Enums stand apart from the other types. */
function both(left: Listed, right: Listed): Listed {
  return {
    added: [...left.added, ...right.added],
    dropped: [...left.dropped, ...right.dropped],
    renamed: [...left.renamed, ...right.renamed],
  };
}

function outcome(names: readonly string[], { added, dropped, renamed }: Listed): readonly string[] {
  const gone = new Set([...dropped.map((each) => each.name), ...renamed.map((each) => each.from)]);
  const kept = names.filter((name) => !gone.has(name));
  return [...kept, ...renamed.map((each) => each.to), ...added.map((each) => each.name)].sort();
}
