/** It takes the server, or the data, to know the value of an expression. Thrown while evaluating, caught where the value was asked for. */
export class Undecided extends Error {
  override readonly name = "Undecided";
}

/** The value; `Undecided` where there is none. */
export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Undecided();
  return value;
}
