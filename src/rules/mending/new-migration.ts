import type { Mending } from "./migration-tools.ts";

/** What is merged has run somewhere; what is to be different is a migration of its own. */
export const newMigration: Mending = {
  title: "Make a new migration",
  steps: [
    "Take the merged file back as the base branch has it.",
    "Make a migration with the next number and put the difference there.",
    "Where the number is taken, make the file anew after rebasing instead of renaming it by hand: some tools keep a checksum or a journal.",
  ],
  tools: {
    Alembic: {
      language: "sh",
      code: 'alembic revision -m "…"\n# two heads after a rebase: alembic merge heads, or set down_revision to the new head',
    },
    dbmate: { language: "sh", code: "dbmate new …" },
    diesel: { language: "sh", code: "diesel migration generate …" },
    Django: {
      language: "sh",
      code: "python manage.py makemigrations\n# two leaves after a rebase: makemigrations --merge",
    },
    Drizzle: { language: "sh", code: "npx drizzle-kit generate" },
    goose: { language: "sh", code: "goose create … sql" },
    "golang-migrate": { language: "sh", code: "migrate create -ext sql -dir migrations -seq …" },
    Knex: { language: "sh", code: "npx knex migrate:make …" },
    Laravel: { language: "sh", code: "php artisan make:migration …" },
    Prisma: { language: "sh", code: "npx prisma migrate dev --name …" },
    Rails: { language: "sh", code: "bin/rails generate migration …" },
    Sequelize: { language: "sh", code: "npx sequelize-cli migration:generate --name …" },
    TypeORM: { language: "sh", code: "npx typeorm migration:create src/migrations/…" },
  },
};
