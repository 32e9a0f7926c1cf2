/** What an entry of a contract says to its readers: without comments and waivers, with single spaces. For comparing; no two entries that promise different things are alike. */
export function promisedText(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->|"schema_warden_allow"\s*:\s*\[[^[\]]*\]\s*,?/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
