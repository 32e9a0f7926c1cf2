import type { Script } from "../../model/migration.ts";

/** Where something stands and how it was spelled: no part of what it does. */
const spelling = new Set(["at", "statement", "comments"]);

/** What the operations of a script do, as one string: equal when two texts differ in white space, comments, case and spelling alone. */
export function operationsMean({ operations }: Script): string {
  return JSON.stringify(operations, (key, value: unknown) => {
    if (spelling.has(key)) return undefined;
    if (typeof value === "string") return value.replace(/\s+/g, " ").trim();
    return hasMeaning(value) ? value.meaning : value;
  });
}

function hasMeaning(value: unknown): value is { readonly meaning: string } {
  return typeof value === "object" && value !== null && "meaning" in value && typeof value.meaning === "string";
}
