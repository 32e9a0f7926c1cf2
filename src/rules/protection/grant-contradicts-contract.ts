import type { DatabaseContract } from "../../model/contract.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { fenced } from "../../text/fenced.ts";
import { code, codeList } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { protectedShop, withRow } from "./example-shop.ts";
import { contractNames, isOnTables, isWrittenRole, privilegesOf, tooBroad } from "./grants.ts";
import { statedAccess } from "./stated-access.ts";

/** The contract says what each role may do with each table; a grant says it to the server, and both must say the same. */
export const grantContradictsContract = defineRule({
  id: "grant-contradicts-contract",
  on: ["grant"],
  section: "Role-Based Access",
  severity: "error",
  summary: "Disallow granting what the contract does not allow a role, and revoking what it does",
  whenToWaive: "The grant is for the time of one operation, and a later migration takes it back.",
  mend: ["edit-contract"],
  examples: {
    base: protectedShop,
    invalid: [
      "GRANT DELETE ON orders TO app_user;",
      { title: "A table that is not the role's", migration: "GRANT SELECT ON users TO reporting;" },
      { title: "A role that nobody wrote down", migration: "GRANT SELECT ON orders TO contractor;" },
      { title: "Taken away, and still promised", migration: "REVOKE UPDATE ON orders FROM app_user;" },
    ],
    valid: [
      "GRANT SELECT, INSERT ON orders, users TO app_user;",
      'GRANT SELECT ON public.orders TO "reporting";',
      {
        title: "The contract says so from now on",
        migration: "GRANT DELETE ON orders TO app_user;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["users, orders | SELECT, INSERT, UPDATE |", "users, orders | CRUD |"]],
        },
      },
      {
        title: "Revoked to be granted anew",
        migration: "REVOKE ALL ON orders FROM app_user;\nGRANT SELECT, INSERT, UPDATE ON orders TO app_user;",
      },
      { title: "What was never promised goes", migration: "REVOKE DELETE ON orders FROM app_user;" },
      { title: "From everybody", migration: "REVOKE ALL ON orders FROM PUBLIC;" },
      { title: "No table", migration: "GRANT USAGE ON SCHEMA public TO app_user;" },
      {
        title: "The role has everything",
        migration: "GRANT TRUNCATE ON orders TO maintenance;",
        edits: withRow("roles", "| maintenance | ALL | ALL | Upkeep |"),
      },
      {
        title: "The contract states no roles",
        base: { "DATABASE_SCHEMA_CONTRACT.md": "# Contract\n" },
        migration: "GRANT DELETE ON orders TO app_user;",
      },
    ],
  },

  *check(operation, context) {
    const { comparison } = context;
    const contract = context.head.database;
    if (contract === undefined || contract.roles.length === 0 || !isOnTables(operation)) return;
    if (!operation.revoke && tooBroad(operation, contract) !== undefined) return;
    const granted = operation.revoke ? regranted(operation, context) : new Set<string>();
    for (const role of operation.roles.filter((name) => isWrittenRole(operation, name))) {
      for (const table of operation.allInSchema ? [undefined] : contractNames(operation, comparison.head.dialect)) {
        const found = contradiction(operation, role, table, contract, granted);
        if (found === undefined) continue;
        const name = table === undefined ? "ALL" : keyOf(table);
        yield {
          at: operation.at,
          related: found.at === undefined ? [] : [found.at],
          subject: `${role} ${name}`,
          data: {
            role,
            table: name,
            privileges: found.privileges,
            allowed: found.allowed,
            kind: operation.revoke ? "revoke" : found.isUnknown ? "unknown" : "grant",
            contract: contract.path,
          },
        };
      }
    }
  },

  explain: ({ role, table, privileges, allowed, kind, contract }) => {
    const on = table === "ALL" ? "all tables" : code(table);
    const row = `| ${role} | ${table} | ${(kind === "revoke" ? ["…"] : [...new Set([...allowed, ...privileges])]).join(", ")} | … |`;
    const stated =
      kind === "unknown"
        ? "does not list this role"
        : allowed.length === 0
          ? "gives the role nothing there"
          : `says ${codeList(allowed)}`;
    return {
      what:
        kind === "revoke"
          ? `${codeList(privileges)} on ${on} is taken from ${code(role)}, and Role-Based Access still promises it.`
          : `${code(role)} is granted ${codeList(privileges)} on ${on}, and Role-Based Access ${stated}.`,
      why:
        kind === "revoke"
          ? "Who works under this role relies on the contract, and fails with “permission denied” as soon as the migration ran."
          : "Whoever checks who can read or change the data looks at the contract, and would not find this access there.",
      fix: `Change the statement, or the role's row in ${code(contract)} if this is what is wanted:\n\n${fenced("markdown", row)}`,
    };
  },
});

type Contradiction = {
  readonly privileges: readonly string[];
  readonly allowed: readonly string[];
  readonly isUnknown: boolean;
  readonly at: DatabaseContract["roles"][number]["at"] | undefined;
};

function contradiction(
  operation: OperationOf<"grant">,
  role: string,
  table: QualifiedName | undefined,
  contract: DatabaseContract,
  granted: ReadonlySet<string>,
): Contradiction | undefined {
  const stated = statedAccess(contract, role, table);
  const privileges = privilegesOf(operation);
  if (stated.kind === "unclear") return undefined;
  if (stated.kind === "unknown-role") {
    if (operation.revoke) return undefined;
    return { privileges, allowed: [], isUnknown: true, at: contract.roles.at(-1)?.at };
  }
  const allowed = [...stated.privileges];
  const wrong = operation.revoke
    ? allowed.filter(
        (one) => (privileges.includes("ALL") || privileges.includes(one)) && !granted.has(`${role} ${one}`),
      )
    : privileges.filter((one) => !stated.privileges.has("ALL") && !stated.privileges.has(one));
  return wrong.length === 0 ? undefined : { privileges: wrong, allowed, isUnknown: false, at: stated.rows[0]?.at };
}

/** What later grants of the pull request give back on the same tables: a role's rights are often cleared first. */
function regranted(operation: OperationOf<"grant">, context: RuleContext): ReadonlySet<string> {
  const operations = changedMigrations(context).flatMap(({ steps }) => steps.map((step) => step.operation));
  const later = operations.slice(operations.indexOf(operation) + 1);
  const tables = new Set(operation.names.map(keyOf));
  return new Set(
    later.flatMap((one) => {
      if (one.kind !== "grant" || one.revoke || !(one.allInSchema || one.names.some((name) => tables.has(keyOf(name)))))
        return [];
      return one.roles.flatMap((role) => privilegesOf(one).map((privilege) => `${role} ${privilege}`));
    }),
  );
}
