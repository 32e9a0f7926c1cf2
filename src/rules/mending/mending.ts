import { concurrentIndex } from "./concurrent-index.ts";
import type { MendTopic } from "./mend-topics.ts";
import type { Mending } from "./migration-tools.ts";
import { newMigration } from "./new-migration.ts";
import { outsideTransaction } from "./outside-transaction.ts";
import { rawSql } from "./raw-sql.ts";
import { rollback } from "./rollback.ts";

/** How each topic is mended, step by step. */
export const mending: Readonly<Record<MendTopic, Mending>> = {
  "raw-sql": rawSql,
  "outside-transaction": outsideTransaction,
  "concurrent-index": concurrentIndex,
  rollback,
  "new-migration": newMigration,
  "not-valid-then-validate": {
    title: "Add the constraint unvalidated, validate it later",
    steps: [
      "First migration: add the constraint with `NOT VALID`. New rows are checked from now on; the old ones are not read, so the lock is short.",
      "Mend the rows that break it, in batches.",
      "Second migration: `ALTER TABLE … VALIDATE CONSTRAINT …`. It reads the table and lets everybody read and write meanwhile.",
      "For NOT NULL: add `CHECK (column IS NOT NULL) NOT VALID`, validate it, `SET NOT NULL` (which then takes the check's word), drop the check.",
    ],
    tools: {
      Rails: {
        language: "ruby",
        code: "add_check_constraint :orders, 'total >= 0', name: 'orders_total_check', validate: false\n# in a later migration\nvalidate_check_constraint :orders, name: 'orders_total_check'\n# foreign keys\nadd_foreign_key :orders, :users, validate: false\nvalidate_foreign_key :orders, :users",
      },
      Django: {
        language: "python",
        code: 'from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint\n\noperations = [AddConstraintNotValid("order", models.CheckConstraint(condition=models.Q(total__gte=0), name="orders_total_check"))]\n# in a later migration\noperations = [ValidateConstraint("order", "orders_total_check")]',
      },
      Alembic: {
        language: "python",
        code: 'op.create_foreign_key("orders_user_id_fkey", "orders", "users", ["user_id"], ["id"], postgresql_not_valid=True)\n# in a later revision\nop.execute("ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fkey")',
      },
      "plain SQL": {
        language: "sql",
        code: "ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;\n-- in a later migration\nALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;",
      },
    },
  },
  "lock-timeout": {
    title: "Give up early instead of making everybody wait",
    steps: [
      "Set `lock_timeout` before the first statement that takes a lock: a few seconds are enough. Whoever waits for a lock makes all later readers and writers of the table wait behind it.",
      "Put no `SET` beside a statement with CONCURRENTLY where the tool sends or wraps the file as one transaction: set it for the role that runs migrations, `ALTER ROLE migrator SET lock_timeout = '2s'`, or in the options of its connection.",
      "Run the migration again when it gave up; nothing was changed.",
    ],
    tools: {
      "plain SQL": { language: "sql", code: "SET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN note text;" },
      Alembic: { language: "python", code: "op.execute(\"SET lock_timeout = '2s'\")" },
      Django: {
        language: "python",
        code: "operations = [migrations.RunSQL(\"SET lock_timeout = '2s'\", migrations.RunSQL.noop), …]",
      },
      Rails: { language: "ruby", code: "execute \"SET lock_timeout = '2s'\"" },
      Knex: { language: "js", code: "await knex.raw(\"SET lock_timeout = '2s'\");" },
      Flyway: { language: "properties", code: "flyway.initSql=SET lock_timeout = '2s'" },
    },
  },
  "batched-backfill": {
    title: "Change the rows in batches",
    steps: [
      "Leave the schema change and the data change in separate migrations or jobs.",
      "Change a few thousand rows at a time, by ranges of the primary key, and commit after each: locks stay short, replicas keep up, and autovacuum can do its work.",
      "Make each batch's condition exclude what is done, so that the job can be started again.",
    ],
    tools: {
      "plain SQL": {
        language: "sql",
        code: "UPDATE orders SET currency = 'EUR'\nWHERE id IN (SELECT id FROM orders WHERE currency IS NULL ORDER BY id LIMIT 5000);\n-- again, until no row is changed",
      },
      Rails: {
        language: "ruby",
        code: "disable_ddl_transaction!\n\ndef up\n  Order.unscoped.where(currency: nil).in_batches(of: 5000) { |batch| batch.update_all(currency: 'EUR') }\nend",
      },
      Django: {
        language: "python",
        code: 'atomic = False\n\ndef fill(apps, schema_editor):\n    orders = apps.get_model("shop", "Order").objects\n    while ids := list(orders.filter(currency=None).values_list("pk", flat=True)[:5000]):\n        orders.filter(pk__in=ids).update(currency="EUR")',
      },
      Alembic: {
        language: "python",
        code: "with op.get_context().autocommit_block():\n    while op.get_bind().execute(batch).rowcount > 0:\n        pass",
      },
    },
  },
  "expand-and-contract": {
    title: "Expand, move over, contract",
    steps: [
      "Expand: add the new column, table or view beside the old one.",
      "Write both, then fill the new one from the old in batches.",
      "Read the new one. Mark the old one in the contract: `DEPRECATED since <the contract's next version>`, with what replaces it.",
      "Stop writing the old one, and take its readers off the SQL contract, the API contract and Used By.",
      "Contract: drop the old one, no earlier than the policy's number of releases after the mark.",
    ],
    tools: {},
  },
  guards: {
    title: "Make the statement harmless the second time",
    steps: [
      "Where the statement has a guard, use it: `IF NOT EXISTS`, `IF EXISTS`, `OR REPLACE`.",
      "Where it has none (constraints, types, policies, renames), look at the catalog in a `DO` block first, or drop the object with `IF EXISTS` just before.",
      "Rows: `INSERT … ON CONFLICT DO NOTHING` (MySQL: `INSERT IGNORE`), and updates whose condition excludes what is already done.",
    ],
    tools: {
      "plain SQL": {
        language: "sql",
        code: "DO $$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'orders_total_check') THEN\n    ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;\n  END IF;\nEND $$;",
      },
      "plain SQL of MySQL": {
        language: "sql",
        code: "SET @statement = IF(\n  (SELECT COUNT(*) FROM information_schema.columns\n   WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'phone') > 0,\n  'DO 0',\n  'ALTER TABLE users ADD COLUMN phone varchar(40)');\nPREPARE guarded FROM @statement;\nEXECUTE guarded;\nDEALLOCATE PREPARE guarded;",
        note: "MariaDB has `IF NOT EXISTS` and `IF EXISTS` for columns and indexes; SQLite has neither for columns.",
      },
      Alembic: {
        language: "python",
        code: 'op.create_table("coupons", …, if_not_exists=True)\nop.create_index("idx_coupons_code", "coupons", ["code"], if_not_exists=True)',
      },
      Rails: {
        language: "ruby",
        code: "create_table :coupons, if_not_exists: true\nadd_column :users, :phone, :text, if_not_exists: true\nadd_index :users, :phone, if_not_exists: true",
      },
      Laravel: {
        language: "php",
        code: "if (! Schema::hasColumn('users', 'phone')) {\n    Schema::table('users', fn (Blueprint $table) => $table->text('phone')->nullable());\n}",
      },
      Knex: {
        language: "js",
        code: "if (!(await knex.schema.hasColumn('users', 'phone'))) {\n  await knex.schema.alterTable('users', (table) => table.text('phone'));\n}",
      },
      Liquibase: {
        language: "xml",
        code: '<preConditions onFail="MARK_RAN"><not><columnExists tableName="users" columnName="phone"/></not></preConditions>',
      },
    },
  },
  "split-migration": {
    title: "Put schema and data into two migrations",
    steps: [
      "Leave the statements that change the schema in the first migration.",
      "Move the ones that change rows into a second, with the next number, so that either can be run, repeated and undone without the other.",
      "Where a constraint must wait for the data, it goes into a third.",
    ],
    tools: {},
  },
  "edit-contract": {
    title: "Change the contract in the same pull request",
    steps: [
      "Open the place that the finding names and write what the migrations make true; the finding holds the text to paste where it can be known.",
      "Write it in the form that the section has: a line of its DDL block, a row of its table, or an item of its list. Where a section has several of them, all must say the same.",
      "Move the dates of the section and of the header, and give the contract its next version with a line in its change log.",
    ],
    tools: {},
  },
};
