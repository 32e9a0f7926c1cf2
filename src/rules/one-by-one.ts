import type { Watchdog } from "../model/watchdog.ts";

/**
 * Does a piece of work for each item in order. One watch is kept over all: an item that it stops is done again alone under a watch of its own, so that
 * none pays for the time of those before, and stays `undefined` when that is too long as well. The work must have no effect but its answer.
 */
export function oneByOne<Item, Answer extends object>(
  items: readonly Item[],
  work: (item: Item) => Answer,
  milliseconds: number,
  watchdog: Watchdog | undefined,
): readonly (Answer | undefined)[] {
  if (watchdog === undefined || items.length === 0) return items.map(work);
  const answers: (Answer | undefined)[] = [];
  let place = 0;
  const answer = () => {
    const item = items[place];
    if (item !== undefined) answers[place] = work(item);
  };
  const rest = () => {
    for (; place < items.length; place += 1) answer();
  };
  while (!watchdog.within(milliseconds, rest)) {
    if (!watchdog.within(milliseconds, answer)) answers[place] = undefined;
    place += 1;
  }
  return answers;
}
