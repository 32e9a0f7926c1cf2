import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DeprecationState } from "../../src/model/comparison.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { comparePullRequest, type PullRequest } from "./pull-request.ts";

type Options = {
  readonly mark?: string;
  readonly versions?: readonly string[];
  readonly query?: string;
  readonly usedBy?: string;
};

function filesOf({ mark = "DEPRECATED since 2.1.0", versions = ["2.1.0", "2.2.0", "2.3.0"], query, usedBy }: Options) {
  const log = versions.map((version) => `| 2026-01-01 | ${version} | team | Something | None |`).join("\n");
  return {
    "DATABASE_SCHEMA_CONTRACT.md": `# Database Schema Contract

**Version:** ${versions.at(-1)}

## Change Log

| Date | Version | Agent/Author | Changes | Impact |
|---|---|---|---|---|
${log}

## Tables

### Table: users

#### Columns

| Column | Type | Nullable | Default | Constraints | Description |
|---|---|---|---|---|---|
| id | bigint | NO | - | PRIMARY KEY | |
| fax | text | YES | - | | ${mark} |
| name | text | YES | - | | |

### Table: old_users

**Status:** DEPRECATED since 2.1.0

| Column | Type | Nullable |
|---|---|---|
| id | bigint | NO |

${usedBy === undefined ? "" : `**Used By (Modules):**\n- ${usedBy}`}
`,
    ...(query === undefined
      ? {}
      : {
          "SQL_CONTRACT.json": JSON.stringify({
            contract_version: "1.0.0",
            queries: { q: { id: "q", sql: query, used_by_modules: [{ module: "directory" }] } },
          }),
        }),
  };
}

function stateOf(
  options: Options = {},
  migration = "ALTER TABLE users DROP COLUMN fax;",
  more: PullRequest = {},
): DeprecationState | undefined {
  return comparePullRequest({ base: filesOf(options), migration, ...more }).deprecations[0];
}

describe("releases since the mark", () => {
  test("by the change log, the present version included", () => {
    expect(stateOf()).toMatchObject({ since: "2.1.0", releasesSince: 2, firstVersionToDrop: "2.3.0", droppable: true });
    expect(stateOf({ versions: ["2.1.0", "2.2.0"] })).toMatchObject({
      releasesSince: 1,
      firstVersionToDrop: "2.3.0",
      droppable: true,
    });
    expect(stateOf({ versions: ["2.0.0", "2.1.0"] })).toMatchObject({
      releasesSince: 0,
      firstVersionToDrop: "2.3.0",
      droppable: false,
    });
  });

  test("by release tags, where the mark's version is one", () => {
    const releases = ["v2.0.0", "v2.1.0", "v2.1.1", "v2.1.2"];
    expect(stateOf({ versions: ["2.1.0"] }, undefined, { evidence: { releases } })).toMatchObject({
      releasesSince: 2,
      droppable: true,
    });
    expect(
      stateOf({ versions: ["2.1.0"] }, undefined, { evidence: { releases: ["release-7", "v9.0.0"] } }),
    ).toMatchObject({ releasesSince: 0 });
  });

  test("a version out of order and one that stands twice count once", () => {
    expect(stateOf({ versions: ["2.2.0", "2.1.0", "2.2.0"] })).toMatchObject({ releasesSince: 1 });
  });

  test("a mark without its version takes it from the change log, or stays unknown", () => {
    expect(stateOf({ mark: "DEPRECATED, use email" })).toMatchObject({
      since: undefined,
      releasesSince: undefined,
      undated: true,
      droppable: false,
    });
    const unsaid = {
      base: filesOf({ mark: "DEPRECATED, use email" }),
      migration: "ALTER TABLE users DROP COLUMN fax;",
    };
    expect(comparePullRequest(unsaid).breaking.map(({ breaking }) => breaking)).toEqual([undefined]);
    const policy = { ...defaultPolicy, releasesBeforeDrop: 0 };
    expect(comparePullRequest({ ...unsaid, policy }).deprecations).toMatchObject([{ undated: false }]);
    const base = filesOf({ mark: "DEPRECATED, use email" });
    const contract = base["DATABASE_SCHEMA_CONTRACT.md"].replace(
      "| 2.1.0 | team | Something |",
      "| 2.1.0 | team | `users.fax` is deprecated |",
    );
    const [state] = comparePullRequest({
      base: { "DATABASE_SCHEMA_CONTRACT.md": contract },
      migration: "ALTER TABLE users DROP COLUMN fax;",
    }).deprecations;
    expect(state).toMatchObject({ since: "2.1.0", releasesSince: 2, droppable: true });
  });
});

describe("who is left", () => {
  test("a reader keeps it", () => {
    expect(stateOf({ query: "SELECT fax FROM users" })).toMatchObject({
      droppable: false,
      readers: [{ kind: "query", name: "q", access: "read" }],
      modules: [{ module: "directory" }],
    });
    expect(stateOf({ query: "SELECT * FROM users" })?.readers).toHaveLength(1);
    expect(stateOf({ query: "UPDATE users SET fax = NULL" })).toMatchObject({ readers: [{ access: "write" }] });
  });

  test("a query on other columns or tables does not", () => {
    expect(stateOf({ query: "SELECT id FROM users" })).toMatchObject({ droppable: true, readers: [], modules: [] });
    expect(stateOf({ query: "SELECT fax FROM offices" })).toMatchObject({ droppable: true });
  });

  test("a deprecated table goes when no module uses it", () => {
    const drop = "DROP TABLE old_users;";
    expect(stateOf({}, drop)).toMatchObject({ subject: { table: "old_users", column: undefined }, droppable: true });
    expect(stateOf({ usedBy: "`admin` - search" }, drop)).toMatchObject({
      droppable: false,
      modules: [{ module: "admin" }],
    });
  });
});

describe("the stage, and the steps that are missing", () => {
  const steps = (state: DeprecationState | undefined) => [
    state?.stage,
    ...(state?.missing ?? []).map(({ step }) => step),
  ];
  const read = "SELECT fax FROM users";
  const write = "UPDATE users SET fax = $1";
  const old = ["2.1.0", "2.2.0", "2.3.0"];
  const backfill = "UPDATE users SET name = fax WHERE name IS NULL;";
  const drop = "ALTER TABLE users DROP COLUMN fax;";
  const named = "DEPRECATED since 2.1.0, use `name` instead";

  test.each<[string, Options, string, readonly string[]]>([
    ["all done", { versions: old }, drop, ["droppable"]],
    ["still written", { versions: old, query: write }, drop, ["marked", "stop writing"]],
    ["still read", { versions: old, query: read }, drop, ["not written", "stop reading"]],
    ["too young", { versions: ["2.1.0"] }, drop, ["not read", "wait"]],
    ["too young and read", { versions: ["2.1.0"], query: read }, drop, ["not written", "stop reading", "wait"]],
    ["no version said", { mark: "DEPRECATED" }, drop, ["not read", "wait"]],
    ["a replacement without its values", { mark: named }, drop, ["not read", "backfill"]],
    ["a replacement and its values", { mark: named }, `${backfill} ${drop}`, ["droppable"]],
    ["values, and too young", { mark: named, versions: ["2.1.0"] }, `${backfill} ${drop}`, ["backfilled", "wait"]],
    ["the mark says so", { mark: `${named} (backfilled)` }, drop, ["droppable"]],
    ["the mark says it is not", { mark: `${named} (not yet backfilled)` }, drop, ["not read", "backfill"]],
    ["moved the other way", { mark: named }, `UPDATE users SET fax = name; ${drop}`, ["not read", "backfill"]],
    ["another table takes it", { mark: "DEPRECATED since 2.1.0, moved to old_users" }, drop, ["not read", "backfill"]],
    [
      "another table took it",
      { mark: "DEPRECATED since 2.1.0, moved to old_users" },
      `INSERT INTO old_users SELECT fax FROM users; ${drop}`,
      ["droppable"],
    ],
    ["a key needs none", { mark: "DEPRECATED since 2.1.0, replaced by `id`" }, drop, ["droppable"]],
    ["what is named is nothing", { mark: "DEPRECATED since 2.1.0, use caution" }, drop, ["droppable"]],
    ["a day in place of a version", { mark: "Deprecated as of 2025-06-01" }, drop, ["droppable"]],
    ["a day after the last release", { mark: "Deprecated as of 2026-06-01" }, drop, ["not read", "wait"]],
  ])("%s", (_, options, migration, expected) => {
    expect(steps(stateOf(options, migration))).toEqual(expected);
  });

  const preconditions: Readonly<Record<string, Options>> = {
    "stop writing": { query: write },
    "stop reading": { query: read },
    backfill: { mark: named },
    wait: { versions: ["2.0.0", "2.1.0"] },
  };

  test("taking one precondition away from a droppable column makes exactly its step missing, several all of them", () => {
    const all = Object.keys(preconditions).filter((step) => step !== "stop reading");
    const subset = fc.oneof(fc.subarray(all), fc.constant(["stop reading"]), fc.constant(["stop reading", "wait"]));
    fc.assert(
      fc.property(subset, (taken) => {
        const options = Object.assign({}, ...taken.map((step) => preconditions[step])) as Options;
        const state = stateOf(options);
        expect(state?.missing.map(({ step }) => step)).toEqual(taken);
        expect(state?.stage === "droppable").toBe(taken.length === 0);
        expect(state?.droppable).toBe(taken.every((step) => step === "backfill"));
      }),
    );
  });

  test("names who holds a step back, with their places", () => {
    const state = stateOf({ query: write });
    expect(state?.missing[0]).toMatchObject({
      step: "stop writing",
      heldBy: [
        { kind: "query", name: "q", at: { path: "SQL_CONTRACT.json" } },
        { kind: "module", name: "directory" },
      ],
    });
    expect(stateOf({ usedBy: "`admin` - search" }, "DROP TABLE old_users;")?.missing[0]).toMatchObject({
      step: "stop reading",
      heldBy: [{ kind: "module", name: "admin" }],
    });
  });

  test("a trigger on the column reads it", () => {
    const history = `CREATE TABLE users (id bigint PRIMARY KEY, fax text, name text);
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER on_fax BEFORE UPDATE OF fax ON users FOR EACH ROW EXECUTE FUNCTION f();`;
    expect(stateOf({}, drop, { history })?.missing[0]?.heldBy).toMatchObject([{ kind: "trigger", name: "on_fax" }]);
  });
});

describe("the verdict", () => {
  const verdict = (options: Options) =>
    comparePullRequest({ base: filesOf(options), migration: "ALTER TABLE users DROP COLUMN fax;" }).breaking[0];

  test("the last step of the workflow is safe", () => {
    expect(verdict({})).toMatchObject({ breaking: false });
    expect(verdict({ query: "SELECT id FROM users" })).toMatchObject({ breaking: false });
  });

  test("too soon, still read, or never marked is breaking", () => {
    expect(verdict({ versions: ["2.1.0"] })).toMatchObject({ breaking: true });
    expect(verdict({ query: "SELECT fax FROM users" })).toMatchObject({ breaking: true });
    expect(verdict({ mark: "the number" })).toMatchObject({ breaking: true });
  });
});

test("only what the operations touch is looked at, and a mark made along is none yet", () => {
  expect(stateOf({}, "ALTER TABLE users ADD COLUMN x int;")).toBeUndefined();
  const base = filesOf({ mark: "the number" });
  const head = filesOf({});
  expect(comparePullRequest({ base, head, migration: "ALTER TABLE users DROP COLUMN fax;" }).deprecations).toEqual([]);
});

describe("writes to what is deprecated", () => {
  const writes = (migration: string, base: Options = {}, head: Options = base) =>
    comparePullRequest({ base: filesOf(base), head: filesOf(head), migration }).deprecatedWrites.map(
      ({ column, writer }) => [column, writer.kind],
    );

  test("by a migration or a new query", () => {
    expect(writes("UPDATE users SET fax = '1' WHERE id = 1;")).toEqual([["fax", "migration"]]);
    expect(writes("SELECT 1;", {}, { query: "UPDATE users SET fax = $1" })).toEqual([["fax", "query"]]);
  });

  test("not by an old query, a reader, or one that writes something else", () => {
    expect(writes("SELECT 1;", { query: "UPDATE users SET fax = $1" })).toEqual([]);
    expect(
      writes("SELECT 1;", { query: "UPDATE users SET fax = $1" }, { query: "UPDATE users SET fax = $1 WHERE id = $2" }),
    ).toEqual([]);
    expect(writes("SELECT 1;", {}, { query: "SELECT fax FROM users" })).toEqual([]);
    expect(writes("UPDATE users SET id = 2 WHERE id = 1;")).toEqual([]);
  });
});
