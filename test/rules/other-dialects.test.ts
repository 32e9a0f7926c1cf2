import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { mysqlExampleBase, sqliteExampleBase } from "../../src/rules/example-base-dialects.ts";

const rulesOf = (folders: readonly string[]) =>
  new Set(folders.flatMap((name) => readdirSync(`src/rules/${name}`).map((file) => file.replace(/\.ts$/, ""))));
const ids = rulesOf(["destructive", "protection", "performance"]);
const idempotency = rulesOf(["idempotency"]);

type Cases = readonly (readonly [migration: string, rules: readonly string[]])[];

const common: Cases = [
  ["DROP TABLE orders;", ["dropped-while-used"]],
  ["DROP TABLE IF EXISTS orders;", ["dropped-while-used"]],
  ["ALTER TABLE users DROP COLUMN nickname;", ["dropped-too-soon"]],
  ["ALTER TABLE users RENAME COLUMN email TO mail;", ["rename-column"]],
  ["ALTER TABLE orders RENAME TO purchases;", ["rename-table"]],
  ["DELETE FROM orders;", ["delete-without-where"]],
  ["DELETE FROM orders WHERE id = 7;", []],
  ["UPDATE users SET name = 'x';", ["update-without-where"]],
  ["UPDATE users SET name = 'x' WHERE id = 7;", []],
  ["DROP VIEW IF EXISTS paid_orders;", ["drop-view"]],
  ["CREATE TABLE IF NOT EXISTS carts (id integer);", ["primary-key-missing"]],
  ["CREATE TABLE IF NOT EXISTS carts (id integer PRIMARY KEY);", []],
  ["CREATE INDEX idx_users_email_2 ON users (email);", ["index-duplicate"]],
  ["CREATE INDEX idx_users_email_name ON users (email, name);", ["index-redundant"]],
  ["CREATE INDEX idx_users_name ON users (name);", []],
  ["ALTER TABLE users ADD COLUMN password varchar(60);", ["sensitive-column-undocumented"]],
  ["ALTER TABLE users ADD COLUMN seen integer;", []],
];

const mysql: Cases = [
  ...common,
  ["ALTER TABLE users CHANGE email mail varchar(255) NOT NULL;", ["rename-column"]],
  ["RENAME TABLE orders TO purchases;", ["rename-table"]],
  ["TRUNCATE TABLE orders;", ["truncate"]],
  ["ALTER TABLE orders MODIFY COLUMN status enum('new','paid') NOT NULL DEFAULT 'new';", ["narrow-type"]],
  ["ALTER TABLE orders MODIFY COLUMN status enum('new','paid','shipped','lost') NOT NULL DEFAULT 'new';", []],
  ["ALTER TABLE users MODIFY COLUMN email varchar(100) NOT NULL;", ["narrow-type"]],
  ["ALTER TABLE users MODIFY COLUMN email varchar(300) NOT NULL;", []],
  ["ALTER TABLE orders MODIFY COLUMN user_id bigint NOT NULL;", []],
  ["ALTER TABLE users MODIFY COLUMN email varchar(255) NULL;", ["drop-not-null"]],
  ["ALTER TABLE orders DROP FOREIGN KEY orders_user_id_fkey;", ["drop-constraint"]],
  ["ALTER TABLE orders DROP CHECK orders_total_check;", ["drop-constraint"]],
  ["DROP DATABASE shop;", ["drop-database"]],
  ["GRANT ALL ON shop.* TO 'app'@'%';", ["grant-too-broad"]],
];

const sqlite: Cases = [
  ...common,
  ["CREATE TABLE carts (id integer PRIMARY KEY, user_id integer REFERENCES users (id));", ["foreign-key-unindexed"]],
  ["INSERT OR IGNORE INTO users (id, email) VALUES (1, 'a@example.com');", []],
];

/** What only PostgreSQL has. */
const ofPostgresql = /NOT VALID|ON CONFLICT|lock_timeout|CONCURRENTLY|DO \$\$/;

/** SQLite has taken over PostgreSQL's way with rows that are there. */
const ofPostgresqlAlone = /NOT VALID|lock_timeout|CONCURRENTLY|DO \$\$/;

const shops = [
  { dialect: "mysql", base: mysqlExampleBase, cases: mysql },
  { dialect: "sqlite", base: sqliteExampleBase, cases: sqlite },
];

describe.each(shops)("on the shop in $dialect", ({ base, cases }) => {
  it.each(cases)("%s", async (migration, rules) => {
    const before = new Map(Object.entries(base));
    const after = new Map([...before, ["migrations/0002_example.sql", migration]]);
    const own = (await reviewFiles(before, after)).findings.filter(({ rule }) => ids.has(rule));
    expect(own.map(({ rule }) => rule).sort()).toEqual(rules);
    for (const { what, why, howToFix } of own) expect(`${what}\n${why}\n${howToFix}`).not.toMatch(ofPostgresql);
  });
});

const runTwice: Cases = [
  ["CREATE TABLE carts (id integer PRIMARY KEY);", ["create-not-guarded"]],
  ["CREATE TABLE IF NOT EXISTS carts (id integer PRIMARY KEY);", []],
  ["DROP VIEW paid_orders;", ["drop-not-guarded"]],
  ["DROP VIEW IF EXISTS paid_orders;", []],
  ["ALTER TABLE users ADD COLUMN seen integer;", ["add-column-not-guarded"]],
  ["INSERT INTO users (id, email) VALUES (1, 'a@example.com');", ["insert-not-idempotent"]],
  ["UPDATE orders SET total = total + 1 WHERE id = 7;", ["update-not-idempotent"]],
  ["UPDATE orders SET total = 1 WHERE id = 7;", []],
];

const mysqlTwice: Cases = [
  ...runTwice,
  ["ALTER TABLE `users` ADD COLUMN `seen` int;", ["add-column-not-guarded"]],
  ["CREATE INDEX `i` ON `users` (`created_at`);", ["create-not-guarded"]],
  ["INSERT IGNORE INTO `users` (`id`, `email`) VALUES (1, 'a@example.com');", []],
  ["RENAME TABLE `orders` TO `purchases`;", ["rename-not-guarded"]],
  ["ALTER TABLE `users` MODIFY `name` varchar(80);", []],
  ["ALTER TABLE `orders` DROP FOREIGN KEY `orders_user_id_fkey`;", ["drop-not-guarded"]],
  ["/*!50003 CREATE TABLE `carts` (`id` int PRIMARY KEY) */;", ["create-not-guarded"]],
  [
    "DROP PROCEDURE IF EXISTS p;\nDELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END //\nDELIMITER ;\nCALL p();\nDROP PROCEDURE p;",
    [],
  ],
  ["DROP PROCEDURE IF EXISTS p;\nDELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END //\nDELIMITER ;", []],
];

const sqliteTwice: Cases = [
  ...runTwice,
  ['CREATE INDEX IF NOT EXISTS "i" ON "users" ("created_at");', []],
  ["CREATE TABLE carts (id integer PRIMARY KEY) STRICT;", ["create-not-guarded"]],
  ["CREATE TABLE IF NOT EXISTS carts (id text PRIMARY KEY) WITHOUT ROWID;", []],
  ["INSERT OR REPLACE INTO users (id, email) VALUES (1, 'a@example.com');", []],
];

const runs = [
  { dialect: "mysql", base: mysqlExampleBase, cases: mysqlTwice },
  { dialect: "sqlite", base: sqliteExampleBase, cases: sqliteTwice },
];

describe.each(runs)("run twice on the shop in $dialect", ({ dialect, base, cases }) => {
  const foreign = dialect === "sqlite" ? ofPostgresqlAlone : ofPostgresql;
  it.each(cases)("%s", async (migration, rules) => {
    const before = new Map(Object.entries(base));
    const after = new Map([...before, ["migrations/0002_example.sql", migration]]);
    const own = (await reviewFiles(before, after)).findings.filter(({ rule }) => idempotency.has(rule));
    expect(own.map(({ rule }) => rule).sort()).toEqual(rules);
    for (const { what, why, howToFix } of own) expect(`${what}\n${why}\n${howToFix}`).not.toMatch(foreign);
  });
});
