import { type Node, parseTree } from "jsonc-parser";

/** Levels below the root whose parts are found one by one; what lies deeper is parsed as a whole, so that no text is looked at more than a few times. */
const levels = 2;

/** An object or array of a valid JSON text, as `parseTree` would give it, whose own parts are looked for when somebody asks for them. */
class LazyNode implements Node {
  readonly type: Node["type"];
  readonly offset: number;
  readonly length: number;
  readonly #text: string;
  readonly #level: number;
  #children: Node[] | undefined;

  constructor(text: string, { start, end }: Stretch, type: Node["type"], level: number) {
    this.type = type;
    this.offset = start;
    this.length = end - start;
    this.#text = text;
    this.#level = level;
  }

  get children(): Node[] {
    this.#children ??= this.#level < levels ? this.#parts() : this.#parsed();
    return this.#children;
  }

  #parts(): Node[] {
    return scanParts(this.#text, this.offset).parts.map(({ key, value }) => {
      const node = nodeAt(this.#text, value, this.#level + 1);
      if (key === undefined) return node;
      const name = nodeAt(this.#text, key, levels);
      return { type: "property", offset: key.start, length: value.end - key.start, children: [name, node] };
    });
  }

  #parsed(): Node[] {
    const tree = parseTree(this.#text.slice(this.offset, this.offset + this.length));
    return (tree?.children ?? []).map((child) => moved(child, this.offset));
  }
}

function nodeAt(text: string, stretch: Stretch, level: number): Node {
  const type = typeAt(text, stretch.start);
  if (type === "object" || type === "array") return new LazyNode(text, stretch, type, level);
  const { start, end } = stretch;
  return { type, offset: start, length: end - start, value: JSON.parse(text.slice(start, end)) };
}

/** The root of a text that is valid JSON; `undefined` where it is not, or nests deeper than `deepest` levels. */
export function skeletonOf(text: string, deepest: number): Node | undefined {
  if (!isValid(text)) return undefined;
  const start = afterBlanks(text, 0);
  const end = text.trimEnd().length;
  const type = typeAt(text, start);
  if ((type === "object" || type === "array") && scanParts(text, start).depth > deepest) return undefined;
  return nodeAt(text, { start, end }, 0);
}

function isValid(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // What is wrong with it, and where, is for a parser with positions to say.
    return false;
  }
}

type Stretch = { readonly start: number; readonly end: number };
type Part = { readonly key: Stretch | undefined; readonly value: Stretch };

const quote = 34;
const backslash = 92;

/** The parts of the object or array that opens at `offset`, and how many levels deep it is. */
function scanParts(text: string, offset: number): { readonly parts: readonly Part[]; readonly depth: number } {
  const parts: Part[] = [];
  const isObject = text.charCodeAt(offset) === 123;
  let depth = 1;
  let at = afterBlanks(text, offset + 1);
  while (!isClosing(text.charCodeAt(at))) {
    const key = isObject ? { start: at, end: afterString(text, at) } : undefined;
    const start = key === undefined ? at : afterBlanks(text, afterBlanks(text, key.end) + 1);
    const value = skipValue(text, start);
    depth = Math.max(depth, value.depth + 1);
    parts.push({ key, value: { start, end: value.end } });
    at = afterBlanks(text, value.end);
    if (text.charCodeAt(at) === 44) at = afterBlanks(text, at + 1);
  }
  return { parts, depth };
}

function skipValue(text: string, start: number): { readonly end: number; readonly depth: number } {
  const first = text.charCodeAt(start);
  if (first === quote) return { end: afterString(text, start), depth: 0 };
  if (first !== 123 && first !== 91) return { end: afterLiteral(text, start), depth: 0 };
  let open = 0;
  let depth = 0;
  for (let at = start; ; ) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = afterString(text, at);
      continue;
    }
    at += 1;
    if (code === 123 || code === 91) {
      open += 1;
      if (open > depth) depth = open;
    } else if (isClosing(code)) {
      open -= 1;
      if (open === 0) return { end: at, depth };
    }
  }
}

function afterString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); ; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((at - before) % 2 === 1) return at + 1;
  }
}

function afterLiteral(text: string, start: number): number {
  let at = start;
  while (at < text.length && /[-+.\w]/.test(text.charAt(at))) at += 1;
  return at;
}

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return at;
}

function isClosing(code: number): boolean {
  return code === 125 || code === 93;
}

function typeAt(text: string, start: number): Node["type"] {
  switch (text[start]) {
    case "{":
      return "object";
    case "[":
      return "array";
    case '"':
      return "string";
    case "t":
    case "f":
      return "boolean";
    case "n":
      return "null";
    default:
      return "number";
  }
}

function moved(node: Node, by: number): Node {
  const { type, offset, length, value, children } = node;
  const place = { type, offset: offset + by, length };
  return children === undefined ? { ...place, value } : { ...place, children: children.map((one) => moved(one, by)) };
}
