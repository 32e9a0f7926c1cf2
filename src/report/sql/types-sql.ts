import { keyOf } from "../../model/name.ts";
import type { CheckConstraint, UserType } from "../../model/schema.ts";
import { dependencyOrder } from "./dependency-order.ts";
import { type Quote, sqlLiteral, sqlName } from "./quoting.ts";

/** Enums, domains, composite and range types; a type that is made of another comes after it. */
export function typesSql(types: ReadonlyMap<string, UserType>, quote: Quote): string[] {
  const keys = new Set([...types.values()].map(({ name }) => keyOf(name)));
  return dependencyOrder(types, (type) => partsOf(type).filter((part) => keys.has(part))).map((type) =>
    typeSql(type, quote),
  );
}

function partsOf(type: UserType): string[] {
  if (type.kind === "domain") return [bare(type.type.base)];
  if (type.kind === "composite") return type.attributes.map((attribute) => bare(attribute.type.base));
  return type.kind === "range" ? [bare(type.subtype)] : [];
}

function bare(type: string): string {
  return type.replace(/^public\./, "");
}

function typeSql(type: UserType, quote: Quote): string {
  const name = sqlName(type.name, quote);
  switch (type.kind) {
    case "enum":
      return `CREATE TYPE ${name} AS ENUM (${type.values.map(sqlLiteral).join(", ")});`;
    case "composite": {
      const attributes = type.attributes.map((attribute) => `\n    ${quote(attribute.name)} ${attribute.type.meaning}`);
      return `CREATE TYPE ${name} AS (${attributes.join(",")}${attributes.length > 0 ? "\n" : ""});`;
    }
    case "range":
      return `CREATE TYPE ${name} AS RANGE (subtype = ${type.subtype});`;
    case "base":
      return `CREATE TYPE ${name};`;
    case "domain":
      return domainSql(type, quote);
  }
}

function domainSql(domain: Extract<UserType, { kind: "domain" }>, quote: Quote): string {
  const parts = [
    `CREATE DOMAIN ${sqlName(domain.name, quote)} AS ${domain.type.meaning}`,
    ...(domain.default === undefined ? [] : [`DEFAULT ${domain.default.text}`]),
    ...(domain.nullable ? [] : ["NOT NULL"]),
    ...domain.checks.filter(({ validated }) => validated).map((check) => checkSql(check, quote)),
  ];
  const later = domain.checks
    .filter(({ validated }) => !validated)
    .map((check) => `\nALTER DOMAIN ${sqlName(domain.name, quote)} ADD ${checkSql(check, quote)} NOT VALID;`);
  return `${parts.join(" ")};${later.join("")}`;
}

function checkSql({ name, expression }: CheckConstraint, quote: Quote): string {
  return `${name === "" ? "" : `CONSTRAINT ${quote(name)} `}CHECK (${expression.text})`;
}
