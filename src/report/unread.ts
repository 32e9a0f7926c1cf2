import type { Diagnostic } from "../model/diagnostic.ts";

const unreadKinds: ReadonlySet<Diagnostic["kind"]> = new Set([
  "unread-statement",
  "unread-file",
  "dynamic-sql",
  "limit-reached",
]);

/** What stands in a migration or file and could not be analysed, so that a clean result says less than it seems to. */
export function unreadOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ kind }) => unreadKinds.has(kind));
}
