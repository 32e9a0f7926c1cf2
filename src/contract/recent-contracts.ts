type Source = { readonly path: string; readonly text: string };

/** Characters of text whose contracts are kept, enough for base and head of ten thousand tables: beyond it the longest unused go. */
const most = 40_000_000;

/**
 * Contracts read of late, by path and text. Base and head mostly share two of three, and the next review shares the base: what was read of
 * them stays read. Reading is a function of path and text, so that nobody can tell the difference but by the clock.
 */
export class RecentContracts<Contract> {
  readonly #read: (source: Source) => Contract;
  /** By text alone: to join it with its path would copy megabytes. */
  readonly #known = new Map<string, { readonly path: string; readonly contract: Contract }>();
  #characters = 0;

  constructor(read: (source: Source) => Contract) {
    this.#read = read;
  }

  /** A contract of its own, which the caller may change. */
  readAnew(source: Source): Contract {
    return this.#read(source);
  }

  read(source: Source): Contract {
    const known = this.#known.get(source.text);
    if (known?.path === source.path) {
      this.#known.delete(source.text);
      this.#known.set(source.text, known);
      return known.contract;
    }
    const contract = this.#read(source);
    this.#keep(source, contract);
    return contract;
  }

  #keep({ path, text }: Source, contract: Contract): void {
    if (text.length > most) return;
    if (this.#known.delete(text)) this.#characters -= text.length;
    this.#known.set(text, { path, contract });
    this.#characters += text.length;
    for (const oldest of this.#known.keys()) {
      if (this.#characters <= most) return;
      this.#known.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}
