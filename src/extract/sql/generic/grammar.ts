import type { DataType } from "../../../model/expression.ts";
import type { Executed } from "./executed-text.ts";
import type { ParseOutcome } from "./node-sql.ts";
import type { Piece } from "./split-statements.ts";

/** What is written otherwise in one dialect than in the other. */
export type Grammar = {
  readonly dialect: "mysql" | "sqlite";
  /** The server's name, for messages. */
  readonly server: string;
  /** `\'` stands for a quote inside a string, `#` starts a comment, `"…"` is a string, `DELIMITER` is a command. */
  readonly mysqlWords: boolean;
  /** Whether `REFERENCES` written at a column makes a foreign key. */
  readonly columnReferences: boolean;
  /** DDL commits by itself. */
  readonly ddlCommits: boolean;
  /** As the server compares it. */
  readonly foldTable: (name: string) => string;
  readonly foldPart: (name: string) => string;
  /** Schemas that are the default one. */
  readonly isDefaultSchema: (name: string) => boolean;
  /** A type as it is written, `VARCHAR(20) UNSIGNED`; `undefined` where it is none. */
  readonly readType: (text: string) => DataType | undefined;
  /** The same where a column's type stands, so that it cannot be anything else. */
  readonly readColumnType: (text: string) => DataType | undefined;
  readonly parse: (sql: string) => ParseOutcome;
  /** Follows the statements of one script, which are given to it in their order: what those that run text run. */
  readonly follow?: (text: string) => (piece: Piece) => Executed | undefined;
};
