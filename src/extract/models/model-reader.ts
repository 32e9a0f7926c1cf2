import type { Declarations } from "../../model/declaration.ts";
import type { LanguageName, ParsedFile } from "../code/syntax.ts";

/** An ORM's way of declaring tables in a host language. */
export type ModelReader = {
  readonly orm: string;
  readonly language: LanguageName;
  /** What a file that uses it is sure to hold. */
  readonly sign: RegExp;
  read(file: ParsedFile): Declarations;
};
