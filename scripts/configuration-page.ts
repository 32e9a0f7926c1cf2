import type { SettingValue } from "../src/model/policy.ts";
import type { RuleDeclaration } from "../src/model/rule-declaration.ts";
import { configurationJsonSchema } from "../src/policy/configuration-schema.ts";
import { code } from "../src/text/markdown.ts";

/** `schemas/config.schema.json`. */
export function configurationSchemaFile(rules: readonly RuleDeclaration[]): string {
  return `${JSON.stringify(configurationJsonSchema(rules), undefined, 2)}\n`;
}

const marks = /(<!-- settings:start -->\n)[\s\S]*?(<!-- settings:end -->)/;

/** The page of configuration with its table of rules' settings made anew. */
export function withSettingsTable(page: string, rules: readonly RuleDeclaration[]): string {
  const rows = rules.flatMap(({ id, settings = {} }) =>
    Object.entries(settings).map(([name, { default: usual, meaning, choices }]) => {
      const allowed = choices === undefined ? "" : ` One of ${choices.map((one) => code(one)).join(", ")}.`;
      return `| [${id}](rules/${id}.md) | \`${name}\` | ${shown(usual)} | ${meaning.replaceAll("|", "\\|")}${allowed} |`;
    }),
  );
  const table = ["| rule | setting | default | |", "|---|---|---|---|", ...rows].join("\n");
  return page.replace(marks, (_, start: string, end: string) => `${start}\n${table}\n\n${end}`);
}

/** Lists that are longer are told by their length. */
const mostEntries = 5;

function shown(value: SettingValue): string {
  if (typeof value !== "object") return code(String(value));
  if (value.length === 0) return "none";
  return value.length > mostEntries ? `${value.length} entries` : value.map((one) => code(one)).join(", ");
}
