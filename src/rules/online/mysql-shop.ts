import { mysqlExampleBase } from "../example-base-dialects.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";

/** The shop on MySQL, with a contract that calls `users` small. */
export const smallMysqlUsers: Readonly<Record<string, string>> = {
  [contract]: (mysqlExampleBase[contract] ?? "").replace(
    "**Purpose:** People with an account",
    "**Purpose:** People with an account (about 400 rows)",
  ),
};

/** The shop on MariaDB, as it was when a copy of a table kept everybody from writing. */
export const mariadbShop = onMariadb("10.11");

/** The shop on a MariaDB that takes writes while it copies a table. */
export const onlineMariadbShop = onMariadb("11.4");

/** Nothing but the server and the tables that an example is about, for a page whose other examples are on PostgreSQL's shop. */
export function serverAlone(
  type: string,
  version: string,
  ...tables: readonly (readonly [name: string, ddl: string])[]
): Readonly<Record<string, string>> {
  const sections = tables.map(([name, ddl]) => `\n### ${name}\n\n\`\`\`sql\n${ddl}\n\`\`\`\n`);
  return {
    [contract]: `# Database Schema Contract\n\n## Database Technology\n\n**Type:** ${type}\n**Version:** ${type} ${version}\n\n## Tables\n${sections.join("")}`,
  };
}

function onMariadb(version: string): Readonly<Record<string, string>> {
  return {
    [contract]: (mysqlExampleBase[contract] ?? "")
      .replace("**Type:** MySQL", "**Type:** MariaDB")
      .replace("**Version:** MySQL 8.0", `**Version:** MariaDB ${version}`),
  };
}
