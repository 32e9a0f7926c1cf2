import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Policy } from "../src/model/policy.ts";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import { loadConfiguration } from "../src/policy/load-configuration.ts";
import { rules } from "../src/rules/rules.generated.ts";

/** The policy of a configuration file, or the default one. Says what is wrong in the file and ends with 2. */
export async function policyFromFile(path: string | undefined): Promise<Policy> {
  if (path === undefined) return defaultPolicy;
  const text = await readFile(path, "utf8");
  const { policy, problems } = await loadConfiguration(
    { repository: undefined, path: basename(path) },
    { kind: "text", text, encoding: "utf-8" },
    {
      rules,
      defaults: defaultPolicy,
      read: async () => ({ kind: "out of reach", reason: "and one file alone is read here." }),
    },
  );
  for (const { at, message } of problems) console.error(`${at.path}:${at.start.line}: ${message}`);
  if (problems.length > 0) process.exit(2);
  return policy;
}
