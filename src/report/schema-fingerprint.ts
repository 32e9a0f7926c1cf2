import { hash } from "node:crypto";
import type { SchemaChange } from "../model/change.ts";

/** SHA-256 of the change, or of those of several databases by their names, as canonical JSON (keys sorted, absent members left out), in hexadecimal. */
export function fingerprintOf(change: SchemaChange | readonly (readonly [string, SchemaChange])[]): string {
  return hash("sha256", canonicalJson(change));
}

function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}
