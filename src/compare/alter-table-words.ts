import type { Operation } from "../model/operation.ts";

// The model carries neither word of the table; every statement that may have them has them right behind its table keyword.
const head = String.raw`^\s*(?:\/\*[\s\S]*?\*\/\s*|--[^\n]*\n\s*)*alter\s+(?:foreign\s+)?table\s+`;
const ifExists = new RegExp(`${head}if\\s+exists\\b`, "i");
const only = new RegExp(`${head}(?:if\\s+exists\\s+)?only\\b`, "i");

/** Whether an `ALTER TABLE` passes over a table that is not there. A clause may have a guard of its own besides, `ADD COLUMN IF NOT EXISTS`. */
export function isAlterIfExists({ statement }: Operation): boolean {
  return ifExists.test(statement.text);
}

/** Whether an `ALTER TABLE` leaves descendants alone. */
export function isAlterOnly({ statement }: Operation): boolean {
  return only.test(statement.text);
}
