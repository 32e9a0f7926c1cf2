import type { WrittenConstraint } from "../../../model/operation.ts";
import type {
  CheckConstraint,
  ForeignKey,
  PrimaryKey,
  ReferentialAction,
  UniqueConstraint,
} from "../../../model/schema.ts";
import type { Cursor } from "./cursor.ts";
import { expressionOf } from "./expression.ts";
import { type KeyPart, keyParts } from "./key-parts.ts";

/** A primary key or unique constraint over plain columns. */
export function keyConstraint(
  kind: "primary-key" | "unique",
  name: string,
  columns: readonly string[],
): PrimaryKey | UniqueConstraint {
  const shared = { name, columns, include: [], withoutOverlaps: false, deferral: "not deferrable" as const };
  return kind === "primary-key" ? { kind, ...shared } : { kind, ...shared, nullsNotDistinct: false };
}

/** Reads `(expression) [NOT] ENFORCED` behind `CHECK`. */
export function checkConstraint(cursor: Cursor, name: string): CheckConstraint {
  const expression = expressionOf(cursor.bracketed());
  const enforced = cursor.takes("NOT ENFORCED") ? false : cursor.takes("ENFORCED") || true;
  skipConflictClause(cursor);
  return { kind: "check", name, expression, noInherit: false, validated: true, enforced };
}

/** Reads `table (columns) ON DELETE …` behind `REFERENCES`. */
export function references(cursor: Cursor, name: string, columns: readonly string[]): ForeignKey {
  const table = cursor.tableName();
  const target = cursor.peek().upper === "(" ? keyParts(cursor.bracketed()).flatMap(({ column }) => column ?? []) : [];
  let [onDelete, onUpdate]: [ReferentialAction, ReferentialAction] = ["no action", "no action"];
  let match: ForeignKey["match"] = "simple";
  let deferral: ForeignKey["deferral"] = "not deferrable";
  for (;;) {
    if (cursor.takes("ON DELETE")) onDelete = action(cursor);
    else if (cursor.takes("ON UPDATE")) onUpdate = action(cursor);
    else if (cursor.takes("MATCH")) match = cursor.rawName().toUpperCase() === "FULL" ? "full" : "simple";
    else if (cursor.takes("NOT DEFERRABLE")) cursor.takesOne("INITIALLY DEFERRED", "INITIALLY IMMEDIATE");
    else if (cursor.takes("DEFERRABLE")) {
      const initially = cursor.takesOne("INITIALLY DEFERRED", "INITIALLY IMMEDIATE");
      deferral = initially === "INITIALLY DEFERRED" ? "initially deferred" : "initially immediate";
    } else break;
  }
  const rules = { onDelete, onDeleteColumns: [], onUpdate, match, deferral, validated: true, enforced: true };
  return { kind: "foreign-key", name, columns, references: { table, columns: target }, ...rules };
}

function action(cursor: Cursor): ReferentialAction {
  const found = cursor.takesOne("NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT");
  return found === undefined ? cursor.fail() : (found.toLowerCase() as ReferentialAction);
}

/** SQLite's `ON CONFLICT REPLACE` at a constraint. */
export function skipConflictClause(cursor: Cursor): true {
  if (cursor.takes("ON CONFLICT")) cursor.take();
  return true;
}

/** Reads a constraint of a table behind its name; `undefined` where none stands. An index whose parts are no plain columns is none. */
export function tableConstraint(cursor: Cursor, name: string): WrittenConstraint | KeyOverParts | undefined {
  if (cursor.takes("PRIMARY KEY")) return key(cursor, "primary-key", name);
  if (cursor.takesOne("UNIQUE INDEX", "UNIQUE KEY", "UNIQUE")) {
    const own = cursor.peek().upper === "(" || cursor.sees("USING") ? "" : cursor.partName();
    return key(cursor, "unique", own === "" ? name : own);
  }
  if (cursor.takes("CHECK")) return checkConstraint(cursor, name);
  if (!cursor.takes("FOREIGN KEY")) return undefined;
  cursor.takes("IF NOT EXISTS");
  const index = cursor.peek().upper === "(" ? "" : cursor.partName();
  const columns = keyParts(cursor.bracketed()).flatMap(({ column }) => column ?? []);
  cursor.expect("REFERENCES");
  return references(cursor, name === "" ? index : name, columns);
}

/** A unique key over parts of columns or over expressions, which is an index and no constraint. */
export type KeyOverParts = { readonly kind: "unique-index"; readonly name: string; readonly parts: readonly KeyPart[] };

function key(cursor: Cursor, kind: "primary-key" | "unique", name: string): WrittenConstraint | KeyOverParts {
  skipIndexOptions(cursor);
  const parts = keyParts(cursor.bracketed());
  skipIndexOptions(cursor);
  skipConflictClause(cursor);
  const plain = parts.every(({ column, prefix }) => column !== undefined && prefix === undefined);
  if (kind === "unique" && !plain) return { kind: "unique-index", name, parts };
  return keyConstraint(
    kind,
    name,
    parts.flatMap(({ column }) => column ?? []),
  );
}

/** `USING BTREE`, `COMMENT '…'`, `KEY_BLOCK_SIZE = 8`, `INVISIBLE`; the method where one is stated. */
export function skipIndexOptions(cursor: Cursor): string | undefined {
  let method: string | undefined;
  for (;;) {
    if (cursor.takesOne("USING", "TYPE")) method = cursor.rawName().toLowerCase();
    else if (cursor.takesOne("INVISIBLE", "VISIBLE", "IGNORED", "NOT IGNORED")) continue;
    else if (
      cursor.takesOne("COMMENT", "KEY_BLOCK_SIZE", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE", "CLUSTERING")
    ) {
      cursor.takes("=");
      cursor.take();
    } else if (cursor.takes("WITH PARSER")) cursor.rawName();
    else return method;
  }
}
