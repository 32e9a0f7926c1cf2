import { type Variant, variantOfFolder, variantOfWord } from "./path-variant.ts";

export type Direction = "up" | "down";

/** A path taken apart: what its folders and the parts of its name say. */
export type MigrationPath = {
  readonly path: string;
  /** Folders from the root; empty at the root. */
  readonly folders: readonly string[];
  /** The file's name without extension and without what says direction, product or transaction. */
  readonly stem: string;
  readonly direction: Direction | undefined;
  /** The direction is only a last word, as in `0007_shut_down.sql`: it counts when its counterpart lies beside it. */
  readonly directionIsGuess: boolean;
  /** The product that the file's own name is for. */
  readonly fileVariant: Variant | undefined;
  /** The product that one of its folders is for. */
  readonly folderVariant: Variant | undefined;
  /** The name asks for no transaction (`x.autocommit.up.sql`). */
  readonly autocommit: boolean;
};

const extension = /\.(?:sql|pgsql|psql|ddl)$/i;
/** Most paths of a repository end here. */
const mayBeSql = /\.(?:sql|pgsql|psql|ddl)(?:\.\w+)?$/i;
const directions: ReadonlyMap<string, Direction> = new Map([
  ["up", "up"],
  ["do", "up"],
  ["down", "down"],
  ["undo", "down"],
  ["rollback", "down"],
  ["revert", "down"],
]);
const autocommitWords = new Set(["autocommit", "notx", "no_tx", "notransaction", "no_transaction"]);
const genericWords = new Set(["all", "any", "common", "tx"]);

/** Takes the path of an SQL file apart; `undefined` for other files. */
export function migrationPath(path: string): MigrationPath | undefined {
  if (!mayBeSql.test(path)) return undefined;
  const folders = path.split("/");
  const file = folders.pop() ?? "";
  const name = withoutExtension(file);
  if (name === undefined) return undefined;
  const words = takeWords(name.rest);
  const guess = words.direction === undefined ? guessDirection(words.stem) : undefined;
  return {
    path,
    folders,
    stem: guess?.stem ?? words.stem,
    direction: words.direction ?? guess?.direction,
    directionIsGuess: guess !== undefined,
    fileVariant: name.variant ?? words.variant,
    folderVariant: folders.map(variantOfFolder).findLast((variant) => variant !== undefined),
    autocommit: words.autocommit,
  };
}

/** `x.sql`, and `x.sql.postgres` as some projects have it. */
function withoutExtension(file: string): { rest: string; variant: Variant | undefined } | undefined {
  if (extension.test(file)) return { rest: file.replace(extension, ""), variant: undefined };
  const dot = file.lastIndexOf(".");
  const variant = variantOfWord(file.slice(dot + 1));
  const before = file.slice(0, Math.max(dot, 0));
  return variant !== undefined && extension.test(before) ? { rest: before.replace(extension, ""), variant } : undefined;
}

/** Dotted words of the name: a direction anywhere after the first, products and transaction words at the end. */
function takeWords(name: string) {
  const words = name.split(".");
  let direction: Direction | undefined;
  let variant: Variant | undefined;
  let autocommit = false;
  const at = words.findLastIndex((word, index) => index > 0 && directions.has(word.toLowerCase()));
  const alone = directions.get(name.toLowerCase());
  if (at !== -1) direction = directions.get(words.splice(at, 1)[0]?.toLowerCase() ?? "");
  else if (alone !== undefined) return { stem: "", direction: alone, variant, autocommit };
  for (let last = words.at(-1)?.toLowerCase() ?? ""; words.length > 1; last = words.at(-1)?.toLowerCase() ?? "") {
    if (autocommitWords.has(last)) autocommit = true;
    else if (variantOfWord(last) !== undefined) variant = variantOfWord(last);
    else if (!genericWords.has(last)) break;
    words.pop();
  }
  return { stem: words.join("."), direction, variant, autocommit };
}

function guessDirection(stem: string): { stem: string; direction: Direction } | undefined {
  // Flyway says the direction in front, and what follows `__` is all description.
  if (/^(?:[VUB]\d[\d._]*|R)__/i.test(stem)) return undefined;
  const suffix = /^(.+)[-_](up|down|undo|rollback|revert)$/is.exec(stem);
  const prefix = /^(up|down|undo|rollback|revert)[-_.](?=v?\d)(.+)$/is.exec(stem);
  const [rest, word] = suffix !== null ? [suffix[1], suffix[2]] : prefix !== null ? [prefix[2], prefix[1]] : [];
  const direction = directions.get(word?.toLowerCase() ?? "");
  return rest === undefined || direction === undefined ? undefined : { stem: rest, direction };
}
