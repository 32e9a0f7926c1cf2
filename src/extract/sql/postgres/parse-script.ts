import { utf16OfCodePoints } from "./byte-offsets.ts";
import { fragmentOffsets } from "./fragment.ts";
import { type Node, type ParsedStatement, parse } from "./load-parser.ts";
import { neutraliseTemplates } from "./neutralise-templates.ts";
import { type Piece, splitScript } from "./split-script.ts";

/** One statement of a script: its tree, or why it has none. `start` and `end` are UTF-16 offsets of the script; `end` may take in what trails it. */
export type ScriptStatement = Piece & {
  readonly outcome:
    | { readonly kind: "parsed"; readonly node: Node; readonly offsetOf: (byte: number) => number }
    | { readonly kind: "failed"; readonly message: string; readonly at: number };
};

/** A script, parsed. `parsed` is the text that the parser took, of the same length as the script. */
export type ParsedScript = { readonly parsed: string; readonly statements: readonly ScriptStatement[] };

/**
 * Parses a script whole; where that fails, without the marks of templates and tools; where that fails too, statement by statement,
 * so that what cannot be read is no more than what is wrong.
 */
export function parseScript(script: string): ParsedScript {
  const text = script.startsWith("\ufeff") ? ` ${script.slice(1)}` : script;
  const whole = parse(text);
  if (whole.kind === "parsed") return { parsed: text, statements: placed(whole.statements, text, 0) };
  const neutral = neutraliseTemplates(text);
  if (neutral !== text) {
    const second = parse(neutral);
    if (second.kind === "parsed") return { parsed: neutral, statements: placed(second.statements, neutral, 0) };
  }
  return { parsed: neutral, statements: splitScript(neutral).flatMap((piece) => parsePiece(neutral, piece)) };
}

function parsePiece(text: string, { start, end }: Piece): readonly ScriptStatement[] {
  const piece = text.slice(start, end);
  const outcome = parse(piece);
  if (outcome.kind === "parsed") return placed(outcome.statements, piece, start);
  const at = Math.min(start + utf16OfCodePoints(piece, outcome.at), Math.max(start, end - 1));
  return [{ start, end, outcome: { kind: "failed", message: outcome.message, at } }];
}

function placed(statements: readonly ParsedStatement[], text: string, base: number): readonly ScriptStatement[] {
  const offsets = fragmentOffsets(text);
  const offsetOf = base === 0 ? offsets : (byte: number) => base + offsets(byte);
  return statements.map(({ node, start, end }) => ({
    start: offsetOf(start),
    end: offsetOf(end),
    outcome: { kind: "parsed", node, offsetOf },
  }));
}
