import { z } from "zod";
import type { RuleDeclaration } from "../model/rule-declaration.ts";
import { configurationShape } from "./configuration-shape.ts";

/** The JSON Schema (draft 2020-12) of `.github/schema-warden.yml`, for editors and for naming what is allowed where. */
export function configurationJsonSchema(rules: readonly RuleDeclaration[]): JsonSchema {
  const schema = z.toJSONSchema(configurationShape(rules), { target: "draft-2020-12" }) as JsonSchema;
  return { title: "Schema Warden configuration", ...schema };
}

/** The parts of a JSON Schema that we read ourselves. */
export type JsonSchema = {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
};
