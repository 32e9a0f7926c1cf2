type Source = { readonly path: string; readonly text: string };

/** Characters of text whose contracts are kept: beyond it the longest unused go. */
const most = 32_000_000;

/**
 * Contracts read of late, by path and text. Base and head mostly share two of three, and the next review shares the base: what was read of
 * them stays read. Reading is a function of path and text, so that nobody can tell the difference but by the clock.
 */
export class RecentContracts<Contract> {
  readonly #read: (source: Source) => Contract;
  readonly #known = new Map<string, { readonly text: string; readonly contract: Contract }>();
  #characters = 0;

  constructor(read: (source: Source) => Contract) {
    this.#read = read;
  }

  /** A contract of its own, which the caller may change. */
  readAnew(source: Source): Contract {
    return this.#read(source);
  }

  read(source: Source): Contract {
    const key = `${source.path}\n${source.text}`;
    const known = this.#known.get(key);
    if (known !== undefined) {
      this.#known.delete(key);
      this.#known.set(key, known);
      return known.contract;
    }
    const contract = this.#read(source);
    this.#keep(key, source.text, contract);
    return contract;
  }

  #keep(key: string, text: string, contract: Contract): void {
    if (text.length > most) return;
    this.#known.set(key, { text, contract });
    this.#characters += text.length;
    for (const [oldest, { text: old }] of this.#known) {
      if (this.#characters <= most) return;
      this.#known.delete(oldest);
      this.#characters -= old.length;
    }
  }
}
