import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../../../src/extract/sql/postgres/reader.ts";
import { keyOf } from "../../../../src/model/name.ts";
import type { ColumnUse } from "../../../../src/model/schema.ts";
import type { SqlReader } from "../../../../src/model/sql-reader.ts";

/** The server records which columns a view depends on, and what its output columns are called: that is what a reading must say. */
const tables: Readonly<Record<string, readonly string[]>> = {
  customers: ["id", "name", "email", "parent_id"],
  orders: ["id", "customer_id", "total", "status", "placed_at", "tags", "data"],
  lines: ["order_id", "product", "quantity", "price"],
  "billing.invoices": ["id", "order_id", "amount", "paid_at"],
};

const views = [
  "SELECT id, total FROM orders",
  "SELECT * FROM orders",
  "SELECT o.* FROM orders o",
  "SELECT o.id AS order_id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id",
  "SELECT name, total FROM customers, orders WHERE customer_id = customers.id",
  "SELECT count(*), sum(quantity * price) AS total, max(product), min(price)::text FROM lines GROUP BY order_id",
  "SELECT status AS s, count(*) n FROM orders GROUP BY s ORDER BY n",
  "SELECT date_trunc('day', placed_at) AS day, sum(total) FROM orders GROUP BY day HAVING sum(total) > 5 ORDER BY day",
  "SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM lines WHERE order_id = orders.id AND quantity > 1)",
  "SELECT id FROM orders WHERE id IN (SELECT order_id FROM lines)",
  "SELECT id, (SELECT name FROM customers WHERE customers.id = customer_id) FROM orders",
  "SELECT s.id, s.n FROM (SELECT id, name AS n FROM customers) s",
  "SELECT n FROM (SELECT * FROM customers) AS s (i, n)",
  "SELECT s.name FROM (SELECT * FROM customers) s",
  "SELECT * FROM (SELECT id, name FROM customers) s JOIN orders o ON o.customer_id = s.id",
  "WITH big AS (SELECT id, total FROM orders WHERE total > 10) SELECT big.id FROM big",
  "WITH orders AS (SELECT id FROM customers) SELECT orders.id FROM orders",
  "WITH a AS (SELECT id, name FROM customers), b (x) AS (SELECT id FROM a) SELECT x FROM b",
  "WITH RECURSIVE tree AS (SELECT id, parent_id, 1 AS depth FROM customers WHERE parent_id IS NULL UNION ALL SELECT c.id, c.parent_id, depth + 1 FROM customers c JOIN tree ON c.parent_id = tree.id) SELECT * FROM tree",
  "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i, name FROM n JOIN customers ON customers.id = i",
  "SELECT id FROM customers UNION SELECT customer_id FROM orders ORDER BY id",
  "SELECT id, name FROM customers EXCEPT SELECT id, status FROM orders",
  "SELECT order_id, amount, product FROM lines JOIN billing.invoices USING (order_id)",
  "SELECT i.amount FROM billing.invoices i WHERE i.paid_at IS NULL",
  "SELECT billing.invoices.amount FROM billing.invoices",
  "SELECT o.id, l.product FROM orders o LEFT JOIN LATERAL (SELECT product FROM lines WHERE order_id = o.id LIMIT 1) l ON true",
  "SELECT o.id, tag FROM orders o, unnest(o.tags) AS tag",
  "SELECT o.id, t.tag, t.ord FROM orders o CROSS JOIN LATERAL unnest(o.tags) WITH ORDINALITY AS t (tag, ord)",
  "SELECT id, rank() OVER (PARTITION BY customer_id ORDER BY placed_at DESC) FROM orders",
  "SELECT id, sum(total) OVER w FROM orders WINDOW w AS (ORDER BY placed_at)",
  "SELECT DISTINCT ON (customer_id) id FROM orders ORDER BY customer_id, placed_at DESC",
  "SELECT CASE WHEN total > 5 THEN status ELSE 'none' END, CASE status WHEN 'a' THEN 1 END AS one FROM orders",
  "SELECT COALESCE(email, name), NULLIF(name, ''), GREATEST(id, parent_id), email IS NULL, name || 'x' FROM customers",
  "SELECT data->>'a', data->'b'->'c' AS c, (data->>'n')::int, tags[1], total::numeric(10,2) FROM orders",
  "SELECT 1, 'x', true, NULL, 1.5, 12345678901, ARRAY[id], now(), CURRENT_DATE FROM customers",
  "SELECT id FROM orders WHERE status = ANY (ARRAY['a', 'b']) AND total BETWEEN 1 AND 2 AND data ? 'k'",
  "SELECT EXTRACT(year FROM placed_at), ARRAY(SELECT quantity FROM lines), EXISTS (SELECT 1 FROM lines) FROM orders",
  "SELECT c.name, o.n FROM customers c JOIN (SELECT customer_id, count(*) AS n FROM orders GROUP BY 1) o ON o.customer_id = c.id",
  "SELECT j.total FROM (customers c JOIN orders o ON o.customer_id = c.id) AS j LIMIT 1",
  "VALUES (1, 'a')",
  "SELECT x.column1 FROM (VALUES (1, 2)) x",
  "TABLE customers",
  "SELECT a.id FROM customers a WHERE NOT EXISTS (SELECT 1 FROM customers b WHERE b.parent_id = a.id AND name = b.name)",
  "SELECT count(*) FILTER (WHERE status = 'x') AS x, string_agg(status, ',' ORDER BY placed_at) FROM orders",
  "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders GROUP BY GROUPING SETS ((status), ())",
  "SELECT l.product FROM lines l TABLESAMPLE system (10)",
  "SELECT jt.a FROM orders, json_table(data::text::json, '$' COLUMNS (a int PATH '$.a')) AS jt",
  "SELECT id FROM customers OFFSET 1 LIMIT 2",
];

let sql: SqlReader;
let database: PGlite;

beforeAll(async () => {
  sql = await loadPostgresReader();
  database = await PGlite.create();
  await database.exec(`
    CREATE SCHEMA billing;
    CREATE TABLE customers (id int, name text, email text, parent_id int);
    CREATE TABLE orders (id int, customer_id int, total numeric(10,2), status text, placed_at timestamptz, tags text[], data jsonb);
    CREATE TABLE lines (order_id int, product text, quantity int, price numeric);
    CREATE TABLE billing.invoices (id int, order_id int, amount numeric, paid_at date);`);
});

afterAll(() => database.close());

/** As a consumer with a schema resolves it: a star is every column, a name belongs to the first candidate that has it. */
function resolved(uses: readonly ColumnUse[]): readonly string[] {
  const found = uses.flatMap(({ column, candidates }) => {
    if (column === "*")
      return candidates.flatMap((table) => (tables[keyOf(table)] ?? []).map((name) => `${keyOf(table)}.${name}`));
    const owner = candidates.find((table) => tables[keyOf(table)]?.includes(column));
    return owner === undefined ? [] : [`${keyOf(owner)}.${column}`];
  });
  return [...new Set(found)].sort();
}

async function dependencies(): Promise<readonly string[]> {
  const { rows } = await database.query<{ name: string }>(`
    SELECT DISTINCT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname || '.' || a.attname AS name
    FROM pg_rewrite r JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refobjsubid > 0
    JOIN pg_class c ON c.oid = d.refobjid AND c.relkind = 'r' JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
    WHERE r.ev_class = 'v'::regclass`);
  return rows.map(({ name }) => name).sort();
}

describe("a query's reading and the server's own", () => {
  it.each(views)("%s", async (text) => {
    const { queries, diagnostics } = sql.readQuery({ path: "v.sql", text, transactional: false });
    expect(diagnostics).toEqual([]);
    const query = queries[0];
    await database.exec("BEGIN");
    try {
      const result = await database.query(text, [], { rowMode: "array" });
      const names = query?.output.flatMap(({ name, source }) =>
        name === "*" ? (source?.candidates ?? []).flatMap((table) => tables[keyOf(table)] ?? []) : [name],
      );
      expect(names).toEqual(result.fields.map(({ name }) => name));
      const columns = result.fields.map((_, index) => `c${index}`).join(", ");
      await database.exec(`CREATE VIEW v (${columns}) AS ${text}`);
      expect(resolved(query?.columns ?? [])).toEqual(await dependencies());
      const { rows } = await database.query<{ type: string }>(
        "SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 'v'::regclass ORDER BY attnum",
      );
      // A star stands for several columns, so positions only agree without one.
      if (query?.output.every(({ name }) => name !== "*") === true) {
        for (const [index, { type }] of query.output.entries()) {
          if (type !== undefined) expect(type.meaning).toBe(rows[index]?.type);
        }
      }
    } finally {
      await database.exec("ROLLBACK");
    }
  });
});
