import type { Operation } from "../../../model/operation.ts";
import { type Cursor, NotUnderstood } from "./cursor.ts";
import { base, type Frame } from "./draft.ts";

/** Transactions, settings, locks, and what is neither schema nor data. */
export function sessionStatement(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  const on = base(frame);
  if (cursor.takesOne("START TRANSACTION", "BEGIN") !== undefined) {
    if (cursor.sees("NOT ATOMIC")) return block(cursor, frame);
    cursor.rest();
    return [{ kind: "begin", ...on }];
  }
  if (cursor.takesOne("COMMIT", "END") !== undefined) return done(cursor, { kind: "commit", ...on });
  if (cursor.takes("ROLLBACK")) {
    const kind = cursor.sees("TO") || cursor.sees("WORK TO") ? "savepoint" : "rollback";
    return done(cursor, { kind, ...on });
  }
  if (cursor.takesOne("SAVEPOINT", "RELEASE") !== undefined) return done(cursor, { kind: "savepoint", ...on });
  if (cursor.takesOne("LOCK TABLES", "LOCK TABLE") !== undefined) return lockTables(cursor, frame);
  if (cursor.takes("SET")) return settings(cursor, frame);
  if (cursor.takes("PRAGMA")) return pragma(cursor, frame);
  return maintenance(cursor, frame);
}

/** MariaDB's block outside of a routine may do anything, so that nothing is claimed of it. */
function block(cursor: Cursor, _frame: Frame): never {
  return cursor.fail();
}

function done(cursor: Cursor, operation: Operation): readonly Operation[] {
  cursor.rest();
  return [operation];
}

function lockTables(cursor: Cursor, frame: Frame): readonly Operation[] {
  return cursor.parts().map((part) => {
    const table = part.tableName();
    const mode = part.rest().map(({ upper }) => upper);
    return { kind: "lock-table", ...base(frame), tables: [table], mode: mode.join(" ") };
  });
}

/** `SET a = 1, SESSION b = 2, @c = 3, NAMES utf8mb4`. */
function settings(cursor: Cursor, frame: Frame): readonly Operation[] {
  return cursor.parts().map((part) => {
    part.takesOne("GLOBAL", "SESSION", "LOCAL", "PERSIST", "PERSIST_ONLY", "STATEMENT");
    const name = part.until((it) => /^(?:=|:=)$/.test(it.peek().upper));
    const isAssigned = part.takesOne("=", ":=") !== undefined;
    const words = name.written.replace(/^@@(?:session|global|local)\s*\.\s*|^@@/i, "").split(/\s+/);
    const value = isAssigned ? part.until(() => false).written : words.slice(1).join(" ");
    const parameter = (isAssigned ? words.join(" ") : (words[0] ?? "")).toLowerCase();
    return { kind: "set-parameter", ...base(frame), parameter, value: unquote(value), local: false };
  });
}

function pragma(cursor: Cursor, frame: Frame): readonly Operation[] {
  const parameter = cursor.tableName().name.toLowerCase();
  const written = cursor.takes("=") ? cursor.until(() => false).written : bracketedText(cursor);
  if (written === undefined) return [notSchema(frame, "PRAGMA")];
  return [{ kind: "set-parameter", ...base(frame), parameter, value: unquote(written), local: false }];
}

function bracketedText(cursor: Cursor): string | undefined {
  return cursor.peek().upper === "(" ? cursor.bracketed().written : undefined;
}

function unquote(text: string): string {
  return text.replace(/^(['"])(.*)\1$/s, "$2");
}

const commands = [
  ...[
    "ANALYZE",
    "OPTIMIZE",
    "CHECK",
    "REPAIR",
    "CHECKSUM",
    "VACUUM",
    "EXPLAIN",
    "DESCRIBE",
    "DESC",
    "SHOW",
    "USE",
    "HELP",
  ],
  ...["UNLOCK", "FLUSH", "RESET", "KILL", "PREPARE", "EXECUTE", "DEALLOCATE", "HANDLER", "DO", "CACHE", "LOAD INDEX"],
  ...["XA", "PURGE", "BINLOG", "SHUTDOWN", "RESTART", "STOP", "CLONE", "REINDEX", "ATTACH", "DETACH", "SIGNAL", "GET"],
];

function maintenance(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  const command = cursor.takesOne(...commands);
  if (command === undefined) return undefined;
  // Text that runs, and that nobody who followed the script knows.
  if (command === "PREPARE" || (command === "EXECUTE" && cursor.sees("IMMEDIATE")))
    throw new NotUnderstood("the text that it runs is not known, or is one of several that change something", 0);
  const words = cursor.rest();
  if (/^(?:ANALYZE|OPTIMIZE|CHECK|REPAIR)$/.test(command) && words[0]?.upper === "TABLE" && words[1] !== undefined) {
    const name = cursor.text.slice(words[1].start, words[1].end).replace(/^`|`$/g, "");
    const target = { schema: undefined, name: cursor.grammar.foldTable(name) };
    return [{ ...notSchema(frame, `${command} TABLE`), target, full: command === "OPTIMIZE" } as Operation];
  }
  return [notSchema(frame, command)];
}

function notSchema(frame: Frame, command: string): Operation {
  return { kind: "not-schema", ...base(frame), command, target: undefined, full: false, query: undefined };
}

const ddl = [
  ...[
    "USER",
    "ROLE",
    "EVENT",
    "SERVER",
    "TABLESPACE",
    "LOGFILE GROUP",
    "RESOURCE GROUP",
    "TRIGGER",
    "INSTANCE",
    "PACKAGE",
  ],
  ...[
    "SPATIAL REFERENCE SYSTEM",
    "VIRTUAL TABLE",
    "DATABASE",
    "SCHEMA",
    "PROCEDURE",
    "FUNCTION",
    "SEQUENCE",
    "UNDO TABLESPACE",
  ],
];

/** DDL that changes none of what a contract states. */
export function otherDdl(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  if (cursor.takes("RENAME USER")) return [command(frame, "RENAME USER", cursor)];
  const verb = cursor.takesOne("CREATE", "ALTER", "DROP");
  if (verb === undefined) return undefined;
  const replace = cursor.takes("OR REPLACE");
  while (cursor.takesOne("TEMPORARY", "TEMP", "AGGREGATE") !== undefined);
  if (cursor.takes("DEFINER"))
    cursor.until((it) => /^(?:TRIGGER|EVENT|PROCEDURE|FUNCTION|SQL|PACKAGE)$/.test(it.peek().upper));
  const kind = cursor.takesOne(...ddl);
  if (kind === undefined) return undefined;
  const guard = cursor.takes("IF NOT EXISTS") ? "if-not-exists" : cursor.takes("IF EXISTS") ? "if-exists" : undefined;
  if (verb === "CREATE" && (kind === "DATABASE" || kind === "SCHEMA")) {
    const database = cursor.rawName();
    cursor.rest();
    return [{ kind: "create-database", ...base(frame, guard), database }];
  }
  const { kind: _, ...rest } = command(frame, `${verb} ${kind}`, cursor);
  return [{ ...rest, kind: "other-ddl", guard: guard ?? (replace ? "or-replace" : undefined) }];
}

function command(frame: Frame, text: string, cursor: Cursor): Operation & { readonly kind: "other-ddl" } {
  cursor.rest();
  return { kind: "other-ddl", ...base(frame), command: text, name: undefined };
}
