import { lockModes } from "../../src/locks/postgresql/lock-modes.ts";
import type { Server } from "../compare/server.ts";
import type { LockCase } from "./cases.ts";

export type Observed = { readonly locks: Readonly<Record<string, string>>; readonly work: LockCase["work"] };

const order = Object.keys(lockModes);
const nameOf = "CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END";

/** What a statement locks and does, seen from inside of its own transaction, which is then rolled back. */
export async function observe(server: Server, sql: string): Promise<Observed> {
  await server.exec("BEGIN");
  try {
    const before = await relations(server);
    await server.exec(sql);
    const locks = heaviestModes(await heldLocks(server), new Map(before.map(({ id, name }) => [id, name])));
    const after = new Map((await relations(server)).map((relation) => [relation.id, relation]));
    return { locks, work: workBetween(before, after) };
  } finally {
    await server.exec("ROLLBACK");
  }
}

type Held = { readonly id: number; readonly mode: string };
type Relation = {
  readonly id: number;
  readonly name: string;
  readonly node: number | null;
  readonly scans: number;
  readonly indexes: string;
  readonly rows: boolean;
};

async function heldLocks(server: Server): Promise<readonly Held[]> {
  const { rows } = await server.query(
    "SELECT relation::integer AS id, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'",
  );
  return rows as readonly Held[];
}

async function relations(server: Server): Promise<readonly Relation[]> {
  const { rows } = await server.query(`
    SELECT c.oid::integer AS id, ${nameOf} AS name, pg_relation_filenode(c.oid)::integer AS node, pg_stat_get_xact_numscans(c.oid)::integer AS scans,
      (SELECT coalesce(string_agg(pg_relation_filenode(i.indexrelid)::text, ',' ORDER BY pg_relation_filenode(i.indexrelid)), '') FROM pg_index i WHERE i.indrelid = c.oid) AS indexes,
      pg_relation_size(c.oid) > 0 AS rows
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm', 'v') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`);
  return rows as readonly Relation[];
}

/** The heaviest mode on each relation that was there before. What only reads is no claim of ours. */
function heaviestModes(held: readonly Held[], names: ReadonlyMap<number, string>): Observed["locks"] {
  const heaviest: Record<string, string> = {};
  for (const { id, mode } of held) {
    const name = names.get(id);
    const words = wordsOf(mode);
    if (name === undefined || words === "ACCESS SHARE") continue;
    if (order.indexOf(words) > order.indexOf(heaviest[name] ?? "")) heaviest[name] = words;
  }
  return heaviest;
}

/** `ShareRowExclusiveLock` as the manual spells it. */
export function wordsOf(mode: string): string {
  return mode
    .replace(/Lock$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
}

/** The heaviest work on any relation that was there before: new file nodes that hold rows, new indexes, scans. */
function workBetween(before: readonly Relation[], after: ReadonlyMap<number, Relation>): LockCase["work"] {
  const pairs = before.flatMap((old) => {
    const now = after.get(old.id);
    return now === undefined ? [] : [{ old, now }];
  });
  if (pairs.some(({ old, now }) => old.node !== now.node && now.rows)) return "rewrite";
  if (pairs.some(({ old, now }) => old.node === now.node && hasNew(old.indexes, now.indexes))) return "index build";
  return pairs.some(({ old, now }) => now.scans > old.scans) ? "scan" : "instant";
}

function hasNew(old: string, now: string): boolean {
  const known = new Set(old.split(","));
  return now !== "" && now.split(",").some((node) => !known.has(node));
}
