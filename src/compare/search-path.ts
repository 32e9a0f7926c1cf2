/** Schemas in the order that unqualified names are looked up; `undefined` is the default schema. */
export type SearchPath = {
  readonly schemas: readonly (string | undefined)[];
  /** What a `SET LOCAL` covers up until the transaction ends. */
  readonly outer: SearchPath | undefined;
};

export const defaultSearchPath: SearchPath = { schemas: [undefined], outer: undefined };

/** The path that `SET search_path = value` makes; an unset or `DEFAULT` value is the default path. */
export function searchPathOf(value: string | undefined): SearchPath {
  if (value === undefined || /^\s*default\s*$/i.test(value)) return defaultSearchPath;
  const schemas: (string | undefined)[] = [];
  for (const [, quoted, bare] of value.matchAll(/"((?:[^"]|"")*)"|'(?:[^']|'')*'|([^\s,"']+)/g)) {
    if (quoted !== undefined) schemas.push(quoted.replaceAll('""', '"'));
    else if (bare !== undefined) schemas.push(bare.toLowerCase());
  }
  for (const [literal] of value.matchAll(/'(?:[^']|'')*'/g))
    schemas.push(...searchPathOf(literal.slice(1, -1)).schemas);
  const known = schemas.filter((schema) => schema !== "$user" && schema !== "pg_catalog" && schema !== "");
  return { schemas: known.map((schema) => (schema === "public" ? undefined : schema)), outer: undefined };
}

export function isDefaultPath(path: SearchPath): boolean {
  return path.schemas[0] === undefined;
}
