import type { Contracts } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";

type Read = { readonly diagnostics: readonly Diagnostic[] } | undefined;

/** The head's contracts without those that the pull request made unreadable: what seems to be missing in such a file proves nothing. */
export function setAsideUnread(
  base: Contracts,
  head: Contracts,
): { readonly head: Contracts; readonly unread: readonly Diagnostic[] } {
  const database = becameUnread(base.database, head.database);
  const sql = becameUnread(base.sql, head.sql);
  const api = becameUnread(base.api, head.api);
  return {
    head: {
      database: database.length === 0 ? head.database : undefined,
      sql: sql.length === 0 ? head.sql : undefined,
      api: api.length === 0 ? head.api : undefined,
    },
    unread: [...database, ...sql, ...api],
  };
}

function becameUnread(base: Read, head: Read): readonly Diagnostic[] {
  if (base === undefined || base.diagnostics.some(isUnread)) return [];
  return head?.diagnostics.filter(isUnread) ?? [];
}

function isUnread({ kind }: Diagnostic): boolean {
  return kind === "unread-file";
}
