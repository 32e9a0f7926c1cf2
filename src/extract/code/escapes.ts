const plain: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "0": "\0", "\n": "" };

/** What an escape in a literal stands for, as the languages that are read here agree on it. */
export function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g,
    (_, u?: string, x?: string, char?: string) => {
      const code = u ?? x;
      return code === undefined ? (plain[char ?? ""] ?? char ?? "") : String.fromCharCode(Number.parseInt(code, 16));
    },
  );
}
