import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Policy, Schema, Table, Trigger } from "../../model/schema.ts";
import { type Quote, sqlLiteral, sqlName } from "./quoting.ts";
import { orderedTables } from "./tables-sql.ts";

/** Triggers of tables and views; a partition has its parent's by itself. */
export function triggersSql(schema: Schema, quote: Quote): string[] {
  const onTables = orderedTables(schema).flatMap((table) => {
    const parent = table.partitionOf && schema.tables.get(keyOf(table.partitionOf.parent));
    const given = new Set(parent?.triggers.filter(({ level }) => level === "row").map(({ name }) => name));
    return table.triggers
      .filter(({ name }) => !given.has(name))
      .flatMap((trigger) => triggerSql(trigger, table.name, quote));
  });
  const onViews = [...schema.views.values()].flatMap((view) =>
    view.triggers.flatMap((trigger) => triggerSql(trigger, view.name, quote)),
  );
  return [...onTables, ...onViews];
}

const enabling: Readonly<Record<Trigger["enabled"], string>> = {
  origin: "ENABLE",
  disabled: "DISABLE",
  replica: "ENABLE REPLICA",
  always: "ENABLE ALWAYS",
};

function triggerSql(trigger: Trigger, on: QualifiedName, quote: Quote): string[] {
  const events = trigger.events.map((event) => {
    const columns = /^update of (.*)$/.exec(event)?.[1];
    return columns === undefined
      ? event.toUpperCase()
      : `UPDATE OF ${columns.split(/,\s*/).map(unquoted).map(quote).join(", ")}`;
  });
  const when = trigger.when === undefined ? "" : ` WHEN (${trigger.when.text})`;
  const create =
    `CREATE ${trigger.constraint ? "CONSTRAINT " : ""}TRIGGER ${quote(trigger.name)} ${trigger.timing.toUpperCase()} ${events.join(" OR ")}` +
    ` ON ${sqlName(on, quote)} FOR EACH ${trigger.level.toUpperCase()}${when} EXECUTE FUNCTION ${sqlName(trigger.routine, quote)}();`;
  if (trigger.enabled === "origin") return [create];
  return [create, `ALTER TABLE ${sqlName(on, quote)} ${enabling[trigger.enabled]} TRIGGER ${quote(trigger.name)};`];
}

function unquoted(name: string): string {
  return /^".*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}

/** Row security and policies. */
export function policiesSql(schema: Schema, quote: Quote): string[] {
  return orderedTables(schema).flatMap((table) => [
    ...rowSecuritySql(table, quote),
    ...table.policies.map((policy) => policySql(policy, table, quote)),
  ]);
}

function rowSecuritySql({ name, rowSecurity }: Table, quote: Quote): string[] {
  if (rowSecurity === "off") return [];
  const alter = `ALTER TABLE ${sqlName(name, quote)}`;
  const enable = `${alter} ENABLE ROW LEVEL SECURITY;`;
  return rowSecurity === "on" ? [enable] : [enable, `${alter} FORCE ROW LEVEL SECURITY;`];
}

const roleWords: ReadonlySet<string> = new Set(["public", "current_user", "current_role", "session_user"]);

function policySql(policy: Policy, table: Table, quote: Quote): string {
  const roles = policy.roles.map((role) => (roleWords.has(role) ? role : quote(role)));
  return [
    `CREATE POLICY ${quote(policy.name)} ON ${sqlName(table.name, quote)}`,
    policy.permissive ? "" : " AS RESTRICTIVE",
    policy.command === "all" ? "" : ` FOR ${policy.command.toUpperCase()}`,
    roles.length === 0 || (roles.length === 1 && roles[0] === "public") ? "" : ` TO ${roles.join(", ")}`,
    policy.using === undefined ? "" : ` USING (${policy.using.text})`,
    policy.check === undefined ? "" : ` WITH CHECK (${policy.check.text})`,
    ";",
  ].join("");
}

/** Comments on tables, columns and views. */
export function commentsSql(schema: Schema, quote: Quote): string[] {
  const onTables = orderedTables(schema).flatMap((table) => [
    ...commentSql("TABLE", sqlName(table.name, quote), table.comment),
    ...table.columns.flatMap((column) =>
      commentSql("COLUMN", `${sqlName(table.name, quote)}.${quote(column.name)}`, column.comment),
    ),
  ]);
  const onViews = [...schema.views.values()].flatMap((view) =>
    commentSql(view.materialized ? "MATERIALIZED VIEW" : "VIEW", sqlName(view.name, quote), view.comment),
  );
  return [...onTables, ...onViews];
}

function commentSql(kind: string, name: string, comment: string | undefined): string[] {
  return comment === undefined ? [] : [`COMMENT ON ${kind} ${name} IS ${sqlLiteral(comment)};`];
}
