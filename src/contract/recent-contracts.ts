type Source = { readonly path: string; readonly text: string };

/** Bounds on the contracts that are kept: characters of their texts, enough for base and head of ten thousand tables, and how many. Beyond them the longest unused go. */
const most = { characters: 40_000_000, contracts: 32 };

/**
 * Contracts read of late, by path and text. Base and head mostly share two of three, and the next review shares the base: what was read of
 * them stays read. Reading is a function of path and text, so that nobody can tell the difference but by the clock.
 */
export class RecentContracts<Contract> {
  readonly #read: (source: Source) => Contract;
  /** The latest first. */
  #known: readonly (Source & { readonly contract: Contract })[] = [];

  constructor(read: (source: Source) => Contract) {
    this.#read = read;
  }

  /** A contract of its own, which the caller may change. */
  readAnew(source: Source): Contract {
    return this.#read(source);
  }

  read({ path, text }: Source): Contract {
    const known = this.#known.find((one) => one.path === path && one.text === text);
    const latest = known ?? { path, text, contract: this.#read({ path, text }) };
    this.#known = withinBounds([latest, ...this.#known.filter((one) => one !== known)]);
    return latest.contract;
  }
}

function withinBounds<One extends Source>(latestFirst: readonly One[]): readonly One[] {
  let characters = 0;
  return latestFirst.slice(0, most.contracts).filter(({ text }) => {
    characters += text.length;
    return characters <= most.characters;
  });
}
