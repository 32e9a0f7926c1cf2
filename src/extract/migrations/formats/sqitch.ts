import type { Format, Recognised } from "../format.ts";
import type { MigrationPath } from "../migration-path.ts";

/**
 * `deploy/{change}.sql`, `revert/{change}.sql`, `verify/{change}.sql`, in the order of `sqitch.plan`, which paths do not tell: `order`
 * is empty here. psql runs them, and their transactions are written in them. https://sqitch.org/docs/manual/sqitch/
 */
export const sqitch: Format = {
  tool: "sqitch",
  recognise(path: MigrationPath): Recognised | undefined {
    const at = path.folders.findIndex((folder) => folder === "deploy" || folder === "revert");
    return at !== -1 && at === path.folders.length - 1 ? describeChange(path, at) : undefined;
  },
  transaction: "never",
  down: "yes",
};

/** Reads a path below the folder of a `sqitch.plan`, where changes may lie in folders of their own; `undefined` for scripts that verify. */
export function changeUnderPlan(path: MigrationPath, planFolder: string): Recognised | undefined {
  const at = planFolder === "" ? 0 : planFolder.split("/").length;
  return /^(?:deploy|revert)$/.test(path.folders[at] ?? "") ? describeChange(path, at) : undefined;
}

function describeChange(path: MigrationPath, at: number): Recognised {
  const change = [...path.folders.slice(at + 1), nameOf(path.path)].join("/");
  return {
    lineage: path.folders.slice(0, at).join("/"),
    id: change,
    title: change,
    order: "",
    direction: path.folders[at] === "revert" ? "down" : "up",
    repeatable: false,
  };
}

/** The order of changes in a plan, by the name of their files: a reworked change is `{change}@{tag}` until its last planning. */
export function planOrder(plan: string): ReadonlyMap<string, string> {
  const names: string[] = [];
  for (const line of plan.split("\n")) {
    const text = line.trim();
    if (text === "" || /^[#%]/.test(text)) continue;
    const name = text.split(/[\s[]/, 1)[0] ?? "";
    if (name.startsWith("@")) names.push(name);
    else names.push(name.replace(/^[+-]/, ""));
  }
  const order = new Map<string, string>();
  names.forEach((name, index) => {
    if (name.startsWith("@")) return;
    const again = names.indexOf(name, index + 1);
    const tag = again === -1 ? undefined : names.slice(index, again).find((other) => other.startsWith("@"));
    order.set(tag === undefined ? name : `${name}${tag}`, String(index).padStart(8, "0"));
  });
  return order;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.sql$/i, "");
}
