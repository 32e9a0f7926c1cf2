import type { ChangeLogEntry, ContractHeader } from "../../model/contract.ts";

const cells = ["date", "version", "author", "changes", "impact"] as const;

/** Entries of the head's change log that the base does not have: neither the same row nor, for a version that both list, an edited one. */
export function newEntries(base: ContractHeader | undefined, head: ContractHeader): readonly ChangeLogEntry[] {
  const left = [...(base?.changeLog ?? [])];
  const unmatched: ChangeLogEntry[] = [];
  for (const entry of head.changeLog) {
    const same = left.findIndex((old) => saysTheSame(old, entry));
    if (same === -1) unmatched.push(entry);
    else left.splice(same, 1);
  }
  return unmatched.filter((entry) => !left.some((old) => isEditOf(old, entry)));
}

/** Entries of the base's change log that the head no longer has as they were, each with what became of it. */
export function rewrittenEntries(
  base: ContractHeader | undefined,
  head: ContractHeader,
): readonly { readonly before: ChangeLogEntry; readonly after: ChangeLogEntry | undefined }[] {
  const rest = [...head.changeLog];
  const missing: ChangeLogEntry[] = [];
  for (const entry of base?.changeLog ?? []) {
    const same = rest.findIndex((now) => saysTheSame(entry, now));
    if (same === -1) missing.push(entry);
    else rest.splice(same, 1);
  }
  return missing.map((before) => ({ before, after: rest.find((now) => isEditOf(before, now)) }));
}

/** Whether two rows agree in every cell that both have, apart from white space and emphasis. */
function saysTheSame(left: ChangeLogEntry, right: ChangeLogEntry): boolean {
  return cells.every((cell) => {
    const [one, other] = [left[cell], right[cell]];
    return one === undefined || other === undefined || plain(one) === plain(other);
  });
}

/** Whether one row is the other, edited: the same version, or the same words under another version. */
function isEditOf(left: ChangeLogEntry, right: ChangeLogEntry): boolean {
  const version = plain(left.version ?? "");
  if (version !== "" && version === plain(right.version ?? "")) {
    // Two changes may share a version by mistake: an edited row keeps its date or its words.
    return (
      plain(left.date ?? "") === plain(right.date ?? "") || plain(left.changes ?? "") === plain(right.changes ?? "")
    );
  }
  return (
    plain(left.changes ?? "") !== "" &&
    (["date", "author", "changes"] as const).every((cell) => {
      return plain(left[cell] ?? "") === plain(right[cell] ?? "");
    })
  );
}

function plain(text: string): string {
  return text.replace(/[*_`]/g, "").replace(/\s+/g, " ").trim();
}
