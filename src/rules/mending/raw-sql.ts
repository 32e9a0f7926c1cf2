import type { Mending } from "./migration-tools.ts";

/** Where a tool's own language has no word for a clause, it lets SQL through. */
export const rawSql: Mending = {
  title: "Write the statement in SQL",
  steps: [
    "Where the tool's language has no word for the clause, hand the statement over as SQL.",
    "Write its way back too: tools cannot work out how SQL is undone.",
  ],
  tools: {
    Alembic: { language: "python", code: 'op.execute("ALTER TABLE …")' },
    Django: { language: "python", code: 'migrations.RunSQL("ALTER TABLE …", reverse_sql="ALTER TABLE …")' },
    Drizzle: { language: "sh", code: "npx drizzle-kit generate --custom --name=…" },
    Knex: { language: "js", code: "await knex.raw('ALTER TABLE …');" },
    Laravel: { language: "php", code: "DB::statement('ALTER TABLE …');" },
    Liquibase: { language: "xml", code: "<sql>ALTER TABLE …</sql>\n<rollback>ALTER TABLE …</rollback>" },
    MikroORM: { language: "ts", code: "this.addSql('alter table …');" },
    "node-pg-migrate": { language: "js", code: "pgm.sql('ALTER TABLE …');" },
    Prisma: { language: "sh", code: "npx prisma migrate dev --create-only --name …\n# then edit migration.sql" },
    Rails: { language: "ruby", code: "execute 'ALTER TABLE …'" },
    Sequelize: { language: "js", code: "await queryInterface.sequelize.query('ALTER TABLE …');" },
    TypeORM: { language: "ts", code: 'await queryRunner.query("ALTER TABLE …");' },
  },
};
