import type {
  Declarations,
  DeclaredColumn,
  DeclaredEnum,
  DeclaredIndex,
  DeclaredTable,
  DeclaredType,
} from "../../../model/declaration.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { QualifiedName } from "../../../model/name.ts";
import type { Dialect } from "../../../model/schema.ts";
import { LineIndex } from "../../../text/line-index.ts";
import { defaultOf } from "./prisma-default.ts";
import {
  type PrismaAttribute,
  type PrismaBlock,
  type PrismaMember,
  type PrismaValue,
  parsePrisma,
} from "./prisma-syntax.ts";
import { dialectsOf, listOf, nativeType, scalarType } from "./prisma-types.ts";

type Reading = { readonly declarations: Declarations; readonly diagnostics: readonly Diagnostic[] };

/** What a schema is read with: its enums by name, and the dialects that its datasource means. */
type Schema = {
  readonly lines: LineIndex;
  readonly dialects: readonly Dialect[];
  readonly models: ReadonlySet<string>;
  readonly enums: ReadonlyMap<string, PrismaBlock>;
};

/**
 * Reads a Prisma schema. Of a schema in several files each is read by itself; a field's type that none of its own models or enums has may
 * be either, so that such a field is a column only where it holds a value for sure.
 */
export function readPrisma(path: string, text: string): Reading {
  const { blocks, unread } = parsePrisma(text);
  const lines = new LineIndex(path, text);
  const provider = textOf(
    blocks.find(({ kind }) => kind === "datasource")?.members.find(({ name }) => name === "provider")?.value,
  );
  const named = (...kinds: readonly string[]) => blocks.filter(({ kind }) => kinds.includes(kind));
  const schema: Schema = {
    lines,
    dialects: dialectsOf(provider),
    models: new Set(named("model", "view", "type").map(({ name }) => name)),
    enums: new Map(named("enum").map((block) => [block.name, block])),
  };
  const isSql = provider !== "mongodb";
  return {
    declarations: {
      orm: "prisma",
      tables: isSql ? named("model").map((block) => tableOf(block, schema)) : [],
      enums: isSql ? [...schema.enums.values()].map((block) => enumOf(block, schema)) : [],
    },
    diagnostics: unread.map(({ start, end }) => ({
      kind: "unread-statement",
      at: lines.location(start, end),
      message: "This line of the Prisma schema could not be read, so it counts for nothing here.",
    })),
  };
}

function tableOf(block: PrismaBlock, schema: Schema): DeclaredTable {
  const keys = new Set(listed(block.attributes.find(({ name }) => name === "id")));
  const columns = block.members.flatMap((field) => columnOf(field, keys, schema));
  const names = new Map(block.members.map((field) => [field.name, mapped(field.attributes) ?? field.name]));
  return {
    name: nameOf(block),
    at: schema.lines.location(block.start, block.end),
    columns,
    indexes: block.attributes.flatMap((attribute) => indexOf(attribute, names, schema)),
  };
}

function columnOf(field: PrismaMember, keys: ReadonlySet<string>, schema: Schema): readonly DeclaredColumn[] {
  if (!isColumn(field, schema)) return [];
  const attribute = (name: string) => field.attributes.find((each) => each.name === name);
  const primaryKey = attribute("id") !== undefined || keys.has(field.name);
  return [
    {
      name: mapped(field.attributes) ?? field.name,
      at: schema.lines.location(field.start, field.end),
      type: typeOf(field, schema),
      // A list is never absent to Prisma, and to the server it may be: only with a key or a default is it said.
      nullable: field.modifier === "list" ? undefined : field.modifier === "optional",
      default: defaultOf(field, attribute("default")?.arguments[0]?.value, schema.enums.get(field.type)),
      primaryKey,
      unique: attribute("unique") !== undefined,
      references: undefined,
    },
  ];
}

/** Relations are no columns. A type of another file may be a model or an enum; only what a relation cannot have tells. */
function isColumn(field: PrismaMember, schema: Schema): boolean {
  if (field.type === "" || schema.models.has(field.type)) return false;
  if (schema.enums.has(field.type) || field.type === "Unsupported" || isScalar(field)) return true;
  if (field.attributes.some(({ name }) => name === "relation")) return false;
  return field.attributes.some(
    ({ name }) => name === "default" || name === "map" || name === "unique" || name === "id",
  );
}

function isScalar({ type }: PrismaMember): boolean {
  return scalarType(type, ["postgresql"]) !== undefined;
}

function typeOf(field: PrismaMember, schema: Schema): DeclaredType | undefined {
  const native = field.attributes.find(({ name }) => name.startsWith("db."));
  const type =
    native === undefined
      ? (scalarType(field.type, schema.dialects) ?? enumType(schema.enums.get(field.type), schema))
      : nativeType(
          native.name.slice(3),
          native.arguments.flatMap(({ value }) => textOf(value) ?? []),
          schema.dialects,
        );
  return field.modifier === "list" ? listOf(type) : type;
}

/** Only PostgreSQL has enums that are types of their own. */
function enumType(block: PrismaBlock | undefined, { dialects }: Schema): DeclaredType | undefined {
  if (block === undefined || !dialects.includes("postgresql")) return undefined;
  const { schema, name } = nameOf(block);
  const quoted = [schema, name].flatMap((part) => (part === undefined ? [] : [`"${part.replaceAll('"', '""')}"`]));
  return { postgresql: quoted.join(".") };
}

function enumOf(block: PrismaBlock, { lines }: Schema): DeclaredEnum {
  const values = block.members.map(({ name, attributes }) => mapped(attributes) ?? name);
  return { name: nameOf(block), at: lines.location(block.start, block.end), values };
}

function nameOf(block: PrismaBlock): QualifiedName {
  const schema = textOf(block.attributes.find(({ name }) => name === "schema")?.arguments[0]?.value);
  return { schema: schema === "public" ? undefined : schema, name: mapped(block.attributes) ?? block.name };
}

function mapped(attributes: readonly PrismaAttribute[]): string | undefined {
  return textOf(attributes.find(({ name }) => name === "map")?.arguments[0]?.value);
}

function indexOf(
  attribute: PrismaAttribute,
  names: ReadonlyMap<string, string>,
  { lines }: Schema,
): readonly DeclaredIndex[] {
  if (attribute.name !== "index" && attribute.name !== "unique") return [];
  const columns = listed(attribute).map((name) => names.get(name) ?? name);
  if (columns.length === 0) return [];
  return [{ columns, unique: attribute.name === "unique", at: lines.location(attribute.start, attribute.end) }];
}

/** The fields of `@@id([a, b])`, `@@index(fields: [a(sort: Desc)])`. */
function listed(attribute: PrismaAttribute | undefined): readonly string[] {
  const list = attribute?.arguments.find(({ name, value }) => value.kind === "list" && (name ?? "fields") === "fields");
  if (list?.value.kind !== "list") return [];
  return list.value.items.flatMap((item) => (item.kind === "call" ? [item.name] : (textOf(item) ?? [])));
}

function textOf(value: PrismaValue | undefined): string | undefined {
  return value?.kind === "text" || value?.kind === "word" ? value.text : undefined;
}
