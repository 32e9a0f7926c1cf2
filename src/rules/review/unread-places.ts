import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Location } from "../../model/location.ts";
import type { RuleContext } from "../define-rule.ts";

type UnreadPlace = {
  readonly at: Location;
  readonly message: string;
  readonly codeMigration: Diagnostic["codeMigration"];
  /** How many more of the same file are left untold, said at the last that is told. */
  readonly more: number;
};

/** The diagnostics of one kind, at most `most` of each file where the rule has that setting: a file in the wrong dialect says the same of every statement. */
export function unreadPlaces(
  { diagnostics }: RuleContext,
  kind: Diagnostic["kind"],
  most = Number.POSITIVE_INFINITY,
): readonly UnreadPlace[] {
  const byFile = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.kind !== kind) continue;
    const list = byFile.get(diagnostic.at.path) ?? [];
    list.push(diagnostic);
    byFile.set(diagnostic.at.path, list);
  }
  return [...byFile.values()].flatMap((list) =>
    list.slice(0, most).map(({ at, message, codeMigration }, place) => ({
      at,
      message,
      codeMigration,
      more: place + 1 === most ? list.length - most : 0,
    })),
  );
}
