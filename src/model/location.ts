/** A place in a text. `line` and `column` count from 1, `offset` from 0; columns and offsets are UTF-16 code units. */
export type Position = {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
};

/** A stretch of one file, end exclusive. `path` is relative to the repository's root, with forward slashes. */
export type Location = {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
};

/** A value together with the place it was read from. */
export type Located<T> = {
  readonly value: T;
  readonly at: Location;
};
