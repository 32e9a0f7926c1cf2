import type { Catalog, CatalogRow } from "../../model/catalog.ts";
import type { Schema } from "../../model/schema.ts";
import type { CatalogRelation } from "./catalog-relation.ts";
import { informationSchema } from "./information-schema.ts";
import { systemCatalogs } from "./system-catalogs.ts";
import { systemViews } from "./system-views.ts";

/** The tables and views of the catalog that a schema can answer for; all of `pg_catalog` goes without its name. */
const relations: ReadonlyMap<string, CatalogRelation> = new Map([
  ...Object.entries(systemCatalogs),
  ...Object.entries(systemViews),
  ...Object.entries(informationSchema).map(([name, rows]) => [`information_schema.${name}`, rows] as const),
]);

/** The catalog of a schema at work, looked at anew with each question. */
export function catalogOf(current: () => Schema): Catalog {
  const remembered = new Map<string, { readonly schema: Schema; readonly rows: readonly CatalogRow[] }>();
  return {
    rows: ({ schema: space, name }) => {
      const key = space === "information_schema" ? `information_schema.${name}` : name;
      const relation = space === undefined || space === "pg_catalog" || key !== name ? relations.get(key) : undefined;
      if (relation === undefined) return undefined;
      const schema = current();
      const known = remembered.get(key);
      if (known?.schema === schema) return known.rows;
      const rows = [...relation(schema)];
      remembered.set(key, { schema, rows });
      return rows;
    },
  };
}
