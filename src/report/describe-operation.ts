import type { Operation, OperationKind } from "../model/operation.ts";
import { dataWords } from "./describe/data-words.ts";
import { otherWords } from "./describe/other-words.ts";
import { tableWords } from "./describe/table-words.ts";
import { typeWords } from "./describe/type-words.ts";
import type { WordsFor } from "./describe/words.ts";

const words: WordsFor<OperationKind> = { ...tableWords, ...typeWords, ...otherWords, ...dataWords };

/** One line of Markdown for people, without a full stop: "drops column `orders.email`". */
export function describeOperation(operation: Operation): string {
  const say = words[operation.kind] as (operation: Operation) => string;
  return say(operation);
}
