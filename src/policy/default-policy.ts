import type { Policy } from "../model/policy.ts";

/** What a repository without configuration is reviewed by. */
export const defaultPolicy: Policy = {
  severities: new Map(),
  overrides: [],
  rulePaths: new Map(),
  settings: new Map(),
  dialect: undefined,
  engine: undefined,
  tables: { smallRows: 10_000, largeRows: 1_000_000, large: [] },
  migrations: { include: [], exclude: [] },
  contracts: { database: undefined, sql: undefined, api: undefined },
  databases: [],
  releasesBeforeDrop: 1,
  ledgerSuffices: false,
  transactionSuffices: undefined,
  waivers: { forbidden: ["contract-unreadable", "configuration-invalid"] },
  signOff: { role: "write", codeOwners: false, author: false, approvals: 0, checks: new Map() },
  limits: {
    statementsPerFile: 20_000,
    findings: 1_000,
    ruleMilliseconds: 1_000,
  },
};
