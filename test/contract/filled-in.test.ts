import { describe, expect, test } from "vitest";
import { databaseContract, fixture, inWords } from "./reading.ts";

const text = fixture("clinic.md");
const contract = databaseContract(text);

describe("a filled-in contract", () => {
  test("header, change log and where its next entry goes", () => {
    expect(contract.header.version?.value).toBe("3.4.1");
    expect(contract.header.changeLog.map((entry) => entry.version)).toEqual(["3.4.1", "3.4.0", "3.3.0"]);
    expect(contract.header.changeLog[1]?.changes).toBe("Added visits | rooms");
    expect(contract.header.changeLogAt?.start).toEqual(contract.header.changeLog[0]?.at.start);
    expect(contract.technology.type?.value).toBe("PostgreSQL");
    expect(contract.technology.version?.value).toBe("PostgreSQL 16.2");
  });

  test("tables by their headings", () => {
    expect([...contract.tables.keys()]).toEqual(["patients", "visits", "billing.invoices"]);
    expect([...contract.views.keys()]).toEqual(["open_visits"]);
    expect([...contract.routines.keys()]).toEqual(["patient_age"]);
    expect(contract.enums.get("patient_state")?.values).toEqual(["active", "moved", "dead"]);
    expect(contract.diagnostics).toEqual([]);
  });

  test("columns", () => {
    const columns = (contract.tables.get("patients")?.columns ?? []).map(
      (column) => `${column.name}: ${inWords(column)}`,
    );
    expect(columns).toEqual([
      "id: bigint serial not null default=automatic pk",
      "full_name: character varying(200) not null default=none",
      "born_on: date null default=none",
      "fax: character varying(40) null default=none deprecated=3.3.0",
      "state: patient_state not null default='active'",
      "insuranceNo: text null default=none unique",
      "balance: numeric(10,2) not null default=0 check(balance > -100000)",
      "created_at: timestamp with time zone not null default=CURRENT_TIMESTAMP",
    ]);
  });

  test("the section's own words", () => {
    const patients = contract.tables.get("patients");
    expect(patients?.created?.value).toBe("2025-02-01");
    expect(patients?.lastModified?.value).toBe("2026-01-11");
    expect(patients?.purpose?.value).toBe("People who were treated at least once");
    expect(patients?.rows).toBe(2_500_000);
    expect(patients?.ddl?.script.operations.map((operation) => operation.kind)).toEqual([
      "create-table",
      "create-index",
    ]);
    expect(patients?.foreignKeys).toEqual([]);
    expect(patients?.deprecated).toBeUndefined();
    expect(patients?.diagnostics).toEqual([]);
    expect(patients?.placeholders).toEqual([]);
    expect(patients?.usedBy?.map(({ module, usage, file }) => [module, usage, file])).toEqual([
      ["reception", "Search and registration", undefined],
      ["billing", expect.stringContaining("Reads names"), "src/billing/patients.ts"],
      ["Statistics export", "nightly, read-only", undefined],
    ]);
    expect(patients?.dependsOn).toEqual([]);
  });

  test("indexes, foreign keys and dependencies", () => {
    const visits = contract.tables.get("visits");
    expect(
      visits?.indexes?.map(({ name, elements, unique, method, where }) => ({
        name,
        elements,
        unique,
        method,
        where: where?.text,
      })),
    ).toEqual([
      {
        name: "idx_visits_patient",
        elements: ["patient_id", "id"],
        unique: undefined,
        method: "btree",
        where: undefined,
      },
      { name: "uq_visits_room", elements: ["room_id"], unique: true, method: undefined, where: "note IS NULL" },
    ]);
    expect(
      visits?.foreignKeys?.map(({ name, columns, references, onDelete, onUpdate }) => ({
        name,
        columns,
        table: references.table.name,
        to: references.columns,
        onDelete,
        onUpdate,
      })),
    ).toEqual([
      {
        name: "fk_visits_patient",
        columns: ["patient_id"],
        table: "patients",
        to: ["id"],
        onDelete: "cascade",
        onUpdate: "no action",
      },
      {
        name: "fk_visits_room",
        columns: ["room_id"],
        table: "rooms",
        to: ["id"],
        onDelete: "set null",
        onUpdate: undefined,
      },
    ]);
    expect(visits?.columns?.map((column) => column.references?.table.name)).toEqual([
      undefined,
      "patients",
      "rooms",
      undefined,
    ]);
    expect(visits?.dependsOn?.map(({ table }) => table.name)).toEqual(["patients", "rooms"]);
    expect(visits?.ddl).toBeUndefined();
  });

  test("a part that is missing is not an empty part", () => {
    const invoices = contract.tables.get("billing.invoices");
    expect(invoices?.name).toEqual({ schema: "billing", name: "invoices" });
    expect(invoices?.indexes).toBeUndefined();
    expect(invoices?.usedBy).toBeUndefined();
    expect(invoices?.lastModified?.value).toBe("2026-04-02");
  });

  test("views and routines", () => {
    const view = contract.views.get("open_visits");
    expect(view?.ddl?.script.operations[0]?.kind).toBe("create-view");
    expect(view?.usedBy?.map(({ module }) => module)).toEqual(["charts"]);
    const routine = contract.routines.get("patient_age");
    expect(routine?.ddl?.script.operations[0]?.kind).toBe("create-routine");
    expect(routine?.calledBy?.map(({ module }) => module)).toEqual(["reception"]);
  });

  test("migration history", () => {
    const [visits, fax] = contract.migrations;
    expect(visits).toMatchObject({ id: "0012_visits" });
    expect(visits?.date?.value).toBe("2026-04-02");
    expect(visits?.changes).toEqual(["Adds visits", "Adds rooms"]);
    expect(visits?.rollbackPlan?.value).toBe("DROP TABLE visits;\nDROP TABLE rooms;");
    expect(visits?.breaking?.value).toBe(false);
    expect(visits?.affectedModules?.value).toEqual(["charts", "reception"]);
    expect(fax?.status).toBeUndefined();
    expect(fax?.breaking?.value).toBe(true);
    expect(fax?.rollbackPlan?.value).toBe("Restore from backup");
    expect(fax?.affectedModules?.value).toEqual([]);
    expect(fax?.downtime?.value).toBe(true);
    expect(fax?.text).toContain("Drops `patients.fax`");
  });

  test("policies that are not stated are not there", () => {
    expect(contract.policies.idempotency).toBeDefined();
    expect(contract.policies.nonDestructive).toBeDefined();
    expect(contract.policies.separation).toBeUndefined();
    expect(contract.policies.onlineSafe).toBeUndefined();
    expect(contract.policies.performance).toBeUndefined();
    expect(contract.checklist.map(({ text, checked }) => [text, checked])).toEqual([
      ["All dependent modules identified", true],
      ["Ask Dr. Okafor", false],
    ]);
  });

  test("protection tables", () => {
    expect(contract.retention.map(({ table, period }) => [table.name, period])).toEqual([["visits", "10 years"]]);
    expect(
      contract.roles.map(({ role, tables, permissions }) => [role, tables?.map(({ name }) => name), permissions]),
    ).toEqual([
      ["desk", ["patients", "visits"], ["SELECT", "INSERT"]],
      ["admin", undefined, ["ALL"]],
    ]);
    expect(
      contract.sensitive.map(({ table, column, encryption, pii }) => [table.name, column, encryption, pii]),
    ).toEqual([
      ["patients", "full_name", undefined, true],
      ["patients", "insuranceNo", undefined, true],
      ["visits", "note", "AES-256", false],
    ]);
  });

  test("placeholders that were left in filled-in parts", () => {
    expect(contract.placeholders.map(({ value, at }) => `${at.start.line} ${value}`)).toEqual([
      expect.stringContaining("[Applied / Pending / Rolled Back]"),
      expect.stringContaining("[table_name]"),
      expect.stringContaining("[e.g., 7 years]"),
      expect.stringContaining("[Archive to S3 after 1 year]"),
      expect.stringContaining("[GDPR, SOC2, etc.]"),
    ]);
  });

  test("every value stands where it says", () => {
    const fax = contract.tables.get("patients")?.columns?.find((column) => column.name === "fax");
    expect(text.slice(fax?.at.start.offset, fax?.at.end.offset)).toMatch(/^\| fax \|.*\|$/);
    expect(text.slice(fax?.type?.at.start.offset, fax?.type?.at.end.offset)).toBe("VARCHAR(40)");
    expect(fax?.at.start.line).toBe(text.slice(0, fax?.at.start.offset).split("\n").length);
    const version = contract.header.version?.at;
    expect(text.slice(version?.start.offset, version?.end.offset)).toBe("3.4.1");
  });
});
