import type { Format, Recognised } from "../format.ts";
import { historyOf } from "../history.ts";
import type { MigrationPath } from "../migration-path.ts";
import { naturalOrder } from "../natural-order.ts";

/**
 * `V1.2__x.sql`, undone by `U1.2__x.sql`; `R__x.sql` runs anew whenever it changes, after all others, by description; `B1.2__x.sql`
 * stands for everything up to 1.2 in a new database. Versions compare part by part as numbers, missing parts are zero.
 * https://documentation.red-gate.com/flyway/flyway-concepts/migrations
 */
export const flyway: Format = {
  tool: "flyway",
  recognise(path: MigrationPath): Recognised | undefined {
    const name = /^(?:([VUB])(\d+(?:[._]\d+)*)|(R))__(.*)$/i.exec(path.stem);
    if (name === null) return undefined;
    const [, prefix = "R", written, , description = ""] = name;
    const { root } = historyOf(path.folders);
    const lineage = root.join("/");
    const title = description.replaceAll("_", " ");
    if (written === undefined) {
      return { lineage, id: `R__${description}`, title, order: `~${title}`, direction: "up", repeatable: true };
    }
    const kind = prefix.toUpperCase();
    const version = written.replaceAll("_", ".");
    const order = `${versionOrder(version)}${kind === "B" ? "!" : " "}`;
    const direction = kind === "U" ? "down" : "up";
    return { lineage, id: `${kind === "B" ? "B" : "V"}${version}`, title, order, direction, repeatable: false };
  },
  transaction: "unless-concurrent",
  settings: { file: (up) => `${up}.conf`, withoutTransaction: /^\s*executeInTransaction\s*=\s*false\b/im },
  down: "if-used",
};

/** 1.0 is 1, and 1.2 comes before 1.10. */
function versionOrder(version: string): string {
  return naturalOrder(version.replace(/(?:\.0+)+$/, ""));
}
