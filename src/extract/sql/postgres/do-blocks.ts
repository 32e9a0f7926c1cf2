import { type BlockListener, BlockWalk, type Circumstances } from "./block-walk.ts";
import { type Fragment, quotedFragment } from "./fragment.ts";
import { readPlpgsql } from "./plpgsql.ts";
import type { Node } from "./syntax-tree.ts";
import { Tokens } from "./tokens.ts";
import type { Variables } from "./variables.ts";

/** The language and the body of a DO block, or of `CREATE FUNCTION … AS`; its body is a fragment of the text around it. */
export function quotedBody(
  options: readonly Node[] | undefined,
  fragment: Fragment,
  offsetOf: (byte: number) => number,
): { readonly language: string | undefined; readonly body: Fragment | undefined } {
  let body: Fragment | undefined;
  let language: string | undefined;
  for (const node of options ?? []) {
    if (!("DefElem" in node)) continue;
    const { defname, arg, location = 0 } = node.DefElem;
    if (defname === "language" && arg !== undefined && "String" in arg) language = arg.String.sval?.toLowerCase();
    if (defname !== "as") continue;
    const tokens = new Tokens(fragment.parsed, offsetOf(location));
    while (tokens.nextSignificant() && tokens.keyword === "as");
    if (tokens.kind === "dollar" || tokens.kind === "string") {
      body = quotedFragment(fragment, { kind: tokens.kind, start: tokens.start, end: tokens.end });
    }
  }
  return { language, body };
}

/** Reads what a body of PL/pgSQL does, given what its parameters hold; `false` where it is none. */
export function readBlock(
  body: Fragment,
  circumstances: Circumstances,
  listener: BlockListener,
  variables: Variables,
): boolean {
  const block = readPlpgsql(body.parsed);
  if (block === undefined) return false;
  new BlockWalk(body, listener, variables).block(block, circumstances);
  return true;
}
