/** How many UTF-16 code units two texts share at their beginning, and how many of the rest at their end. */
export type CommonEnds = { readonly start: number; readonly end: number };

let last: { readonly left: string; readonly right: string; readonly ends: CommonEnds } | undefined;

/** Two editions of a large text are compared by all who read them: the last answer is kept. */
export function commonEnds(left: string, right: string): CommonEnds {
  if (last?.left === left && last.right === right) return last.ends;
  const most = Math.min(left.length, right.length);
  const start = longest(most, (from, to) => left.slice(from, to) === right.slice(from, to));
  const end = longest(
    most - start,
    (from, to) =>
      left.slice(left.length - to, left.length - from) === right.slice(right.length - to, right.length - from),
  );
  last = { left, right, ends: { start, end } };
  return last.ends;
}

/** Stretches are compared as a whole, which the engine does at the speed of memory, and halved where they differ. */
function longest(most: number, isSame: (from: number, to: number) => boolean): number {
  let known = 0;
  for (let step = 65_536; step >= 1; ) {
    const to = Math.min(most, known + step);
    if (known < to && isSame(known, to)) known = to;
    else step >>= 1;
  }
  return known;
}
