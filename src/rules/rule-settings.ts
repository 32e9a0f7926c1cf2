import type { SettingValue } from "../model/policy.ts";
import type { SettingOf } from "../model/rule-declaration.ts";

/** A rule's settings as it reads them, by name. Asking for one that the rule does not declare, or for another kind, is a bug and throws. */
export type RuleSettings = {
  number(name: string): number;
  text(name: string): string;
  flag(name: string): boolean;
  list(name: string): readonly string[];
};

type Declared = { readonly id: string; readonly settings?: Readonly<Record<string, SettingOf>> };

/** The configured values over the rule's defaults. */
export function settingsOf(rule: Declared, configured: Readonly<Record<string, SettingValue>> = {}): RuleSettings {
  const read = <T extends SettingValue>(name: string, is: (value: SettingValue) => value is T): T => {
    const value = configured[name] ?? rule.settings?.[name]?.default;
    if (value === undefined || !is(value)) throw new Error(`${rule.id} has no setting ${name} of this kind`);
    return value;
  };
  return {
    number: (name) => read(name, (value) => typeof value === "number"),
    text: (name) => read(name, (value) => typeof value === "string"),
    flag: (name) => read(name, (value) => typeof value === "boolean"),
    list: (name) => read(name, (value): value is readonly string[] => Array.isArray(value)),
  };
}
