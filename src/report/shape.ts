import { z } from "zod";

/** An object that has these members and no others. */
export function object<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape).readonly();
}

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).readonly();
}

/** Absent in JSON, `undefined` in memory. */
export function optional<Value extends z.ZodType>(value: Value) {
  return z.optional(value);
}
