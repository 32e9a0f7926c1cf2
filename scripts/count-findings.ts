/**
 * Counts what each rule finds in a folder of migrations: every migration is reviewed as a pull request on top of those before it, without a contract
 * and with every rule at its own severity. Prints a table, or JSON; with --rule the places of one rule. With --from, what comes before the first
 * migration whose path contains the text is applied, not counted.
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { detectEngine } from "../src/detect-engine.ts";
import { classifyMigration } from "../src/extract/migrations/classify-migration.ts";
import { isCodeMigration } from "../src/extract/migrations/code-migration.ts";
import { relatedFiles } from "../src/extract/migrations/related-files.ts";
import { loadSqlReader } from "../src/load-sql-reader.ts";
import type { Policy } from "../src/model/policy.ts";
import type { Source } from "../src/model/snapshot.ts";
import type { SqlReader } from "../src/model/sql-reader.ts";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import { loadConfiguration } from "../src/policy/load-configuration.ts";
import { columns } from "../src/report/terminal/text-layout.ts";
import { rules } from "../src/rules/rules.generated.ts";
import { openFolder } from "../src/sources/folder.ts";
import { type Counted, type CountedHistory, countFindings } from "./finding-counts.ts";

const usage =
  "Usage: npm run count-findings -- <folder> [--json] [--rule <id>] [--from <part of a path>] [--config <file>]";
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean" },
    rule: { type: "string" },
    from: { type: "string" },
    config: { type: "string" },
  },
});
const [folder] = positionals;
if (folder === undefined) end(usage);
if (values.rule !== undefined && !rules.some(({ id }) => id === values.rule))
  end(`There is no rule called ${values.rule}.`);

const started = performance.now();
const given = await policyGiven(values.config);
const source = await openFolder({ base: folder, head: folder });
const [history, sql] = await gather(source, given);
const counted = countFindings(history, sql, {
  ...(values.from === undefined ? {} : { from: values.from }),
  ...(process.stderr.isTTY === true ? { onProgress: showProgress } : {}),
});
const seconds = Math.round((performance.now() - started) / 100) / 10;
if (values.json === true) console.log(JSON.stringify({ folder, seconds, ...counted }, undefined, 2));
else console.log(values.rule === undefined ? table(counted) : places(counted, values.rule));

async function gather(from: Source, asked: Policy): Promise<readonly [CountedHistory, SqlReader]> {
  const all = await from.list("head");
  // A folder that holds nothing but migrations need not be called so.
  const isMigration = (path: string) => classifyMigration(path, asked) !== undefined || isCodeMigration(path);
  const plain = all.some(isMigration)
    ? asked
    : { ...asked, migrations: { ...asked.migrations, include: ["**/*.sql"] } };
  const migrations = all.filter((path) => classifyMigration(path, plain) !== undefined);
  const engine = await detectEngine({ source: from, policy: plain, paths: { base: [], head: all }, migrations });
  const policy = { ...plain, dialect: engine.dialect };
  const files = await from.read("head", relatedFiles(all, undefined, policy).files);
  const code = all.filter((path) => isCodeMigration(path)).length;
  return [{ files, engine, policy, code }, await loadSqlReader(engine)];
}

/** Every rule at its own severity, so that none is lowered for want of a contract, and nobody asks for the contract. */
async function policyGiven(path: string | undefined): Promise<Policy> {
  const { policy, problems } = path === undefined ? { policy: defaultPolicy, problems: [] } : await configured(path);
  for (const { at, message } of problems) console.error(`${at.path}:${at.start.line}: ${message}`);
  if (problems.length > 0) process.exit(2);
  const own = rules.map(({ id, severity }) => [id, severity] as const);
  return { ...policy, severities: new Map([...own, ["contract-missing", "off"], ...policy.severities]) };
}

async function configured(path: string) {
  const text = await readFile(path, "utf8");
  return loadConfiguration(
    { repository: undefined, path: basename(path) },
    { kind: "text", text, encoding: "utf-8" },
    {
      rules,
      defaults: defaultPolicy,
      read: async () => ({ kind: "out of reach", reason: "and one file alone is read here." }),
    },
  );
}

function table({ counts, ...all }: Counted): string {
  const rows = counts.map(({ rule, severity, findings, migrations }) => [
    rule,
    severity,
    `${findings}`,
    `${migrations}`,
  ]);
  const sums = { error: 0, warning: 0, info: 0 };
  for (const { severity, findings } of counts) sums[severity] += findings;
  return [
    ...columns([["rule", "severity", "findings", "migrations"], ...rows]),
    "",
    `${all.dialect}: ${all.migrations} migrations, ${all.statements} statements, ${all.unread} not fully read, ${all.codeMigrations} migrations in code, ${seconds} s`,
    `${sums.error} errors, ${sums.warning} warnings, ${sums.info} notes, ${all.waived} waived`,
    ...(all.failures.length === 0 ? [] : ["", ...all.failures]),
  ].join("\n");
}

function places({ found }: Counted, rule: string): string {
  return found
    .filter((one) => one.rule === rule)
    .map(({ place, what }) => `${place}  ${what}`)
    .join("\n");
}

function showProgress(done: number, of: number): void {
  process.stderr.write(done === of ? "\r\u001b[K" : `\r${done} of ${of}`);
}

function end(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
