import { describe, expect, it } from "vitest";
import { asksForPeople, meaningOf } from "../../src/report/checklist/box-meaning.ts";

describe("meaningOf", () => {
  it.each([
    ["All dependent modules identified", "modules-identified"],
    ["Migration script created and tested", "migration-script"],
    ["Rollback script prepared", "rollback"],
    ["This contract updated with new schema", "database-contract"],
    ["SQL Contract updated with affected queries", "sql-contract"],
    ["API Contract reviewed for endpoint impacts", "api-contract"],
    ["Team notified of breaking changes", "team-notified"],
    ["Documentation updated", "documentation"],
    ["Affected services listed in the entry", "modules-identified"],
    ["Down migration written", "rollback"],
    ["`SQL_CONTRACT.json` is current", "sql-contract"],
    ["README and runbook amended", "documentation"],
    ["Database contract bumped", "database-contract"],
    ["Stakeholders informed", "team-notified"],
  ])("understands %j", (text, id) => {
    expect(meaningOf(text)).toBe(id);
  });

  it.each(["Feature flag ready", "Load test passed", "DBA has approved", "", "Cost estimated", "Lunch ordered"])(
    "makes nothing up for %j",
    (text) => {
      expect(meaningOf(text)).toBeUndefined();
    },
  );
});

describe("asksForPeople", () => {
  it.each(["Migration script created and tested", "Rollback verified on staging", "Plan approved by the DBA"])(
    "%j",
    (text) => {
      expect(asksForPeople(text)).toBe(true);
    },
  );

  it.each([
    "Rollback script prepared",
    "This contract updated with new schema",
    "API Contract reviewed for endpoint impacts",
  ])("not %j", (text) => {
    expect(asksForPeople(text)).toBe(false);
  });
});
