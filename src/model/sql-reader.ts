import type { Diagnostic } from "./diagnostic.ts";
import type { DataType, Expression } from "./expression.ts";
import type { Script } from "./migration.ts";
import type { QualifiedName } from "./name.ts";
import type { Program, ProgramHost } from "./program.ts";
import type { Dialect, Query } from "./schema.ts";

/** A stretch of a file that holds SQL. Positions in what is read from it are positions in the whole file. */
export type SqlSource = {
  readonly path: string;
  /** The whole file. */
  readonly text: string;
  /** The stretch within it, in UTF-16 offsets; the whole file when absent. */
  readonly range?: { readonly start: number; readonly end: number };
  /** Whether the tool wraps the script in a transaction of its own. */
  readonly transactional: boolean;
};

export type QueryReading = {
  /** One per statement. */
  readonly queries: readonly Query[];
  readonly diagnostics: readonly Diagnostic[];
};

/** A dialect's way from text to the model: the one door through which other stages have SQL read. It never throws for what a text says. */
export interface SqlReader {
  readonly dialect: Dialect;
  /** A migration, or a DDL block of a contract. */
  readScript(source: SqlSource): Script;
  /** A query of a contract or of code, whose placeholders may be `$1`, `?`, `:name`, `@name`, `%s`. */
  readQuery(source: SqlSource): QueryReading;
  /** `undefined` where the text is no type. */
  readType(text: string): DataType | undefined;
  /** `undefined` where the text is no expression. */
  readExpression(text: string): Expression | undefined;
  /** A name as people write it in prose: folded when bare, kept when quoted, the default schema left out. `undefined` where it is no name. */
  readName(text: string): QualifiedName | undefined;
  /** Runs what a call or a block of code does, where the dialect has a procedural language that is understood. */
  readonly run?: (program: Program, host: ProgramHost) => void;
  /** Quoted where the dialect needs it. */
  quoteName(name: string): string;
}
