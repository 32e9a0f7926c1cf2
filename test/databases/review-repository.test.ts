import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import type { Report } from "../../src/model/report.ts";
import { contract, joined, service, step } from "./services.ts";

type Files = ReadonlyMap<string, string>;

const billing = service("services/billing/", "invoices");
const users = service("services/users/", "users");
const both = joined(billing, users);
const add = (table: string) => `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS note text;`;
const undo = (table: string) => `ALTER TABLE ${table} DROP COLUMN IF EXISTS note;`;
const addNote = (root: string, table: string) => step(root, add(table), undo(table));
/** What the rule about columns that a contract lacks found, with whose it is. */
const undocumented = ({ findings }: Report) =>
  findings
    .filter(({ rule }) => rule === "column-undocumented")
    .map(({ subject, database, at }) => [subject, database, at.path]);
const review = (base: Files, change: Files) => reviewFiles(base, joined(base, change));
const configured = (text: string): Files => new Map([[".github/schema-warden.yml", text]]);

describe("a repository of two services, each with a contract", () => {
  it("is reviewed for the one that is touched, as if there were no other", async () => {
    const change = addNote("services/users/", "users");
    const report = await review(both, change);
    expect(report).toEqual(await review(users, change));
    expect(undocumented(report)).toEqual([["users.note", undefined, "services/users/migrations/0002_step.up.sql"]]);
    expect(JSON.stringify(report)).not.toMatch(/billing|"database":"services/);
  });

  it("is reviewed for both that are touched, and fails where one does", async () => {
    const good = new Map([["services/billing/migrations/0002_data.up.sql", "UPDATE invoices SET name = name;\n"]]);
    const report = await review(both, joined(good, addNote("services/users/", "users")));
    expect(report.verdict).toBe("failure");
    expect(report.databases?.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["services/billing", "success"],
      ["services/users", "failure"],
    ]);
    expect(report.headline).toContain("2 databases touched, 1 with errors");
    expect(undocumented(report)).toEqual([
      ["users.note", "services/users", "services/users/migrations/0002_step.up.sql"],
    ]);
    expect(report.migrations.map(({ database }) => database)).toEqual(["services/billing", "services/users"]);
    expect(report.contracts.map(({ database, contract: kind, state }) => `${database} ${kind} ${state}`)).toEqual([
      "services/billing database up to date",
      "services/billing sql not needed",
      "services/billing api not needed",
      "services/users database not updated",
      "services/users sql not needed",
      "services/users api not needed",
    ]);
    expect(report.schemaChange.tables.changed.map(({ name }) => name)).toEqual(["users"]);
    expect(report.counts.error).toBe(report.findings.filter(({ severity }) => severity === "error").length);
    const box = report.checklist.find(({ id }) => id === "database-contract");
    expect(box?.state).toBe("refuted");
    expect(box?.reason).toMatch(/^`services\/users`: /);
  });

  it("tells tables of the same name apart", async () => {
    const base = joined(service("a/", "events"), service("b/", "events"));
    const report = await review(base, joined(addNote("a/", "events"), addNote("b/", "events")));
    expect(undocumented(report)).toEqual([
      ["events.note", "a", "a/migrations/0002_step.up.sql"],
      ["events.note", "b", "b/migrations/0002_step.up.sql"],
    ]);
    const fingerprints = report.findings.map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
    expect(report.databases?.[0]?.schemaFingerprint).toBe(report.databases?.[1]?.schemaFingerprint);
    expect(report.schemaFingerprint).not.toBe(report.databases?.[0]?.schemaFingerprint);
  });

  it("reads each in the dialect of its own contract", async () => {
    const mysql = new Map([["services/users/DATABASE_SCHEMA_CONTRACT.md", contract("users", ["name"], "MySQL 8.0")]]);
    const change = joined(
      addNote("services/billing/", "invoices"),
      step("services/users/", "ALTER TABLE `users` MODIFY COLUMN `name` varchar(20);"),
    );
    const report = await review(joined(both, mysql), change);
    expect(report.databases?.map(({ dialect }) => dialect)).toEqual(["postgresql", "mysql"]);
    expect(report.diagnostics).toEqual([]);
  });

  it("has nothing to say where neither is touched", async () => {
    const report = await review(
      both,
      new Map([
        ["README.md", "# Hello\n"],
        ["tools/models/a.py", "x = 1\n"],
      ]),
    );
    expect([report.verdict, report.findings, report.databases]).toEqual(["neutral", [], undefined]);
  });

  it("judges migrations that belong to neither by themselves", async () => {
    const other = new Map([["jobs/migrations/0001_runs.up.sql", "CREATE TABLE runs (id bigint PRIMARY KEY);\n"]]);
    const report = await review(both, joined(other, addNote("services/users/", "users")));
    expect(report.databases?.map(({ name }) => name)).toEqual(["services/users", "other files"]);
    expect(report.contracts.filter(({ database }) => database === "other files")[0]?.state).toBe("missing");
  });

  it("says once what is wrong in the configuration that the pull request brings", async () => {
    const report = await review(
      both,
      joined(configured("ruels: {}\n"), addNote("services/billing/", "invoices"), addNote("services/users/", "users")),
    );
    const found = report.findings.filter(({ rule }) => rule === "configuration-invalid");
    expect(found.map(({ database }) => database)).toEqual([undefined]);
    expect(report.notes.filter((note) => note.includes("schema-warden.yml"))).toHaveLength(1);
  });

  it("follows a migration that moves from one to the other on both sides", async () => {
    const base = joined(both, addNote("services/users/", "users"));
    const head = new Map(
      [...base].map(([path, text]) => [
        path.includes("0002_step") ? path.replace("services/users", "services/billing") : path,
        text,
      ]),
    );
    const report = await reviewFiles(base, head);
    expect(report.migrations.map(({ database, status }) => [database, status])).toEqual([
      ["services/billing", "added"],
      ["services/users", "removed"],
    ]);
  });
});

describe("contracts at the root and below", () => {
  const root = service("", "accounts");
  const base = joined(root, billing);

  it("each have what is nearest to them", async () => {
    const own = await review(base, addNote("services/billing/", "invoices"));
    expect(own.contracts[0]?.path).toBe("services/billing/DATABASE_SCHEMA_CONTRACT.md");
    const main = await review(base, addNote("", "accounts"));
    expect(main.contracts[0]?.path).toBe("DATABASE_SCHEMA_CONTRACT.md");
    const all = await review(base, joined(addNote("", "accounts"), addNote("services/billing/", "invoices")));
    expect(undocumented(all)).toEqual([
      ["accounts.note", ".", "migrations/0002_step.up.sql"],
      ["invoices.note", "services/billing", "services/billing/migrations/0002_step.up.sql"],
    ]);
  });

  it("in docs/ speak for the folder around it", async () => {
    const moved = (root: string, files: Files) =>
      new Map([...files].map(([path, text]) => [path.replace(`${root}DATABASE`, `${root}docs/DATABASE`), text]));
    const inDocs = joined(moved("", root), moved("services/billing/", billing));
    const report = await review(inDocs, joined(addNote("", "accounts"), addNote("services/billing/", "invoices")));
    expect(report.databases?.map(({ name }) => name)).toEqual([".", "services/billing"]);
  });

  it("in an archive of documents are no database", async () => {
    const archive = new Map([["archive/2019/DATABASE_SCHEMA_CONTRACT.md", contract("old", ["a"])]]);
    const change = addNote("", "accounts");
    expect(await review(joined(root, archive), change)).toEqual(await review(root, change));
  });
});

describe("a contract that the pull request brings", () => {
  const dropped = "ALTER TABLE users DROP COLUMN IF EXISTS name;";

  it("makes a database of a new service", async () => {
    const report = await review(billing, service("services/users/", "users"));
    expect(report.contracts[0]?.path).toBe("services/users/DATABASE_SCHEMA_CONTRACT.md");
    expect(report.verdict).toBe("success");
  });

  it("takes no migration from the judge that it had", async () => {
    const base = joined(service("", "users"), billing);
    const brought = new Map([["migrations/DATABASE_SCHEMA_CONTRACT.md", contract("users", [])]]);
    const report = await review(base, joined(brought, step("", dropped)));
    const promised = report.findings.filter(({ rule }) => rule === "column-still-documented");
    expect(promised.map(({ related }) => related[0]?.path)).toEqual(["DATABASE_SCHEMA_CONTRACT.md"]);
    expect(report.verdict).toBe("failure");
  });

  it("is the same one where it moves with its service", async () => {
    const base = joined(billing, users);
    const head = new Map([...base].map(([path, text]) => [path.replace("services/users/", "people/"), text]));
    const report = await reviewFiles(base, joined(head, addNote("people/", "users")));
    expect(report.contracts[0]).toMatchObject({
      path: "people/DATABASE_SCHEMA_CONTRACT.md",
      baseVersion: "1.0.0",
      headVersion: "1.0.0",
    });
    expect(report.baseSchemaFrom).toBe("contract");
  });
});

describe("databases that configuration names", () => {
  const files = new Map(
    [...both].map(([path, text]) => [
      path.replace(/services\/(\w+)\/DATABASE_SCHEMA_CONTRACT/, "contracts/$1/DATABASE_SCHEMA_CONTRACT"),
      text,
    ]),
  );
  const change = joined(addNote("services/billing/", "invoices"), addNote("services/users/", "users"));
  const configuration = configured(`databases:
  - name: money
    paths: ["services/billing"]
    contracts: { database: contracts/billing/DATABASE_SCHEMA_CONTRACT.md }
  - name: people
    paths: ["services/use*/**", "contracts/users/**"]
    database: { product: mysql, version: "8.0" }
`);

  it("are those, by their names, paths, contracts and servers", async () => {
    const report = await review(joined(files, configuration), change);
    expect(report.databases?.map(({ name, dialect, baseSchemaFrom }) => [name, dialect, baseSchemaFrom])).toEqual([
      ["money", "postgresql", "contract"],
      ["people", "mysql", "contract"],
    ]);
    expect(undocumented(report).map(([subject, database]) => [subject, database])).toEqual([
      ["invoices.note", "money"],
      ["users.note", "people"],
    ]);
  });

  it("are none where one contract is named for the whole repository", async () => {
    const one = configured("contracts: { database: services/users/DATABASE_SCHEMA_CONTRACT.md }\n");
    const report = await review(joined(both, one), change);
    expect(report.databases).toBeUndefined();
    expect(report.contracts[0]?.path).toBe("services/users/DATABASE_SCHEMA_CONTRACT.md");
  });
});
