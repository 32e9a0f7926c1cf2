/**
 * Whether a text may speak of a name: the name's last word stands in it as a word, in any case. Text with `\u` escapes may spell anything.
 * `lowered` is in lower case.
 */
export function maySpeakOf(lowered: string, word: string): boolean {
  for (let at = lowered.indexOf(word); at !== -1; at = lowered.indexOf(word, at + 1)) {
    if (!isWordCharacter(lowered, at + word.length) && isStart(lowered, at)) return true;
  }
  return lowered.includes("\\u");
}

/** The last word of a key's last part, in lower case: what `maySpeakOf` looks for. */
export function lastWord(key: string): string {
  return (
    key
      .toLowerCase()
      .match(/[\p{L}\p{N}_$]+/gu)
      ?.at(-1) ?? key.toLowerCase()
  );
}

/** Which entries of a contract may speak of a name; each text is lowered once and each answer kept. */
export class WordSearch {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #lowered = new Map<string, string>();
  readonly #answers = new Map<string, readonly string[]>();

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  keys(name: string): readonly string[] {
    const word = lastWord(name);
    const known = this.#answers.get(word);
    if (known !== undefined) return known;
    const keys = [...this.#texts.keys()].filter((key) => maySpeakOf(this.#lower(key), word));
    if (this.#answers.size > 1_000) this.#answers.clear();
    this.#answers.set(word, keys);
    return keys;
  }

  #lower(key: string): string {
    let text = this.#lowered.get(key);
    if (text === undefined) {
      text = (this.#texts.get(key) ?? "").toLowerCase();
      this.#lowered.set(key, text);
    }
    return text;
  }
}

function isStart(text: string, at: number): boolean {
  if (!isWordCharacter(text, at - 1)) return true;
  // In JSON the letter before a word may belong to an escape: `\nusers`.
  return text[at - 2] === "\\" && /[nrtbf]/.test(text[at - 1] ?? "");
}

function isWordCharacter(text: string, at: number): boolean {
  const character = text[at];
  return character !== undefined && /[\p{L}\p{N}_$]/u.test(character);
}
