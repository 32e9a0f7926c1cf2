import type { DeclaredType } from "../../../model/declaration.ts";
import { argument, type CodeNode, type ParsedFile } from "../../code/syntax.ts";
import { truthOf } from "../python-classes.ts";

const same = (type: string): DeclaredType => ({ postgresql: type, mysql: type, sqlite: type });

/** SQLAlchemy's types without arguments, by their class. */
const plain: Readonly<Record<string, DeclaredType>> = {
  Integer: same("integer"),
  INTEGER: same("integer"),
  Int: same("integer"),
  BigInteger: same("bigint"),
  BIGINT: same("bigint"),
  SmallInteger: same("smallint"),
  SMALLINT: same("smallint"),
  Text: same("text"),
  UnicodeText: same("text"),
  TEXT: same("text"),
  Boolean: { postgresql: "boolean", mysql: "tinyint", sqlite: "BOOLEAN" },
  BOOLEAN: { postgresql: "boolean", mysql: "tinyint", sqlite: "BOOLEAN" },
  Date: same("date"),
  DATE: same("date"),
  Float: { postgresql: "double precision", mysql: "float", sqlite: "FLOAT" },
  Double: { postgresql: "double precision", mysql: "double" },
  REAL: { postgresql: "real" },
  LargeBinary: { postgresql: "bytea", mysql: "blob", sqlite: "BLOB" },
  BYTEA: { postgresql: "bytea" },
  JSON: { postgresql: "json", mysql: "json", sqlite: "JSON" },
  JSONB: { postgresql: "jsonb" },
  UUID: { postgresql: "uuid" },
  Uuid: { postgresql: "uuid" },
  Interval: { postgresql: "interval" },
  INTERVAL: { postgresql: "interval" },
  INET: { postgresql: "inet" },
  CIDR: { postgresql: "cidr" },
  TSVECTOR: { postgresql: "tsvector" },
  CITEXT: { postgresql: "citext" },
};

const texts: ReadonlySet<string> = new Set(["String", "Unicode", "VARCHAR", "AutoString"]);
const numbers: ReadonlySet<string> = new Set(["Numeric", "NUMERIC", "DECIMAL"]);
const moments: Readonly<Record<string, string>> = {
  DateTime: "timestamp",
  TIMESTAMP: "timestamp",
  DATETIME: "timestamp",
  Time: "time",
  TIME: "time",
};

/** The type that `String(255)`, `sa.Integer`, `ARRAY(Text)` stands for; `undefined` for types of the project's own. */
export function sqlalchemyType(node: CodeNode | undefined, file: ParsedFile): DeclaredType | undefined {
  if (node === undefined) return undefined;
  const call = file.callAt(node);
  const name = call?.name ?? node.text().split(".").at(-1) ?? "";
  const numberAt = (place: number, word: string) => {
    const text = call && argument(call, place, word)?.text();
    return text !== undefined && /^\d+$/.test(text) ? text : undefined;
  };
  if (texts.has(name)) return varchar(numberAt(0, "length"), call !== undefined && call.arguments.length > 0);
  if (name === "CHAR") return same(`char(${numberAt(0, "length") ?? 1})`);
  if (numbers.has(name)) {
    const [precision, scale] = [numberAt(0, "precision"), numberAt(1, "scale")];
    return same(precision === undefined ? "numeric" : `numeric(${precision},${scale ?? 0})`);
  }
  if (Object.hasOwn(moments, name)) {
    const base = moments[name] ?? "";
    const zone = call === undefined ? false : truthOf(argument(call, 0, "timezone")) === true;
    return { postgresql: `${base} ${zone ? "with" : "without"} time zone` };
  }
  if (name === "ARRAY") {
    const element = call && sqlalchemyType(argument(call, 0, "item_type"), file)?.postgresql;
    return element === undefined ? undefined : { postgresql: `${element}[]` };
  }
  return Object.hasOwn(plain, name) ? plain[name] : undefined;
}

function varchar(length: string | undefined, isGiven: boolean): DeclaredType | undefined {
  if (length !== undefined) return same(`varchar(${length})`);
  return isGiven ? undefined : same("varchar");
}
