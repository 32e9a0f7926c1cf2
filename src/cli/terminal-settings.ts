import type { WriteStream } from "node:tty";

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether to colour what goes to a stream: `NO_COLOR` forbids, `FORCE_COLOR` demands, else terminals have it. */
export function wantsColor(stream: Pick<WriteStream, "isTTY">, environment: Environment): boolean {
  if (environment.NO_COLOR) return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return stream.isTTY === true && environment.TERM !== "dumb";
}

const widest = 120;
const usual = 100;

/** Columns to write in; lines longer than `widest` tire the eye. */
export function terminalWidth(stream: Pick<WriteStream, "columns">): number {
  return Math.min(stream.columns > 0 ? stream.columns : usual, widest);
}
