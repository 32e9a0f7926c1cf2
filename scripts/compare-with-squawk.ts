/**
 * Holds squawk's verdicts against ours on a folder of migrations, statement by statement, for every rule that both have. With --rule the places of one of
 * squawk's rules where they differ.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import type { Policy } from "../src/model/policy.ts";
import { columns } from "../src/report/terminal/text-layout.ts";
import { openFolder } from "../src/sources/folder.ts";
import { equivalentRules } from "../src/waivers/equivalent-rules.ts";
import { compareVerdicts, type TheirFinding, type Verdict } from "./compare-verdicts.ts";
import { atOwnSeverity, gatherHistory } from "./gather-history.ts";
import { policyFromFile } from "./policy-from-file.ts";
import { stepThroughHistory } from "./step-through-history.ts";

const usage =
  "Usage: npm run compare-with-squawk -- <folder> [--squawk <path>] [--assume-in-transaction] [--config <file>] [--rule <squawk's rule>]";
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    squawk: { type: "string", default: "squawk" },
    "assume-in-transaction": { type: "boolean" },
    config: { type: "string" },
    rule: { type: "string" },
  },
});
const [folder] = positionals;
if (folder === undefined) end(usage);

const policy = withTheirs(atOwnSeverity(await policyFromFile(values.config)));
const [history, sql] = await gatherHistory(await openFolder({ base: folder, head: folder }), policy);
if (sql.dialect !== "postgresql") end(`These migrations are for ${sql.dialect}, and squawk reads PostgreSQL alone.`);
const theirs = squawkSays([...history.files.keys()].filter((path) => path.endsWith(".sql")));
const verdicts = [...stepThroughHistory(history, sql)].flatMap(({ migration, report }) =>
  compareVerdicts(migration, report.findings, theirs),
);
console.log(values.rule === undefined ? table(verdicts) : places(verdicts, values.rule));

/** What is off by default here and on there is compared all the same. */
function withTheirs(given: Policy): Policy {
  const on = [...equivalentRules("squawk", [])].filter((rule) => given.severities.get(rule) === "off");
  return { ...given, severities: new Map([...given.severities, ...on.map((rule) => [rule, "warning"] as const)]) };
}

function squawkSays(paths: readonly string[]): readonly TheirFinding[] {
  const flags = values["assume-in-transaction"] === true ? ["--assume-in-transaction"] : [];
  const args = ["--reporter", "json", "--include", "require-table-schema", ...flags, ...paths];
  const { error, stdout, stderr } = spawnSync(values.squawk, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error !== undefined)
    end(
      `squawk could not be started as ${values.squawk}: install it (npm install --global squawk-cli), or name its path with --squawk.`,
    );
  if (!stdout.startsWith("[")) end(`squawk gave no findings as JSON: ${stderr.trim().slice(0, 300)}`);
  const found = JSON.parse(stdout) as readonly { file: string; line: number; rule_name: string }[];
  return found.map(({ file, line, rule_name }) => ({ path: file, line: line + 1, rule: rule_name }));
}

function table(all: readonly Verdict[]): string {
  const names = [...new Set(all.map(({ rule }) => rule))].sort();
  const count = (rule: string, who: Verdict["who"]) => all.filter((one) => one.rule === rule && one.who === who).length;
  const rows = names.map((rule) => [
    rule,
    [...equivalentRules("squawk", [rule])].slice(0, 2).join(", "),
    ...(["both", "only they", "only we"] as const).map((who) => `${count(rule, who)}`),
  ]);
  return columns([["squawk", "ours", "both", "only squawk", "only we"], ...rows]).join("\n");
}

function places(all: readonly Verdict[], rule: string): string {
  const differing = all.filter((one) => one.rule === rule && one.who !== "both");
  return differing.map(({ who, place, text }) => `${who.padEnd(9)}  ${place}  ${text}`).join("\n");
}

function end(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
