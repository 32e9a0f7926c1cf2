import { describe, expect, test } from "vitest";
import { databaseContract, fixture } from "./reading.ts";

describe("the template, unmodified", () => {
  const contract = databaseContract(fixture("template.md"));

  test("promises no schema", () => {
    expect([...contract.tables.keys()]).toEqual([]);
    expect([...contract.views.keys()]).toEqual([]);
    expect([...contract.routines.keys()]).toEqual([]);
    expect([...contract.enums.keys()]).toEqual([]);
    expect(contract.migrations).toEqual([]);
    expect(contract.retention).toEqual([]);
    expect(contract.sensitive).toEqual([]);
  });

  test("has its header and its one change log entry", () => {
    expect(contract.header.version?.value).toBe("1.0.0");
    expect(contract.header.lastUpdated?.value).toBe("2024-12-02");
    expect(contract.header.status?.value).toBe("Initial Template");
    expect(contract.header.changeLog).toMatchObject([
      {
        date: "2024-12-02",
        version: "1.0.0",
        author: "DevOps Agent",
        changes: "Initial template creation",
        impact: "N/A - Template only",
      },
    ]);
  });

  test("states all of its policies", () => {
    for (const [policy, at] of Object.entries(contract.policies)) expect(at, policy).toBeDefined();
    expect(contract.policies.nonDestructive?.start.line).toBe(171);
  });

  test("has eight boxes, none ticked", () => {
    expect(contract.checklist).toHaveLength(8);
    expect(contract.checklist.every((item) => !item.checked)).toBe(true);
    expect(contract.checklist[4]?.text).toBe("SQL Contract updated with affected queries");
  });

  test("has nothing to complain of but placeholders", () => {
    expect(contract.diagnostics).toEqual([]);
    expect(contract.duplicates).toEqual([]);
    expect(contract.placeholders.map((placeholder) => placeholder.value)).toContain("[db_name]");
    expect(contract.technology).toEqual({ type: undefined, version: undefined });
  });

  test("says where missing sections would go", () => {
    expect(contract.parts.tables?.start.line).toBe(37);
    expect(contract.parts.views?.start.line).toBe(88);
    expect(contract.parts.routines?.start.line).toBe(107);
    expect(contract.parts.migrationHistory?.start.line).toBe(131);
  });
});
