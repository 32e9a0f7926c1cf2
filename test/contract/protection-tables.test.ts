import { describe, expect, test } from "vitest";
import type { QualifiedName } from "../../src/model/name.ts";
import { keyOf } from "../../src/model/name.ts";
import { databaseContract } from "./reading.ts";

const access = (rows: string, header = "| Role | Tables | Permissions | Purpose |") =>
  databaseContract(
    `# Contract\n\n## Security & Access Control\n\n### Role-Based Access\n\n${header}\n${rule(header)}\n${rows}\n`,
  );
const sensitive = (header: string, rows: string) =>
  databaseContract(`# Contract\n\n## Security\n\n### Sensitive Data\n\n${header}\n${rule(header)}\n${rows}\n`);
const retention = (header: string, rows: string) =>
  databaseContract(`# Contract\n\n## Data Retention Policies\n\n${header}\n${rule(header)}\n${rows}\n`);

function rule(header: string): string {
  return header.replaceAll(/[^|]+/g, "---");
}

function keys(names: readonly QualifiedName[] | undefined): string {
  return names === undefined ? "ALL" : names.map(keyOf).join(" ");
}

describe("Role-Based Access", () => {
  const scopes = {
    "users, orders": "users orders",
    "`users`, `billing.invoices`": "users billing.invoices",
    "users / orders": "users orders",
    "users and orders": "users orders",
    "users<br>orders": "users orders",
    "public.users": "users",
    "billing.*": "billing.*",
    "All tables in billing": "billing.*",
    ALL: "ALL",
    "*": "ALL",
    "`ALL`": "ALL",
    "All tables": "ALL",
    "ALL (read replicas)": "ALL",
    "": "ALL",
    "-": "",
  };
  test.each(Object.entries(scopes))("tables written %j", (written, expected) => {
    const contract = access(`| app | ${written} | SELECT | |`);
    expect(contract.roles.map(({ tables }) => keys(tables))).toEqual([expected]);
    expect(contract.diagnostics).toEqual([]);
  });

  test.each([
    "ALL except audit_log, secrets",
    "All tables (except audit_log and secrets)",
    "* but not audit_log, secrets",
  ])("what %j leaves out", (written) => {
    const [role] = access(`| app | ${written} | SELECT | |`).roles;
    expect([keys(role?.tables), keys(role?.except)]).toEqual(["ALL", "audit_log secrets"]);
  });

  const permissions = {
    "SELECT, INSERT": ["SELECT", "INSERT"],
    "`SELECT` + `INSERT`": ["SELECT", "INSERT"],
    "SELECT/UPDATE": ["SELECT", "UPDATE"],
    "Read only": ["SELECT"],
    "Read/Write": ["SELECT", "INSERT", "UPDATE", "DELETE"],
    CRUD: ["SELECT", "INSERT", "UPDATE", "DELETE"],
    "Full access": ["ALL"],
    ALL: ["ALL"],
    "SELECT (id, name)": ["SELECT"],
    None: [],
    "see the wiki": undefined,
  };
  test.each(Object.entries(permissions))("permissions written %j", (written, expected) => {
    expect(access(`| app | users | ${written} | |`).roles[0]?.permissions).toEqual(expected);
  });

  test("several roles in a row, other headers, capitals", () => {
    const contract = access("| `app`, Worker (jobs) | users | read |", "| Database User | Scope | Access Level |");
    expect(contract.roles.map(({ role }) => role)).toEqual(["app", "worker"]);
  });
});

describe("Sensitive Data", () => {
  test("several columns, all columns, and columns that bring their table", () => {
    const header = "| Table | Column | Encryption | PII | Notes |";
    const rows =
      "| users | email, `phone` | AES-256 | YES | |\n| secrets | ALL | yes | NO | |\n| orders | note | No | ✓ | |";
    expect(
      sensitive(header, rows).sensitive.map(({ table, column, encryption }) => [keyOf(table), column, encryption]),
    ).toEqual([
      ["users", "email", "AES-256"],
      ["users", "phone", "AES-256"],
      ["secrets", "*", "yes"],
      ["orders", "note", undefined],
    ]);
    const [row] = sensitive("| Field | Protection |", "| `billing.cards.number` | tokenised |").sensitive;
    expect([keyOf(row?.table ?? { schema: undefined, name: "" }), row?.column]).toEqual(["billing.cards", "number"]);
  });
});

describe("Data Retention Policies", () => {
  test("several tables in a cell, and the rest", () => {
    const header = "| Tables | Keep For | Archive |";
    const rows = "| `orders`, invoices | 7 years | S3 after a year |\n| All other tables | 90 days | - |";
    expect(
      retention(header, rows).retention.map(({ table, period, archive }) => [keyOf(table), period, archive]),
    ).toEqual([
      ["orders", "7 years", "S3 after a year"],
      ["invoices", "7 years", "S3 after a year"],
      ["*", "90 days", undefined],
    ]);
  });
});
