import type { CatalogRow } from "../../model/catalog.ts";
import type { Schema } from "../../model/schema.ts";

/** One of the catalog's relations, as a schema fills it. */
export type CatalogRelation = (schema: Schema) => Iterable<CatalogRow>;
