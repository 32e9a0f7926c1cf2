import { plainText } from "./inline-text.ts";
import { wordsOf } from "./titles.ts";
import { answerWords } from "./vocabulary.ts";

const yes = new Set(wordsOf(answerWords.yes));
const no = new Set(wordsOf(answerWords.no));
const none = new Set(wordsOf(answerWords.none));

/** YES or NO in the words and signs people use; the first word counts (`YES - drops a column`). `undefined` where it is neither, or both (`YES/NO`). */
export function readAnswer(raw: string): boolean | undefined {
  const text = plainText(raw)
    .replaceAll(/\u{fe0f}/gu, "")
    .toLowerCase()
    .trim();
  const whole = text.replace(/[.!]+$/, "");
  if (no.has(whole)) return false;
  if (yes.has(whole)) return true;
  if (/^not\s+null/.test(whole)) return false;
  const [first = "", rest = ""] = /^(\S+?)[,;:.(]?(?:\s+(.*))?$/.exec(whole)?.slice(1) ?? [];
  if (rest === "") return undefined;
  if (/^(or|oder|ou|o|\/)\b/.test(rest)) return undefined;
  if (no.has(first) && first.length > 0) return false;
  return yes.has(first) && first !== "null" && first !== "x" ? true : undefined;
}

/** Whether a cell or a value says that there is nothing: `-`, empty, None, N/A. */
export function saysNone(raw: string): boolean {
  return none.has(
    plainText(raw)
      .toLowerCase()
      .replace(/[.\s]+$/, "")
      .trim(),
  );
}
