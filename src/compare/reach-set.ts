import type { Reach } from "../model/comparison.ts";

type Link = Reach["via"][number];

const weights = { touches: 0, alters: 1, breaks: 2 } as const satisfies Record<Reach["effect"], number>;

/** Whether one effect is worse than another. */
export function isWorse(left: Reach["effect"], right: Reach["effect"]): boolean {
  return weights[left] > weights[right];
}

/** The readers that one operation reaches: each once, by its worst effect and then by its shortest chain. */
export class ReachSet {
  readonly #found = new Map<string, Reach>();

  /** Remembers a reader; `false` where it was known with nothing better to add. */
  add(reach: Omit<Reach, "via">, via: readonly Link[]): boolean {
    const key = `${reach.kind} ${reach.name}`;
    const known = this.#found.get(key);
    if (known !== undefined && !isBetter(reach.effect, via.length, known)) return false;
    this.#found.set(key, { ...reach, via: [...via, { kind: reach.kind, name: reach.name, at: reach.at }] });
    return true;
  }

  /** Worst first, then by kind and name. */
  sorted(): readonly Reach[] {
    return [...this.#found.values()].sort(
      (left, right) =>
        weights[right.effect] - weights[left.effect] ||
        compare(left.kind, right.kind) ||
        compare(left.name, right.name),
    );
  }
}

function isBetter(effect: Reach["effect"], links: number, known: Reach): boolean {
  if (effect !== known.effect) return isWorse(effect, known.effect);
  return links + 1 < known.via.length;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
