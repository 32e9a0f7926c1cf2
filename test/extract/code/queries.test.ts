import { describe, expect, it } from "vitest";
import { readCode } from "../../../src/extract/code/read-code.ts";

async function queries(path: string, text: string): Promise<readonly string[]> {
  const readings = await readCode([{ path, text }]);
  return readings.flatMap((reading) => reading.queries.map(({ sql }) => sql.replace(/\s+/g, " ").trim()));
}

const one = ["SELECT id FROM users WHERE id = ?"];
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are templates of the code that is read.
const found: readonly (readonly [string, string, readonly string[]])[] = [
  ["a.js", 'pool.query("SELECT id FROM users WHERE id = ?", [id]);', one],
  ["a.ts", "const r = await db.query<User>(`SELECT id FROM users WHERE id = ${id}`);", one],
  ["a.ts", "const rows = await sql`SELECT id FROM users WHERE id = ${id}`;", one],
  ["a.ts", "await prisma.$queryRaw`SELECT id FROM users WHERE id = ${id}`;", one],
  ["a.js", 'const Q = "SELECT id FROM users " + "WHERE id = ?";\ndb.prepare(Q);', one],
  ["a.js", 'client.query({ text: "SELECT id FROM users WHERE id = ?", values });', one],
  ["a.py", 'cursor.execute("SELECT id FROM users "\n  "WHERE id = ?", (id,))\n', one],
  ["a.py", 'session.execute(text("""SELECT id FROM users\n WHERE id = ?"""))\n', one],
  ["a.py", 'Q = "SELECT id FROM users WHERE id = ?"\nconn.fetchrow(Q, id)\n', one],
  ["a.go", "package a\nfunc f() { db.QueryRowContext(ctx, `SELECT id FROM users WHERE id = ?`, id) }\n", one],
  ["a.go", 'package a\nconst q = "SELECT id FROM users WHERE id = ?"\nfunc f() { db.Get(&u, q, id) }\n', one],
  ["A.java", 'class A { void f() { jdbc.queryForObject("SELECT id FROM users" + " WHERE id = ?", m); } }', one],
  ["A.java", 'interface A { @Query(value = "SELECT id FROM users WHERE id = ?", nativeQuery = true) User f(); }', one],
];
const silent: readonly (readonly [string, string])[] = [
  ["a.js", 'log.info("select one from the list");'],
  ["a.js", "db.query(`SELECT id FROM ${table}`);"],
  ["a.js", "db.query(`SELECT id FROM users WHERE ${conditions}`);"],
  ["a.js", "db.query(`SELECT ${columns} FROM users`);"],
  ["a.js", "db.query(`SELECT id FROM users_${year}`);"],
  ["a.js", "db.query(`SELECT id FROM users WHERE a = 1 AND ${more}`);"],
  ["a.js", 'db.query("SELECT id FROM " + table);'],
  ["a.js", 'let q = "SELECT id FROM users"; if (x) q += " WHERE a"; db.query(q);'],
  ["a.py", 'db.execute("SELECT id FROM users WHERE " + clause)\n'],
  ["a.py", 'db.execute("SELECT id FROM {}".format(table))\n'],
  ["a.py", 'db.execute(f"SELECT id FROM {table}")\n'],
  ["A.java", 'interface A { @Query("SELECT u FROM User u WHERE u.id = ?1") User f(); }'],
  ["a.go", 'package a\nfunc f() { log.Printf("select %s from %s", a, b) }\n'],
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: these are templates of the code that is read.

describe("queries in code", () => {
  it.each(found)("are found in %s: %s", async (path, text, expected) => {
    expect(await queries(path, text)).toEqual(expected);
  });

  it.each(silent)("are none in %s: %s", async (path, text) => {
    expect(await queries(path, text)).toEqual([]);
  });
});
