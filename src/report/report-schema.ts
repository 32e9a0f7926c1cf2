import { z } from "zod";
import { ruleGroups } from "../model/finding.ts";
import { schemaChangeShape } from "./schema-change-shape.ts";
import { list, object, optional } from "./shape.ts";

const text = z.string();
const count = z.int().min(0);
const position = object({ line: z.int().min(1), column: z.int().min(1), offset: count });
const location = object({ path: text, start: position, end: position }).meta({ id: "location" });
const side = object({ ref: text, commit: optional(text) });
const severity = z.enum(["error", "warning", "info"]);

const contract = object({
  contract: z.enum(["database", "sql", "api"]),
  path: optional(text),
  state: z.enum(["up to date", "not updated", "to be corrected", "missing", "unreadable", "not needed"]),
  baseVersion: optional(text),
  headVersion: optional(text),
  findings: count,
  database: optional(text),
});

const migration = object({
  id: text,
  title: text,
  tool: text,
  files: list(text),
  status: z.enum(["added", "modified", "removed", "renamed"]),
  statements: count,
  operations: count,
  breaking: z.boolean(),
  database: optional(text),
});

const readerKind = z.enum(["query", "view", "routine", "trigger", "foreign-key", "endpoint", "module", "table"]);
const reach = object({
  kind: readerKind,
  name: text,
  effect: z.enum(["breaks", "alters", "touches"]),
  because: text,
  at: optional(location),
  via: list(object({ kind: z.enum([...readerKind.options, "column"]), name: text, at: optional(location) })),
  entry: optional(z.enum(["unchanged", "changed", "added", "removed"])),
});

const impact = object({
  change: text,
  at: location,
  breaking: z.boolean(),
  because: optional(text),
  completesDeprecation: optional(z.literal(true)),
  reaches: list(reach),
  database: optional(text),
});

const box = object({
  text,
  id: optional(
    z.enum([
      "modules-identified",
      "migration-script",
      "rollback",
      "database-contract",
      "sql-contract",
      "api-contract",
      "team-notified",
      "documentation",
    ]),
  ),
  state: z.enum(["proved", "refuted", "left to a person"]),
  reason: text,
});

const lockShape = {
  table: text,
  mode: text,
  held: text,
  stops: z.enum(["nothing", "schema changes", "writes", "reads and writes"]),
  work: z.enum(["instant", "index lookup", "scan", "index build", "rewrite"]),
};

const finding = object({
  rule: text,
  group: optional(z.enum(ruleGroups)),
  severity,
  section: text,
  leftOut: optional(z.boolean()),
  at: location,
  related: list(location),
  what: text,
  why: text,
  howToFix: text,
  fix: optional(object({ title: text, edits: list(object({ at: location, text })) })),
  lock: optional(object(lockShape)),
  fingerprint: text,
  database: optional(text),
  subject: text,
  facts: z.record(text, z.union([text, z.number(), z.boolean(), list(text)])),
}).meta({ id: "finding" });

const waiver = object({
  rules: list(text),
  reason: text,
  at: location,
  scope: z.enum(["statement", "row", "section", "entry", "file"]),
  setAside: list(finding),
});

const diagnostic = object({
  kind: z.enum([
    "unread-statement",
    "unread-file",
    "dynamic-sql",
    "contract",
    "limit-reached",
    "rule-failed",
    "unknown-target",
    "configuration",
  ]),
  at: location,
  message: text,
  codeMigration: optional(object({ language: text, tool: optional(text), print: optional(text) })),
});

const verdict = z.enum(["success", "failure", "neutral"]);
const dialect = z.enum(["postgresql", "mysql", "sqlite", "sqlserver"]);
const baseSchemaFrom = z.enum(["contract", "migrations", "nothing"]);
const counts = object({ error: count, warning: count, info: count });
const schemaFingerprint = z.string().regex(/^[0-9a-f]{64}$/);

const database = object({
  name: text,
  verdict,
  headline: text,
  dialect,
  baseSchemaFrom,
  counts,
  schemaChange: schemaChangeShape,
  drift: count,
  schemaFingerprint,
});

/** The shape of a report, from which `schemas/report.schema.json` is generated. */
export const reportShape = object({
  reportVersion: z.literal(1),
  tool: object({ name: z.literal("schema-warden"), version: text }),
  verdict,
  headline: text,
  base: side,
  head: side,
  dialect,
  baseSchemaFrom,
  counts,
  contracts: list(contract),
  migrations: list(migration),
  schemaChange: schemaChangeShape,
  impacts: list(impact),
  heaviestLock: optional(object({ ...lockShape, at: location, database: optional(text) })),
  checklist: list(box),
  findings: list(finding),
  waivers: list(waiver),
  diagnostics: list(diagnostic),
  notes: list(text),
  drift: count,
  schemaFingerprint,
  databases: optional(list(database)),
});

/** The JSON Schema (draft 2020-12) of a report; no property that it does not name is allowed. */
export function reportJsonSchema(): unknown {
  return {
    title: "Schema Warden report",
    ...z.toJSONSchema(reportShape, { target: "draft-2020-12" }),
  };
}
