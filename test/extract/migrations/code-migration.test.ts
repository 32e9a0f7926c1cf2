import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../../scripts/review-example.ts";
import { isCodeMigration } from "../../../src/extract/migrations/code-migration.ts";
import { codeMigrationOf } from "../../../src/extract/migrations/code-migration-tool.ts";

describe("a migration in a programming language", () => {
  it.each<[path: string, language: string, print: string | undefined]>([
    ["shop/migrations/0002_note.py", "Python", "python manage.py sqlmigrate shop 0002_note"],
    ["backend/apps/shop/migrations/0002_note.py", "Python", "python manage.py sqlmigrate shop 0002_note"],
    ["alembic/versions/1975ea83b712_note.py", "Python", "alembic upgrade head --sql"],
    ["migrations/versions/1975ea83b712_note.py", "Python", "alembic upgrade head --sql"],
    ["database/migrations/2026_04_01_120000_note.php", "PHP", "php artisan migrate --pretend"],
    ["migrations/Version20260401120000.php", "PHP", "php bin/console doctrine:migrations:migrate --write-sql"],
    ["db/migrations/20260401120000_note.php", "PHP", "vendor/bin/phinx migrate --dry-run"],
    ["Data/Migrations/20260401120000_Note.cs", "C#", "dotnet ef migrations script"],
    ["db/migrate/20260401120000_note.rb", "Ruby", undefined],
    ["src/migrations/1700000000000-Note.ts", "TypeScript", undefined],
    ["src/main/java/db/migration/V2__note.java", "Java", undefined],
    ["migrations/0002_note.go", "Go", undefined],
  ])("%s", (path, language, print) => {
    expect(isCodeMigration(path)).toBe(true);
    const known = codeMigrationOf(path);
    expect([known.language, known.print]).toEqual([language, print]);
  });

  it.each([
    "shop/migrations/__init__.py",
    "alembic/versions/__init__.py",
    "Data/Migrations/20260401120000_Note.Designer.cs",
    "api/versions/0002_note.py",
    "alembic/env.py",
  ])("is not %s", (path) => {
    expect(isCodeMigration(path)).toBe(false);
  });
});

describe("the verdict on a pull request whose migration was not read", () => {
  const review = (head: Readonly<Record<string, string>>, rules = "") => {
    const base = new Map([
      ["README.md", "# Shop\n"],
      ...(rules === "" ? [] : [[".github/schema-warden.yml", rules] as const]),
    ]);
    return reviewFiles(base, new Map([...base, ...Object.entries(head)]));
  };
  const django = { "shop/migrations/0002_note.py": "from django.db import migrations\n" };

  it("does not deny the migration", async () => {
    const { headline, verdict } = await review(django);
    expect(headline).toBe("1 warning: not reviewed: 1 migration in Python.");
    expect(verdict).toBe("success");
  });

  it("says so with the rule switched off, too", async () => {
    const { headline, verdict } = await review(django, "rules:\n  unread-file: off\n");
    expect(headline).toBe("No errors and no warnings: not reviewed: 1 migration in Python.");
    expect(verdict).toBe("success");
  });

  it("counts by language", async () => {
    const { headline } = await review({
      ...django,
      "shop/migrations/0003_more.py": "\n",
      "db/migrate/20260401120000_note.rb": "\n",
    });
    expect(headline).toBe("3 warnings: not reviewed: 1 migration in Ruby, 2 migrations in Python.");
  });

  it("tells what was read beside it", async () => {
    const { headline } = await review({ ...django, "migrations/0002_x.sql": "UPDATE t SET a = 1 WHERE id = 1;\n" });
    expect(headline).toMatch(/: no schema change among what could be read; not reviewed: 1 migration in Python\.$/);
  });

  it("denies one where there is none", async () => {
    const { headline } = await review({ "shop/views.py": "print()\n" });
    expect(headline).toBe("This pull request changes no schema and no contract.");
  });
});
