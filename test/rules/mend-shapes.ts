/** The tables of the statements below: names that need quotes, another schema, a partitioned table, a table without a key. */
export const shapesBase = `CREATE SCHEMA app;
CREATE TABLE app."Person" ("Id" integer PRIMARY KEY);
CREATE TABLE app."Order" (id integer PRIMARY KEY, "userId" integer, "Total" numeric, note text, body text);
CREATE INDEX "Order_note_idx" ON app."Order" (note);
CREATE UNIQUE INDEX "Order_body_idx" ON app."Order" (body);
CREATE TABLE plain (id integer, "group" integer NOT NULL, made timestamp);
CREATE MATERIALIZED VIEW app."Stats" AS SELECT id, note FROM app."Order";
CREATE MATERIALIZED VIEW app."Keyed" AS SELECT id, note FROM app."Order";
CREATE UNIQUE INDEX keyed ON app."Keyed" (id);
CREATE TABLE "Log" (id bigint, "personId" integer, day date) PARTITION BY RANGE (day);
CREATE TABLE "Log_2025" PARTITION OF "Log" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TYPE "Kind" AS ENUM ('a', 'b');
CREATE TABLE "user" (id integer PRIMARY KEY, "Name" text, "Count" integer, kind "Kind", CONSTRAINT "Named" CHECK ("Name" <> ''));
CREATE FUNCTION "Tell"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER "Checked" AFTER UPDATE ON "user" EXECUTE FUNCTION "Tell"();
`;

/** A statement that rules mend with SQL, and the first version of PostgreSQL that takes it where that is later than 12. */
export type Shape = { readonly sql: string; readonly since?: number };

/** What real migrations hold besides the examples of the rules. */
export const shapes: readonly Shape[] = [
  { sql: 'ALTER TABLE app."Order" ADD CONSTRAINT positive CHECK ("Total" > 0)' },
  { sql: `ALTER TABLE app."Order" ADD CHECK (note <> 'it''s $$') NO INHERIT` },
  { sql: 'ALTER TABLE app."Order" ADD UNIQUE ("userId", note)' },
  { sql: 'ALTER TABLE app."Order" ADD UNIQUE NULLS NOT DISTINCT (note)', since: 15 },
  { sql: 'ALTER TABLE app."Order" ADD CONSTRAINT u UNIQUE (note) INCLUDE (body) DEFERRABLE INITIALLY DEFERRED' },
  { sql: 'ALTER TABLE app."Order" ADD CONSTRAINT u UNIQUE USING INDEX "Order_body_idx"' },
  { sql: `ALTER TABLE app."Order" ADD COLUMN "newOne" varchar(20) COLLATE "C" NOT NULL DEFAULT 'x' UNIQUE` },
  { sql: 'ALTER TABLE app."Order" ADD COLUMN qty integer NOT NULL DEFAULT 1 CHECK (qty > 0) CHECK (qty < 10)' },
  { sql: 'ALTER TABLE app."Order" ADD COLUMN qty integer CHECK (qty > 0) REFERENCES app."Person"' },
  { sql: `ALTER TABLE app."Order" ADD COLUMN tags text[] NOT NULL` },
  { sql: 'ALTER TABLE app."Order" ADD COLUMN "at" timestamp(3) with time zone NOT NULL' },
  { sql: 'ALTER TABLE app."Order" ADD COLUMN ref uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE', since: 13 },
  { sql: 'ALTER TABLE app."Order" ADD COLUMN ref integer DEFAULT 1 REFERENCES app."Person" ON DELETE SET NULL' },
  { sql: 'ALTER TABLE app."Order" ADD COLUMN r integer DEFAULT 1 REFERENCES app."Person" CHECK (r > 0) UNIQUE' },
  { sql: 'ALTER TABLE app."Order" ADD FOREIGN KEY ("userId") REFERENCES app."Person" ON DELETE SET NULL DEFERRABLE' },
  { sql: 'CREATE INDEX ON app."Order" ("userId")' },
  { sql: 'CREATE INDEX "Order_x" ON app."Order" USING btree (lower(note) DESC) WHERE note IS NOT NULL' },
  { sql: 'DROP INDEX app."Order_note_idx"' },
  { sql: 'ALTER TABLE app."Order" ALTER COLUMN "Total" SET NOT NULL, ALTER COLUMN note SET NOT NULL' },
  { sql: 'ALTER TABLE app."Order" ADD CONSTRAINT nn NOT NULL note', since: 18 },
  { sql: 'ALTER TABLE app."Order" ADD CONSTRAINT ex EXCLUDE USING btree (id WITH =)' },
  { sql: "ALTER TABLE plain ADD PRIMARY KEY (id)" },
  { sql: 'ALTER TABLE plain ADD CONSTRAINT plain_key PRIMARY KEY (id, "group") INCLUDE (made)' },
  { sql: "ALTER TABLE plain ADD COLUMN k integer DEFAULT 1 PRIMARY KEY" },
  { sql: 'REFRESH MATERIALIZED VIEW app."Stats"' },
  { sql: 'REFRESH MATERIALIZED VIEW app."Keyed"' },
  { sql: 'ALTER TABLE "Log" ADD UNIQUE (id, day)' },
  { sql: 'ALTER TABLE "Log" ADD CONSTRAINT c CHECK (id > 0)' },
  { sql: 'ALTER TABLE "Log" ADD FOREIGN KEY ("personId") REFERENCES app."Person"' },
  { sql: 'ALTER TABLE "Log" ALTER COLUMN id SET NOT NULL' },
  { sql: 'ALTER TABLE "Log" DETACH PARTITION "Log_2025"' },
  { sql: 'ALTER TABLE app."Order" RENAME COLUMN note TO "Note"' },
  { sql: `CREATE TYPE app."Colour" AS ENUM ('red')` },
];

/** A statement about names that need quotes, and what its findings give to write in a line: rule and statement, the gaps filled in. */
export type Named = {
  readonly sql: string;
  readonly fill?: Readonly<Record<string, string>>;
  /** The advice comes after the statement, not in place of it. */
  readonly after?: true;
  readonly says: readonly string[];
};

/** Each rule that writes a statement in a line. */
export const named: readonly Named[] = [
  {
    sql: `ALTER TABLE "user" ADD COLUMN "fullName" text`,
    fill: { "…": `text` },
    says: [`add-column-not-guarded: ALTER TABLE "user" ADD COLUMN IF NOT EXISTS "fullName" text`],
  },
  {
    sql: `CREATE TABLE "Tag" (id integer PRIMARY KEY)`,
    fill: { "…": `id integer` },
    says: [`create-not-guarded: CREATE TABLE IF NOT EXISTS "Tag" (id integer)`],
  },
  {
    sql: `CREATE INDEX CONCURRENTLY "user_Name_idx" ON "user" ("Name")`,
    fill: { "…": `("Name")` },
    says: [`create-not-guarded: CREATE INDEX CONCURRENTLY IF NOT EXISTS "user_Name_idx" ON "user" ("Name")`],
  },
  {
    sql: `CREATE VIEW "Seen" AS SELECT "Name" FROM "user"`,
    fill: { "…": `SELECT 1` },
    says: [`create-not-guarded: CREATE OR REPLACE VIEW "Seen" AS SELECT 1`],
  },
  { sql: `CREATE SCHEMA "Shop"`, says: [`create-not-guarded: CREATE SCHEMA IF NOT EXISTS "Shop"`] },
  { sql: `CREATE SEQUENCE "Numbers"`, says: [`create-not-guarded: CREATE SEQUENCE IF NOT EXISTS "Numbers"`] },
  {
    sql: `CREATE POLICY "Own" ON "user" USING (id > 0)`,
    fill: { "; before it": `` },
    says: [`create-not-guarded: DROP POLICY IF EXISTS "Own" ON "user"`],
  },
  {
    sql: `DROP INDEX CONCURRENTLY app."Order_note_idx"`,
    says: [`drop-not-guarded: DROP INDEX CONCURRENTLY IF EXISTS app."Order_note_idx"`],
  },
  { sql: `DROP TABLE "user"`, says: [`drop-not-guarded: DROP TABLE IF EXISTS "user"`] },
  {
    sql: `ALTER TABLE "user" DROP COLUMN "Name"`,
    says: [`drop-not-guarded: ALTER TABLE "user" DROP COLUMN IF EXISTS "Name"`],
  },
  {
    sql: `ALTER TABLE "user" DROP CONSTRAINT "Named"`,
    fill: { "…": `CHECK (id > 0)` },
    after: true,
    says: [
      `drop-constraint: ALTER TABLE "user" ADD CONSTRAINT "Named" CHECK (id > 0) NOT VALID;`,
      `drop-not-guarded: ALTER TABLE "user" DROP CONSTRAINT IF EXISTS "Named"`,
    ],
  },
  {
    sql: `ALTER TABLE "user" RENAME COLUMN "Name" TO "fullName"`,
    after: true,
    says: [`rename-column: ALTER TABLE "user" ADD COLUMN "Name" text GENERATED ALWAYS AS ("fullName") STORED`],
  },
  {
    sql: `ALTER TABLE "user" RENAME TO "User"`,
    after: true,
    says: [`rename-table: CREATE VIEW "user" AS SELECT * FROM "User";`],
  },
  {
    sql: `ALTER TABLE "user" ALTER COLUMN "Name" TYPE integer USING 1`,
    says: [`change-type-meaning: ALTER TABLE "user" ADD COLUMN "Name_new" integer;`],
  },
  {
    sql: `ALTER TABLE "user" ALTER COLUMN "Count" TYPE smallint`,
    fill: { "…": `"Count" > 0` },
    says: [`narrow-type: ALTER TABLE "user" ADD CONSTRAINT "Count_range" CHECK ("Count" > 0) NOT VALID;`],
  },
  {
    sql: `UPDATE "user" SET "Name" = NULL`,
    fill: { "SET …": `SET "Name" = ''`, "…": `id = 1` },
    says: [`update-without-where: UPDATE "user" SET "Name" = '' WHERE id = 1`],
  },
  {
    sql: `DELETE FROM "user"`,
    fill: { "…": `id = 1` },
    says: [`delete-without-where: DELETE FROM "user" WHERE id = 1`],
  },
  { sql: `TRUNCATE "user"`, fill: { "…": `id = 1` }, says: [`truncate: DELETE FROM "user" WHERE id = 1`] },
  {
    sql: `ALTER TYPE "Kind" RENAME VALUE 'a' TO 'it''s'`,
    says: [`rename-enum-value: ALTER TYPE "Kind" ADD VALUE IF NOT EXISTS 'it''s';`],
  },
  { sql: `REINDEX TABLE "user"`, says: [`reindex-not-concurrent: REINDEX TABLE CONCURRENTLY "user";`] },
  { sql: `VACUUM FULL "user"`, says: [`vacuum-full-or-cluster: VACUUM "user"`] },
  {
    sql: `ALTER TABLE "user" DISABLE TRIGGER "Checked"`,
    says: [`trigger-disabled: ALTER TABLE "user" ENABLE TRIGGER "Checked";`],
  },
];
