import { describe, expect, test } from "vitest";
import { comparePullRequest, type PullRequest, told } from "./pull-request.ts";

const DATABASE = "DATABASE_SCHEMA_CONTRACT.md";

const header = `# Database Schema Contract

**Version:** 1.2.0

## Change Log

| Date | Version | Agent/Author | Changes | Impact |
|------|---------|--------------|---------|--------|
| 2026-01-05 | 1.2.0 | shop team | First tables | None |

## Tables
`;

const customers = `### Table: customers

\`\`\`sql
CREATE TABLE customers (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE
);
\`\`\`

#### Columns

| Column Name | Data Type | Nullable | Default | Constraints | Description |
|---|---|---|---|---|---|
| id | BIGINT | NO | AUTO | PRIMARY KEY | |
| email | VARCHAR(255) | NO | - | UNIQUE | |
`;

const orders = `### Table: orders

\`\`\`sql
CREATE TABLE orders (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    total NUMERIC(10,2) NOT NULL,
    note TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT orders_total_check CHECK (total >= 0)
);
\`\`\`

#### Columns

| Column Name | Data Type | Nullable | Default | Constraints | Description |
|---|---|---|---|---|---|
| id | BIGINT | NO | AUTO | PRIMARY KEY | |
| customer_id | BIGINT | NO | - | FOREIGN KEY | |
| total | NUMERIC(10,2) | NO | - | | |
| note | TEXT | YES | - | | |
| created_at | TIMESTAMPTZ | NO | CURRENT_TIMESTAMP | | |

#### Indexes

| Index Name | Columns | Type | Purpose |
|---|---|---|---|
| idx_orders_customer_id | customer_id | BTREE | |

#### Foreign Keys

| FK Name | Column | References | On Delete | On Update |
|---|---|---|---|---|
| | customer_id | customers(id) | CASCADE | NO ACTION |

#### Dependencies

**Used By (Modules):**
- \`checkout\` - places orders

**Depends On (Tables):**
- \`customers\`
`;

const contract = `${header}\n${customers}\n${orders}`;

/** What is told of a pull request against the two tables; `edits` are made to the contract's text at head. */
function discrepanciesOf(
  migration: string,
  edits: readonly (readonly [string, string])[] = [],
  more: PullRequest = {},
): readonly string[] {
  return told(
    comparePullRequest({
      base: { [DATABASE]: contract },
      head: { [DATABASE]: edited(contract, edits) },
      migration,
      ...more,
    }),
  );
}

function edited(text: string, edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((all, [find, replace]) => {
    expect(all).toContain(find);
    return all.replace(find, () => replace);
  }, text);
}

const noteRow = "| note | TEXT | YES | - | | |";
const noteLine = "    note TEXT,\n";

describe("columns", () => {
  test("an added column that both places of the section have is as promised", () => {
    const edits = [
      [noteLine, `${noteLine}    region VARCHAR(40),\n`],
      [noteRow, `${noteRow}\n| region | varchar(40) | YES | - | | |`],
    ] as const;
    expect(discrepanciesOf("ALTER TABLE orders ADD COLUMN region character varying(40);", edits)).toEqual([]);
  });

  test("an added column that only the DDL block or only the Columns table has is no missing promise", () => {
    const migration = "ALTER TABLE orders ADD COLUMN region text;";
    expect(discrepanciesOf(migration, [[noteLine, `${noteLine}    region text,\n`]])).toEqual([]);
    expect(discrepanciesOf(migration, [[noteRow, `${noteRow}\n| region | TEXT | YES | - | | |`]])).toEqual([]);
  });

  test("an added column is missing", () => {
    expect(discrepanciesOf("ALTER TABLE orders ADD COLUMN region text NOT NULL DEFAULT 'eu';")).toEqual([
      "missing column orders.region",
    ]);
  });

  test("an addition that does nothing asks for nothing", () => {
    expect(discrepanciesOf("ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;")).toEqual([]);
  });

  test("a column that is added and dropped again asks for nothing", () => {
    expect(discrepanciesOf("ALTER TABLE orders ADD COLUMN x int; ALTER TABLE orders DROP COLUMN x;")).toEqual([]);
  });

  test("types compare by meaning", () => {
    const at = (type: string) => [[noteRow, `${noteRow}\n| n | ${type} | YES | - | | |`]] as const;
    const of = (migration: string, type: string) =>
      discrepanciesOf(`ALTER TABLE orders ADD COLUMN n ${migration};`, at(type));
    expect(of("int4", "INTEGER")).toEqual([]);
    expect(of("int8", "bigint")).toEqual([]);
    expect(of("timestamptz", "TIMESTAMP WITH TIME ZONE")).toEqual([]);
    expect(of("decimal(8, 2)", "NUMERIC(8,2)")).toEqual([]);
    expect(of("text[]", "TEXT[]")).toEqual([]);
    expect(of("varchar(255)", "TEXT")).toEqual(["different column orders.n type: character varying(255) / TEXT"]);
    expect(of("timestamp", "TIMESTAMPTZ")).toEqual([
      "different column orders.n type: timestamp without time zone / TIMESTAMPTZ",
    ]);
  });

  test("defaults compare by meaning", () => {
    const at = (value: string) => [[noteRow, `${noteRow}\n| d | TEXT | YES | ${value} | | |`]] as const;
    const of = (value: string, promised: string) =>
      discrepanciesOf(`ALTER TABLE orders ADD COLUMN d text ${value === "" ? "" : `DEFAULT ${value}`};`, at(promised));
    expect(of("'new'", "'new'")).toEqual([]);
    expect(of("'new'::text", "'new'")).toEqual([]);
    expect(of("'new'", "new")).toEqual([]);
    expect(of("", "-")).toEqual([]);
    expect(of("", "NULL")).toEqual([]);
    expect(of("NULL", "-")).toEqual([]);
    expect(of("'new'", "'old'")).toEqual(["different column orders.d default: 'new' / 'old'"]);
    expect(of("'new'", "-")).toHaveLength(1);
    expect(of("", "'old'")).toHaveLength(1);
  });

  test("a row that leaves the default open promises nothing about it", () => {
    const bare = `# Contract\n\n**Version:** 1.0.0\n\n## Tables\n\n### Table: tags\n\n| Column | Type |\n|---|---|\n| id | int |\n`;
    const pull = (head: string) =>
      comparePullRequest({
        base: { [DATABASE]: bare },
        head: { [DATABASE]: bare + head },
        migration: "ALTER TABLE tags ADD COLUMN at timestamptz NOT NULL DEFAULT now();",
      });
    expect(told(pull("| at | timestamptz |\n"))).toEqual([]);
    expect(told(pull(""))).toEqual(["missing column tags.at"]);
  });

  test("nullability that the migration sets must be promised", () => {
    const migration = "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;";
    expect(discrepanciesOf(migration)).toEqual(["different column orders.note nullable: NOT NULL / NULL"]);
    const edits = [
      [noteLine, "    note TEXT NOT NULL,\n"],
      [noteRow, "| note | TEXT | NO | - | | |"],
    ] as const;
    expect(discrepanciesOf(migration, edits)).toEqual([]);
  });

  test("a dropped column that the contract keeps, or only marks deprecated, is stale", () => {
    const migration = "ALTER TABLE orders DROP COLUMN note;";
    expect(discrepanciesOf(migration)).toEqual(["stale column orders.note"]);
    expect(discrepanciesOf(migration, [[noteRow, "| note | TEXT | YES | - | | DEPRECATED since 1.2.0 |"]])).toEqual([
      "stale column orders.note",
    ]);
    expect(
      discrepanciesOf(migration, [
        [noteLine, ""],
        [`${noteRow}\n`, ""],
      ]),
    ).toEqual([]);
  });

  test("a rename asks for the new name, and tells of nothing that goes with it", () => {
    const migration = "ALTER TABLE orders RENAME COLUMN total TO amount;";
    expect(discrepanciesOf(migration)).toEqual(["missing column orders.amount", "stale column orders.total"]);
    const edits = [
      ["total NUMERIC(10,2) NOT NULL", "amount NUMERIC(10,2) NOT NULL"],
      ["CHECK (total >= 0)", "CHECK (amount >= 0)"],
      ["| total | NUMERIC(10,2)", "| amount | NUMERIC(10,2)"],
    ] as const;
    expect(discrepanciesOf(migration, edits)).toEqual([]);
  });
});

describe("keys, checks and indexes", () => {
  test("a new foreign key must be promised with its actions", () => {
    const migration = "ALTER TABLE orders ADD COLUMN shop_id bigint REFERENCES shops (id) ON DELETE SET NULL;";
    const column = [noteRow, `${noteRow}\n| shop_id | BIGINT | YES | - | | |`] as const;
    const row = "| | customer_id | customers(id) | CASCADE | NO ACTION |";
    expect(discrepanciesOf(migration, [column])).toEqual(["missing foreign-key orders.orders_shop_id_fkey"]);
    const promised = (action: string, name = "") =>
      discrepanciesOf(migration, [column, [row, `${row}\n| ${name} | shop_id | shops(id) | ${action} | NO ACTION |`]]);
    expect(promised("SET NULL")).toEqual([]);
    expect(promised("SET NULL", "orders_shop_id_fkey")).toEqual([]);
    expect(promised("CASCADE")).toEqual([
      "different foreign-key orders.orders_shop_id_fkey on delete: SET NULL / CASCADE",
    ]);
    expect(promised("SET NULL", "fk_shop")).toEqual([
      "different foreign-key orders.orders_shop_id_fkey name: orders_shop_id_fkey / fk_shop",
    ]);
  });

  test("a target without columns means the primary key", () => {
    const migration = "ALTER TABLE orders ADD COLUMN shop_id bigint REFERENCES shops;";
    const edits = [
      [noteRow, `${noteRow}\n| shop_id | BIGINT | YES | - | | |`],
      [
        "| | customer_id | customers(id) | CASCADE | NO ACTION |",
        "| | customer_id | customers(id) | CASCADE | NO ACTION |\n| | shop_id | shops(id) | NO ACTION | NO ACTION |",
      ],
    ] as const;
    expect(discrepanciesOf(migration, edits)).toEqual([]);
  });

  test("a dropped foreign key is stale wherever it stands", () => {
    const migration = "ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;";
    expect(discrepanciesOf(migration)).toContain("stale foreign-key orders.orders_customer_id_fkey");
    const edits = [
      [" REFERENCES customers (id) ON DELETE CASCADE", ""],
      ["| | customer_id | customers(id) | CASCADE | NO ACTION |\n", ""],
    ] as const;
    expect(discrepanciesOf(migration, edits)).toEqual([]);
  });

  test("a new index must be promised; what its row leaves open fits", () => {
    const migration = "CREATE INDEX idx_orders_created_at ON orders (created_at DESC);";
    const row = "| idx_orders_customer_id | customer_id | BTREE | |";
    const promised = (added: string) => discrepanciesOf(migration, [[row, `${row}\n${added}`]]);
    expect(discrepanciesOf(migration)).toEqual(["missing index orders.idx_orders_created_at"]);
    expect(promised("| idx_orders_created_at | created_at | BTREE | |")).toEqual([]);
    expect(promised("| idx_orders_created_at | created_at DESC | | |")).toEqual([]);
    expect(promised("| | created_at DESC | btree | |")).toEqual([]);
    expect(promised("| idx_orders_created_at | created_at ASC | BTREE | |")).toEqual([
      "different index orders.idx_orders_created_at columns: created_at DESC / created_at ASC",
    ]);
    expect(promised("| idx_orders_created_at | created_at | HASH | |")).toEqual([
      "different index orders.idx_orders_created_at method: btree / hash",
    ]);
    expect(promised("| idx_orders_made_at | created_at | BTREE | |")).toEqual([
      "different index orders.idx_orders_created_at name: idx_orders_created_at / idx_orders_made_at",
    ]);
  });

  test("an index on an expression fits its row", () => {
    const migration =
      "CREATE UNIQUE INDEX idx_customers_email_lower ON customers (lower(email)) WHERE email IS NOT NULL;";
    const table =
      "\n#### Indexes\n\n| Index Name | Columns | Type |\n|---|---|---|\n| idx_customers_email_lower | lower(email) | UNIQUE |\n";
    expect(
      discrepanciesOf(migration, [
        ["| email | VARCHAR(255) | NO | - | UNIQUE | |\n", `| email | VARCHAR(255) | NO | - | UNIQUE | |\n${table}`],
      ]),
    ).toEqual([]);
  });

  test("a dropped index is stale, found without its table's name", () => {
    expect(discrepanciesOf("DROP INDEX idx_orders_customer_id;")).toEqual([
      "stale index orders.idx_orders_customer_id",
    ]);
    expect(
      discrepanciesOf("DROP INDEX idx_orders_customer_id;", [
        ["| idx_orders_customer_id | customer_id | BTREE | |\n", ""],
      ]),
    ).toEqual([]);
  });

  test("a new check must be promised by what it demands", () => {
    const migration = "ALTER TABLE orders ADD CONSTRAINT total_small CHECK (total < 1000000);";
    expect(discrepanciesOf(migration)).toEqual(["missing constraint orders.total_small"]);
    const line = "    CONSTRAINT orders_total_check CHECK (total >= 0)";
    expect(discrepanciesOf(migration, [[line, `${line},\n    CONSTRAINT total_small CHECK (total<1000000)`]])).toEqual(
      [],
    );
    expect(discrepanciesOf(migration, [[line, `${line},\n    CHECK (total < 1000000)`]])).toEqual([]);
    expect(discrepanciesOf(migration, [[line, `${line},\n    CONSTRAINT total_small CHECK (total < 5)`]])).toEqual([
      "different constraint orders.total_small definition: CHECK (total < 1000000) / CHECK (total < 5)",
    ]);
  });

  test("a unique constraint fits the row that says UNIQUE", () => {
    const migration = "ALTER TABLE orders ADD CONSTRAINT orders_note_key UNIQUE (note);";
    expect(discrepanciesOf(migration)).toEqual(["missing constraint orders.orders_note_key"]);
    expect(discrepanciesOf(migration, [[noteRow, "| note | TEXT | YES | - | UNIQUE | |"]])).toEqual([]);
  });
});

describe("tables", () => {
  const tags =
    "CREATE TABLE tags (id serial PRIMARY KEY, name varchar(40) NOT NULL UNIQUE, order_id bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE);";

  test("a new table is missing, and fits its section however it is written", () => {
    expect(discrepanciesOf(tags)).toEqual(["missing table tags"]);
    const columns =
      "| Column | Type | Nullable | Default | Constraints |\n|---|---|---|---|---|\n| id | SERIAL | NO | AUTO | PRIMARY KEY |\n| name | VARCHAR(40) | NO | - | UNIQUE |\n| order_id | BIGINT | NO | - | FOREIGN KEY |\n";
    const keys =
      "#### Foreign Keys\n\n| FK Name | Column | References | On Delete | On Update |\n|---|---|---|---|---|\n| tags_order_id_fkey | order_id | orders(id) | CASCADE | NO ACTION |\n";
    const section = (text: string) =>
      discrepanciesOf(tags, [["### Table: orders", `### Table: tags\n\n${text}\n\n### Table: orders`]]);
    expect(section(`#### Columns\n\n${columns}\n${keys}`)).toEqual([]);
    expect(section(`\`\`\`sql\n${tags}\n\`\`\``)).toEqual([]);
    expect(section(`\`\`\`sql\n${tags}\n\`\`\`\n\n#### Columns\n\n${columns}\n${keys}`)).toEqual([]);
  });

  test("a dropped or renamed table is stale", () => {
    expect(discrepanciesOf("DROP TABLE orders;")).toEqual(["stale table orders"]);
    expect(discrepanciesOf("ALTER TABLE orders RENAME TO purchases;")).toEqual([
      "missing table purchases",
      "stale table orders",
    ]);
  });

  test("a temporary table and a partition ask for no section", () => {
    expect(discrepanciesOf("CREATE TEMP TABLE scratch (id int);")).toEqual([]);
    expect(discrepanciesOf("CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM (1) TO (2);")).toEqual([]);
  });

  test("of a table that no contract has, the changed column alone is asked for", () => {
    expect(discrepanciesOf("ALTER TABLE legacy ADD COLUMN region text;")).toEqual(["missing column legacy.region"]);
    const section =
      "### Table: legacy\n\n| Column | Type | Nullable |\n|---|---|---|\n| id | bigint | NO |\n| region | text | YES |\n\n### Table: orders";
    expect(discrepanciesOf("ALTER TABLE legacy ADD COLUMN region text;", [["### Table: orders", section]])).toEqual([]);
  });

  test("a document of policy alone is asked for no table", () => {
    const policy =
      "# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Migration Policy\n\nAll scripts MUST be idempotent.\n";
    expect(told(comparePullRequest({ base: { [DATABASE]: policy }, migration: tags }))).toEqual([]);
  });
});

describe("who brought it about", () => {
  test("what the contract newly claims and no migration makes", () => {
    const none = "SELECT 1;";
    expect(discrepanciesOf(none, [[noteRow, `${noteRow}\n| region | TEXT | YES | - | | |`]])).toEqual([
      "stale column orders.region (unmade)",
    ]);
    expect(discrepanciesOf(none, [[noteRow, "| note | VARCHAR(20) | YES | - | | |"]])).toEqual([
      "different column orders.note type: text / VARCHAR(20) (unmade)",
    ]);
    expect(
      discrepanciesOf(none, [
        [noteLine, ""],
        [`${noteRow}\n`, ""],
      ]),
    ).toEqual(["missing column orders.note (unmade)"]);
    expect(
      discrepanciesOf(none, [
        ["### Table: orders", "### Table: tags\n\n| Column | Type |\n|---|---|\n| id | int |\n\n### Table: orders"],
      ]),
    ).toEqual(["stale table tags (unmade)"]);
    expect(
      discrepanciesOf(none, [
        ["| | customer_id | customers(id) | CASCADE", "| | customer_id | customers(id) | RESTRICT"],
      ]),
    ).toEqual(["different foreign-key orders.orders_customer_id_fkey on delete: CASCADE / RESTRICT (unmade)"]);
  });

  test("words that say nothing of the schema claim nothing", () => {
    expect(
      discrepanciesOf("SELECT 1;", [
        ["- `checkout` - places orders", "- `checkout` - places orders\n- `billing` - bills them"],
      ]),
    ).toEqual([]);
    expect(discrepanciesOf("SELECT 1;", [[noteRow, "| note | text | YES | - | | DEPRECATED since 1.3.0 |"]])).toEqual(
      [],
    );
    expect(
      discrepanciesOf("SELECT 1;", [["TIMESTAMPTZ | NO | CURRENT_TIMESTAMP", "timestamp with time zone | NO | now()"]]),
    ).toEqual([]);
  });

  test("a part that the base contract was silent about may be filled in", () => {
    const table = "\n#### Indexes\n\n| Index Name | Columns |\n|---|---|\n| customers_email_idx | email |\n";
    const row = "| email | VARCHAR(255) | NO | - | UNIQUE | |\n";
    expect(discrepanciesOf("SELECT 1;", [[row, `${row}${table}`]])).toEqual([]);
  });

  test("what was untrue before and is not touched is not told", () => {
    const wrong = contract.replace("| total | NUMERIC(10,2) | NO |", "| total | NUMERIC(12,2) | YES |");
    const pull = comparePullRequest({
      base: { [DATABASE]: wrong },
      head: { [DATABASE]: `${wrong}\nMore words.\n` },
      migration: "ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'x';",
    });
    expect(told(pull)).toEqual(["different column orders.note default: 'x' / none"]);
  });

  test("a first contract may document all that is there", () => {
    expect(told(comparePullRequest({ head: { [DATABASE]: contract } }))).toEqual([]);
  });

  test("with the history known, a correction is right and drift is told apart", () => {
    const history =
      "CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(255) NOT NULL UNIQUE, phone text);";
    const head = edited(contract, [
      [
        "| email | VARCHAR(255) | NO | - | UNIQUE | |\n",
        "| email | VARCHAR(255) | NO | - | UNIQUE | |\n| phone | TEXT | YES | - | | |\n",
      ],
    ]);
    expect(told(comparePullRequest({ base: { [DATABASE]: contract }, head: { [DATABASE]: head }, history }))).toEqual(
      [],
    );
    const touched = comparePullRequest({
      base: { [DATABASE]: contract },
      history,
      migration: "ALTER TABLE customers ALTER COLUMN email TYPE text;",
    });
    expect(told(touched)).toEqual([
      "different column customers.email type: text / VARCHAR(255)",
      "missing column customers.phone (before)",
    ]);
  });
});

describe("views, routines, enums", () => {
  const more = `${contract}
## Views

### View: big_orders

\`\`\`sql
CREATE VIEW big_orders AS SELECT id, total FROM orders WHERE total > 100;
\`\`\`

## Stored Procedures & Functions

### Function: order_total

\`\`\`sql
CREATE FUNCTION order_total(order_id bigint) RETURNS numeric LANGUAGE sql AS $$ SELECT total FROM orders WHERE id = order_id $$;
\`\`\`
`;
  const of = (migration: string, edits: readonly (readonly [string, string])[] = []) =>
    told(comparePullRequest({ base: { [DATABASE]: more }, head: { [DATABASE]: edited(more, edits) }, migration }));

  test("a redefined view must be promised as it then is", () => {
    const migration = "CREATE OR REPLACE VIEW big_orders AS SELECT id, total FROM orders WHERE total > 500;";
    expect(of(migration)).toHaveLength(1);
    expect(of(migration, [["total > 100;", "total>500\n;"]])).toEqual([]);
  });

  test("the same view once more changes nothing", () => {
    expect(of("CREATE OR REPLACE VIEW big_orders AS select id, total\nfrom orders where (total > 100);")).toEqual([]);
  });

  test("a new and a dropped view", () => {
    expect(of("CREATE VIEW small_orders AS SELECT id FROM orders;")).toEqual(["missing view small_orders"]);
    expect(of("DROP VIEW big_orders;")).toEqual(["stale view big_orders"]);
  });

  test("a view over a renamed table must be promised under the new name", () => {
    const migration = "ALTER TABLE orders RENAME TO purchases;";
    const followed = [
      ["### Table: orders", "### Table: purchases"],
      ["CREATE TABLE orders", "CREATE TABLE purchases"],
    ] as const;
    expect(of(migration, followed).filter((line) => line.includes("view"))).toHaveLength(1);
    expect(
      of(migration, [...followed, ["total FROM orders WHERE total > 100", "total FROM purchases WHERE total > 100"]]),
    ).toEqual([]);
  });

  test("routines by name and body", () => {
    expect(of("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';")).toEqual(["missing routine one"]);
    expect(of("DROP FUNCTION order_total(bigint);")).toEqual(["stale routine order_total"]);
    const changed =
      "CREATE OR REPLACE FUNCTION order_total(order_id bigint) RETURNS numeric LANGUAGE sql AS $$ SELECT 0 $$;";
    expect(of(changed)).toEqual([
      "different routine order_total body: SELECT 0 / SELECT total FROM orders WHERE id = order_id",
    ]);
    expect(of(changed, [["$$ SELECT total FROM orders WHERE id = order_id $$", "$$\n  select 0\n$$"]])).toEqual([]);
  });

  test("an enum's values that the contract changes and no migration does", () => {
    const section = (values: string) =>
      `${more}\n### Enum: mood\n\n\`\`\`sql\nCREATE TYPE mood AS ENUM (${values});\n\`\`\`\n`;
    const pull = (head: string) =>
      told(comparePullRequest({ base: { [DATABASE]: section("'ok', 'sad'") }, head: { [DATABASE]: head } }));
    expect(pull(section("'ok', 'sad', 'mad'"))).toEqual([
      "different enum mood values: ok, sad / ok, sad, mad (unmade)",
    ]);
    expect(pull(more)).toEqual(["missing enum mood (unmade)"]);
    expect(pull(section("'ok','sad'"))).toEqual([]);
    expect(pull(`${section("'ok', 'sad'")}\nMore words.\n`)).toEqual([]);
  });

  test("enums by their values in order", () => {
    const section = "### Table: orders\n\n```sql\nCREATE TYPE mood AS ENUM ('ok', 'sad');\n```\n";
    expect(of("CREATE TYPE mood AS ENUM ('ok', 'sad');")).toEqual(["missing enum mood"]);
    expect(of("CREATE TYPE mood AS ENUM ('ok', 'sad');", [["### Table: orders\n", section]])).toEqual([]);
    expect(of("CREATE TYPE mood AS ENUM ('ok', 'happy');", [["### Table: orders\n", section]])).toEqual([
      "different enum mood values: ok, happy / ok, sad",
    ]);
  });
});
