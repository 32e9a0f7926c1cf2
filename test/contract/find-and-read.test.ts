import { describe, expect, test } from "vitest";
import { findContracts } from "../../src/contract/find-contracts.ts";
import { readContracts } from "../../src/contract/read-contracts.ts";
import type { Policy } from "../../src/model/policy.ts";
import type { FileText } from "../../src/model/snapshot.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { sql } from "./reading.ts";

const policy = (contracts: Partial<Policy["contracts"]> = {}): Policy => ({
  ...defaultPolicy,
  contracts: { ...defaultPolicy.contracts, ...contracts },
});

describe("where contracts lie", () => {
  test.each(["", "docs/", "contracts/", "House_Rules_Contracts/", "services/billing/docs/"])("%s", (folder) => {
    const paths = ["DATABASE_SCHEMA_CONTRACT.md", "SQL_CONTRACT.json", "API_CONTRACT.md"].map((name) => folder + name);
    expect(findContracts(["README.md", ...paths, "src/contract.ts"], policy())).toEqual({
      database: paths[0],
      sql: paths[1],
      api: paths[2],
    });
  });

  test("the usual folders before others, sisters together", () => {
    const paths = [
      "a/DATABASE_SCHEMA_CONTRACT.md",
      "docs/DATABASE_SCHEMA_CONTRACT.md",
      "SQL_CONTRACT.json",
      "docs/SQL_CONTRACT.json",
      "API_CONTRACT.md",
    ];
    expect(findContracts(paths, policy())).toEqual({
      database: "docs/DATABASE_SCHEMA_CONTRACT.md",
      sql: "docs/SQL_CONTRACT.json",
      api: "API_CONTRACT.md",
    });
  });

  test("never somebody else's, or an example", () => {
    expect(
      findContracts(
        [
          "node_modules/x/SQL_CONTRACT.json",
          "examples/shop/API_CONTRACT.md",
          "test/fixtures/DATABASE_SCHEMA_CONTRACT.md",
          "docs/MY_SQL_CONTRACT.json",
        ],
        policy(),
      ),
    ).toEqual({});
  });

  test("where the policy says, and nowhere else then", () => {
    const paths = ["DATABASE_SCHEMA_CONTRACT.md", "db/schema.md"];
    expect(findContracts(paths, policy({ database: "db/schema.md" })).database).toBe("db/schema.md");
    expect(findContracts(paths, policy({ database: "db/other.md" })).database).toBeUndefined();
  });

  test("whatever the case of its letters", () => {
    expect(findContracts(["docs/database-schema-contract.md"], policy()).database).toBe(
      "docs/database-schema-contract.md",
    );
  });
});

describe("reading all three", () => {
  const paths = { database: "DATABASE_SCHEMA_CONTRACT.md", sql: "SQL_CONTRACT.json", api: "API_CONTRACT.md" };

  test("what does not exist is undefined", () => {
    expect(readContracts(new Map(), {}, sql)).toEqual({ database: undefined, sql: undefined, api: undefined });
    expect(readContracts(new Map(), paths, sql).database).toBeUndefined();
  });

  test("what cannot be read is empty, with the reason", () => {
    const files = new Map<string, FileText>([
      [paths.database, { kind: "binary", bytes: 9 }],
      [paths.sql, { kind: "too-large", bytes: 9, limit: 8 }],
      [paths.api, { kind: "unreadable", reason: "a loop of links" }],
    ]);
    const contracts = readContracts(files, paths, sql);
    for (const contract of [contracts.database, contracts.sql, contracts.api])
      expect(contract?.diagnostics).toMatchObject([{ kind: "unread-file" }]);
    expect(contracts.database?.tables.size).toBe(0);
    expect(contracts.sql?.diagnostics[0]?.message).toContain("limit of 8");
  });
});
