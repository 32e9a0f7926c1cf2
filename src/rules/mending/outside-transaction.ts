import type { Mending } from "./migration-tools.ts";

/** Most tools wrap each migration in a transaction; each has its own way of being told not to. */
export const outsideTransaction: Mending = {
  title: "Run the migration outside of a transaction",
  steps: [
    "Give the statement a migration of its own: without a transaction, what ran before a failure stays.",
    "Tell the tool not to wrap it, as below.",
    "Guard it (`IF NOT EXISTS`), so that it can be run again after a failure.",
  ],
  tools: {
    "plain SQL": {
      language: "sql",
      code: "-- no BEGIN and COMMIT around it\nCREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_user_id ON orders (user_id);",
    },
    Alembic: { language: "python", code: 'with op.get_context().autocommit_block():\n    op.execute("…")' },
    Atlas: { language: "sql", code: "-- atlas:txmode none" },
    dbmate: { language: "sql", code: "-- migrate:up transaction:false" },
    diesel: { language: "toml", code: "# metadata.toml beside up.sql\nrun_in_transaction = false" },
    Django: { language: "python", code: "class Migration(migrations.Migration):\n    atomic = False" },
    Drizzle: {
      language: "sql",
      code: "-- its migrator runs all pending files in one transaction",
      note: "Run such a statement from a script of its own before the migrator.",
    },
    Flyway: { language: "properties", code: "# V7__index.sql.conf beside V7__index.sql\nexecuteInTransaction=false" },
    "golang-migrate": {
      language: "sql",
      code: "-- the only statement of the file",
      note: "PostgreSQL treats a file of several statements as one transaction.",
    },
    goose: { language: "sql", code: "-- +goose NO TRANSACTION\n-- +goose Up" },
    Knex: { language: "js", code: "exports.config = { transaction: false };" },
    Laravel: { language: "php", code: "public $withinTransaction = false;" },
    Liquibase: { language: "sql", code: "--changeset author:7 runInTransaction:false" },
    MikroORM: { language: "ts", code: "isTransactional(): boolean {\n  return false;\n}" },
    "node-pg-migrate": { language: "js", code: "exports.up = (pgm) => {\n  pgm.noTransaction();\n};" },
    Prisma: {
      language: "sh",
      code: "npx prisma migrate dev --create-only --name index_orders",
      note: "Leave that one statement in its `migration.sql`: several statements are sent together and make one transaction.",
    },
    Rails: { language: "ruby", code: "disable_ddl_transaction!" },
    Sequelize: {
      language: "js",
      code: "// no sequelize.transaction() around it\nawait queryInterface.sequelize.query('…');",
    },
    Sqitch: { language: "sql", code: "-- leave out the BEGIN and COMMIT that sqitch add wrote" },
    sqlx: { language: "sql", code: "-- no-transaction" },
    TypeORM: { language: "ts", code: "transaction = false;", note: "Run with `--transaction each`." },
  },
};
