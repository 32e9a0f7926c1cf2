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
