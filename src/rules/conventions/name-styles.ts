import type { SettingOf } from "../../model/rule-declaration.ts";
import { wordsOf } from "../name-words.ts";

const styles = {
  snake_case: {
    fits: /^[\p{Ll}][\p{Ll}\p{N}]*(?:_[\p{Ll}\p{N}]+)*$/u,
    write: (words: readonly string[]) => words.join("_"),
  },
  camelCase: {
    fits: /^\p{Ll}[\p{L}\p{N}]*$/u,
    write: ([first = "", ...rest]: readonly string[]) => [first, ...rest.map(capital)].join(""),
  },
  PascalCase: { fits: /^\p{Lu}[\p{L}\p{N}]*$/u, write: (words: readonly string[]) => words.map(capital).join("") },
  UPPER_CASE: {
    fits: /^\p{Lu}[\p{Lu}\p{N}]*(?:_[\p{Lu}\p{N}]+)*$/u,
    write: (words: readonly string[]) => words.join("_").toUpperCase(),
  },
} as const;

type Style = keyof typeof styles;

/** The settings of a rule on names. */
export const namingSettings = {
  style: {
    default: "snake_case",
    meaning: "How names are written; `any` leaves it open, for a pattern of your own.",
    choices: [...Object.keys(styles), "any"],
  },
  pattern: {
    default: "",
    meaning: "A regular expression that every name must match besides, from beginning to end; empty for none.",
    isPattern: true,
  },
  except: { default: [], meaning: "Names to leave alone." },
} as const satisfies Readonly<Record<string, SettingOf>>;

type Settings = { text(name: string): string; list(name: string): readonly string[] };

/** What a name lacks: the style with the name as it would be written, or the pattern. `undefined` where it fits. */
export function misfit(
  name: string,
  settings: Settings,
): { readonly wanted: string; readonly proposal: string } | undefined {
  if (settings.list("except").includes(name)) return undefined;
  const style = settings.text("style");
  const own = isStyle(style) ? styles[style] : undefined;
  const proposal = own?.write(wordsOf(name)) ?? "";
  if (own !== undefined && !own.fits.test(name)) return { wanted: style, proposal: proposal === name ? "" : proposal };
  const pattern = settings.text("pattern");
  if (pattern === "" || new RegExp(`^(?:${pattern})$`, "u").test(name)) return undefined;
  return { wanted: pattern, proposal: "" };
}

function isStyle(text: string): text is Style {
  return Object.hasOwn(styles, text);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
