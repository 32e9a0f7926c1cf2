import { Document, isNode, isSeq, type Node } from "yaml";
import type { Policy, RulePaths, SettingValue } from "../model/policy.ts";
import type { RuleDeclaration } from "../model/rule-declaration.ts";
import { type EffectiveValues, keyName } from "./merge-layers.ts";
import type { KeyPath } from "./read-yaml.ts";

/** A value that holds, and where it comes from: a place in a configuration, what was found in the repository, or the default. */
export type EffectiveValue = { readonly key: KeyPath; readonly value: unknown; readonly origin: string };

/** What was found in the repository for keys that nobody states, by the name of the key. */
export type FoundValues = ReadonlyMap<string, { readonly value: unknown; readonly origin: string }>;

/** Every value that the review goes by, under the key that would change it. */
export function effectiveValues(
  policy: Policy,
  rules: readonly RuleDeclaration[],
  stated: EffectiveValues,
  found: FoundValues,
): readonly EffectiveValue[] {
  const all = [...rules.flatMap((rule) => ruleValues(rule, policy)), ...otherValues(policy, stated)];
  return all.flatMap(({ key, value }): EffectiveValue[] => {
    const name = keyName(key);
    const at = stated.get(name)?.at;
    if (at !== undefined) return [{ key, value, origin: `${at.path}:${at.start.line}` }];
    const discovered = found.get(name);
    if (value === undefined && discovered !== undefined) return [{ key, ...discovered }];
    return value === undefined ? [] : [{ key, value, origin: "default" }];
  });
}

type Keyed = { readonly key: KeyPath; readonly value: unknown };

function ruleValues({ id, severity, settings = {} }: RuleDeclaration, policy: Policy): readonly Keyed[] {
  const paths: Partial<RulePaths> = policy.rulePaths.get(id) ?? {};
  const own: Readonly<Record<string, SettingValue>> = policy.settings.get(id) ?? {};
  return [
    { key: ["rules", id, "severity"], value: policy.severities.get(id) ?? severity },
    ...Object.entries(paths).map(([name, globs]) => ({
      key: ["rules", id, "paths", name],
      value: globs.length === 0 ? undefined : globs,
    })),
    ...Object.entries(settings).map(([name, setting]) => ({
      key: ["rules", id, name],
      value: own[name] ?? setting.default,
    })),
  ];
}

function otherValues(policy: Policy, stated: EffectiveValues): readonly Keyed[] {
  const { tables, migrations, contracts, waivers, signOff, limits } = policy;
  const section = (name: string, values: object): readonly Keyed[] =>
    Object.entries(values).map(([key, value]) => ({ key: [name, key], value }));
  const { checks, ...signing } = signOff;
  return [
    { key: ["overrides"], value: stated.get("overrides")?.value },
    { key: ["database", "product"], value: policy.engine?.product },
    { key: ["database", "version"], value: stated.get("database.version")?.value },
    ...section("migrations", migrations),
    ...section("contracts", contracts),
    { key: ["databases"], value: stated.get("databases")?.value },
    ...section("tables", tables),
    { key: ["deprecation", "releasesBeforeDrop"], value: policy.releasesBeforeDrop },
    { key: ["idempotency", "ledgerSuffices"], value: policy.ledgerSuffices },
    { key: ["idempotency", "transactionSuffices"], value: policy.transactionSuffices },
    ...section("waivers", waivers),
    ...section("signOff", signing),
    ...[...checks].map(([box, names]) => ({ key: ["signOff", "checks", box], value: names })),
    ...section("limits", limits),
  ];
}

/** The values as a configuration that states them all, with each one's origin behind it. */
export function printEffectiveValues(values: readonly EffectiveValue[]): string {
  const document = new Document({});
  for (const { key, value, origin } of values) {
    const node = document.createNode(value) as Node;
    if (isSeq(node) && node.items.every((item) => !isNode(item) || !("items" in item))) node.flow = true;
    node.comment = ` ${origin}`;
    document.setIn([...key], node);
  }
  return document.toString({ lineWidth: 0 });
}
