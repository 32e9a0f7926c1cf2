import type { CodeMigration } from "../../model/diagnostic.ts";

const languages: Readonly<Record<string, string>> = {
  ...{ go: "Go", py: "Python", rb: "Ruby", php: "PHP", cs: "C#", clj: "Clojure", scala: "Scala", fizz: "Fizz" },
  ...{ js: "JavaScript", mjs: "JavaScript", cjs: "JavaScript", ts: "TypeScript", mts: "TypeScript" },
  ...{ java: "Java", kt: "Kotlin", ex: "Elixir", exs: "Elixir", xml: "XML", yml: "YAML", yaml: "YAML" },
};

/** How tools that are known by their files' paths print the SQL of a migration instead of running it; from the tools' manuals. */
const tools: readonly {
  readonly tool: string;
  readonly path: RegExp;
  readonly print: (match: RegExpExecArray) => string;
}[] = [
  { tool: "Alembic", path: /(?:^|\/)versions\/[^/]+\.py$/, print: () => "alembic upgrade head --sql" },
  {
    tool: "Django",
    path: /(?:^|\/)([A-Za-z_]\w*)\/migrations\/(\d{4}_\w+)\.py$/,
    print: ([, app, name]) => `python manage.py sqlmigrate ${app} ${name}`,
  },
  { tool: "Laravel", path: /(?:^|\/)database\/migrations\/[^/]+\.php$/, print: () => "php artisan migrate --pretend" },
  {
    tool: "Doctrine",
    path: /(?:^|\/)Version\d{14}\.php$/,
    print: () => "php bin/console doctrine:migrations:migrate --write-sql",
  },
  {
    tool: "Phinx",
    path: /(?:^|\/)db\/migrations\/\d{14}_[^/]+\.php$/,
    print: () => "vendor/bin/phinx migrate --dry-run",
  },
  { tool: "EF Core", path: /(?:^|\/)Migrations\/\d{14}_[^/]+\.cs$/, print: () => "dotnet ef migrations script" },
];

/** What is known of a migration in a programming language by its path: the language, and how its tool prints the SQL, where one does. */
export function codeMigrationOf(path: string): CodeMigration {
  const language = languages[path.slice(path.lastIndexOf(".") + 1)] ?? "a programming language";
  for (const { tool, path: form, print } of tools) {
    const match = form.exec(path);
    if (match !== null) return { language, tool, print: print(match) };
  }
  return { language };
}
