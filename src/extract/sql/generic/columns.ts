import type { DataType, Expression } from "../../../model/expression.ts";
import type { ColumnDefinition, ColumnPosition, WrittenConstraint } from "../../../model/operation.ts";
import { checkConstraint, keyConstraint, references, skipConflictClause } from "./constraints.ts";
import type { Cursor } from "./cursor.ts";
import { expressionOf } from "./expression.ts";

/** A column as written, with what its definition states besides. */
export type WrittenColumn = {
  readonly definition: ColumnDefinition;
  readonly constraints: readonly WrittenConstraint[];
};

type Draft = {
  name: string;
  type: DataType | undefined;
  nullable: boolean;
  default: Expression | undefined;
  generated: ColumnDefinition["generated"];
  identity: ColumnDefinition["identity"];
  collation: string | undefined;
  characterSet: string | undefined;
  comment: string | undefined;
  position: ColumnPosition | undefined;
  constraints: WrittenConstraint[];
};

/** Words that begin an attribute, so that a type ends before them. */
const attributeWords: ReadonlySet<string> = new Set(
  `CONSTRAINT PRIMARY KEY NOT NULL UNIQUE CHECK DEFAULT COLLATE REFERENCES GENERATED AS ON AUTO_INCREMENT AUTOINCREMENT COMMENT CHARSET
  FIRST AFTER INVISIBLE VISIBLE COLUMN_FORMAT STORAGE VIRTUAL STORED PERSISTENT SRID COMPRESSED ENGINE_ATTRIBUTE
  SECONDARY_ENGINE_ATTRIBUTE WITH WITHOUT REF_SYSTEM_ID`.split(/\s+/),
);

/** Reads `name type attribute…` to the cursor's end. */
export function readColumn(cursor: Cursor): WrittenColumn {
  return readDefinition(cursor, cursor.partName());
}

/** Reads `type attribute…` of a column that is named already. */
export function readDefinition(cursor: Cursor, name: string): WrittenColumn {
  const type = readColumnType(cursor);
  const draft: Draft = {
    ...{
      name,
      type,
      nullable: true,
      default: undefined,
      generated: undefined,
      identity: undefined,
      collation: undefined,
    },
    ...{ characterSet: undefined, comment: undefined, position: undefined, constraints: [] },
  };
  if (type?.serial === true) {
    draft.nullable = false;
    draft.identity = "by default";
    draft.constraints.push(keyConstraint("unique", "", [name]));
  }
  while (!cursor.done) if (!readAttribute(cursor, draft)) cursor.fail();
  return finish(draft, cursor);
}

function finish({ constraints, characterSet, position, ...draft }: Draft, { grammar }: Cursor): WrittenColumn {
  const isKey = constraints.some(({ kind }) => kind === "primary-key");
  // SQLite's own row number: an integer primary key fills itself.
  const isRowId = grammar.dialect === "sqlite" && isKey && draft.type?.text.toUpperCase() === "INTEGER";
  const numeric = /^(?:(?:tiny|small|medium|big)?int|decimal|float|double|bit|integer|real|numeric|boolean)\b/;
  const isNumber = numeric.test(draft.type?.meaning ?? "");
  const definition: ColumnDefinition = {
    ...draft,
    nullable: draft.nullable && !isKey && draft.identity === undefined,
    identity: draft.identity ?? (isRowId ? "by default" : undefined),
    default: isNumber ? asNumber(draft.default) : draft.default,
    ...(characterSet === undefined ? {} : { characterSet }),
    ...(position === undefined ? {} : { position }),
  };
  return { definition, constraints };
}

/** MySQL stores `DEFAULT '0'` of a number as 0. */
function asNumber(expression: Expression | undefined): Expression | undefined {
  const number = /^'(-?\d+(?:\.\d+)?)'$/.exec(expression?.meaning ?? "")?.[1];
  return expression === undefined || number === undefined ? expression : { ...expression, meaning: number };
}

function readColumnType(cursor: Cursor): DataType | undefined {
  const from = cursor.offset;
  let bracketed = false;
  const { mark } = cursor;
  for (;;) {
    const { kind, upper } = cursor.peek();
    if (upper === "(" && !bracketed && cursor.mark > mark) {
      cursor.bracketed();
      bracketed = true;
    } else if (
      kind === "word" &&
      !attributeWords.has(upper) &&
      !cursor.sees("CHARACTER SET") &&
      !cursor.sees("CHAR SET")
    ) {
      cursor.take();
    } else if (kind === "quoted" && cursor.grammar.dialect === "sqlite" && cursor.mark === mark) cursor.take();
    else break;
  }
  if (cursor.mark === mark) return cursor.grammar.dialect === "sqlite" ? undefined : cursor.fail();
  const type = cursor.grammar.readColumnType(cursor.text.slice(from, cursor.endOffset));
  if (type !== undefined) return type;
  cursor.back(mark);
  return cursor.fail();
}

/** Takes one attribute; `false` where none stands. */
function readAttribute(cursor: Cursor, draft: Draft): boolean {
  const named = cursor.takes("CONSTRAINT") ? constraintName(cursor) : "";
  if (cursor.takes("NOT NULL")) draft.nullable = false;
  else if (cursor.takes("NULL")) draft.nullable = true;
  else if (cursor.takes("DEFAULT")) draft.default = readDefault(cursor);
  else if (cursor.takesOne("AUTO_INCREMENT", "AUTOINCREMENT")) draft.identity = "by default";
  else if (cursor.takesOne("UNIQUE KEY", "UNIQUE")) readKey(cursor, draft, "unique", named);
  else if (cursor.takesOne("PRIMARY KEY", "KEY")) readKey(cursor, draft, "primary-key", named);
  else if (cursor.takes("COMMENT")) draft.comment = cursor.string();
  else if (cursor.takes("COLLATE")) draft.collation = cursor.rawName().toLowerCase();
  else if (cursor.takesOne("CHARACTER SET", "CHAR SET", "CHARSET")) draft.characterSet = cursor.rawName().toLowerCase();
  else if (cursor.takes("CHECK")) draft.constraints.push(checkConstraint(cursor, named));
  else if (cursor.takes("REFERENCES")) {
    const key = references(cursor, named, [draft.name]);
    if (cursor.grammar.columnReferences) draft.constraints.push(key);
  } else if (cursor.takesOne("GENERATED ALWAYS AS", "AS")) draft.generated = readGenerated(cursor);
  else if (cursor.takes("FIRST")) draft.position = "first";
  else if (cursor.takes("AFTER")) draft.position = { after: cursor.partName() };
  else return skipAttribute(cursor);
  return skipConflictClause(cursor);
}

/** `CONSTRAINT CHECK (…)` has no name. */
function constraintName(cursor: Cursor): string {
  return /^(?:PRIMARY|UNIQUE|CHECK|REFERENCES|FOREIGN|NOT|NULL|DEFAULT|COLLATE)$/.test(cursor.peek().upper)
    ? ""
    : cursor.partName();
}

function readKey(cursor: Cursor, draft: Draft, kind: "unique" | "primary-key", name: string): void {
  cursor.takesOne("ASC", "DESC");
  draft.constraints.push(keyConstraint(kind, name, [draft.name]));
}

function readGenerated(cursor: Cursor): ColumnDefinition["generated"] {
  const expression = expressionOf(cursor.bracketed());
  const kind = cursor.takesOne("STORED", "PERSISTENT", "VIRTUAL");
  return { kind: kind === undefined || kind === "VIRTUAL" ? "virtual" : "stored", expression };
}

/** What changes nothing that a contract states. */
function skipAttribute(cursor: Cursor): boolean {
  if (cursor.takesOne("INVISIBLE", "VISIBLE", "COMPRESSED", "WITH SYSTEM VERSIONING", "WITHOUT SYSTEM VERSIONING"))
    return true;
  if (cursor.takes("ON UPDATE")) {
    cursor.take();
    if (cursor.peek().upper === "(") cursor.bracketed();
    return true;
  }
  if (cursor.takesOne("COLUMN_FORMAT", "STORAGE", "SRID", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE")) {
    cursor.takes("=");
    cursor.take();
    return true;
  }
  if (!cursor.takes("REF_SYSTEM_ID")) return false;
  cursor.takes("=");
  cursor.take();
  return true;
}

const OPERATORS: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "||"]);

/** A default's expression; `undefined` for `NULL`, which is the same as none. */
export function readDefault(cursor: Cursor): Expression | undefined {
  const { mark } = cursor;
  value(cursor);
  while (OPERATORS.has(cursor.peek().upper)) {
    cursor.take();
    value(cursor);
  }
  const expression = expressionOf(cursor.since(mark));
  return expression.meaning === "null" ? undefined : expression;
}

function value(cursor: Cursor): void {
  while (cursor.peek().upper === "-" || cursor.peek().upper === "+") cursor.take();
  if (cursor.peek().upper === "(") {
    cursor.bracketed();
    return;
  }
  const token = cursor.take();
  if (token.kind === "word" && token.upper.startsWith("_") && cursor.peek().kind === "string") cursor.take();
  else if (token.kind === "word" && cursor.peek().upper === "(") cursor.bracketed();
}
