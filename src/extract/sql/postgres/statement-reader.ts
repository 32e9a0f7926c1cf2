import type { FuncCall } from "libpg-query";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Location } from "../../../model/location.ts";
import { keyOf } from "../../../model/name.ts";
import type { Operation, Statement } from "../../../model/operation.ts";
import { utf16OfCodePoints } from "./byte-offsets.ts";
import { callsOf, stringConstant } from "./data-operations.ts";
import { type BlockListener, type Circumstances, quotedBody, readBlock } from "./do-blocks.ts";
import { type Fragment, fragmentOffsets, type ReadFile } from "./fragment.ts";
import { parse } from "./load-parser.ts";
import { nameOfNodes } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { readQueryNode } from "./read-query.ts";
import { readRoutineBody } from "./read-routine-body.ts";
import { isSpace } from "./script-comments.ts";
import { statementOperations } from "./statement-operations.ts";
import type { Node } from "./syntax-tree.ts";
import { unreadMessage } from "./unread-message.ts";

/** Blocks within the strings of blocks, and routines that call routines: each level is parsed anew. */
const NESTED_BLOCKS = 4;

/** Characters of SQL from strings and routines that one script may have read: a line can call for megabytes over and over. */
const MOST_INNER_SQL = 2_000_000;

/** A routine that the script makes, as a later statement of it may call it. */
type Called = { readonly language: string; readonly body: Fragment; readonly parameters: readonly string[] };

/** Turns parsed statements of one file into operations, and what cannot be read into diagnostics. */
export class StatementReader {
  readonly operations: Operation[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: ReadFile;
  readonly #routines = new Map<string, Called>();
  readonly #active = new Set<Called>();
  #innerSql = 0;

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
        this.#remember(node, fragment, offsetOf);
        // `SELECT f() WHERE …` calls perhaps.
        const perhaps = "SelectStmt" in node && node.SelectStmt.whereClause !== undefined;
        const under = perhaps ? { ...circumstances, conditional: true } : circumstances;
        for (const call of callsOf(node)) this.#follow(call, statement, under, depth);
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
    const parameters = new Set("CreateFunctionStmt" in node ? namesOf(node.CreateFunctionStmt.parameters) : []);
    const fileOffset = (byte: number): number => Math.min(fragment.at(offsetOf(byte)), stop);
    return {
      locate: (byteStart, byteEnd) =>
        lines.location(fileOffset(byteStart), byteEnd === undefined ? stop : fileOffset(byteEnd)),
      slice: (byteStart, byteEnd) => fragment.written.slice(offsetOf(byteStart), offsetOf(byteEnd)),
      statement,
      guard,
      readQueryNode,
      readBody: (language, body) => readRoutineBody(language, body, parameters),
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
    const { language = "plpgsql", body } = quotedBody(node.DoStmt.args, fragment, offsetOf);
    if (body === undefined || language !== "plpgsql" || depth >= NESTED_BLOCKS) {
      this.#dynamic(statement.at, "This DO block is not in PL/pgSQL, so what it does is not part of this review.");
      return;
    }
    const understood = readBlock(body, circumstances, this.#listener(statement, depth));
    if (!understood) this.unread(statement.at, "the body of the DO block is not PL/pgSQL");
    if (before === this.operations.length + this.diagnostics.length) {
      const { guard } = circumstances;
      const nothing = { command: "DO", target: undefined, full: false, query: undefined };
      this.operations.push({ kind: "not-schema", at: statement.at, statement, guard, ...nothing });
    }
  }

  #remember(node: Node, fragment: Fragment, offsetOf: (byte: number) => number): void {
    if (!("CreateFunctionStmt" in node)) return;
    const { funcname, options, parameters } = node.CreateFunctionStmt;
    const { language, body } = quotedBody(options, fragment, offsetOf);
    if (body === undefined || (language !== "plpgsql" && language !== "sql")) return;
    this.#routines.set(keyOf(nameOfNodes(funcname)), { language, body, parameters: namesOf(parameters) });
  }

  /** A routine that the script itself made does what its body says, at the call. */
  #follow({ funcname, args }: FuncCall, statement: Statement, circumstances: Circumstances, depth: number): void {
    const called = this.#routines.get(keyOf(nameOfNodes(funcname)));
    if (called === undefined || depth >= NESTED_BLOCKS || this.#active.has(called)) return;
    if (!this.#affords(called.body, statement.at)) return;
    this.#active.add(called);
    const from = this.operations.length;
    const given = new Map<string, Fragment>();
    for (const [index, name] of called.parameters.entries()) {
      const text = stringConstant(args?.[index]);
      if (text === undefined) continue;
      const held = { parsed: text, written: text, at: () => statement.at.start.offset };
      given.set(name, held).set(`$${index + 1}`, held);
    }
    if (called.language === "sql") this.#readPart(called.body, statement, circumstances, depth + 1);
    else readBlock(called.body, circumstances, this.#listener(statement, depth), given);
    this.#active.delete(called);
    const effects = this.operations.splice(from).filter(({ kind }) => kind !== "not-schema");
    this.operations.push(...effects);
  }

  #listener(statement: Statement, depth: number): BlockListener {
    return {
      sql: (part, inner) => this.#readPart(part, statement, inner, depth + 1),
      dynamic: (part) =>
        this.#dynamic(
          this.#locationOf(part),
          "This SQL is put together at run time, so what it does is not part of this review. Write it out as a statement where it is constant.",
        ),
    };
  }

  /** SQL inside of a DO block, which may be a string of several statements. */
  #readPart(part: Fragment, block: Statement, circumstances: Circumstances, depth: number): void {
    if (!this.#affords(part, this.#locationOf(part))) return;
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

  #affords(part: Fragment, at: Location): boolean {
    const before = this.#innerSql;
    this.#innerSql += part.parsed.length + 100;
    if (before <= MOST_INNER_SQL && this.#innerSql > MOST_INNER_SQL) {
      const message = "From here on, SQL in strings and in routines is no longer read: there is too much of it.";
      this.diagnostics.push({ kind: "limit-reached", at, message });
    }
    return this.#innerSql <= MOST_INNER_SQL;
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

function namesOf(parameters: readonly Node[] | undefined): readonly string[] {
  return (parameters ?? []).flatMap((node) => ("FunctionParameter" in node ? [node.FunctionParameter.name ?? ""] : []));
}
