import { mysqlExampleBase } from "../example-base-dialects.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";

/** The shop on MySQL, with a contract that calls `users` small. */
export const smallMysqlUsers: Readonly<Record<string, string>> = {
  [contract]: (mysqlExampleBase[contract] ?? "").replace(
    "**Purpose:** People with an account",
    "**Purpose:** People with an account (about 400 rows)",
  ),
};

/** The shop on MariaDB. */
export const mariadbShop: Readonly<Record<string, string>> = {
  [contract]: (mysqlExampleBase[contract] ?? "")
    .replace("**Type:** MySQL", "**Type:** MariaDB")
    .replace("**Version:** MySQL 8.0", "**Version:** MariaDB 10.11"),
};
