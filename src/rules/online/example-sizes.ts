import { exampleBase } from "../example-base.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";
const purposes = { users: "People with an account", orders: "What people have ordered" } as const;

/** The example's database contract, stating how many rows one of its tables holds: `2M rows`. */
export function contractWithRows(table: keyof typeof purposes, rows: string): Readonly<Record<string, string>> {
  const purpose = `**Purpose:** ${purposes[table]}`;
  return { [contract]: (exampleBase[contract] ?? "").replace(purpose, `${purpose} (about ${rows})`) };
}
