import { plainText } from "./inline-text.ts";

const LONGEST = 300;

/** A title for comparing: lower case, without markup, numbering, brackets, pictures, anchors and closing punctuation. */
export function normaliseTitle(raw: string): string {
  return plainText(raw.slice(0, LONGEST))
    .replaceAll(/\{#[^}]*\}/g, "")
    .replaceAll(/\([^()]*\)|（[^（）]*）/g, " ")
    .replaceAll(/\p{Extended_Pictographic}|\u{fe0f}|\u{200d}|\u{20e3}/gu, " ")
    .replace(/^\s*(?:§\s*)?(?:\d+(?:\.\d+)*[.)、:]?|[a-z][.)])\s+/i, "")
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[\s_]+/g, " ")
    .replace(/[\s:：.。!]+$/u, "")
    .trim();
}

/** Looks a word up in one list of synonyms. */
export type Lookup<Key extends string> = (word: string) => Key | undefined;

/** The words of one entry of the vocabulary, which parts them by `|`. */
export function wordsOf(words: string): string[] {
  return words.split("|").map((word) => word.trim());
}

/** Makes a look-up of normalised titles or words; where two keys claim one word, the first has it. */
export function lookUp<Key extends string>(vocabulary: Readonly<Record<Key, string>>): Lookup<Key> {
  const keys = new Map<string, Key>();
  for (const key of Object.keys(vocabulary) as Key[]) {
    for (const word of wordsOf(vocabulary[key])) if (!keys.has(word)) keys.set(word, key);
  }
  return (word) => keys.get(word);
}
