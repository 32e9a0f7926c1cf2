/** What the words of a mark say besides that it is one. */
export type DeprecationNote = {
  /** The name that takes its place, as written: `email_address`, `contacts.email`. Whether it is one is not looked at. */
  readonly replacement: string | undefined;
  /** The values are said to be there already. */
  readonly backfilled: boolean;
  /** The day of the mark, `YYYY-MM-DD`, where that stands in place of a version. */
  readonly day: string | undefined;
};

const replacement =
  /\b(?:use|see|prefer|(?:replaced|superseded) (?:by|with)|in favou?r of|(?:moved|migrated) (?:in)?to|renamed to|merged into|now (?:in|called)|instead use)\s+(?:the\s+)?(?:new\s+)?(?:(?:column|table|field)\s+)?[`"']?([\p{L}_][\p{L}\p{N}_$]*(?:\.[\p{L}_][\p{L}\p{N}_$]*){0,2})/iu;
const backfilled =
  /\b(?:backfilled|(?:values?|data|rows|contents?) (?:(?:were|was|are|is|have been|has been) )?(?:all )?(?:copied|moved|migrated))\b/i;
const denied = /\b(?:not|never|to be|will be|yet to be)\s+(?:yet\s+)?(?:backfilled|copied|moved|migrated)\b/i;
const day = /(?:deprecated|veraltet|obsol\p{L}*)\b[^.;|]{0,20}?(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)/iu;

/** Reads the words of a mark: "DEPRECATED since 2.3.0, use `email_address` instead (backfilled)". */
export function readDeprecationNote(note: string): DeprecationNote {
  return {
    replacement: replacement.exec(note)?.[1],
    backfilled: backfilled.test(note) && !denied.test(note),
    day: day.exec(note)?.[1],
  };
}

/** Whether a text tells that values went from one name to the other: "Backfill: copied `users.fax` to `users.email`". */
export function tellsOfBackfill(text: string, from: string, to: string): boolean {
  return (
    /\bbackfill|\bcop(?:y|ied|ies)\b|\bmoved?\b|\bmigrated?\b|\bUPDATE\b/i.test(text) &&
    names(text, from) &&
    names(text, to)
  );
}

function names(text: string, name: string): boolean {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_$]+/u)
    .includes(name.toLowerCase());
}
