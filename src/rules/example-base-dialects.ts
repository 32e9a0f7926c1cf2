import { exampleBase } from "./example-base.ts";

type Words = readonly (readonly [postgresql: string, other: string])[];

const function_ = `CREATE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql STABLE
AS 'SELECT sum(total) FROM orders WHERE user_id = $1';`;

const enumType = "CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');\n";

const parameters: Words = [
  ["email = $1", "email = ?"],
  ["user_id = $1", "user_id = ?"],
  ["($1, $2, $3)", "(?, ?, ?)"],
];

const mysqlWords: Words = [
  ["**Type:** PostgreSQL", "**Type:** MySQL"],
  ["**Version:** PostgreSQL 16", "**Version:** MySQL 8.0"],
  [
    function_,
    `CREATE FUNCTION user_total(person integer) RETURNS decimal(10,2) READS SQL DATA
RETURN (SELECT sum(total) FROM orders WHERE user_id = person);`,
  ],
  [enumType, ""],
  ["order_status", "enum('new','paid','shipped')"],
  ["numeric(10,2)", "decimal(10,2)"],
  ["placed_at timestamp", "placed_at datetime"],
  ["placed_at | timestamp", "placed_at | datetime"],
  ["created_at timestamp", "created_at datetime"],
  ["created_at | timestamp", "created_at | datetime"],
  ...parameters,
];

const sqliteWords: Words = [
  ["**Type:** PostgreSQL", "**Type:** SQLite"],
  ["**Version:** PostgreSQL 16", "**Version:** SQLite 3.45"],
  [`\n${function_}`, ""],
  [enumType, ""],
  ["order_status", "text"],
  ...parameters,
];

/** The shop of `example-base.ts` on MySQL 8.0. */
export const mysqlExampleBase = translated(mysqlWords);

/** The shop of `example-base.ts` on SQLite, which has neither enums nor functions. */
export const sqliteExampleBase = translated(sqliteWords, (contract) =>
  contract.replace(/## Stored Procedures & Functions\n[\s\S]*?(?=## Migration History)/, ""),
);

function translated(words: Words, trimmed = (contract: string) => contract): Readonly<Record<string, string>> {
  const files = Object.entries(exampleBase).map(([path, text]) => {
    const whole = path === "DATABASE_SCHEMA_CONTRACT.md" ? trimmed(text) : text;
    return [path, words.reduce((current, [from, to]) => current.replaceAll(from, to), whole)] as const;
  });
  return Object.fromEntries(files);
}
