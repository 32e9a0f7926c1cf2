import type { DeclaredType } from "../../../model/declaration.ts";
import type { Dialect } from "../../../model/schema.ts";

/** What Prisma's scalar types become where no native type is given. Lengths and precisions are Prisma's own choice and left out. */
const scalars: Readonly<Record<string, DeclaredType>> = {
  String: { postgresql: "text", mysql: "varchar", sqlite: "TEXT" },
  Boolean: { postgresql: "boolean", mysql: "tinyint", sqlite: "BOOLEAN" },
  Int: { postgresql: "integer", mysql: "int", sqlite: "INTEGER" },
  BigInt: { postgresql: "bigint", mysql: "bigint", sqlite: "BIGINT" },
  Float: { postgresql: "double precision", mysql: "double", sqlite: "REAL" },
  Decimal: { postgresql: "numeric", mysql: "decimal", sqlite: "DECIMAL" },
  DateTime: { postgresql: "timestamp", mysql: "datetime", sqlite: "DATETIME" },
  Json: { postgresql: "jsonb", mysql: "json", sqlite: "JSONB" },
  Bytes: { postgresql: "bytea", mysql: "longblob", sqlite: "BLOB" },
};

const natives: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  postgresql: {
    ...{ Text: "text", Char: "char", VarChar: "varchar", Bit: "bit", VarBit: "varbit", Uuid: "uuid", Xml: "xml" },
    ...{ Inet: "inet", Citext: "citext", Boolean: "boolean", Integer: "integer", Int: "integer", SmallInt: "smallint" },
    ...{ Oid: "oid", BigInt: "bigint", DoublePrecision: "double precision", Real: "real", Decimal: "numeric" },
    ...{ Money: "money", Timestamp: "timestamp", Timestamptz: "timestamptz", Date: "date", Time: "time" },
    ...{ Timetz: "timetz", Json: "json", JsonB: "jsonb", ByteA: "bytea" },
  },
  mysql: {
    ...{ VarChar: "varchar", Text: "text", Char: "char", TinyText: "tinytext", MediumText: "mediumtext" },
    ...{ LongText: "longtext", Bit: "bit", TinyInt: "tinyint", UnsignedTinyInt: "tinyint unsigned", Int: "int" },
    ...{ UnsignedInt: "int unsigned", SmallInt: "smallint", UnsignedSmallInt: "smallint unsigned" },
    ...{ MediumInt: "mediumint", UnsignedMediumInt: "mediumint unsigned", Year: "year", BigInt: "bigint" },
    ...{ UnsignedBigInt: "bigint unsigned", Float: "float", Double: "double", Decimal: "decimal" },
    ...{ DateTime: "datetime", Timestamp: "timestamp", Date: "date", Time: "time", Json: "json", Blob: "blob" },
    ...{
      LongBlob: "longblob",
      Binary: "binary",
      VarBinary: "varbinary",
      TinyBlob: "tinyblob",
      MediumBlob: "mediumblob",
    },
  },
};

/** The dialects that a datasource's provider means; all where none is named here, as in one file of several. */
const providers: Readonly<Record<string, readonly Dialect[]>> = {
  postgresql: ["postgresql"],
  postgres: ["postgresql"],
  cockroachdb: ["postgresql"],
  mysql: ["mysql"],
  sqlite: ["sqlite"],
};

/** The dialects that types are to be given in. Empty for servers that are not read here. */
export function dialectsOf(provider: string | undefined): readonly Dialect[] {
  return provider === undefined ? ["postgresql", "mysql", "sqlite"] : (providers[provider] ?? []);
}

/** The type of a scalar field; `undefined` for what is no scalar. */
export function scalarType(name: string, dialects: readonly Dialect[]): DeclaredType | undefined {
  const type = scalars[name];
  return type && Object.hasOwn(scalars, name) ? only(type, dialects) : undefined;
}

/** `VarChar` with its arguments, in the dialects that have it. */
export function nativeType(name: string, given: readonly string[], dialects: readonly Dialect[]): DeclaredType {
  const precision = given.length === 0 ? "" : `(${given.join(",")})`;
  const types = dialects.flatMap((dialect) => {
    const known = natives[dialect];
    const type = known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
    return type === undefined ? [] : [[dialect, withPrecision(type, precision)] as const];
  });
  return Object.fromEntries(types);
}

function withPrecision(type: string, precision: string): string {
  const [first = "", ...rest] = type.split(" ");
  return rest[0] === "unsigned" ? `${first}${precision} unsigned` : `${type}${precision}`;
}

function only(type: DeclaredType, dialects: readonly Dialect[]): DeclaredType {
  return Object.fromEntries(
    dialects.flatMap((dialect) => (type[dialect] === undefined ? [] : [[dialect, type[dialect]]])),
  );
}

/** The same type as a list, which only PostgreSQL and its relatives have. */
export function listOf(type: DeclaredType | undefined): DeclaredType | undefined {
  return type?.postgresql === undefined ? undefined : { postgresql: `${type.postgresql}[]` };
}
