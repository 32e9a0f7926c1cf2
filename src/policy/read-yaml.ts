import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLError,
} from "yaml";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Location } from "../model/location.ts";
import { LineIndex } from "../text/line-index.ts";
import { quote } from "./quote.ts";

/** Where a value stands: the keys and list indexes that lead to it. */
export type KeyPath = readonly (string | number)[];

export type YamlText = {
  /** Mappings without a prototype, lists, and scalars; what is left empty is absent. `undefined` for an empty text. */
  readonly value: unknown;
  /** The value at a path, or the nearest one above it that is there. */
  at(path: KeyPath): Location;
  /** The key at the end of a path. */
  atKey(path: KeyPath): Location;
  readonly problems: readonly Diagnostic[];
};

const deepest = 12;
/** Aliases make a small text large; nobody writes as much by hand. */
const mostValues = 5_000;
/** YAML reads 10.10 as 10.1: what names a version is kept as it is written. */
const versionKey = "version";

/** Reads one YAML document as plain data with the place of each value. Nothing in it runs, and no tag makes an object. */
export function readYaml(path: string, text: string): YamlText {
  const lines = new LineIndex(path, text);
  const located = (from: number, to: number) => lines.location(from, to);
  const document = parse(text);
  if (document === undefined) return { ...unread(located), problems: [problem(located(0, 0), tooDeep)] };
  // What follows the first mistake in the form is most often its echo.
  const [first] = [...document.errors, ...document.warnings];
  if (first !== undefined) return { ...unread(located), problems: [problem(located(...first.pos), whyInvalid(first))] };
  const walk = new Walk(document, located);
  const value = document.contents === null ? undefined : walk.value(document.contents, []);
  return {
    value: walk.problems.length > 0 ? undefined : value,
    at: (to) => walk.at(to),
    atKey: (to) => walk.atKey(to),
    problems: walk.problems,
  };
}

const tooDeep = `This is nested too deeply: configuration has no more than ${deepest} levels.`;

/** `undefined` for a text nested so deeply that the parser runs out of stack. */
function parse(text: string): Document | undefined {
  try {
    return parseDocument(text, { prettyErrors: false, logLevel: "error" });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "it is indented with a tab. Indent with spaces.",
  DUPLICATE_KEY: "this key stands here twice. Keep one of the two.",
  MULTIPLE_DOCS: "a second document starts here. Keep one, without a line of `---` between.",
  BLOCK_AS_IMPLICIT_KEY: "a second colon stands in this line. Put what follows on lines of its own, or in quotes.",
};

function whyInvalid({ code, message }: YAMLError): string {
  if (message.startsWith("Maximum call stack")) return tooDeep;
  const own = `${quote(message, 200).slice(1, -1)}${/[.!?]$/.test(message) ? "" : "."}`;
  return `This is not valid YAML: ${reasons[code] ?? own}`;
}

function problem(at: Location, message: string): Diagnostic {
  return { kind: "configuration", at, message };
}

type Locate = (from: number, to: number) => Location;

function unread(located: Locate): Omit<YamlText, "problems"> {
  return { value: undefined, at: () => located(0, 0), atKey: () => located(0, 0) };
}

/** Turns nodes into plain data, counting and remembering where each stands. */
class Walk {
  readonly problems: Diagnostic[] = [];
  readonly #document: Document;
  readonly #located: Locate;
  readonly #values = new Map<string, Location>();
  readonly #keys = new Map<string, Location>();
  #count = 0;

  constructor(document: Document, located: Locate) {
    this.#document = document;
    this.#located = located;
  }

  at(path: KeyPath): Location {
    for (let length = path.length; length > 0; length--) {
      const at = this.#values.get(JSON.stringify(path.slice(0, length)));
      if (at !== undefined) return at;
    }
    return this.#values.get("[]") ?? this.#located(0, 0);
  }

  atKey(path: KeyPath): Location {
    return this.#keys.get(JSON.stringify(path)) ?? this.at(path);
  }

  value(node: Node, path: KeyPath): unknown {
    const at = this.#place(node);
    this.#count += 1;
    if (this.#count > mostValues) return this.#refuse(at, `This is more than ${mostValues} values. Say less here.`);
    if (path.length > deepest) return this.#refuse(at, tooDeep);
    this.#values.set(JSON.stringify(path), at);
    if (isAlias(node)) return this.#resolve(node, path, at);
    if (isSeq(node)) return node.items.map((item, index) => this.value(item as Node, [...path, index]));
    if (isMap(node)) return this.#mapping(node.items as Pair<Node, Node | null>[], path);
    if (!isScalar(node)) return undefined;
    const versioned = typeof node.value === "number" && path.at(-1) === versionKey;
    return versioned ? (node.source ?? String(node.value)) : node.value;
  }

  #resolve(node: Alias, path: KeyPath, at: Location): unknown {
    const target = node.resolve(this.#document);
    if (target === undefined) return this.#refuse(at, `There is no anchor ${quote(node.source)} above.`);
    const value = this.value(target, path);
    this.#values.set(JSON.stringify(path), at);
    return value;
  }

  #mapping(pairs: readonly Pair<Node, Node | null>[], path: KeyPath): unknown {
    const mapping: Record<string, unknown> = Object.create(null);
    for (const { key, value } of pairs) {
      if (this.problems.length > 0) break;
      const at = this.#place(key);
      if (!isScalar(key) || key.value === null) {
        this.#refuse(at, "This is not valid here: a key is one word.");
        continue;
      }
      const name = String(key.value);
      const below = [...path, name];
      this.#keys.set(JSON.stringify(below), at);
      const read = value === null ? undefined : this.value(value, below);
      mapping[name] = read ?? undefined;
    }
    return mapping;
  }

  #refuse(at: Location, message: string): undefined {
    if (this.problems.length === 0) this.problems.push(problem(at, message));
    return undefined;
  }

  #place({ range }: Node): Location {
    return this.#located(range?.[0] ?? 0, range?.[1] ?? 0);
  }
}
