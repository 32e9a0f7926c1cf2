import type { Location } from "../../../model/location.ts";
import type { LineIndex } from "../../../text/line-index.ts";
import { ByteOffsets } from "./byte-offsets.ts";
import type { Token } from "./tokens.ts";
import { unquote } from "./tokens.ts";

/** The file that is being read. */
export type ReadFile = { readonly path: string; readonly text: string; readonly lines: LineIndex };

/** Where statements stand that are read: a file, or a part of one that is known without the rest. */
export type Ground = {
  readonly path: string;
  /** From offset to offset of the file. */
  readonly location: (start: number, end: number) => Location;
  /** The text between two offsets of the file; `read` is what the parser got of it. */
  readonly slice: (start: number, end: number, read: string) => string;
};

/** A file as the ground that its statements stand on. */
export function groundOf({ path, text, lines }: ReadFile): Ground {
  return {
    path,
    location: (start, end) => lines.location(start, end),
    slice: (start, end) => text.slice(start, end),
  };
}

/** Text that is parsed by itself, and where each of its characters stands in the file. */
export type Fragment = {
  /** What the parser gets: placeholders and commands of other tools are made harmless, character for character. */
  readonly parsed: string;
  /** The same stretch as it was written. */
  readonly written: string;
  /** The file's offset of an offset in here. */
  readonly at: (offset: number) => number;
};

/** A stretch of a fragment; `mask` rewrites what the parser gets of it, keeping its length. */
export function within(fragment: Fragment, start: number, end: number, mask?: (text: string) => string): Fragment {
  const parsed = fragment.parsed.slice(start, end);
  return {
    parsed: mask === undefined ? parsed : mask(parsed),
    written: fragment.written.slice(start, end),
    at: (offset) => fragment.at(start + offset),
  };
}

/** The SQL inside a string constant of a fragment. */
export function quotedFragment(fragment: Fragment, token: Token): Fragment {
  const inner = unquote(fragment.parsed, token);
  const written = unquote(fragment.written, token).text;
  return {
    parsed: inner.text,
    written: written.length === inner.text.length ? written : inner.text,
    at: (offset) => fragment.at(inner.at(offset)),
  };
}

/** From the parser's UTF-8 bytes to offsets of the fragment. */
export function fragmentOffsets(parsed: string): (byte: number) => number {
  const bytes = new ByteOffsets(parsed);
  return (byte) => bytes.utf16(byte);
}
