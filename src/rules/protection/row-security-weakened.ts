import type { AppliedMigration, Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Policy, Table } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isNewTable } from "../destructive/made-here.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { protectedShop } from "./example-shop.ts";

/** Orders that each person sees only their own of. */
const ownOrders = {
  "DATABASE_SCHEMA_CONTRACT.md": `${protectedShop["DATABASE_SCHEMA_CONTRACT.md"]}`.replace(
    "CREATE INDEX idx_orders_user_id ON orders (user_id);\n",
    `CREATE INDEX idx_orders_user_id ON orders (user_id);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
CREATE POLICY own_orders ON orders TO app_user USING (user_id = current_setting('app.user')::integer);
`,
  ),
};

type Weakening = "disabled" | "not-forced" | "dropped" | "true" | "public";

/** Row security is what keeps one customer from another's rows: taking it away shows in no query, only in what comes out of it. */
export const rowSecurityWeakened = defineRule({
  id: "row-security-weakened",
  on: ["set-row-security", "drop-policy", "create-policy", "alter-policy"],
  section: "Role-Based Access",
  severity: "error",
  dialects: ["postgresql"],
  summary:
    "Disallow switching row security off, dropping a policy without another in its place, and policies that let every row through",
  whenToWaive: "All rows of the table are meant for everybody, or another layer keeps them apart now.",
  mend: ["split-migration"],
  examples: {
    base: { ...protectedShop, ...ownOrders },
    invalid: [
      "ALTER TABLE orders DISABLE ROW LEVEL SECURITY;",
      "DROP POLICY own_orders ON orders;",
      "ALTER POLICY own_orders ON orders USING (true);",
      {
        title: "Replaced by one that says nothing",
        migration: "DROP POLICY own_orders ON orders;\nCREATE POLICY orders_read ON orders USING (true);",
      },
      {
        title: "A restriction that is for other commands",
        migration:
          "CREATE POLICY paid ON orders AS RESTRICTIVE FOR DELETE USING (total > 0);\nCREATE POLICY reading ON orders FOR SELECT USING (true);",
      },
      { title: "For everybody at once", migration: "ALTER POLICY own_orders ON orders TO PUBLIC;" },
    ],
    valid: [
      {
        title: "Replaced in the same migration",
        migration:
          "DROP POLICY IF EXISTS own_orders ON orders;\nCREATE POLICY own_orders ON orders TO app_user USING (user_id = current_setting('app.user_id')::integer);",
      },
      "ALTER POLICY own_orders ON orders USING (user_id = current_setting('app.user')::integer AND total > 0);",
      "ALTER TABLE users ENABLE ROW LEVEL SECURITY;",
      {
        title: "A table's first protection may let everybody read",
        migration:
          "ALTER TABLE users ENABLE ROW LEVEL SECURITY;\nCREATE POLICY everyone ON users FOR SELECT USING (true);",
      },
      { title: "One role more", migration: "CREATE POLICY support ON orders FOR SELECT TO support USING (true);" },
      { title: "A further condition", migration: "CREATE POLICY paid ON orders AS RESTRICTIVE USING (total > 0);" },
      {
        title: "A restriction holds beside it",
        migration:
          "DROP POLICY own_orders ON orders;\nCREATE POLICY own_orders ON orders AS RESTRICTIVE USING (user_id = current_setting('app.user')::integer);\nCREATE POLICY order_changes ON orders USING (true);",
      },
      {
        title: "One that lets all through beneath a restriction, made afterwards",
        migration:
          "CREATE POLICY all_orders ON orders USING (true);\nCREATE POLICY order_owner ON orders AS RESTRICTIVE USING (user_id = current_setting('app.user')::integer);",
      },
      {
        title: "Switched off and on again",
        migration:
          "ALTER TABLE orders DISABLE ROW LEVEL SECURITY;\nALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;",
      },
      {
        title: "A table of this pull request",
        migration:
          "CREATE TABLE notes (id integer PRIMARY KEY);\nALTER TABLE notes ENABLE ROW LEVEL SECURITY;\nCREATE POLICY all_notes ON notes USING (true);\nDROP POLICY all_notes ON notes;",
      },
      { title: "The table goes with it", migration: "DROP POLICY own_orders ON orders;\nDROP TABLE orders CASCADE;" },
      "ALTER POLICY own_orders ON orders RENAME TO mine;",
    ],
  },

  *check(operation, context, { step, migration }) {
    if (step.effect === "no-effect" || isNewTable(context, operation, operation.table, step.before)) return;
    const key = keyOf(operation.table);
    const atHead = context.comparison.head.tables.get(key);
    const isDropped = context.comparison.base.tables.has(key) && atHead === undefined;
    const kind = isDropped ? undefined : weakening(step, operation, migration, context);
    if (kind === undefined) return;
    const policy = policyName(operation);
    yield {
      at: operation.at,
      subject: policy === "" ? key : `${key} ${policy}`,
      data: { kind, table: key, policy, sql: sqlQualifiedName(operation.table, "postgresql") },
    };
  },

  explain: ({ kind, table, policy, sql }) => words[kind](code(table), code(policy), sql),
});

type Watched = OperationOf<"set-row-security" | "drop-policy" | "create-policy" | "alter-policy">;

function weakening(
  { before }: Step,
  operation: Watched,
  migration: AppliedMigration,
  { comparison: { base, head } }: RuleContext,
): Weakening | undefined {
  const key = keyOf(operation.table);
  const table = before.tables.get(key);
  switch (operation.kind) {
    case "set-row-security":
      return switchedOff(operation.change, { before: table, base: base.tables.get(key), head: head.tables.get(key) });
    case "drop-policy": {
      const dropped = policyOf(table, operation.policy);
      return isReplaced(operation, dropped, migration) ? undefined : "dropped";
    }
    case "create-policy": {
      const { policy } = operation;
      const isFirst = table?.rowSecurity !== "off" && base.tables.get(key)?.rowSecurity === "off";
      if (!policy.permissive || isFirst || !policy.roles.includes("public")) return undefined;
      const old = replacedBy(operation, migration);
      if (isTrue(policy.using) && isHeldBack(policy, head.tables.get(key))) return undefined;
      if (isTrue(policy.using)) return old !== undefined && isTrue(old.using) ? undefined : "true";
      return old !== undefined && !old.roles.includes("public") ? "public" : undefined;
    }
    case "alter-policy": {
      const old = policyOf(table, operation.policy);
      if (isTrue(operation.set.using) && !isTrue(old?.using) && !isHeldBack(old, head.tables.get(key))) return "true";
      return operation.set.roles?.includes("public") === true && old?.roles.includes("public") !== true
        ? "public"
        : undefined;
    }
    default:
      return operation satisfies never;
  }
}

type Sides = Readonly<Record<"before" | "base" | "head", Table | undefined>>;

/** What an earlier statement of the pull request switched on is nobody's protection yet, and what a later one switches on again is kept. */
function switchedOff(
  change: OperationOf<"set-row-security">["change"],
  { before, base, head }: Sides,
): Weakening | undefined {
  if (change === "disable") {
    const isOwnDoing = base?.rowSecurity === "off" && before?.rowSecurity !== "off";
    return isOwnDoing || (head !== undefined && head.rowSecurity !== "off") ? undefined : "disabled";
  }
  if (change !== "no force" || head?.rowSecurity === "forced") return undefined;
  return base?.rowSecurity !== "forced" && before?.rowSecurity === "forced" ? undefined : "not-forced";
}

/** Whether the same migration makes another policy for the same commands. */
function isReplaced(operation: OperationOf<"drop-policy">, dropped: Policy | undefined, { steps }: AppliedMigration) {
  const key = keyOf(operation.table);
  return steps.some(
    ({ operation: one }) =>
      one.kind === "create-policy" &&
      keyOf(one.table) === key &&
      (dropped === undefined || one.policy.command === "all" || one.policy.command === dropped.command),
  );
}

/** The policy that an earlier statement of the migration dropped to make room for this one. */
function replacedBy({ table, policy }: OperationOf<"create-policy">, { steps }: AppliedMigration): Policy | undefined {
  const dropped = steps.flatMap(({ operation, before }) => {
    if (operation.kind !== "drop-policy" || keyOf(operation.table) !== keyOf(table)) return [];
    return policyOf(before.tables.get(keyOf(table)), operation.policy) ?? [];
  });
  return dropped.find(({ name }) => name === policy.name) ?? dropped.find(({ command }) => command === policy.command);
}

/** Whether a restrictive policy, which is joined by AND, keeps back rows that this one lets through. */
function isHeldBack(policy: Policy | undefined, table: Table | undefined): boolean {
  if (policy === undefined || table === undefined) return false;
  return table.policies.some(
    (other) =>
      !other.permissive &&
      other.name !== policy.name &&
      other.using !== undefined &&
      !isTrue(other.using) &&
      (other.command === "all" || other.command === policy.command) &&
      (other.roles.includes("public") || policy.roles.every((role) => other.roles.includes(role))),
  );
}

function policyOf(table: Table | undefined, name: string): Policy | undefined {
  return table?.policies.find((policy) => policy.name === name);
}

function isTrue(condition: Policy["using"]): boolean {
  return /^\(*(?:true|1 = 1)\)*$/i.test(condition?.meaning ?? "");
}

function policyName(operation: Watched): string {
  if (operation.kind === "set-row-security") return "";
  return operation.kind === "create-policy" ? operation.policy.name : operation.policy;
}

type Words = (table: string, policy: string, sql: string) => { what: string; why: string; fix: string };

const words: Readonly<Record<Weakening, Words>> = {
  disabled: (table, _, sql) => ({
    what: `Row security of ${table} is switched off.`,
    why: "Its policies hold no longer: every role that may read the table reads all rows, those of other people and tenants too.",
    fix: `Leave it on. To let one role see everything, give that role a policy: ${code(`CREATE POLICY … ON ${sql} TO … USING (true);`)}`,
  }),
  "not-forced": (table) => ({
    what: `Row security of ${table} no longer holds for its owner.`,
    why: "An application that connects as the owner of the table then reads and writes every row.",
    fix: "Leave it forced, and run what needs all rows under a role of its own.",
  }),
  dropped: (table, policy) => ({
    what: `The policy ${policy} of ${table} is dropped, and the same migration makes no other for the same commands.`,
    why: "What it said of who may see which rows is gone: a restriction lets everything through, and without any policy the readers get nothing until somebody switches row security off.",
    fix: "Make the policy that takes its place in the same migration, so that both come about in one transaction; or change it with `ALTER POLICY`.",
  }),
  true: (table, policy) => ({
    what: `The policy ${policy} of ${table} lets every row through.`,
    why: "Policies are joined by OR: one that is always true makes all others of the table pointless.",
    fix: "State whose rows they are in `USING (…)`. If one role is to see everything, name it: `TO role USING (true)`.",
  }),
  public: (table, policy) => ({
    what: `The policy ${policy} of ${table} holds for PUBLIC from now on.`,
    why: "`PUBLIC` is every role of the server: rows that were meant for some are shown to all that have any access to the table.",
    fix: "Name the roles that it is for: `TO role, …`. Without `TO` a policy is for PUBLIC.",
  }),
};
