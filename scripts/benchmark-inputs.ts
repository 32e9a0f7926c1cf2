type Files = ReadonlyMap<string, string>;

/** Two sets of files, as a pull request changes the one into the other. */
export type PullRequest = { readonly base: Files; readonly head: Files };

type Size = { readonly tables: number; readonly queries: number; readonly endpoints: number };

/**
 * Three migrations against contracts of this size: a column and an index that the head contract documents, and a table and a dropped column that
 * it does not. Each edition has texts of its own, so that nothing read of one helps with another.
 */
export function pullRequest(size: Size, edition: number, headEdition = edition): PullRequest {
  const base = contracts(size, edition);
  const head = contracts(size, headEdition);
  if (edition !== headEdition) head.set("API_CONTRACT.md", base.get("API_CONTRACT.md") ?? "");
  rewrite(head, "DATABASE_SCHEMA_CONTRACT.md", documentNickname);
  rewrite(head, "SQL_CONTRACT.json", (text) =>
    text.replace("SELECT id, name FROM table_7 ", "SELECT id, nickname FROM table_7 "),
  );
  const migrations = {
    "0002_nickname.up.sql": "ALTER TABLE table_7 ADD COLUMN IF NOT EXISTS nickname text;\n",
    "0002_nickname.down.sql": "ALTER TABLE table_7 DROP COLUMN IF EXISTS nickname;\n",
    "0003_nickname_index.up.sql":
      "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_table_7_nickname ON table_7 (nickname);\n",
    "0003_nickname_index.down.sql": "DROP INDEX CONCURRENTLY IF EXISTS idx_table_7_nickname;\n",
    "0004_notes.up.sql": `CREATE TABLE IF NOT EXISTS notes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_7_id bigint NOT NULL REFERENCES table_7 (id) ON DELETE CASCADE,
    body text NOT NULL
);
ALTER TABLE table_11 DROP COLUMN IF EXISTS reference;
`,
    "0004_notes.down.sql": "ALTER TABLE table_11 ADD COLUMN reference varchar(40);\nDROP TABLE IF EXISTS notes;\n",
  };
  for (const [name, text] of Object.entries(migrations)) head.set(`migrations/${name}`, text);
  return { base, head };
}

/** One migration that touches one table of a database contract, which says so. */
export function smallChange(tables: number, edition: number, headEdition = edition): PullRequest {
  const base = new Map([["DATABASE_SCHEMA_CONTRACT.md", databaseContract(tables, edition)]]);
  const head = new Map([["DATABASE_SCHEMA_CONTRACT.md", databaseContract(tables, headEdition)]]);
  rewrite(head, "DATABASE_SCHEMA_CONTRACT.md", documentNickname);
  head.set("migrations/0002_nickname.sql", "ALTER TABLE table_7 ADD COLUMN IF NOT EXISTS nickname text;\n");
  return { base, head };
}

/** A repository without contracts whose tables come from this many migrations, and a pull request that adds one more. */
export function longHistory(migrations: number): PullRequest {
  const base = new Map(
    Array.from({ length: migrations }, (_, at) => [
      `migrations/${String(at + 1).padStart(5, "0")}.sql`,
      historicMigration(at),
    ]),
  );
  const head = new Map(base);
  head.set(
    `migrations/${String(migrations + 1).padStart(5, "0")}.sql`,
    "ALTER TABLE table_7 ADD COLUMN IF NOT EXISTS nickname text;\n",
  );
  return { base, head };
}

/** Every sixth makes a table, which the next five change. */
function historicMigration(at: number): string {
  const number = Math.floor(at / 6);
  const table = `table_${number}`;
  switch (at % 6) {
    case 0:
      return `${tableDefinition(number)}\n`;
    case 1:
      return `ALTER TABLE ${table} ADD COLUMN note text, ADD COLUMN rank integer NOT NULL DEFAULT 0;\n`;
    case 2:
      return `CREATE INDEX idx_${table}_rank ON ${table} (rank);\nCREATE INDEX idx_${table}_note ON ${table} (note);\n`;
    case 3:
      return `CREATE VIEW view_${number} AS SELECT id, name, rank FROM ${table} WHERE rank > 0;\n`;
    case 4:
      return `ALTER TABLE ${table} ADD CONSTRAINT ${table}_amount CHECK (amount >= 0);\nDROP INDEX idx_${table}_note;\n`;
    default:
      return `ALTER TABLE ${table} ALTER COLUMN reference TYPE text;\nALTER TABLE ${table} DROP COLUMN note;\n`;
  }
}

function contracts({ tables, queries, endpoints }: Size, edition: number): Map<string, string> {
  return new Map([
    ["DATABASE_SCHEMA_CONTRACT.md", databaseContract(tables, edition)],
    ["SQL_CONTRACT.json", sqlContract(queries, tables, edition)],
    ["API_CONTRACT.md", apiContract(endpoints, tables, edition)],
  ]);
}

function rewrite(files: Map<string, string>, path: string, edit: (text: string) => string): void {
  files.set(path, edit(files.get(path) ?? ""));
}

function documentNickname(contract: string): string {
  const [before = "", section = ""] = contract.split(/(?=^### Table: table_7$)/m);
  const edited = section
    .replace("reference varchar(40)", "reference varchar(40),\n    nickname text")
    .replace("\n\n#### Indexes", "\n| nickname | TEXT | YES | - |  | What friends call it |\n\n#### Indexes");
  return (before + edited)
    .replace("**Version:** 2.4.0", "**Version:** 2.5.0")
    .replace("| 2025-12-01 | 2.4.0", "| 2025-12-08 | 2.5.0 | team | Nickname | None |\n| 2025-12-01 | 2.4.0");
}

function header(title: string, edition: number): string {
  return `# ${title}

**Last Updated:** 2025-12-01  
**Version:** 2.4.0  
**Status:** Active

## Purpose

What the benchmark measures, edition ${edition}.

## Change Log

| Date | Version | Agent/Author | Changes | Impact |
|------|---------|--------------|---------|--------|
| 2025-12-01 | 2.4.0 | team | Everything | None |
`;
}

function databaseContract(tables: number, edition: number): string {
  const sections = Array.from({ length: tables }, (_, number) => tableSection(number));
  return `${header("Database Schema Contract", edition)}\n## Tables\n\n${sections.join("\n---\n\n")}\n## Migration History\n`;
}

function tableDefinition(number: number): string {
  const parent = number === 0 ? "" : ` REFERENCES table_${Math.floor(number / 2)} (id) ON DELETE CASCADE`;
  return `CREATE TABLE table_${number} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    parent_id bigint${parent},
    name varchar(255) NOT NULL UNIQUE,
    amount numeric(10,2) NOT NULL DEFAULT 0,
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    reference varchar(40)
);`;
}

function tableSection(number: number): string {
  return `### Table: table_${number}

**Created:** 2025-02-03  
**Last Modified:** 2025-02-03  
**Purpose:** Holds things of kind ${number}

#### Schema Definition

\`\`\`sql
${tableDefinition(number)}
\`\`\`

#### Columns

| Column Name | Data Type | Nullable | Default | Constraints | Description |
|-------------|-----------|----------|---------|-------------|-------------|
| id | BIGINT | NO | AUTO | PRIMARY KEY | Unique identifier |
| parent_id | BIGINT | YES | - | FOREIGN KEY | What it belongs to |
| name | VARCHAR(255) | NO | - | UNIQUE | What it is called |
| amount | NUMERIC(10,2) | NO | 0 |  | What it costs |
| is_active | BOOLEAN | NO | true |  | False once it is closed |
| created_at | TIMESTAMPTZ | NO | now() |  | When the row was made |
| reference | VARCHAR(40) | YES | - |  | What others call it |

#### Indexes

| Index Name | Columns | Type | Purpose |
|------------|---------|------|---------|
| idx_table_${number}_created_at | created_at | BTREE | Newest first |

#### Foreign Keys

| FK Name | Column | References | On Delete | On Update |
|---------|--------|------------|-----------|-----------|
${number === 0 ? "" : `| table_${number}_parent_id_fkey | parent_id | table_${Math.floor(number / 2)}(id) | CASCADE | NO ACTION |\n`}
#### Dependencies

**Used By (Modules):**
- \`service-${number % 17}\` - Reads and writes
- \`back-office\` - Reads

**Depends On (Tables):**
- ${number === 0 ? "None" : `\`table_${Math.floor(number / 2)}\` - What it belongs to`}
`;
}

function sqlContract(queries: number, tables: number, edition: number): string {
  const entries = Array.from({ length: queries }, (_, number) => sqlQuery(number, tables));
  const contract = {
    contract_version: "2.4.0",
    last_updated: "2025-12-01",
    updated_by: "team",
    description: `Edition ${edition}`,
    changelog: [{ date: "2025-12-01", version: "2.4.0", author: "team", changes: "All", impact: "None" }],
    queries: Object.fromEntries(entries.map((entry) => [entry.id, entry])),
  };
  return JSON.stringify(contract, undefined, 2);
}

function sqlQuery(number: number, tables: number) {
  const table = `table_${number % tables}`;
  const parent = `table_${Math.floor((number % tables) / 2)}`;
  const joined = `SELECT t.id, t.name, p.amount FROM ${table} t JOIN ${parent} p ON p.id = t.parent_id WHERE t.is_active AND t.id = $1`;
  return {
    id: `list_${number}`,
    name: `List ${number}`,
    description: "Lists what the screen shows",
    created_date: "2025-02-03",
    last_modified: "2025-02-03",
    category: "lists",
    sql: number % 3 === 0 ? joined : `SELECT id, name FROM ${table} WHERE parent_id = $1 ORDER BY created_at LIMIT 50`,
    database: "main",
    operation_type: "SELECT",
    parameters: [{ name: "id", type: "bigint", required: true, description: "Which one", example: 7 }],
    returns: { type: "multiple_rows", columns: [{ name: "id", type: "bigint", description: "Which one" }] },
    used_by_modules: [{ module: `service-${number % 17}`, file: "src/list.ts", function: "list", usage: "Reads" }],
    depends_on_tables: number % 3 === 0 ? [table, parent] : [table],
    tags: ["lists"],
  };
}

function apiContract(endpoints: number, tables: number, edition: number): string {
  const sections = Array.from({ length: endpoints }, (_, number) => endpointSection(number, tables));
  return `${header("API Contract", edition)}\n## Endpoints\n\n${sections.join("\n---\n\n")}`;
}

function endpointSection(number: number, tables: number): string {
  return `#### \`GET /api/v1/things/${number}/{id}\`

Shows things of kind ${number}

**Added:** 2025-02-03  
**Last Modified:** 2025-02-03  
**Status:** active

**Response 200:**

\`\`\`json
{ "id": 7, "name": "A thing", "amount": 12.5, "reference": "A-7" }
\`\`\`

**Implementation:**
- **Controller:** \`src/things/${number}.ts\`
- **Service:** \`service-${number % 17}\`
- **Database Tables:** \`table_${number % tables}\`
- **SQL Queries:** \`list_${number}\`

| Date | Version | Change | Breaking |
|------|---------|--------|----------|
| 2025-02-03 | 1.0.0 | Added | NO |
`;
}
