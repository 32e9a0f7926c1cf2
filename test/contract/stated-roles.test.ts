import { describe, expect, test } from "vitest";
import { keyOf } from "../../src/model/name.ts";
import { databaseContract } from "./reading.ts";

/** Each grant as `role: PRIVILEGES on tables`. */
function grantsOf(body: string, heading = "### Role-Based Access"): readonly string[] {
  const contract = databaseContract(
    `# Contract\n\n## Security & Access Control\n\n${heading}\n\n${body}\n\n### Sensitive Data\n`,
  );
  expect(contract.diagnostics).toEqual([]);
  return contract.roles.map(({ role, tables, except, permissions }) => {
    const scope = tables === undefined ? "ALL" : tables.map(keyOf).join(" ");
    const without = except.length === 0 ? "" : ` but ${except.map(keyOf).join(" ")}`;
    return `${role}: ${permissions?.join(" ") ?? "?"} on ${scope}${without}`;
  });
}

describe("a matrix", () => {
  test("of roles against privileges", () => {
    const rows = "| app | users, orders | ✓ | ✓ | ✅ | ✗ |\n| readonly | ALL | X | - | | No |";
    expect(grantsOf(`| Role | Tables | SELECT | INSERT | UPDATE | DELETE |\n|--|--|--|--|--|--|\n${rows}`)).toEqual([
      "app: SELECT INSERT UPDATE on users orders",
      "readonly: SELECT on ALL",
    ]);
    expect(
      grantsOf("| Role | Read | Write | Purpose |\n|--|--|--|--|\n| app | yes | yes | |\n| bi | yes | no | |"),
    ).toEqual(["app: SELECT INSERT UPDATE DELETE on ALL", "bi: SELECT on ALL"]);
  });

  test("of tables against roles", () => {
    const rows = "| `users` | CRUD | ALL | R |\n| audit_log | INSERT | ALL | - |";
    expect(grantsOf(`| Table | app_user | admin | readonly |\n|--|--|--|--|\n${rows}`)).toEqual([
      "app_user: SELECT INSERT UPDATE DELETE on users",
      "app_user: INSERT on audit_log",
      "admin: ALL on users",
      "admin: ALL on audit_log",
      "readonly: SELECT on users",
      "readonly:  on audit_log",
    ]);
  });

  test("of roles against tables", () => {
    const rows = "| app | R/W | SELECT, INSERT |\n| bi | R | - |";
    expect(grantsOf(`| Role | users | orders |\n|--|--|--|\n${rows}`, "### Permission Matrix")).toEqual([
      "app: SELECT INSERT UPDATE DELETE on users",
      "bi: SELECT on users",
      "app: SELECT INSERT on orders",
      "bi:  on orders",
    ]);
  });

  test("a column of remarks is no role", () => {
    expect(
      grantsOf("| Table | app | Notes |\n|--|--|--|\n| users | SELECT | all |\n| orders | SELECT | read |"),
    ).toEqual(["app: SELECT on users", "app: SELECT on orders"]);
  });
});

describe("a list", () => {
  const items = {
    "- **app_user** (runtime): SELECT, INSERT, UPDATE on `users`, `orders`": [
      "app_user: SELECT INSERT UPDATE on users orders",
    ],
    "- `readonly` – SELECT on all tables": ["readonly: SELECT on ALL"],
    "- readonly: read-only access to all tables except secrets": ["readonly: SELECT on ALL but secrets"],
    "- **admin:** full access": ["admin: ALL on ALL"],
    "- billing: CRUD on billing.*": ["billing: SELECT INSERT UPDATE DELETE on billing.*"],
    "- **app_user**\n  - users: SELECT, INSERT\n  - `orders`: CRUD\n- **bi**\n  - SELECT on orders": [
      "app_user: SELECT INSERT on users",
      "app_user: SELECT INSERT UPDATE DELETE on orders",
      "bi: SELECT on orders",
    ],
    "- `GRANT SELECT, INSERT ON users TO app_user;`": ["app_user: SELECT INSERT on users"],
    "- app_user: whatever the service needs": ["app_user: ? on ALL"],
    "Roles are managed by the platform team.": [],
    "- [role]: [permissions]": [],
  };
  test.each(Object.entries(items))("%j", (body, expected) => expect(grantsOf(body)).toEqual(expected));

  test("under a heading for each role", () => {
    const body =
      "#### app_user\n\n- SELECT, INSERT on `users`\n- orders: SELECT\n\n#### Role: `readonly`\n\n- SELECT on ALL";
    expect(grantsOf(body)).toEqual([
      "app_user: SELECT INSERT on users",
      "app_user: SELECT on orders",
      "readonly: SELECT on ALL",
    ]);
  });

  test("of other matters of security names no roles", () => {
    const text =
      "# Contract\n\n## Security\n\n- **Authentication**: JWT, rotated daily\n- Backups: encrypted\n- TLS: required\n";
    expect(databaseContract(text).roles).toEqual([]);
  });
});

test("statements", () => {
  const sql =
    "GRANT SELECT, INSERT ON users, orders TO app_user;\nGRANT ALL ON ALL TABLES IN SCHEMA public TO admin;\nREVOKE DELETE ON users FROM app_user;";
  expect(grantsOf(`\`\`\`sql\n${sql}\n\`\`\``)).toEqual([
    "app_user: SELECT INSERT on users orders",
    "admin: ALL on ALL",
  ]);
});
