import type { DeclaredColumn, DeclaredIndex, DeclaredTable } from "../../../model/declaration.ts";
import type { QualifiedName } from "../../../model/name.ts";
import { argument, type Call, type CodeNode, childrenOf, field, type ParsedFile } from "../../code/syntax.ts";
import type { ModelReader } from "../model-reader.ts";
import { type Attribute, classesOf, headingOf, type PythonClass, truthOf } from "../python-classes.ts";
import { sqlalchemyType } from "./sqlalchemy-types.ts";

const columnCalls: ReadonlySet<string> = new Set(["Column", "mapped_column"]);

/** SQLAlchemy: declarative classes with `__tablename__`, `mapped_column` and `Mapped[…]`, and `Table(…)`. */
export const sqlalchemy: ModelReader = {
  orm: "sqlalchemy",
  language: "python",
  sign: /__tablename__|\bTable\(/,
  read: (file) => ({
    orm: "sqlalchemy",
    tables: [
      ...classesOf(file).flatMap((one) => tableOfClass(one, file)),
      ...file.calls.flatMap((call) => coreTable(call, file)),
    ],
    enums: [],
  }),
};

function tableOfClass(one: PythonClass, file: ParsedFile): readonly DeclaredTable[] {
  const name = file.textOf(one.attributes.find((each) => each.name === "__tablename__")?.value);
  if (name === undefined || name.holes > 0) return [];
  const extras = one.attributes.find((each) => each.name === "__table_args__")?.value;
  return [
    {
      name: { schema: schemaOf(extras, file), name: name.text },
      at: headingOf(one, file),
      columns: one.attributes.flatMap((attribute) => columnOfAttribute(attribute, file)),
      indexes: extras === undefined ? [] : indexesIn(extras, file),
    },
  ];
}

function columnOfAttribute({ name, annotation, value, node }: Attribute, file: ParsedFile): readonly DeclaredColumn[] {
  const mapped = annotation === undefined ? undefined : /^(?:\w+\.)?Mapped\[(.*)\]$/s.exec(annotation)?.[1]?.trim();
  const call = file.callAt(value);
  if (call === undefined) {
    // `name: Mapped[str]` alone is a column, unless it leads to another class.
    return value === undefined && mapped !== undefined && isScalar(mapped)
      ? [column(name, undefined, mapped, node, file)]
      : [];
  }
  return columnCalls.has(call.name) ? [column(name, call, mapped, node, file)] : [];
}

const scalars =
  /^(?:int|str|bool|float|bytes|(?:datetime\.)?(?:datetime|date|time|timedelta)|(?:decimal\.)?Decimal|(?:uuid\.)?UUID)$/;

function isScalar(mapped: string): boolean {
  return scalars.test(withoutNone(mapped));
}

function withoutNone(mapped: string): string {
  const inner = /^(?:\w+\.)?Optional\[(.*)\]$/s.exec(mapped)?.[1] ?? mapped;
  return inner
    .replace(/\s*\|\s*None$|^None\s*\|\s*/, "")
    .replaceAll(/["']/g, "")
    .trim();
}

/** The column's own words come first, then its annotation's, then what SQLAlchemy does where neither says anything. */
function column(
  attribute: string,
  call: Call | undefined,
  mapped: string | undefined,
  node: CodeNode,
  file: ParsedFile,
): DeclaredColumn {
  const given = call?.arguments.filter(({ name }) => name === undefined).map((each) => each.node) ?? [];
  const [first] = given;
  const named = first === undefined ? undefined : file.textOf(first);
  const types = given.slice(named === undefined ? 0 : 1).filter((each) => !isSchemaItem(each, file));
  const type = sqlalchemyType(types[0] ?? (call && argument(call, undefined, "type_")), file);
  const key = call === undefined ? undefined : truthOf(argument(call, undefined, "primary_key"));
  const stated = call === undefined ? undefined : truthOf(argument(call, undefined, "nullable"));
  const isOpen = call !== undefined && argument(call, undefined, "nullable") !== undefined && stated === undefined;
  const usual = mapped === undefined ? key !== true : withoutNone(mapped) !== mapped.replaceAll(/["']/g, "").trim();
  return {
    name: named?.text ?? (call && file.textOf(argument(call, undefined, "name"))?.text) ?? attribute,
    at: file.at(node),
    type,
    nullable: isOpen ? undefined : key === true ? false : (stated ?? usual),
    default:
      call === undefined || argument(call, undefined, "server_default") === undefined
        ? openDefault(call)
        : serverDefault(call, file),
    primaryKey: key === true,
    unique: call !== undefined && truthOf(argument(call, undefined, "unique")) === true,
    references: undefined,
  };
}

/** Identities, computed values and sequences fill a column by themselves. */
function openDefault(call: Call | undefined): DeclaredColumn["default"] {
  const isKey = call !== undefined && truthOf(argument(call, undefined, "primary_key")) === true;
  return isKey || (call !== undefined && /\b(?:Identity|Computed|Sequence|FetchedValue)\(/.test(call.node.text()))
    ? undefined
    : "none";
}

function serverDefault(call: Call, file: ParsedFile): string | undefined {
  const given = argument(call, undefined, "server_default");
  const literal = given && file.textOf(given);
  if (literal !== undefined) return `'${literal.text.replaceAll("'", "''")}'`;
  const inner = file.callAt(given);
  if (inner?.name === "text") return file.textOf(argument(inner, 0))?.text;
  return inner?.name === "now" || inner?.name === "current_timestamp" ? "CURRENT_TIMESTAMP" : undefined;
}

const schemaItems = /^(?:ForeignKey|Identity|Computed|Sequence|CheckConstraint|FetchedValue|DefaultClause)$/;

function isSchemaItem(node: CodeNode, file: ParsedFile): boolean {
  const call = file.callAt(node);
  return call !== undefined && schemaItems.test(call.name);
}

/** `Table("users", metadata, Column(…), …)`. */
function coreTable(call: Call, file: ParsedFile): readonly DeclaredTable[] {
  const name = file.textOf(argument(call, 0, "name"));
  if (call.name !== "Table" || name === undefined || name.holes > 0 || call.arguments.length < 3) return [];
  const inner = call.arguments.flatMap(({ node }) => file.callAt(node) ?? []);
  const columns = inner.filter((each) => each.name === "Column");
  if (columns.length === 0) return [];
  const schema = file.textOf(argument(call, undefined, "schema"))?.text;
  const title = argument(call, 0, "name");
  const at = file.at(call.node);
  return [
    {
      name: qualified(schema, name.text),
      at: title === undefined ? at : { ...at, end: file.at(title).end },
      columns: columns.map((each) => column("", each, undefined, each.node, file)).filter((each) => each.name !== ""),
      indexes: inner.flatMap((each) => indexOf(each, file)),
    },
  ];
}

function schemaOf(extras: CodeNode | undefined, file: ParsedFile): string | undefined {
  const dictionary =
    extras?.is("dictionary") === true ? extras : childrenOf(extras).findLast((each) => each.is("dictionary"));
  const pair = childrenOf(dictionary).find((each) => /^["']schema["']$/.test(field(each, "key")?.text() ?? ""));
  const schema = file.textOf(pair && field(pair, "value"))?.text;
  return schema === "public" ? undefined : schema;
}

function qualified(schema: string | undefined, name: string): QualifiedName {
  return { schema: schema === "public" ? undefined : schema, name };
}

function indexesIn(extras: CodeNode, file: ParsedFile): readonly DeclaredIndex[] {
  return childrenOf(extras).flatMap((each) => {
    const call = file.callAt(each);
    return call === undefined ? [] : indexOf(call, file);
  });
}

function indexOf(call: Call, file: ParsedFile): readonly DeclaredIndex[] {
  if (call.name !== "Index" && call.name !== "UniqueConstraint") return [];
  const texts = call.arguments.filter(({ name }) => name === undefined).map(({ node }) => file.textOf(node)?.text);
  const columns = call.name === "Index" ? texts.slice(1) : texts;
  const isPlain = columns.length > 0 && columns.every((each) => each !== undefined);
  if (!isPlain || /_where\s*=/.test(call.node.text())) return [];
  const unique = call.name === "UniqueConstraint" || truthOf(argument(call, undefined, "unique")) === true;
  return [{ columns: columns.flatMap((each) => each ?? []), unique, at: file.at(call.node) }];
}
