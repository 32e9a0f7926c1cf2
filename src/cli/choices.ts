import { Option } from "commander";

/** An option that takes one of these words. */
export function choice(flags: string, description: string, words: readonly [string, ...string[]]): Option {
  return new Option(flags, description).choices(words).default(words[0]);
}
