import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { ordersSection } from "../example-base.ts";

const contradiction = `# Database Schema Contract

**Version:** 1.0.0

## Tables

### Table: coupons

#### Schema Definition

\`\`\`sql
CREATE TABLE coupons (code text PRIMARY KEY, percent integer);
\`\`\`

#### Columns

| Column Name | Data Type | Nullable |
|-------------|-----------|----------|
| code | text | NO |
| percent | numeric(5,2) | YES |
`;

/** The DDL block and the tables of one section say the same thing twice; a reader believes whichever comes first. */
export const contractContradictsItself = defineRule({
  id: "contract-contradicts-itself",
  on: "pull-request",
  section: "Tables",
  severity: "error",
  summary: "Disallow a section whose DDL block, Columns, Indexes and Foreign Keys tables disagree",
  whenToWaive: "Hardly ever: one of the two places is wrong, and correcting it costs less than the waiver.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "Two types for one column of the first contract",
        base: { "DATABASE_SCHEMA_CONTRACT.md": "", "migrations/0001_base.sql": "" },
        head: { "DATABASE_SCHEMA_CONTRACT.md": contradiction },
      },
      {
        title: "The Foreign Keys table has another action than the DDL block",
        base: { "DATABASE_SCHEMA_CONTRACT.md": "", "migrations/0001_base.sql": "" },
        head: {
          "DATABASE_SCHEMA_CONTRACT.md": `# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Tables\n\n${ordersSection.replace("| users(id) | CASCADE |", "| users(id) | SET NULL |")}\n`,
        },
      },
      {
        title: "A table is renamed in the heading and not in the DDL block",
        migration: "ALTER TABLE users RENAME TO people;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["### Table: users", "### Table: people"]] },
      },
    ],
    valid: [
      {
        title: "A table is renamed in both",
        migration: "ALTER TABLE users RENAME TO people;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["### Table: users", "### Table: people"],
            ["CREATE TABLE users", "CREATE TABLE people"],
          ],
        },
      },
      {
        title: "A heading in words",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["### Table: users", "### Table: `users` (people with an account)"]] },
      },
      {
        title: "Where a migration shows which is right, column-mismatch speaks",
        migration: "ALTER TABLE users ALTER COLUMN email TYPE text;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["| email | varchar(255) | NO |", "| email | text | NO |"]] },
      },
      {
        title: "Both are changed",
        migration: "ALTER TABLE users ALTER COLUMN email TYPE text;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["| email | varchar(255) | NO |", "| email | text | NO |"],
            ["    email varchar(255) NOT NULL,\n", "    email text NOT NULL,\n"],
          ],
        },
      },
      {
        title: "The default action written out in one place alone",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "REFERENCES users (id) ON DELETE CASCADE\n",
              "REFERENCES users (id) ON DELETE CASCADE ON UPDATE NO ACTION\n",
            ],
          ],
        },
      },
      {
        title: "Two spellings of one type",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["| email | varchar(255) | NO |", "| email | CHARACTER VARYING(255) | NO |"]],
        },
      },
      {
        title: "What a table leaves open contradicts nothing",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["| name | text | YES | - | |", "| name | text | | | |"]] },
      },
      { title: "Nothing about the contract", migration: "CREATE INDEX idx_users_name ON users (name);" },
    ],
  },

  *check({ comparison }) {
    for (const { owner, subject, left, right } of comparison.contradictions) {
      yield {
        at: left.at,
        related: [right.at],
        subject: `${owner} ${subject}`,
        data: {
          owner,
          subject,
          left: left.says,
          leftPlace: left.where,
          leftLine: left.at.start.line,
          right: right.says,
          rightPlace: right.where,
          rightLine: right.at.start.line,
        },
      };
    }
  },

  explain: ({ owner, subject, left, leftPlace, leftLine, right, rightPlace, rightLine }) => ({
    what: `The section of ${code(owner)} contradicts itself about ${code(subject)}: its ${leftPlace} (line ${leftLine}) says ${code(left)}, its ${rightPlace} (line ${rightLine}) says ${code(right)}.`,
    why: "People read the one and tools the other; one of them is wrong, and nobody can tell which is meant.",
    fix: `Make both say the same: correct line ${leftLine} or line ${rightLine}, whichever differs from the migrations.`,
  }),
});
