import { createHash } from "node:crypto";
import type { SchemaChange } from "../model/change.ts";

/** SHA-256 of the change, or of those of several databases by their names, as canonical JSON (keys sorted, absent members left out), in hexadecimal. */
export function fingerprintOf(change: SchemaChange | readonly (readonly [string, SchemaChange])[]): string {
  return createHash("sha256").update(canonicalJson(change)).digest("hex");
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
