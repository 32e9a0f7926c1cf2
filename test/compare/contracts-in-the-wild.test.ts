import { describe, expect, test } from "vitest";
import { comparePullRequest } from "./pull-request.ts";

const PATH = "DATABASE_SCHEMA_CONTRACT.md";

type Form = {
  readonly contract: string;
  readonly migration: string;
  /** What the author writes into the contract. */
  readonly edits: readonly (readonly [string, string])[];
  /** What is found where nothing is written. */
  readonly forgotten: readonly string[];
};

/** Ways in which people write a contract, each with a change of the schema. */
const forms: Readonly<Record<string, Form>> = {
  "German, two columns of a table in one cell": {
    contract: `# Datenbankvertrag

**Version:** 1.0.0

## Tabellen

### Tabelle: kunden

#### Spalten

| Spalte | Typ | Null erlaubt | Standardwert | Beschreibung |
|--------|-----|--------------|--------------|--------------|
| id | INTEGER | NEIN | - | Primärschlüssel |
| vorname, nachname | VARCHAR(100) | NEIN | - | Wie die Person heißt |
| geloescht_am | TIMESTAMP | JA | - | Wann gelöscht |
`,
    migration: "ALTER TABLE kunden ADD COLUMN telefon text;",
    edits: [["| geloescht_am |", "| telefon | TEXT | JA | - | Rufnummer |\n| geloescht_am |"]],
    forgotten: ["missing column kunden.telefon"],
  },
  "bullets for columns": {
    contract: `# Schema contract

## Tables

### orders

- \`id\` (Integer, PK)
- \`total\` (Numeric(10,2), not null) - Sum
- \`note\` (Text, nullable)
`,
    migration: "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;",
    edits: [["(Text, nullable)", "(Text, not null)"]],
    forgotten: ["different column orders.note nullable"],
  },
  "Required in place of Nullable": {
    contract: `# Schema contract

## Tables

### Table: users

| Field | Type | Required | Default | Notes |
|-------|------|----------|---------|-------|
| id | bigint | ✅ | | PK |
| email | varchar(255) | ✅ | | unique |
| bio | text | ❌ | | |
`,
    migration: "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;",
    edits: [["| email | varchar(255) | ✅ |", "| email | varchar(255) | ❌ |"]],
    forgotten: ["different column users.email nullable"],
  },
  "nullability in the type, as Prisma writes it": {
    contract: `# Schema contract

## Tables

### Table: posts

| Column | Type | Description |
|--------|------|-------------|
| id | uuid | Key |
| title | text NOT NULL | Headline |
| subtitle | text NULL | Second line |
`,
    migration: "ALTER TABLE posts ALTER COLUMN subtitle SET NOT NULL;",
    edits: [["text NULL", "text NOT NULL"]],
    forgotten: ["different column posts.subtitle nullable"],
  },
  "model names in headings, the table's name beside them": {
    contract: `# Schema contract

## Models

### User Account (\`user_accounts\`)

| Column | Type | Nullable |
|--------|------|----------|
| id | integer | NO |
| email | text | NO |
`,
    migration: "ALTER TABLE user_accounts DROP COLUMN email;",
    edits: [["| email | text | NO |\n", ""]],
    forgotten: ["stale column user_accounts.email"],
  },
  "escaped pipes, anchors and short rows": {
    contract: `# Schema contract

## Tables

### <a id="jobs"></a> jobs {#jobs-table}

| Column | Type | Nullable | Default | Description |
|--------|------|----------|---------|-------------|
| id | integer | NO |
| state | text | NO | 'new' | new \\| running \\| done |
| tries | integer | NO | 0
`,
    migration: "ALTER TABLE jobs ALTER COLUMN state SET DEFAULT 'idle';",
    edits: [["'new' |", "'idle' |"]],
    forgotten: ["different column jobs.state default"],
  },
  "rows of the table itself under its heading": {
    contract: `# Schema contract

## Tables

### Table: currencies

| Column | Type | Nullable |
|--------|------|----------|
| code | char(3) | NO |
| name | text | NO |

#### Sample Data

| code | name |
|------|------|
| EUR | Euro |
| USD | Dollar |
`,
    migration: "ALTER TABLE currencies ADD COLUMN digits integer;",
    edits: [["| name | text | NO |", "| name | text | NO |\n| digits | integer | YES |"]],
    forgotten: ["missing column currencies.digits"],
  },
  "the same subheadings under every table": {
    contract: `# Schema contract

## Tables

### authors

#### Fields

| Name | Type | Null |
|------|------|------|
| id | int | no |
| name | text | no |

#### Indexes

- \`authors_name_idx\` on (name)

### books

#### Fields

| Name | Type | Null |
|------|------|------|
| id | int | no |
| author_id | int | no |

#### Indexes

- \`books_author_idx\` on (author_id)
`,
    migration: "DROP INDEX books_author_idx;",
    edits: [["- `books_author_idx` on (author_id)\n", "- None\n"]],
    forgotten: ["stale index books.books_author_idx"],
  },
  "keys in the Constraints column, bold and code names": {
    contract: `# Schema contract

## 3. Database Tables

### 3.1 \`line_items\` — what was ordered

| **Column** | **Data Type** | **Constraints** | **Description** |
|---|---|---|---|
| **\`id\`** | \`BIGSERIAL\` | PRIMARY KEY | |
| **\`order_id\`** | \`BIGINT\` | NOT NULL, FK → orders(id) ON DELETE CASCADE | |
| **\`sku\`** | \`VARCHAR(64)\` | **NOT NULL**, UNIQUE | |
`,
    migration: "ALTER TABLE line_items ALTER COLUMN sku TYPE varchar(128);",
    edits: [["VARCHAR(64)", "VARCHAR(128)"]],
    forgotten: ["different column line_items.sku type"],
  },
  "enums as a list of values": {
    contract: `# Schema contract

## Tables

### Table: tickets

| Column | Type | Nullable |
|--------|------|----------|
| id | integer | NO |
| state | ticket_state | NO |

## Enums

### ticket_state

- \`open\`
- \`closed\`
`,
    migration: "ALTER TYPE ticket_state ADD VALUE 'waiting';",
    edits: [["- `closed`\n", "- `closed`\n- `waiting`\n"]],
    forgotten: ["different enum ticket_state values"],
  },
  "a table of enums": {
    contract: `# Schema contract

## Tables

### Table: tickets

| Column | Type | Nullable |
|--------|------|----------|
| id | integer | NO |

## Enum Types

| Name | Values | Description |
|------|--------|-------------|
| ticket_state | \`open\`, \`closed\` | |
`,
    migration: "ALTER TYPE ticket_state ADD VALUE 'waiting';",
    edits: [["`open`, `closed`", "`open`, `closed`, `waiting`"]],
    forgotten: ["different enum ticket_state values"],
  },
  "checks without a name": {
    contract: `# Schema contract

## Tables

### Table: prices

| Column | Type | Nullable | Constraints |
|--------|------|----------|-------------|
| id | integer | NO | PK |
| amount | numeric(10,2) | NO | CHECK (amount >= 0) |
`,
    migration:
      "ALTER TABLE prices DROP CONSTRAINT prices_amount_check; ALTER TABLE prices ADD CONSTRAINT prices_amount_check CHECK (amount > 0);",
    edits: [["CHECK (amount >= 0)", "CHECK (amount > 0)"]],
    forgotten: ["different constraint prices.prices_amount_check definition"],
  },
};

describe.each(Object.entries(forms))("%s", (_, { contract, migration, edits, forgotten }) => {
  const found = (head: string): readonly string[] =>
    comparePullRequest({ base: { [PATH]: contract }, head: { [PATH]: head }, migration })
      .discrepancies.filter(({ introduced }) => introduced)
      .map(({ kind, object, owner, name, attribute }) =>
        [kind, object, name === undefined ? owner : `${owner}.${name}`, attribute ?? ""].join(" ").trim(),
      );

  test("a change that is written down is silent", () => {
    const head = edits.reduce((text, [before, after]) => {
      expect(text).toContain(before);
      return text.replace(before, after);
    }, contract);
    expect(found(head)).toEqual([]);
  });

  test("a change that is forgotten is found", () => {
    expect(found(contract)).toEqual(forgotten);
  });

  test("the contract alone is read without a word", () => {
    const { discrepancies, contradictions, diagnostics } = comparePullRequest({
      base: { [PATH]: contract },
      migration: "SELECT 1;",
    });
    expect([discrepancies, contradictions, diagnostics]).toEqual([[], [], []]);
  });
});
