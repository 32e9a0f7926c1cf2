import type { DeclaredType } from "../../../model/declaration.ts";

const same = (type: string): DeclaredType => ({ postgresql: type, mysql: type, sqlite: type });

/** Django's fields and the columns they make, as its database backends do. */
const plain: Readonly<Record<string, DeclaredType>> = {
  AutoField: { postgresql: "integer", mysql: "integer", sqlite: "integer" },
  BigAutoField: { postgresql: "bigint", mysql: "bigint", sqlite: "integer" },
  SmallAutoField: { postgresql: "smallint", mysql: "smallint", sqlite: "integer" },
  BigIntegerField: same("bigint"),
  BinaryField: { postgresql: "bytea", mysql: "longblob", sqlite: "BLOB" },
  BooleanField: { postgresql: "boolean", mysql: "tinyint", sqlite: "bool" },
  DateField: same("date"),
  DateTimeField: { postgresql: "timestamp with time zone", mysql: "datetime", sqlite: "datetime" },
  DurationField: { postgresql: "interval", mysql: "bigint", sqlite: "bigint" },
  FloatField: { postgresql: "double precision", mysql: "double", sqlite: "real" },
  GenericIPAddressField: { postgresql: "inet", mysql: "char(39)", sqlite: "char(39)" },
  IPAddressField: { postgresql: "inet", mysql: "char(15)", sqlite: "char(15)" },
  IntegerField: same("integer"),
  JSONField: { postgresql: "jsonb", mysql: "json", sqlite: "text" },
  PositiveBigIntegerField: { postgresql: "bigint", mysql: "bigint unsigned" },
  PositiveIntegerField: { postgresql: "integer", mysql: "integer unsigned" },
  PositiveSmallIntegerField: { postgresql: "smallint", mysql: "smallint unsigned" },
  SmallIntegerField: same("smallint"),
  TextField: { postgresql: "text", mysql: "longtext", sqlite: "text" },
  TimeField: { postgresql: "time", mysql: "time", sqlite: "time" },
  UUIDField: { postgresql: "uuid", mysql: "char(32)", sqlite: "char(32)" },
};

/** Fields that are text of a length, with the length they have where none is given. */
const lengths: Readonly<Record<string, number | undefined>> = {
  CharField: undefined,
  EmailField: 254,
  SlugField: 50,
  URLField: 200,
  FileField: 100,
  ImageField: 100,
  FilePathField: 100,
};

/** The type of a field with these options; `undefined` for fields of the project's own. */
export function djangoType(name: string, option: (name: string) => string | undefined): DeclaredType | undefined {
  if (Object.hasOwn(lengths, name)) {
    const length = option("max_length") ?? (lengths[name] === undefined ? undefined : String(lengths[name]));
    return length === undefined ? same("varchar") : /^\d+$/.test(length) ? same(`varchar(${length})`) : undefined;
  }
  if (name === "DecimalField") {
    const [digits, places] = [option("max_digits"), option("decimal_places")];
    return /^\d+$/.test(digits ?? "") && /^\d+$/.test(places ?? "") ? same(`numeric(${digits},${places})`) : undefined;
  }
  return Object.hasOwn(plain, name) ? plain[name] : undefined;
}

/** Whether a name is a field of Django's own, so that it surely makes a column. */
export function isDjangoField(name: string): boolean {
  return Object.hasOwn(plain, name) || Object.hasOwn(lengths, name) || name === "DecimalField";
}
