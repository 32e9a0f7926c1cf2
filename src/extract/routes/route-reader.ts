import type { CodeRoute } from "../../model/declaration.ts";
import type { LanguageName, ParsedFile } from "../code/syntax.ts";

/** A framework's way of saying which endpoints there are. */
export type RouteReader = {
  readonly framework: string;
  readonly language: LanguageName;
  /** What a file that uses it is sure to hold. */
  readonly sign: RegExp;
  read(file: ParsedFile): readonly CodeRoute[];
};

/** Two parts of a path, with one slash between them. */
export function joinPaths(prefix: string, path: string): string {
  const joined = `${prefix.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`;
  const whole = joined.startsWith("/") ? joined : `/${joined}`;
  return whole.length > 1 ? whole.replace(/\/+$/, "") : whole;
}
