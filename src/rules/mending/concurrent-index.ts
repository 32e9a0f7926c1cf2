import type { Mending } from "./migration-tools.ts";

/** `CREATE INDEX CONCURRENTLY` in the words of the tools that have some. */
export const concurrentIndex: Mending = {
  title: "Build, rebuild or drop the index concurrently",
  steps: [
    "Write `CREATE INDEX CONCURRENTLY`, `REINDEX INDEX CONCURRENTLY` (from PostgreSQL 12 on) or `DROP INDEX CONCURRENTLY`: it takes longer, and everybody goes on reading and writing.",
    "It cannot run inside a transaction, so give it a migration of its own.",
    "When a concurrent build fails it leaves an invalid index behind: drop that one before you try again.",
    "A concurrent rebuild that fails leaves one whose name ends in `_ccnew`, while the old index goes on working: drop it and try again. One that ends in `_ccold` is the old index after a rebuild that went well: drop it, and that is all.",
  ],
  tools: {
    "plain SQL": {
      language: "sql",
      code: "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_user_id ON orders (user_id);",
    },
    Alembic: {
      language: "python",
      code: 'with op.get_context().autocommit_block():\n    op.create_index("idx_orders_user_id", "orders", ["user_id"], postgresql_concurrently=True, if_not_exists=True)',
    },
    Django: {
      language: "python",
      code: 'from django.contrib.postgres.operations import AddIndexConcurrently\n\nclass Migration(migrations.Migration):\n    atomic = False\n    operations = [AddIndexConcurrently("order", models.Index(fields=["user"], name="idx_orders_user_id"))]',
    },
    Drizzle: { language: "ts", code: 'index("idx_orders_user_id").on(table.userId).concurrently()' },
    "node-pg-migrate": {
      language: "js",
      code: "pgm.noTransaction();\npgm.createIndex('orders', 'user_id', { name: 'idx_orders_user_id', concurrently: true, ifNotExists: true });",
    },
    Rails: {
      language: "ruby",
      code: "disable_ddl_transaction!\n\ndef change\n  add_index :orders, :user_id, algorithm: :concurrently, if_not_exists: true\nend",
    },
    Sequelize: {
      language: "js",
      code: "await queryInterface.addIndex('orders', ['user_id'], { name: 'idx_orders_user_id', concurrently: true });",
    },
  },
};
