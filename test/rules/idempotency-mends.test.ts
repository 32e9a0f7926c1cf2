import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { mysqlExampleBase, sqliteExampleBase } from "../../src/rules/example-base-dialects.ts";

const mariadbBase = Object.fromEntries(
  Object.entries(mysqlExampleBase).map(([path, text]) => [
    path,
    text
      .replace("**Type:** MySQL", "**Type:** MariaDB")
      .replace("**Version:** MySQL 8.0", "**Version:** MariaDB 10.11"),
  ]),
);
const bases = { MySQL: mysqlExampleBase, MariaDB: mariadbBase, SQLite: sqliteExampleBase } as const;

async function found(server: keyof typeof bases, rule: string, migration: string, ledgerSuffices = false) {
  const base = new Map(Object.entries(bases[server]));
  const head = new Map([...base, ["migrations/0002_example.sql", migration]]);
  const report = await reviewFiles(base, head, { ...defaultPolicy, ledgerSuffices });
  expect(report.diagnostics.map(({ message }) => message)).toEqual([]);
  return report.findings.filter((finding) => finding.rule === rule);
}

const addColumn = "ALTER TABLE users ADD COLUMN phone varchar(40) DEFAULT '\\\\';";
const dropForeignKey = "ALTER TABLE orders DROP FOREIGN KEY orders_user_id_fkey;";
const addForeignKey = "ALTER TABLE orders ADD CONSTRAINT orders_buyer FOREIGN KEY (user_id) REFERENCES users (id);";

describe("a question to the catalog that is pasted for the statement", () => {
  it.each([
    ["MySQL", "add-column-not-guarded", addColumn],
    ["MySQL", "create-not-guarded", "CREATE INDEX idx_total ON orders (total);"],
    ["MySQL", "create-not-guarded", "ALTER TABLE orders ADD KEY idx_total (total);"],
    ["MySQL", "constraint-not-guarded", addForeignKey],
    ["MariaDB", "constraint-not-guarded", addForeignKey],
    ["MySQL", "drop-not-guarded", "ALTER TABLE users DROP COLUMN name;"],
    ["MySQL", "drop-not-guarded", "DROP INDEX idx_users_email ON users;"],
    ["MySQL", "drop-not-guarded", dropForeignKey],
    ["MariaDB", "drop-not-guarded", dropForeignKey],
    ["MySQL", "rename-not-guarded", "RENAME TABLE users TO people;"],
    ["MySQL", "rename-not-guarded", "ALTER TABLE orders RENAME COLUMN total TO amount;"],
    ["MariaDB", "rename-not-guarded", "ALTER TABLE orders CHANGE total amount decimal(10,2);"],
  ] as const)("%s, %s: %s", async (server, rule, migration) => {
    const [finding] = await found(server, rule, migration);
    const block = /```sql\n([\s\S]*?)\n```/.exec(finding?.howToFix ?? "")?.[1] ?? "";
    expect(block).toContain("information_schema");
    expect(await found(server, rule, block)).toEqual([]);
  });

  it("asks for each part of a statement by itself", async () => {
    const findings = await found("MySQL", "add-column-not-guarded", "ALTER TABLE users ADD phone int, ADD fax int;");
    const blocks = findings.map(({ howToFix }) => /```sql\n([\s\S]*?)\n```/.exec(howToFix)?.[1] ?? "");
    expect(blocks.map((block) => /'(ALTER[^']*)'/.exec(block)?.[1])).toEqual([
      "ALTER TABLE users ADD phone int",
      "ALTER TABLE users ADD fax int",
    ]);
    expect(await found("MySQL", "add-column-not-guarded", blocks.join("\n"))).toEqual([]);
  });
});

describe("words of the server's own", () => {
  const trigger = "TRIGGER touch BEFORE INSERT ON users FOR EACH ROW SET NEW.name = 'x';";
  const sqliteTrigger = "TRIGGER touch AFTER INSERT ON users BEGIN UPDATE users SET name = 'x' WHERE id = new.id; END;";
  const routine = "FUNCTION one() RETURNS int DETERMINISTIC RETURN 1;";
  const rows = "INTO users (id, email) VALUES (1, 'root@example.org')";

  it.each([
    [
      "MariaDB",
      "add-column-not-guarded",
      addColumn,
      "ADD COLUMN IF NOT EXISTS",
      addColumn.replace("ADD COLUMN", "ADD COLUMN IF NOT EXISTS"),
    ],
    [
      "MariaDB",
      "create-not-guarded",
      "CREATE INDEX i ON orders (total);",
      "INDEX IF NOT EXISTS",
      "CREATE INDEX IF NOT EXISTS i ON orders (total);",
    ],
    [
      "SQLite",
      "create-not-guarded",
      "CREATE INDEX i ON orders (total);",
      "INDEX IF NOT EXISTS",
      "CREATE INDEX IF NOT EXISTS i ON orders (total);",
    ],
    [
      "MySQL",
      "create-not-guarded",
      "CREATE VIEW v AS SELECT id FROM users;",
      "OR REPLACE VIEW",
      "CREATE OR REPLACE VIEW v AS SELECT id FROM users;",
    ],
    [
      "SQLite",
      "create-not-guarded",
      "CREATE VIEW v AS SELECT id FROM users;",
      "VIEW IF NOT EXISTS",
      "CREATE VIEW IF NOT EXISTS v AS SELECT id FROM users;",
    ],
    [
      "MariaDB",
      "drop-not-guarded",
      "DROP INDEX idx_users_email ON users;",
      "IF EXISTS idx_users_email ON users",
      "DROP INDEX IF EXISTS idx_users_email ON users;",
    ],
    [
      "SQLite",
      "drop-not-guarded",
      "DROP INDEX idx_users_email;",
      "DROP INDEX IF EXISTS idx_users_email",
      "DROP INDEX IF EXISTS idx_users_email;",
    ],
    ["MySQL", "insert-not-idempotent", `INSERT ${rows};`, "INSERT IGNORE", `INSERT IGNORE ${rows};`],
    [
      "MySQL",
      "insert-not-idempotent",
      `INSERT ${rows};`,
      "ON DUPLICATE KEY UPDATE",
      `INSERT ${rows} ON DUPLICATE KEY UPDATE email = email;`,
    ],
    [
      "SQLite",
      "insert-not-idempotent",
      `INSERT ${rows};`,
      "ON CONFLICT DO NOTHING",
      `INSERT ${rows} ON CONFLICT DO NOTHING;`,
    ],
    ["SQLite", "insert-not-idempotent", `INSERT ${rows};`, "INSERT OR IGNORE", `INSERT OR IGNORE ${rows};`],
    [
      "MySQL",
      "routine-not-replaceable",
      `CREATE ${routine}`,
      "DROP FUNCTION IF EXISTS one",
      `DROP FUNCTION IF EXISTS one;\nCREATE ${routine}`,
    ],
    ["MariaDB", "routine-not-replaceable", `CREATE ${routine}`, "OR REPLACE FUNCTION", `CREATE OR REPLACE ${routine}`],
    [
      "MySQL",
      "routine-not-replaceable",
      `CREATE ${trigger}`,
      "DROP TRIGGER IF EXISTS touch;",
      `DROP TRIGGER IF EXISTS touch;\nCREATE ${trigger}`,
    ],
    ["MariaDB", "routine-not-replaceable", `CREATE ${trigger}`, "OR REPLACE TRIGGER", `CREATE OR REPLACE ${trigger}`],
    [
      "SQLite",
      "routine-not-replaceable",
      `CREATE ${sqliteTrigger}`,
      "TRIGGER IF NOT EXISTS",
      `CREATE ${sqliteTrigger.replace("TRIGGER", "TRIGGER IF NOT EXISTS")}`,
    ],
  ] as const)("%s, %s: %s → %s", async (server, rule, migration, words, mended) => {
    const [finding] = await found(server, rule, migration);
    expect(finding?.howToFix).toContain(words);
    expect(await found(server, rule, mended)).toEqual([]);
  });
});

describe("where SQLite has no guard", () => {
  it.each([
    ["add-column-not-guarded", "ALTER TABLE users ADD COLUMN phone text;"],
    ["drop-not-guarded", "ALTER TABLE users DROP COLUMN name;"],
    ["rename-not-guarded", "ALTER TABLE users RENAME TO people;"],
    ["rename-not-guarded", "ALTER TABLE users RENAME COLUMN name TO full_name;"],
  ])("%s names the setting that it is silent by: %s", async (rule, migration) => {
    const [finding] = await found("SQLite", rule, migration);
    expect(finding?.howToFix).toMatch(/SQLite has no guard.*ledgerSuffices: true/);
    expect(finding?.howToFix).not.toMatch(/IF (?:NOT )?EXISTS|DO \$\$/);
    expect(await found("SQLite", rule, migration, true)).toEqual([]);
  });
});
