import type { AppliedMigration } from "../../model/comparison.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isInKnownTransaction } from "../known-transaction.ts";

/** Inside a transaction the server refuses what works in several transactions of its own. */
export const concurrentlyInTransaction = defineRule({
  id: "concurrently-in-transaction",
  on: ["create-index", "drop-index", "reindex", "detach-partition"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Disallow CONCURRENTLY inside a transaction",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the tool is configured, outside of this repository, to run the file without a transaction.",
  mend: ["outside-transaction"],
  examples: {
    invalid: [
      "BEGIN;\nCREATE INDEX CONCURRENTLY users_name ON users (name);\nCOMMIT;",
      {
        title: "The tool's own transaction",
        head: {
          "db/migrations/20260401120000_index.sql":
            "-- migrate:up\nCREATE INDEX CONCURRENTLY users_name ON users (name);\n\n-- migrate:down\nDROP INDEX users_name;\n",
        },
      },
      {
        title: "Several statements, which the tool sends together",
        head: {
          "migrations/0002_index.up.sql":
            "CREATE INDEX CONCURRENTLY users_name ON users (name);\nALTER TABLE users ADD COLUMN IF NOT EXISTS a text;",
          "migrations/0002_index.down.sql": "DROP INDEX CONCURRENTLY users_name;",
        },
      },
      "DO $$ BEGIN CREATE INDEX CONCURRENTLY users_name ON users (name); END $$;",
    ],
    valid: [
      {
        title: "The tool is told to run the file without one",
        head: {
          "db/migrations/20260401120000_index.sql":
            "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY users_name ON users (name);\n\n-- migrate:down transaction:false\nDROP INDEX CONCURRENTLY users_name;\n",
        },
      },
      {
        title: "The same, in another tool's words",
        head: {
          "db/migrations/00002_index.sql":
            "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY users_name ON users (name);\n-- +goose Down\nDROP INDEX CONCURRENTLY users_name;\n",
        },
      },
      {
        title: "After the transaction",
        migration:
          "BEGIN;\nALTER TABLE users ADD COLUMN a text;\nCOMMIT;\nCREATE INDEX CONCURRENTLY users_a ON users (a);",
      },
      {
        title: "Among others in a script of which nobody says who runs it: psql sends one statement after the other",
        migration:
          "CREATE INDEX CONCURRENTLY users_name ON users (name);\nDROP INDEX CONCURRENTLY IF EXISTS users_old;",
      },
      {
        title: "Alone, where the tool sends what the file holds",
        head: {
          "migrations/0002_index.up.sql": "CREATE INDEX CONCURRENTLY users_name ON users (name);",
          "migrations/0002_index.down.sql": "DROP INDEX CONCURRENTLY users_name;",
        },
      },
      {
        title: "A refresh may run inside of one",
        migration: "BEGIN;\nREFRESH MATERIALIZED VIEW CONCURRENTLY totals;\nCOMMIT;",
      },
      "CREATE INDEX CONCURRENTLY users_name ON users (name);",
      {
        title: "No word of it",
        migration: "BEGIN;\nCREATE TABLE notes (id integer);\nCREATE INDEX notes_id ON notes (id);\nCOMMIT;",
      },
    ],
  },

  *check(operation, _context, { migration }) {
    const { concurrently, statement, at } = operation;
    if (!concurrently || !statement.inTransaction) return;
    if (!isInKnownTransaction(operation, migration, "postgresql") && !isWithinStatement(operation, migration)) return;
    yield {
      at,
      subject: nameOf(operation),
      certain: true,
      data: { words: words(operation), tool: migration.migration.tool },
    };
  },

  explain: ({ words: statement, tool }) => ({
    what: `${code(statement)} runs inside a transaction, where the server refuses it.`,
    why: "It commits several times on its way, so the migration fails with an error as it stands.",
    fix: `Make it the only statement of its migration, with no ${code("SET")} beside it, and have ${tool === "sql" ? "the migration tool" : code(tool)} run that without a transaction. Take ${code("BEGIN")} and ${code("COMMIT")}, or the block of code, away around it.`,
  }),
});

/** Run by a block or a routine, whose statement is a transaction by itself. */
function isWithinStatement({ statement }: Concurrent, { migration }: AppliedMigration): boolean {
  return /^\s*(?:do|call|select)\b/i.test(migration.up.statements[statement.index]?.text ?? "");
}

type Concurrent = OperationOf<"create-index" | "drop-index" | "reindex" | "detach-partition">;

function words({ kind }: Concurrent): string {
  switch (kind) {
    case "create-index":
      return "CREATE INDEX CONCURRENTLY";
    case "drop-index":
      return "DROP INDEX CONCURRENTLY";
    case "reindex":
      return "REINDEX CONCURRENTLY";
    case "detach-partition":
      return "DETACH PARTITION … CONCURRENTLY";
  }
}

function nameOf(operation: Concurrent): string {
  switch (operation.kind) {
    case "create-index":
      return operation.index.name;
    case "drop-index":
      return operation.index.name;
    case "reindex":
      return operation.target?.name ?? operation.scope;
    case "detach-partition":
      return operation.partition.name;
  }
}
