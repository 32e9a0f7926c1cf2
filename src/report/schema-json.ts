import type { Schema } from "../model/schema.ts";

/** A schema as plain JSON: maps become objects under the same keys, absent members are left out. */
export function schemaToJson(schema: Schema): string {
  return `${JSON.stringify(plainSchema(schema), undefined, 2)}\n`;
}

/** A schema as plain data. */
export function plainSchema(schema: Schema): unknown {
  return Object.fromEntries(
    Object.entries(schema).map(([part, value]) => [part, isMap(value) ? Object.fromEntries(value) : value]),
  );
}

function isMap(value: unknown): value is ReadonlyMap<string, unknown> {
  return typeof value === "object" && value !== null && "entries" in value && "get" in value;
}
