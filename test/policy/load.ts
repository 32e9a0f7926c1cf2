import type { FileText } from "../../src/model/snapshot.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import type { ConfigurationFile } from "../../src/policy/extended-file.ts";
import { type LoadedConfiguration, loadConfiguration } from "../../src/policy/load-configuration.ts";
import { rules } from "../../src/rules/rules.generated.ts";

const usual = ".github/schema-warden.yml";

function asText(text: string): FileText {
  return { kind: "text", text, encoding: "utf-8" };
}

/** Loads a configuration; `others` are the files that it may extend, `path` or `repository:path`. */
export function load(
  text: string | FileText,
  others: Readonly<Record<string, string>> = {},
): Promise<LoadedConfiguration> {
  const read = async ({ repository, path }: ConfigurationFile) => {
    const name = repository === undefined ? path : `${repository}:${path}`;
    if (repository === "far/away") return { kind: "out of reach", reason: "which is far." } as const;
    const found = others[name];
    return found === undefined ? ({ kind: "absent" } as const) : asText(found);
  };
  const file = typeof text === "string" ? asText(text) : text;
  return loadConfiguration({ repository: undefined, path: usual }, file, { read, rules, defaults: defaultPolicy });
}

/** `line:column message` of each problem. */
export async function problemsOf(
  text: string | FileText,
  others: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const { problems } = await load(text, others);
  return problems.map(({ at, message }) => {
    const file = at.path === usual ? "" : `${at.path}:`;
    return `${file}${at.start.line}:${at.start.column} ${message}`;
  });
}
