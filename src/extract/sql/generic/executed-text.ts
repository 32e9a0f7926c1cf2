import type { Guard } from "../../../model/operation.ts";

/** A statement that another one runs as text: `EXECUTE p`, after `PREPARE p FROM 'ALTER TABLE …'`. */
export type ExecutedText = {
  readonly text: string;
  /** Where it is written: what is inside the quotes if that is the text itself, else the expression that makes it. */
  readonly start: number;
  readonly end: number;
  /** Whether each place of the text is a place of the file. */
  readonly verbatim: boolean;
  /** Why the second run passes. */
  readonly guard: Guard | undefined;
  /** Nobody knows whether it runs. */
  readonly conditional: boolean;
};

/** What a statement that prepares or runs text turned out to be; `runs` is absent where it changes nothing. */
export type Executed = {
  readonly command: string;
  readonly runs: ExecutedText | undefined;
  /** Why it is not read, though it is known. */
  readonly unread?: string;
};
