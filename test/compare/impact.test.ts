import { describe, expect, test } from "vitest";
import type { Comparison } from "../../src/model/comparison.ts";
import { comparePullRequest } from "./pull-request.ts";

const DATABASE = "DATABASE_SCHEMA_CONTRACT.md";
const QUERIES = "SQL_CONTRACT.json";
const ENDPOINTS = "API_CONTRACT.md";

const database = `# Database Schema Contract

**Version:** 2.4.0

## Tables

### Table: customers

\`\`\`sql
CREATE TABLE customers (id bigint PRIMARY KEY, email text NOT NULL, name text);
\`\`\`

**Used By (Modules):**
- \`accounts\` - profiles

### Table: orders

\`\`\`sql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    status text NOT NULL DEFAULT 'new',
    total numeric(10,2) NOT NULL,
    note text
);
CREATE TRIGGER touch_orders BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp_order();
\`\`\`

**Used By (Modules):**
- \`checkout\` - places orders

**Depends On (Tables):**
- \`customers\`

## Views

### View: big_orders

\`\`\`sql
CREATE VIEW big_orders AS SELECT id, total FROM orders WHERE total > 100;
\`\`\`

**Used By:**
- \`reporting\` - monthly figures

### View: biggest_orders

\`\`\`sql
CREATE VIEW biggest_orders AS SELECT id FROM big_orders ORDER BY total DESC LIMIT 10;
\`\`\`

## Stored Procedures & Functions

### Function: stamp_order

\`\`\`sql
CREATE FUNCTION stamp_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO order_log (order_id) VALUES (NEW.id);
  RETURN NEW;
END $$;
\`\`\`

**Called By:**
- \`audit\` - through the trigger

### Function: open_total

\`\`\`sql
CREATE FUNCTION open_total(c bigint) RETURNS numeric LANGUAGE sql AS $$ SELECT sum(total) FROM orders WHERE customer_id = c $$;
\`\`\`
`;

const query = (id: string, sql: string, module: string) => ({
  id,
  sql,
  operation_type: sql.split(" ")[0],
  used_by_modules: [{ module, file: `src/${module}.ts`, usage: "…" }],
});

const queries = JSON.stringify(
  {
    contract_version: "1.0.0",
    queries: Object.fromEntries(
      [
        query("get_order", "SELECT id, status, total FROM orders WHERE id = $1", "checkout"),
        query("dump_orders", "SELECT * FROM orders", "exports"),
        query("place_order", "INSERT INTO orders (id, customer_id, total) VALUES ($1, $2, $3)", "checkout"),
        query("copy_order", "INSERT INTO orders SELECT * FROM orders WHERE id = $1", "checkout"),
        query(
          "orders_of_customer",
          "SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE email = $1",
          "accounts",
        ),
        query("list_biggest", "SELECT id FROM biggest_orders", "reporting"),
        query("sum_open", "SELECT open_total($1)", "billing"),
        query("close_order", "UPDATE orders SET status = 'closed' WHERE id = $1", "checkout"),
      ].map((one) => [one.id, one]),
    ),
  },
  null,
  2,
);

const endpoints = `# API Contract

**Version:** 1.0.0

## Endpoints

#### \`GET /orders/{id}\`

**Implementation:**
- **Controller:** \`src/orders/controller.ts\`
- **Service:** \`order-api\`
- **Database Tables:** \`orders\`
- **SQL Query:** \`get_order\` (from SQL_CONTRACT.json)

#### \`GET /customers/{id}\`

**Implementation:**
- **Service:** \`customer-api\`
- **Database Tables:** \`customers\`
- **SQL Queries:** None
`;

const base = { [DATABASE]: database, [QUERIES]: queries, [ENDPOINTS]: endpoints };

function reachOf(migration: string, head: Record<string, string> = {}): Comparison {
  return comparePullRequest({ base, head, migration });
}

/** `breaks query get_order` and so on, of all operations; touches left out. */
function felt(migration: string): readonly string[] {
  return reachOf(migration)
    .impacts.flatMap(({ reaches }) => reaches)
    .filter(({ effect }) => effect !== "touches")
    .map(({ effect, kind, name }) => `${effect} ${kind} ${name}`)
    .toSorted();
}

describe("columns", () => {
  test("a dropped column breaks who reads it, and alters who reads all", () => {
    expect(felt("ALTER TABLE orders DROP COLUMN note;")).toEqual([
      "alters module exports",
      "alters query dump_orders",
      "breaks module checkout",
      "breaks query copy_order",
    ]);
  });

  test("the chain runs from the column over views and queries to endpoints and modules, each link with its line", () => {
    const { impacts } = reachOf("ALTER TABLE orders DROP COLUMN total CASCADE;");
    const reaches = impacts[0]?.reaches ?? [];
    const chain = (name: string) =>
      reaches.find((reach) => reach.name === name)?.via.map(({ kind, name: of }) => `${kind} ${of}`);
    expect(chain("reporting")).toEqual(["column orders.total", "view big_orders", "module reporting"]);
    expect(chain("list_biggest")).toEqual([
      "column orders.total",
      "view big_orders",
      "view biggest_orders",
      "query list_biggest",
    ]);
    expect(chain("billing")).toEqual(["column orders.total", "routine open_total", "query sum_open", "module billing"]);
    expect(chain("order-api")).toEqual([
      "column orders.total",
      "query get_order",
      "endpoint GET /orders/{id}",
      "module order-api",
    ]);
    for (const { via } of reaches) for (const { at } of via) expect(at).toBeDefined();
  });

  test("a column of the same name in another table is another column", () => {
    expect(felt("ALTER TABLE customers DROP COLUMN name;")).toEqual([
      "breaks module accounts",
      "breaks query orders_of_customer",
    ]);
    expect(felt("ALTER TABLE customers ADD COLUMN status text;")).toEqual([]);
  });

  test("an unqualified name belongs to the table that has it", () => {
    expect(felt("ALTER TABLE customers DROP COLUMN email;")).toContain("breaks query orders_of_customer");
    expect(felt("ALTER TABLE orders DROP COLUMN note;")).not.toContain("breaks query orders_of_customer");
  });

  test("a required column breaks each INSERT that leaves it out; an optional one none", () => {
    expect(felt("ALTER TABLE orders ADD COLUMN region text NOT NULL;")).toEqual(
      expect.arrayContaining(["breaks query place_order", "breaks query copy_order", "alters query dump_orders"]),
    );
    expect(felt("ALTER TABLE orders ADD COLUMN region text;")).not.toContain("breaks query place_order");
    expect(felt("ALTER TABLE orders ADD COLUMN region text NOT NULL DEFAULT 'eu';")).not.toContain(
      "breaks query place_order",
    );
  });

  test("a default that inserts rely on", () => {
    expect(felt("ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;")).toContain("breaks query place_order");
    expect(felt("ALTER TABLE customers ALTER COLUMN name DROP DEFAULT;")).toEqual([]);
    expect(felt("ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;")).toEqual([]);
  });

  test("a wider type breaks the views that hold on to it, and no query", () => {
    expect(felt("ALTER TABLE customers ALTER COLUMN name TYPE varchar;")).not.toContain(
      "breaks query orders_of_customer",
    );
    expect(felt("ALTER TABLE orders ALTER COLUMN total TYPE numeric(12,2);")).toEqual(
      expect.arrayContaining(["breaks view big_orders", "alters query get_order"]),
    );
  });

  test("a column that other tables' foreign keys refer to", () => {
    expect(felt("ALTER TABLE customers DROP COLUMN id CASCADE;")).toContain(
      "breaks foreign-key orders.orders_customer_id_fkey",
    );
  });
});

describe("tables, views, routines", () => {
  test("a dropped table breaks everybody, down to the trigger that runs on another", () => {
    expect(felt("DROP TABLE customers CASCADE;")).toEqual([
      "breaks endpoint GET /customers/{id}",
      "breaks foreign-key orders.orders_customer_id_fkey",
      "breaks module accounts",
      "breaks module customer-api",
      "breaks query orders_of_customer",
    ]);
    expect(felt("DROP TABLE order_log;")).toEqual(
      expect.arrayContaining([
        "breaks routine stamp_order",
        "breaks trigger orders.touch_orders",
        "breaks module audit",
        "breaks query close_order",
      ]),
    );
  });

  test("a renamed table whose old name a view keeps breaks nobody", () => {
    expect(felt("ALTER TABLE customers RENAME TO people; CREATE VIEW customers AS SELECT * FROM people;")).toEqual([]);
    expect(felt("ALTER TABLE customers RENAME TO people;")).toContain("breaks query orders_of_customer");
  });

  test("a view that is dropped and made again alters its readers", () => {
    const migration = "DROP VIEW biggest_orders; CREATE VIEW biggest_orders AS SELECT id FROM big_orders LIMIT 5;";
    expect(felt(migration)).toEqual(["alters module reporting", "alters query list_biggest"]);
    expect(felt("DROP VIEW biggest_orders;")).toEqual(["breaks module reporting", "breaks query list_biggest"]);
  });

  test("a dropped routine breaks its callers", () => {
    expect(felt("DROP FUNCTION open_total(bigint);")).toEqual(["breaks module billing", "breaks query sum_open"]);
  });

  test("nobody relies on what the pull request makes", () => {
    const migration =
      "CREATE TABLE tags (id int, name text); ALTER TABLE tags DROP COLUMN name; ALTER TABLE tags ADD COLUMN n int NOT NULL;";
    expect(reachOf(migration).impacts).toEqual([]);
  });

  test("an index reaches nobody", () => {
    expect(reachOf("CREATE INDEX idx_orders_total ON orders (total);").impacts).toEqual([]);
  });
});

describe("queries at head", () => {
  test("what a query names and the schema lacks, with the operation that took it away", () => {
    const { queries: resolved } = reachOf("ALTER TABLE orders DROP COLUMN status;");
    const missing = resolved.flatMap(({ query: { id }, missing: of }) =>
      of.map(({ table, column, operation }) => [id, table, column, operation?.kind]),
    );
    expect(missing).toEqual([
      ["get_order", "orders", "status", "drop-column"],
      ["close_order", "orders", "status", "drop-column"],
    ]);
  });

  test("a new query on what is not there", () => {
    const typo = queries.replace("SELECT id, status, total FROM orders", "SELECT id, state, total FROM orders");
    const { queries: resolved } = reachOf("SELECT 1;", { [QUERIES]: typo });
    expect(
      resolved.map(({ query: { id }, entry, missing }) => [id, entry, missing.map(({ column }) => column)]),
    ).toEqual([["get_order", "changed", ["state"]]]);
  });

  test("output with its types, stars expanded", () => {
    const { queries: resolved } = reachOf("ALTER TABLE orders ADD COLUMN region text;");
    const output = resolved.find(({ query: { id } }) => id === "dump_orders")?.output;
    expect(output?.map(({ name, type }) => `${name} ${type?.meaning}`)).toEqual([
      "id bigint",
      "customer_id bigint",
      "status text",
      "total numeric(10,2)",
      "note text",
      "region text",
    ]);
  });

  test("an INSERT that leaves a required column out", () => {
    const of = (migration: string) =>
      reachOf(migration).queries.flatMap(({ query: { id }, unfilled }) =>
        unfilled.map(({ column, operation }) => [id, column, operation?.kind]),
      );
    expect(of("ALTER TABLE orders ADD COLUMN region text NOT NULL;")).toEqual([
      ["place_order", "region", "add-column"],
      ["copy_order", "region", "add-column"],
    ]);
    expect(of("ALTER TABLE orders ADD COLUMN region text;")).toEqual([]);
    expect(of("CREATE INDEX i ON orders (note);")).toEqual([]);
  });

  test("a query that was rewritten along is told apart", () => {
    const head = { [QUERIES]: queries.replace("SELECT id, status, total FROM orders", "SELECT id, total FROM orders") };
    const { impacts } = reachOf("ALTER TABLE orders DROP COLUMN status;", head);
    const entry = (name: string) => impacts[0]?.reaches.find((reach) => reach.name === name)?.entry;
    expect(entry("get_order")).toBe("changed");
    expect(entry("close_order")).toBe("unchanged");
    expect(entry("GET /orders/{id}")).toBe("unchanged");
  });
});

test("modules by their worst effect; a controller's path is none", () => {
  const { modules } = reachOf("ALTER TABLE orders DROP COLUMN status;");
  expect(modules.map(({ module, effect }) => `${effect} ${module}`)).toEqual(
    ["breaks checkout", "alters exports", "breaks order-api", "touches accounts"].toSorted((left, right) =>
      (left.split(" ")[1] ?? "") < (right.split(" ")[1] ?? "") ? -1 : 1,
    ),
  );
});
