import { describe, expect, test } from "vitest";
import type { DeprecationState } from "../../src/model/comparison.ts";
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
      droppable: false,
    });
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
