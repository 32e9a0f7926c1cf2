import type { SettingValue } from "../model/policy.ts";
import type { SettingOf } from "../model/rule-declaration.ts";

type Declared = { readonly id: string; readonly settings?: Readonly<Record<string, SettingOf>> };
type Configured = Readonly<Record<string, SettingValue>>;

/** A rule's settings as it reads them, by name: the configured values over the rule's defaults. Asking for one that the rule does not declare, or for another kind, is a bug and throws. */
export class RuleSettings {
  readonly #rule: Declared;
  readonly #configured: Configured;

  constructor(rule: Declared, configured: Configured = {}) {
    this.#rule = rule;
    this.#configured = configured;
  }

  number(name: string): number {
    const value = this.#value(name);
    return typeof value === "number" ? value : this.#lacks(name);
  }

  text(name: string): string {
    const value = this.#value(name);
    return typeof value === "string" ? value : this.#lacks(name);
  }

  flag(name: string): boolean {
    const value = this.#value(name);
    return typeof value === "boolean" ? value : this.#lacks(name);
  }

  list(name: string): readonly string[] {
    const value = this.#value(name);
    return value === undefined || typeof value !== "object" ? this.#lacks(name) : value;
  }

  #value(name: string): SettingValue | undefined {
    return this.#configured[name] ?? this.#rule.settings?.[name]?.default;
  }

  #lacks(name: string): never {
    throw new Error(`${this.#rule.id} has no setting ${name} of this kind`);
  }
}
