import { code } from "../text/markdown.ts";

/** How a unique constraint or a primary key comes to a partitioned table whose partitions are in use: it takes over no index itself. */
export function keyByPartitions(table: string, kind: "UNIQUE" | "PRIMARY KEY", columns: string): string {
  return [
    `A partitioned table takes over no index. Add the constraint to it alone, ${code(`ALTER TABLE ONLY ${table} ADD CONSTRAINT … ${kind} (${columns});`)}`,
    `on each partition build an index with ${code("CREATE UNIQUE INDEX CONCURRENTLY")} and let a constraint of the partition take it over, ${code(`ALTER TABLE … ADD CONSTRAINT … ${kind} USING INDEX …;`)}`,
    `and attach them: ${code("ALTER INDEX … ATTACH PARTITION …;")}`,
  ].join("\n\n");
}

/** How an index comes to a partitioned table whose partitions are in use. */
export function indexByPartitions(table: string): string {
  return `A partitioned table cannot be indexed concurrently. Create the index ${code(`ON ONLY ${table}`)}, build one on each partition with ${code("CREATE INDEX CONCURRENTLY")}, and attach them: ${code("ALTER INDEX … ATTACH PARTITION …;")}`;
}
