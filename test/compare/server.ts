import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { hstore } from "@electric-sql/pglite/contrib/hstore";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { uuid_ossp } from "@electric-sql/pglite/contrib/uuid_ossp";
import { applyOperations } from "../../src/compare/apply-operations.ts";
import { diffSchemas } from "../../src/compare/diff-schemas.ts";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { noRenames } from "../../src/compare/no-renames.ts";
import type { SchemaChange } from "../../src/model/change.ts";
import type { Schema } from "../../src/model/schema.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { asFarAsClaimed, asFarAsKept, comparable } from "./comparable.ts";
import { introspect } from "./introspect.ts";

/** What a test needs of a server, embedded or not. */
export type Server = {
  exec(sql: string): Promise<unknown>;
  query(sql: string): Promise<{ readonly rows: readonly unknown[] }>;
};

/** A PostgreSQL 18 of our own, with the roles that scripts name. */
export async function openServer(): Promise<PGlite> {
  const db = await PGlite.create({ extensions: { btree_gist, citext, hstore, pg_trgm, uuid_ossp } });
  await db.exec("CREATE ROLE app_reader; CREATE ROLE app_writer; CREATE ROLE app_owner;");
  return db;
}

const WIPE = `DO $$
DECLARE space text;
BEGIN
  FOR space IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', space);
  END LOOP;
  CREATE SCHEMA public;
END $$`;

/** An empty database again, in the same server. */
export async function wipe(db: Server): Promise<void> {
  await db.exec("ROLLBACK");
  await db.exec("DISCARD ALL");
  await db.exec("SET client_min_messages = error");
  await db.exec(WIPE);
}

/** Where our reading of a script and the server's catalog after running it differ, one line each; nothing when they agree. */
export async function differences(
  db: Server,
  reader: SqlReader,
  path: string,
  text: string,
): Promise<readonly string[]> {
  const script = reader.readScript({ path, text, transactional: false });
  const unread = script.diagnostics.map((each) => `unread at line ${each.at.start.line}: ${each.message}`);
  for (const statement of script.statements) await run(db, statement.text);
  await db.exec("RESET ALL");
  const server = await introspect((sql) => db.query(sql), reader);
  const { schema: ours, diagnostics } = applyOperations(emptySchema("postgresql", true), script.operations, reader);
  const unknown = diagnostics.map((each) => `${each.kind} at line ${each.at.start.line}: ${each.message}`);
  return [...unread, ...unknown, ...compareSchemas(ours, server)];
}

/** Those of the statements that the server takes, one after the other. */
export async function accepted(db: Server, statements: readonly string[]): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const statement of statements) {
    const isTaken = await db.exec(statement).then(
      () => true,
      () => false,
    );
    if (isTaken) taken.push(statement);
  }
  return taken;
}

async function run(db: Server, statement: string): Promise<void> {
  try {
    await db.exec(statement);
  } catch (error) {
    throw new Error(`the server refuses: ${statement}\n${String(error)}`);
  }
}

/** Lines that only one of the two schemas has, and whether `diffSchemas` sees as much. */
export function compareSchemas(ours: Schema, server: Schema): readonly string[] {
  const left = asFarAsKept(ours, server);
  const right = asFarAsClaimed(server, ours);
  const mine = comparable(left);
  const theirs = comparable(right);
  const lines = [
    ...[...mine].filter((line) => !theirs.has(line)).map((line) => `ours:   ${line}`),
    ...[...theirs].filter((line) => !mine.has(line)).map((line) => `server: ${line}`),
  ];
  return lines.length === 0 && hasDifference(left, right)
    ? ["diffSchemas tells a difference where there is none"]
    : lines;
}

/** Whether nothing is listed anywhere in a change. */
export function isEmptyChange(change: SchemaChange): boolean {
  return Object.values(change).every((lists) => Object.values(lists).every((list) => list.length === 0));
}

/** Whether `diffSchemas` has anything to say of two schemas; views are compared by what the server does not reprint. */
function hasDifference(ours: Schema, server: Schema): boolean {
  const change = diffSchemas(ours, { ...server, views: ours.views }, noRenames);
  return !isEmptyChange(change);
}
