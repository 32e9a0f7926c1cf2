import type { Engine } from "../../model/engine.ts";
import type { Table } from "../../model/schema.ts";
import { type AlterForm, alterWays, type Way } from "./alter-ways.ts";
import { hasFullText } from "./form-of.ts";

type Server = Pick<Engine, "product" | "version">;

/** What a server does for a form on this table: the data's way, or a worse one because of what else the table holds. */
export function wayOn(table: Table | undefined, form: AlterForm, { product, version }: Server): Way {
  const way = alterWays[form][product === "mariadb" ? "mariadb" : "mysql"];
  if (hasFullText(table) && writesRowsAnew(form, way)) return besideFullText(way, product);
  if (product !== "mariadb" || way.algorithm !== "COPY") return way;
  return copiesOnline(form, table, version) ? { ...way, lock: "NONE" } : way;
}

/** Columns come and go in the catalog alone only where no full-text index keeps its own numbers of the rows. */
function writesRowsAnew(form: AlterForm, { work }: Way): boolean {
  return work === "rewrite" || form === "add column" || form === "drop column" || form === "move column";
}

function besideFullText(way: Way, product: Server["product"]): Way {
  if (product !== "mariadb") return { algorithm: "COPY", lock: "SHARED", work: "rewrite" };
  return { algorithm: way.algorithm === "COPY" ? "COPY" : "INPLACE", lock: "SHARED", work: "rewrite" };
}

/**
 * From 11.2 on MariaDB goes on taking writes while it copies, unless the rows are numbered anew or rows of this table go with rows of another.
 * https://mariadb.com/docs/server/reference/sql-statements/data-definition/alter/alter-table/online-schema-change
 */
function copiesOnline(form: AlterForm, table: Table | undefined, version: Engine["version"]): boolean {
  const [major, minor] = version ?? [10, 6];
  if (major < 11 || (major === 11 && minor < 2) || form === "number column") return false;
  return table?.constraints.some((one) => one.kind === "foreign-key" && cascades(one)) !== true;
}

function cascades({ onDelete, onUpdate }: { readonly onDelete: string; readonly onUpdate: string }): boolean {
  return [onDelete, onUpdate].some((action) => action === "cascade" || action === "set null");
}
