/** What a name begins with and what follows: `0004_add_users` is version `0004`, title `add_users`. */
export type VersionedName = { readonly version: string | undefined; readonly title: string };

const word = "(?:v|ver|version|r|rev|release|script|patch|migration|update|upgrade|step|delta|schema)";
/** 2024-01-31, 2024_01_31_120000, 20240131-1200, 20240131T120000: one number to every tool that writes it so. */
const date = String.raw`(?:19|20)\d\d(?:[-_.]\d{1,2}){1,2}(?:[-_.T ]\d{1,6}(?:[-_.:]\d{1,2}){0,2})?Z?|(?:19|20)\d{6}[-_.T]\d{1,6}Z?`;
const number = String.raw`\d+(?:\.\d+)*[a-z]?`;
const versioned = new RegExp(`^(${word}?[-_. ]?(?:${date}|${number}))(?=$|[-_. ])[-_. ]*(.*)$`, "is");
const glued = /^(\d+)([A-Za-z_].*)$/s;

/** Splits a file's or folder's name into its version and title. */
export function splitVersion(name: string): VersionedName {
  const match = versioned.exec(name) ?? glued.exec(name);
  return match === null ? { version: undefined, title: name } : { version: match[1], title: match[2] ?? "" };
}

/** Whether a version is a time stamp, which is unique in its history whatever folder it lies in. */
export function isTimestamp(version: string): boolean {
  return version.replace(/\D/g, "").length >= 10;
}
