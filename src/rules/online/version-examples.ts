import { exampleBase } from "../example-base.ts";

/** The example's base on another major version of PostgreSQL. */
export function onVersion(major: number): Readonly<Record<string, string>> {
  const path = "DATABASE_SCHEMA_CONTRACT.md";
  return { [path]: (exampleBase[path] ?? "").replaceAll("PostgreSQL 16", `PostgreSQL ${major}`) };
}
