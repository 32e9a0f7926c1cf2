import { z } from "zod";
import { list, object, optional } from "./shape.ts";

const text = z.string();
const named = object({ name: text, definition: text });
const renamed = object({ from: text, to: text });
const attribute = object({ attribute: text, from: optional(text), to: optional(text) });
const changed = object({ name: text, changes: list(attribute) });
const objects = object({
  added: list(named),
  dropped: list(named),
  renamed: list(renamed),
  changed: list(changed),
}).meta({ id: "objectChanges" });

const column = object({
  name: text,
  type: optional(text),
  nullable: z.boolean(),
  default: optional(text),
  generated: optional(text),
  identity: optional(text),
}).meta({ id: "column" });

const addedTable = object({
  name: text,
  columns: list(column),
  constraints: list(named),
  indexes: list(named),
  triggers: list(named),
  policies: list(named),
  attributes: list(attribute),
});

const changedTable = object({
  name: text,
  columns: object({ added: list(column), dropped: list(column), renamed: list(renamed), changed: list(changed) }),
  constraints: objects,
  indexes: objects,
  triggers: objects,
  policies: objects,
  changes: list(attribute),
});

const enumeration = object({ name: text, values: list(text) });
const changedEnum = object({
  name: text,
  added: list(text),
  dropped: list(text),
  renamed: list(renamed),
  reordered: z.boolean(),
});

/** The shape of the schema change within a report. */
export const schemaChangeShape = object({
  schemas: objects,
  tables: object({
    added: list(addedTable),
    dropped: list(addedTable),
    renamed: list(renamed),
    changed: list(changedTable),
  }),
  views: objects,
  sequences: objects,
  enums: object({
    added: list(enumeration),
    dropped: list(enumeration),
    renamed: list(renamed),
    changed: list(changedEnum),
  }),
  types: objects,
  routines: objects,
  extensions: objects,
}).meta({ id: "schemaChange" });
