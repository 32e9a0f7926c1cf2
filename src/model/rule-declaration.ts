import type { Severity } from "./finding.ts";
import type { SettingValue } from "./policy.ts";

/** One setting of a rule. Configuration may give another value of the default's own kind. */
export type SettingOf = {
  readonly default: SettingValue;
  /** One sentence for the docs page and the configuration's schema. */
  readonly meaning: string;
  /** The values allowed, where they are few. */
  readonly choices?: readonly string[];
  /** Its text is a regular expression (JavaScript's, with the flag `u`), which must be one as soon as the configuration is read. */
  readonly isPattern?: true;
};

/** What configuration needs to know of a rule, without the rule. */
export type RuleDeclaration = {
  readonly id: string;
  readonly severity: Severity | "off";
  readonly summary: string;
  readonly settings?: Readonly<Record<string, SettingOf>>;
};
