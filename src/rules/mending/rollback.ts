import type { Mending } from "./migration-tools.ts";

/** Where each tool keeps the way back. */
export const rollback: Mending = {
  title: "Write the way back",
  steps: [
    "Undo each statement, the last one first.",
    "Run it once on a copy: up, down, up again.",
    "Where data would be lost, say in the Rollback Plan of the contract where it is kept.",
  ],
  tools: {
    "plain SQL": { language: "sh", code: "0007_coupons.up.sql\n0007_coupons.down.sql" },
    Alembic: { language: "python", code: 'def downgrade() -> None:\n    op.drop_table("coupons")' },
    dbmate: { language: "sql", code: "-- migrate:down\nDROP TABLE IF EXISTS coupons;" },
    diesel: { language: "sh", code: "migrations/2026-03-01-000000_coupons/down.sql" },
    Django: {
      language: "python",
      code: "migrations.RunPython(fill, migrations.RunPython.noop)\nmigrations.RunSQL(sql, reverse_sql)",
    },
    Drizzle: { language: "sh", code: "# no way back of its own: write a Rollback Plan into the contract" },
    Flyway: {
      language: "sh",
      code: "U7__coupons.sql\n# or a Rollback Plan in the contract: undo files are not part of every edition",
    },
    goose: { language: "sql", code: "-- +goose Down\nDROP TABLE IF EXISTS coupons;" },
    Knex: { language: "js", code: "exports.down = (knex) => knex.schema.dropTableIfExists('coupons');" },
    Laravel: { language: "php", code: "public function down(): void\n{\n    Schema::dropIfExists('coupons');\n}" },
    Liquibase: { language: "xml", code: '<rollback><dropTable tableName="coupons"/></rollback>' },
    Prisma: {
      language: "sh",
      code: "# no way back of its own: keep a down.sql beside migration.sql, or write a Rollback Plan into the contract",
    },
    Rails: { language: "ruby", code: "def down\n  drop_table :coupons\nend" },
    Sequelize: { language: "js", code: "down: (queryInterface) => queryInterface.dropTable('coupons')," },
    Sqitch: { language: "sh", code: "revert/coupons.sql" },
    TypeORM: {
      language: "ts",
      code: 'public async down(queryRunner: QueryRunner): Promise<void> {\n  await queryRunner.dropTable("coupons");\n}',
    },
  },
};
