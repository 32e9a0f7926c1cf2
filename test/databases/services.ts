/** The files of a service: its database contract with one table, and the migration that makes it. */
export function service(
  root: string,
  table: string,
  columns: readonly string[] = ["name"],
): ReadonlyMap<string, string> {
  const ddl = columns.map((column) => `, ${column} text NOT NULL`).join("");
  return new Map([
    [`${root}DATABASE_SCHEMA_CONTRACT.md`, contract(table, columns)],
    [`${root}migrations/0001_${table}.up.sql`, `CREATE TABLE ${table} (id bigint PRIMARY KEY${ddl});\n`],
    [`${root}migrations/0001_${table}.down.sql`, `DROP TABLE ${table};\n`],
  ]);
}

/** A database contract that promises one table. */
export function contract(table: string, columns: readonly string[], product = "PostgreSQL 16"): string {
  const rows = columns.map((column) => `| ${column} | text | NO | | |\n`).join("");
  return `# Database Schema Contract

**Version**: 1.0.0

## Database Technology

- **Database System**: ${product}

## Tables

### Table: ${table}

#### Columns

| Column | Type | Nullable | Default | Description |
|---|---|---|---|---|
| id | bigint | NO | | Primary key |
${rows}`;
}

/** The next migration of a service. */
export function step(root: string, up: string, down = "SELECT 1;"): ReadonlyMap<string, string> {
  return new Map([
    [`${root}migrations/0002_step.up.sql`, `${up}\n`],
    [`${root}migrations/0002_step.down.sql`, `${down}\n`],
  ]);
}

/** Files laid over each other, the last on top. */
export function joined(...all: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, string> {
  return new Map(all.flatMap((files) => [...files]));
}
