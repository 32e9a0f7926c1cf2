import type { FunctionParameter } from "libpg-query";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Location } from "../../../model/location.ts";
import type { Operation, Statement } from "../../../model/operation.ts";
import { utf16OfCodePoints } from "./byte-offsets.ts";
import { type Circumstances, doBlockBody, readDoBlock } from "./do-blocks.ts";
import { type Fragment, fragmentOffsets, type ReadFile } from "./fragment.ts";
import { parse } from "./load-parser.ts";
import type { NodeContext } from "./node-context.ts";
import { readQueryNode } from "./read-query.ts";
import { readRoutineBody } from "./read-routine-body.ts";
import { isSpace } from "./script-comments.ts";
import { statementOperations } from "./statement-operations.ts";
import type { Node } from "./syntax-tree.ts";
import { unreadMessage } from "./unread-message.ts";

/** DO blocks within the strings of DO blocks: nobody writes more, and each level is parsed anew. */
const NESTED_BLOCKS = 4;

/** Turns parsed statements of one file into operations, and what cannot be read into diagnostics. */
export class StatementReader {
  readonly operations: Operation[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: ReadFile;

  constructor(file: ReadFile) {
    this.#file = file;
  }

  /** `offsetOf` leads from the parser's bytes to offsets of the fragment. */
  read(
    node: Node,
    fragment: Fragment,
    offsetOf: (byte: number) => number,
    statement: Statement,
    circumstances: Circumstances = { guard: undefined, conditional: false },
    depth = 0,
  ): void {
    try {
      if ("DoStmt" in node) this.#readBlock(node, fragment, offsetOf, statement, circumstances, depth);
      else {
        const context = this.#context(node, fragment, offsetOf, statement, circumstances);
        for (const operation of statementOperations(node, context)) this.operations.push(operation);
      }
    } catch (error) {
      // Expressions nested thousands deep exhaust the stack of whoever walks them.
      if (!(error instanceof RangeError)) throw error;
      this.unread(statement.at, "it is nested too deeply");
    }
  }

  /** A statement that the parser refused; `reason` in the parser's words. */
  unread(at: Location, reason: string): void {
    const text = this.#file.text.slice(at.start.offset, at.end.offset);
    this.diagnostics.push({ kind: "unread-statement", at, message: unreadMessage(text, reason) });
  }

  #context(
    node: Node,
    fragment: Fragment,
    offsetOf: (byte: number) => number,
    statement: Statement,
    { guard }: Circumstances,
  ): NodeContext {
    const { lines } = this.#file;
    const stop = statement.at.end.offset;
    const fileOffset = (byte: number): number => Math.min(fragment.at(offsetOf(byte)), stop);
    return {
      locate: (byteStart, byteEnd) =>
        lines.location(fileOffset(byteStart), byteEnd === undefined ? stop : fileOffset(byteEnd)),
      slice: (byteStart, byteEnd) => fragment.written.slice(offsetOf(byteStart), offsetOf(byteEnd)),
      statement,
      guard,
      readQueryNode,
      readBody: (language, body) => readRoutineBody(language, body, parameterNames(node)),
    };
  }

  #readBlock(
    node: Extract<Node, { DoStmt: unknown }>,
    fragment: Fragment,
    offsetOf: (byte: number) => number,
    statement: Statement,
    circumstances: Circumstances,
    depth: number,
  ): void {
    const before = this.operations.length + this.diagnostics.length;
    const body = doBlockBody(node.DoStmt, fragment, offsetOf);
    if (body === undefined || depth >= NESTED_BLOCKS) {
      this.#dynamic(statement.at, "This DO block is not in PL/pgSQL, so what it does is not part of this review.");
      return;
    }
    const understood = readDoBlock(body, circumstances, {
      sql: (part, inner) => this.#readPart(part, statement, inner, depth + 1),
      dynamic: (part) =>
        this.#dynamic(
          this.#locationOf(part),
          "This SQL is put together at run time, so what it does is not part of this review. Write it out as a statement where it is constant.",
        ),
    });
    if (!understood) this.unread(statement.at, "the body of the DO block is not PL/pgSQL");
    if (before === this.operations.length + this.diagnostics.length) {
      const { guard } = circumstances;
      const nothing = { command: "DO", target: undefined, full: false, query: undefined };
      this.operations.push({ kind: "not-schema", at: statement.at, statement, guard, ...nothing });
    }
  }

  /** SQL inside of a DO block, which may be a string of several statements. */
  #readPart(part: Fragment, block: Statement, circumstances: Circumstances, depth: number): void {
    const outcome = parse(part.parsed);
    if (outcome.kind === "failed") {
      const at = utf16OfCodePoints(part.parsed, outcome.at);
      this.unread(this.#locationOf(part, at), outcome.message);
      return;
    }
    const offsetOf = fragmentOffsets(part.parsed);
    for (const { node, start, end } of outcome.statements) {
      const at = this.#locationOf(part, offsetOf(start), trimmed(part.parsed, offsetOf(end)));
      const statement: Statement = {
        ...block,
        at,
        text: this.#file.text.slice(at.start.offset, at.end.offset),
        conditional: block.conditional || circumstances.conditional,
      };
      this.read(node, part, offsetOf, statement, circumstances, depth);
    }
  }

  #locationOf(part: Fragment, start = 0, end = part.parsed.length): Location {
    const from = part.at(start);
    const last = end > start ? part.at(end - 1) : from;
    const after = part.at(end);
    // Text put together from several constants does not end where its next piece begins; a doubled quote is two characters.
    const to = after - last <= 2 ? Math.max(after, last + (end > start ? 1 : 0)) : last + 1;
    return this.#file.lines.location(from, Math.max(from, to));
  }

  #dynamic(at: Location, message: string): void {
    this.diagnostics.push({ kind: "dynamic-sql", at, message });
  }
}

function trimmed(text: string, end: number): number {
  let at = end;
  while (at > 0 && isSpace(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

function parameterNames(node: Node): ReadonlySet<string> {
  const parameters = "CreateFunctionStmt" in node ? (node.CreateFunctionStmt.parameters ?? []) : [];
  const names = parameters.flatMap((parameter): FunctionParameter["name"][] =>
    "FunctionParameter" in parameter ? [parameter.FunctionParameter.name] : [],
  );
  return new Set(names.filter((name) => name !== undefined));
}
