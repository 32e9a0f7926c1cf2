import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { exampleBase } from "../example-base.ts";
import { newTables } from "../new-tables.ts";
import { protectedShop, withRow } from "./example-shop.ts";
import { covers } from "./stated-access.ts";

const coupons = "CREATE TABLE coupons (code text PRIMARY KEY);";

const matrix = "| Table | app_user | reporting |\n|---|---|---|\n| users | CRUD | - |\n| orders | CRUD | R |\n";
const list =
  "- **app_user**: SELECT, INSERT, UPDATE on `users`, `orders`\n- **reporting**: read-only access to orders\n";

/** The example's contract with access stated in another form. */
function withRoles(stated: string): Readonly<Record<string, string>> {
  const path = "DATABASE_SCHEMA_CONTRACT.md";
  return { [path]: `${exampleBase[path]}\n## Security & Access Control\n\n### Role-Based Access\n\n${stated}` };
}

/** Where the contract states who may do what with which table, a new table has its answer too. */
export const tableWithoutRole = defineRule({
  id: "table-without-role",
  on: "pull-request",
  section: "Role-Based Access",
  severity: "warning",
  summary: "Warn of new tables that no row of Role-Based Access covers",
  whenToWaive: "Only the owner of the schema uses the table, by hand.",
  mend: ["edit-contract"],
  examples: {
    base: protectedShop,
    invalid: [
      coupons,
      "CREATE TABLE IF NOT EXISTS billing.invoices (id integer PRIMARY KEY);",
      { title: "Access stated as a matrix", base: withRoles(matrix), migration: coupons },
      { title: "Access stated as a list", base: withRoles(list), migration: coupons },
    ],
    valid: [
      {
        title: "The matrix has its row",
        base: withRoles(`${matrix}| coupons | R | - |\n`),
        migration: coupons,
      },
      {
        title: "The list names it",
        base: withRoles(`${list}- **checkout**: SELECT on coupons\n`),
        migration: coupons,
      },
      {
        title: "A list that does not say on which tables",
        base: withRoles("- **app_user**: whatever the service needs\n"),
        migration: coupons,
      },
      {
        title: "A role has it",
        migration: coupons,
        edits: withRow("roles", "| app_user | coupons | SELECT | Checkout |"),
      },
      {
        title: "A role has everything",
        migration: coupons,
        edits: withRow("roles", "| admin | ALL | ALL | Administrative tasks |"),
      },
      {
        title: "A role has the whole schema",
        migration: "CREATE TABLE billing.invoices (id integer PRIMARY KEY);",
        edits: withRow("roles", "| billing | billing.* | Read/Write | |"),
      },
      "CREATE TEMPORARY TABLE batch (id integer);",
      { title: "The table was there", migration: "CREATE TABLE IF NOT EXISTS orders (id integer);" },
      {
        title: "The contract states no roles",
        base: { "DATABASE_SCHEMA_CONTRACT.md": "# Contract\n" },
        migration: coupons,
      },
      { title: "Gone again", migration: `${coupons}\nDROP TABLE coupons;` },
    ],
  },

  *check(context) {
    const contract = context.head.database;
    const [first] = contract?.roles ?? [];
    if (contract === undefined || first === undefined) return;
    for (const { table, key, operation } of newTables(context)) {
      if (contract.roles.some((row) => covers(row, table.name))) continue;
      yield {
        at: operation.at,
        related: [first.at],
        subject: key,
        data: { table: key, contract: contract.path, role: first.role },
      };
    }
  },

  explain: ({ table, contract, role }) => ({
    what: `The table ${code(table)} is new, and no row of Role-Based Access covers it.`,
    why: "Nobody decided who may read and write it: the application fails for lack of a grant, or somebody grants too much in a hurry.",
    fix: `Add it to a role's row in ${code(contract)}, or give it a row:\n\n${fenced("markdown", `| ${role} | ${table} | SELECT | … |`)}`,
  }),
});
