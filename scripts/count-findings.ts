/**
 * Counts what each rule finds in a folder of migrations: every migration is reviewed as a pull request on top of those before it, without a contract
 * and with every rule at its own severity. Prints a table, or JSON; with --rule the places of one rule. With --from, what comes before the first
 * migration whose path contains the text is applied, not counted.
 */
import { parseArgs } from "node:util";
import { columns } from "../src/report/terminal/text-layout.ts";
import { rules } from "../src/rules/rules.generated.ts";
import { openFolder } from "../src/sources/folder.ts";
import { type Counted, countFindings } from "./finding-counts.ts";
import { atOwnSeverity, gatherHistory } from "./gather-history.ts";
import { policyFromFile } from "./policy-from-file.ts";

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
const given = atOwnSeverity(await policyFromFile(values.config));
const source = await openFolder({ base: folder, head: folder });
const [history, sql] = await gatherHistory(source, given);
const counted = countFindings(history, sql, {
  ...(values.from === undefined ? {} : { from: values.from }),
  ...(process.stderr.isTTY === true ? { onProgress: showProgress } : {}),
});
const seconds = Math.round((performance.now() - started) / 100) / 10;
if (values.json === true) console.log(JSON.stringify({ folder, seconds, ...counted }, undefined, 2));
else console.log(values.rule === undefined ? table(counted) : places(counted, values.rule));

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
