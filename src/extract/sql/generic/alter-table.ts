import type { QualifiedName } from "../../../model/name.ts";
import type { Guard, Operation } from "../../../model/operation.ts";
import { readColumn, readDefault, readDefinition } from "./columns.ts";
import { createIndex, readTablePart, uniqueIndex } from "./create-table.ts";
import type { Cursor } from "./cursor.ts";
import { base, type Frame } from "./draft.ts";
import { redefinition } from "./redefine-column.ts";
import { takeTableOption } from "./table-options.ts";

/** `ALTER [ONLINE] [IGNORE] TABLE [IF EXISTS] name clause, clause…`. */
export function alterTable(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  if (!cursor.takes("ALTER")) return undefined;
  cursor.takes("ONLINE");
  cursor.takes("IGNORE");
  if (!cursor.takes("TABLE")) return undefined;
  const guard: Guard | undefined = cursor.takes("IF EXISTS") ? "if-exists" : undefined;
  const table = cursor.tableName();
  if (cursor.takes("WAIT")) cursor.take();
  else cursor.takes("NOWAIT");
  const operations: Operation[] = [];
  let current = table;
  // The commas of a partition clause stand between its partitions.
  for (const clause of isPartitionClause(cursor) ? [cursor.until(() => false)] : cursor.parts()) {
    const found = new ClauseReader(clause, frame, current, guard).read();
    if (!clause.done) clause.fail();
    operations.push(...found);
    // What follows a new name in one statement is still said of the old one, but is done after it here.
    const renamed = found.find((operation) => operation.kind === "rename-table");
    if (renamed?.kind === "rename-table") current = { ...current, name: renamed.to };
  }
  return operations;
}

/** Reads one clause of an `ALTER TABLE`. */
class ClauseReader {
  readonly #cursor: Cursor;
  readonly #frame: Frame;
  readonly #table: QualifiedName;
  readonly #guard: Guard | undefined;
  readonly #start: number;

  constructor(cursor: Cursor, frame: Frame, table: QualifiedName, guard: Guard | undefined) {
    this.#cursor = cursor;
    this.#frame = frame;
    this.#table = table;
    this.#guard = guard;
    this.#start = cursor.offset;
  }

  read(): readonly Operation[] {
    const cursor = this.#cursor;
    if (cursor.takesOne("ALGORITHM", "LOCK") !== undefined) {
      cursor.takes("=");
      cursor.take();
      return [];
    }
    if (isPartitionClause(cursor)) return [cursor.peek().upper === "TRUNCATE" ? this.#truncate() : this.#storage()];
    if (cursor.takes("ADD")) return this.#add();
    if (cursor.takes("DROP")) return this.#drop();
    if (cursor.takes("MODIFY")) return this.#modify();
    if (cursor.takes("CHANGE")) return this.#change();
    if (cursor.takes("ALTER")) return this.#alter();
    if (cursor.takes("RENAME")) return this.#rename();
    return this.#options();
  }

  #base(guard: Guard | undefined = this.#guard) {
    const end = this.#cursor.tokens.at(-1)?.end;
    return { ...base(this.#frame, guard, this.#start, end), table: this.#table };
  }

  #ofIndex(name: string, guard = this.#guard) {
    const { table: owner, ...on } = this.#base(guard);
    return { ...on, owner, index: { schema: owner.schema, name } };
  }

  #exists(words: "IF EXISTS" | "IF NOT EXISTS"): Guard | undefined {
    if (!this.#cursor.takes(words)) return this.#guard;
    return words === "IF EXISTS" ? "if-exists" : "if-not-exists";
  }

  #add(): readonly Operation[] {
    const cursor = this.#cursor;
    const { mark } = cursor;
    if (!cursor.takes("COLUMN")) {
      const part = readTablePart(cursor);
      if (part === "period") return [this.#storage()];
      if (part !== undefined) return [this.#addPart(part)];
      if (cursor.takesOne("SYSTEM VERSIONING") !== undefined) return [this.#storage()];
      cursor.back(mark);
    }
    const guard = this.#exists("IF NOT EXISTS");
    const written = cursor.peek().upper === "(" ? cursor.bracketed().parts() : [cursor];
    return written.flatMap((part) => {
      const inner = readTablePart(part);
      if (inner !== undefined && inner !== "period") return [this.#addPart(inner)];
      const { definition, constraints } = readColumn(part);
      return [{ kind: "add-column", ...this.#base(guard), column: definition.name, definition, constraints }];
    });
  }

  #addPart(part: Exclude<ReturnType<typeof readTablePart>, undefined | "period">): Operation {
    const { at, guard } = this.#base();
    const stretch = [at.start.offset, at.end.offset] as const;
    const isGuarded = this.#cursor.tokens.some(
      ({ upper }, index, all) => upper === "IF" && all[index + 1]?.upper === "NOT",
    );
    const own = isGuarded ? "if-not-exists" : guard;
    if (part.kind === "index") return createIndex(this.#frame, own, this.#table, part.index, stretch);
    if (part.kind === "unique-index") return createIndex(this.#frame, own, this.#table, uniqueIndex(part), stretch);
    return { kind: "add-constraint", ...this.#base(own), constraint: part, usingIndex: undefined };
  }

  #drop(): readonly Operation[] {
    const cursor = this.#cursor;
    if (cursor.takes("PRIMARY KEY")) return [this.#dropConstraint("primary", this.#guard)];
    if (cursor.takes("SYSTEM VERSIONING") || cursor.sees("PERIOD FOR")) return [this.#storage()];
    if (cursor.takesOne("FOREIGN KEY", "CHECK", "CONSTRAINT") !== undefined) {
      const guard = this.#exists("IF EXISTS");
      return [this.#dropConstraint(cursor.partName(), guard)];
    }
    const isIndex = cursor.grammar.dialect === "mysql" && cursor.takesOne("INDEX", "KEY") !== undefined;
    if (!isIndex) cursor.takes("COLUMN");
    const guard = this.#exists("IF EXISTS");
    const name = cursor.partName();
    cursor.takesOne("RESTRICT", "CASCADE");
    // MySQL's name for the index of the primary key.
    if (isIndex && name === "primary") return [this.#dropConstraint(name, guard)];
    if (!isIndex) return [{ kind: "drop-column", ...this.#base(guard), column: name, cascade: false }];
    return [{ kind: "drop-index", ...this.#ofIndex(name, guard), concurrently: false, cascade: false }];
  }

  #dropConstraint(constraint: string, guard: Guard | undefined): Operation {
    return { kind: "drop-constraint", ...this.#base(guard), constraint, cascade: false };
  }

  #modify(): readonly Operation[] {
    const cursor = this.#cursor;
    cursor.takes("COLUMN");
    const guard = this.#exists("IF EXISTS");
    const column = cursor.partName();
    return redefinition(this.#base(guard), readDefinition(cursor, column));
  }

  #change(): readonly Operation[] {
    const cursor = this.#cursor;
    cursor.takes("COLUMN");
    const guard = this.#exists("IF EXISTS");
    const column = cursor.partName();
    const to = cursor.partName();
    const rename: readonly Operation[] =
      column === to ? [] : [{ kind: "rename-column", ...this.#base(guard), column, to }];
    return [...rename, ...redefinition(this.#base(guard), readDefinition(cursor, to))];
  }

  #alter(): readonly Operation[] {
    const cursor = this.#cursor;
    if (cursor.takesOne("INDEX", "KEY") !== undefined) {
      const on = this.#ofIndex(cursor.partName());
      return [{ kind: "alter-index-storage", ...on, action: lower(cursor) }];
    }
    if (cursor.takesOne("CHECK", "CONSTRAINT") !== undefined) {
      const constraint = cursor.partName();
      const enforced = !cursor.takes("NOT");
      cursor.expect("ENFORCED");
      const rest = { deferral: undefined, enforced, inherit: undefined };
      return [{ kind: "alter-constraint", ...this.#base(), constraint, ...rest }];
    }
    cursor.takes("COLUMN");
    const guard = this.#exists("IF EXISTS");
    const on = { ...this.#base(guard), column: cursor.partName() };
    if (cursor.takes("DROP DEFAULT")) return [{ kind: "drop-default", ...on }];
    if (cursor.takes("SET DEFAULT")) {
      const value = readDefault(cursor);
      return [value === undefined ? { kind: "drop-default", ...on } : { kind: "set-default", ...on, default: value }];
    }
    return cursor.takesOne("SET VISIBLE", "SET INVISIBLE") === undefined
      ? cursor.fail()
      : [{ kind: "alter-column-storage", ...on, action: lower(cursor) }];
  }

  #rename(): readonly Operation[] {
    const cursor = this.#cursor;
    if (cursor.takesOne("INDEX", "KEY") !== undefined) {
      const on = this.#ofIndex(cursor.partName());
      cursor.expect("TO");
      return [{ kind: "rename-index", ...on, to: cursor.partName() }];
    }
    const isColumn = cursor.takes("COLUMN") || (cursor.grammar.dialect === "sqlite" && cursor.peek(1).upper === "TO");
    if (isColumn) {
      const guard = this.#exists("IF EXISTS");
      const column = cursor.partName();
      cursor.expect("TO");
      return [{ kind: "rename-column", ...this.#base(guard), column, to: cursor.partName() }];
    }
    cursor.takesOne("TO", "AS", "=");
    const { schema, name } = cursor.tableName();
    const on = this.#base();
    if (schema !== this.#table.schema && schema !== undefined) {
      const move = { object: "table" as const, name: this.#table, argumentTypes: undefined, to: schema };
      return [{ kind: "move-to-schema", ...on, ...move }];
    }
    return [{ kind: "rename-table", ...on, to: name }];
  }

  /** Several table options may stand in one clause, without commas. */
  #options(): readonly Operation[] {
    const cursor = this.#cursor;
    if (cursor.takes("CONVERT TO")) return [this.#storage()];
    const bare = ["FORCE", "DISABLE KEYS", "ENABLE KEYS", "DISCARD TABLESPACE", "IMPORT TABLESPACE"];
    const versions = ["WITH VALIDATION", "WITHOUT VALIDATION", "WITH SYSTEM VERSIONING"];
    if (cursor.takesOne(...bare, ...versions) !== undefined) return [this.#storage()];
    if (cursor.takes("ORDER BY")) return [this.#storage()];
    const comments: Operation[] = [];
    let others = 0;
    while (!cursor.done) {
      const taken = takeTableOption(cursor);
      if (taken === undefined) return cursor.fail();
      if (taken.option !== "COMMENT") others += 1;
      else {
        const { table: name, ...on } = this.#base();
        const comment = taken.value === "" ? undefined : taken.value;
        comments.push({ kind: "comment-on", ...on, object: "table", name, part: undefined, comment });
      }
    }
    return others === 0 ? comments : [this.#storage(), ...comments];
  }

  /** `TRUNCATE PARTITION p1, p2`, or `ALL`. */
  #truncate(): Operation {
    const cursor = this.#cursor;
    cursor.expect("TRUNCATE PARTITION");
    const { table, ...on } = this.#base();
    const truncation = { kind: "truncate", ...on, tables: [table], cascade: false } as const;
    if (cursor.takes("ALL")) return truncation;
    const partitions = cursor.parts().map((part) => part.partName());
    return { ...truncation, partitions };
  }

  #storage(): Operation {
    return { kind: "alter-table-storage", ...this.#base(), action: lower(this.#cursor) };
  }
}

function isPartitionClause(cursor: Cursor): boolean {
  if (
    /^(?:ADD|DROP|TRUNCATE|COALESCE|REORGANIZE|EXCHANGE|ANALYZE|CHECK|OPTIMIZE|REBUILD|REPAIR|DISCARD|IMPORT|CONVERT)$/.test(
      cursor.peek().upper,
    )
  ) {
    const next = cursor.peek(1).upper;
    if (next !== "PARTITION") return false;
    // `ADD PARTITION int` adds a column of that name.
    return cursor.peek().upper !== "ADD" || /^(?:\(|PARTITION|PARTITIONS|IF)$/.test(cursor.peek(2).upper);
  }
  return cursor.sees("PARTITION BY") || cursor.sees("REMOVE PARTITIONING");
}

/** A clause in lower case, its white space even. */
function lower(cursor: Cursor): string {
  cursor.rest();
  return cursor.written
    .replace(/\s+/g, " ")
    .replace(/\s*=\s*/g, " = ")
    .toLowerCase();
}
