import type { FuncCall } from "libpg-query";
import type { SqlValue } from "../../../model/catalog.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Location } from "../../../model/location.ts";
import { keyOf } from "../../../model/name.ts";
import type { Operation, OperationOf, Statement } from "../../../model/operation.ts";
import type { ProgramHost } from "../../../model/program.ts";
import { type BoundParameter, bindArguments, writtenParameters } from "./bind-arguments.ts";
import type { BlockListener, Circumstances } from "./block-walk.ts";
import { utf16OfCodePoints } from "./byte-offsets.ts";
import { callsOf } from "./data-operations.ts";
import { quotedBody, readBlock } from "./do-blocks.ts";
import { scopeOf } from "./evaluate-text.ts";
import { type Fragment, fragmentOffsets, type Ground } from "./fragment.ts";
import { parse } from "./load-parser.ts";
import { nameOfNodes } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { readQueryNode } from "./read-query.ts";
import { readRoutineBody } from "./read-routine-body.ts";
import type { Scope } from "./scope.ts";
import { isSpace } from "./script-comments.ts";
import { statementOperations } from "./statement-operations.ts";
import type { Node } from "./syntax-tree.ts";
import { unreadMessage } from "./unread-message.ts";
import { Variables } from "./variables.ts";

/** Blocks within the strings of blocks, and routines that call routines: each level is parsed anew. */
const NESTED_BLOCKS = 4;

/** Characters of SQL from strings and routines that one script may have read: a line can call for megabytes over and over. */
const MOST_INNER_SQL = 2_000_000;

/** A routine that the script makes, as a later statement of it may call it. */
type Called = {
  readonly language: string;
  readonly body: Fragment;
  readonly parameters: readonly BoundParameter[];
};

/** A parsed statement and where it stands. `offsetOf` leads from the parser's bytes to offsets of the fragment. */
type Reading = {
  readonly node: Node;
  readonly fragment: Fragment;
  readonly offsetOf: (byte: number) => number;
  readonly statement: Statement;
  readonly circumstances?: Circumstances;
  readonly depth?: number;
  readonly scope?: Scope;
  /** An earlier turn of a loop had it. */
  readonly again?: boolean;
};

const outermost: Circumstances = { guard: undefined, conditional: false };
const noNames: Scope = scopeOf(() => undefined, undefined);
const nothing: ReadonlyMap<string, SqlValue> = new Map();

/** Turns parsed statements of one file into operations, and what cannot be read into diagnostics. */
export class StatementReader {
  readonly operations: Operation[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #ground: Ground;
  readonly #host: ProgramHost | undefined;
  readonly #routines = new Map<string, Called>();
  readonly #active = new Set<Called>();
  #innerSql = 0;
  /** Something met so far depends on what the catalog holds, or on values that are not known here. */
  #unsettled = false;

  /** With a host, operations go there one by one, and the catalog answers. */
  constructor(ground: Ground, host?: ProgramHost) {
    this.#ground = ground;
    this.#host = host;
  }

  read(reading: Reading): void {
    const { node, statement } = reading;
    try {
      if ("DoStmt" in node) this.#readBlock({ ...reading, node });
      else this.#readStatement(reading);
    } catch (error) {
      // Expressions nested thousands deep exhaust the stack of whoever walks them.
      if (!(error instanceof RangeError)) throw error;
      this.unread(statement.at, "it is nested too deeply");
    }
  }

  /** A statement that the parser refused; `reason` in the parser's words. */
  unread(at: Location, reason: string): void {
    const text = this.#ground.slice(at.start.offset, at.end.offset, "");
    this.#report({ kind: "unread-statement", at, message: unreadMessage(text, reason) });
  }

  /** What a body does: SQL statements, or a block of PL/pgSQL. `false` where it is none. */
  readBody(
    language: string,
    body: Fragment,
    statement: Statement,
    held: ReadonlyMap<string, SqlValue>,
    circumstances: Circumstances = outermost,
    depth = 0,
  ): boolean {
    const variables = new Variables(this.#host?.catalog, held, { ...body, at: () => statement.at.start.offset });
    if (language !== "sql") return readBlock(body, circumstances, this.#listener(statement, depth), variables);
    this.#readPart(body, statement, circumstances, depth + 1, variables.scope);
    return true;
  }

  #readStatement(reading: Reading): void {
    const { node, fragment, offsetOf, statement, circumstances = outermost, depth = 0 } = reading;
    const from = this.operations.length;
    for (const operation of statementOperations(node, this.#context(reading))) {
      if (reading.again !== true || operation.kind === "call-routine") this.#emit(operation);
    }
    this.#remember(node, fragment, offsetOf);
    // `SELECT f() WHERE …` calls perhaps.
    const perhaps = "SelectStmt" in node && node.SelectStmt.whereClause !== undefined;
    const under = perhaps ? { ...circumstances, conditional: true, unsure: true } : circumstances;
    for (const call of callsOf(node)) this.#follow(call, statement, under, depth, from);
  }

  #context({ node, fragment, offsetOf, statement, circumstances = outermost, scope }: Reading): NodeContext {
    const stop = statement.at.end.offset;
    const parameters = new Set("CreateFunctionStmt" in node ? namesOf(node.CreateFunctionStmt.parameters) : []);
    const fileOffset = (byte: number): number => Math.min(fragment.at(offsetOf(byte)), stop);
    return {
      locate: (byteStart, byteEnd) =>
        this.#ground.location(fileOffset(byteStart), byteEnd === undefined ? stop : fileOffset(byteEnd)),
      slice: (byteStart, byteEnd) => fragment.written.slice(offsetOf(byteStart), offsetOf(byteEnd)),
      statement,
      guard: circumstances.guard,
      readQueryNode,
      scope: scope ?? noNames,
      readBody: (language, body) => readRoutineBody(language, body, parameters),
    };
  }

  #readBlock(reading: Reading & { readonly node: Extract<Node, { DoStmt: unknown }> }): void {
    const { node, fragment, offsetOf, statement, circumstances = outermost, depth = 0 } = reading;
    const before = { operations: this.operations.length, diagnostics: this.diagnostics.length };
    const { language = "plpgsql", body } = quotedBody(node.DoStmt.args, fragment, offsetOf);
    if (body === undefined || language !== "plpgsql" || depth >= NESTED_BLOCKS) {
      this.#dynamic(statement.at, "This DO block is not in PL/pgSQL, so what it does is not part of this review.");
      return;
    }
    if (depth === 0) this.#unsettled = false;
    if (!this.readBody("plpgsql", body, statement, nothing, circumstances, depth))
      this.unread(statement.at, "the body of the DO block is not PL/pgSQL");
    if (depth > 0 || this.#host !== undefined) return;
    const { guard } = circumstances;
    if (this.#unsettled) {
      const operations = this.operations.splice(before.operations);
      const diagnostics = this.diagnostics.splice(before.diagnostics);
      this.#emit({ kind: "run-block", at: statement.at, statement, guard, operations, diagnostics });
    } else if (before.operations === this.operations.length && before.diagnostics === this.diagnostics.length) {
      const without = { command: "DO", target: undefined, full: false, query: undefined };
      this.#emit({ kind: "not-schema", at: statement.at, statement, guard, ...without });
    }
  }

  #remember(node: Node, fragment: Fragment, offsetOf: (byte: number) => number): void {
    if (!("CreateFunctionStmt" in node) || this.#host !== undefined) return;
    const { funcname, options, parameters } = node.CreateFunctionStmt;
    const key = keyOf(nameOfNodes(funcname));
    const { language, body } = quotedBody(options, fragment, offsetOf);
    // Of several with one name the schema knows which is called.
    const isKnown = body !== undefined && (language === "plpgsql" || language === "sql") && !this.#routines.has(key);
    if (!isKnown) this.#routines.delete(key);
    else this.#routines.set(key, { language, body, parameters: writtenParameters(parameters) });
  }

  /** A routine that the script itself made does what its body says, at the call; where that takes the catalog to know, it is left to the call. */
  #follow(call: FuncCall, statement: Statement, circumstances: Circumstances, depth: number, from: number): void {
    const key = keyOf(nameOfNodes(call.funcname));
    const calls = (each: Operation): each is OperationOf<"call-routine"> =>
      each.kind === "call-routine" && each.followed !== true && keyOf(each.routine) === key;
    const at = this.operations.findIndex((each, index) => index >= from && calls(each));
    const operation = this.operations[at];
    if (operation === undefined || !calls(operation)) return;
    const called = this.#routines.get(key);
    if (called === undefined || depth >= NESTED_BLOCKS || this.#active.has(called)) {
      this.#unsettled ||= depth > 0;
      return;
    }
    if (!this.#affords(called.body, statement.at)) return;
    const outer = this.#unsettled;
    this.#unsettled = false;
    this.#active.add(called);
    const before = { operations: this.operations.length, diagnostics: this.diagnostics.length };
    const held = bindArguments(called.parameters, operation.arguments ?? []);
    this.readBody(called.language, called.body, statement, held, circumstances, depth);
    this.#active.delete(called);
    const effects = this.operations.splice(before.operations).filter(({ kind }) => kind !== "not-schema");
    if (this.#unsettled) this.diagnostics.splice(before.diagnostics);
    else {
      this.operations[at] = { ...operation, followed: true };
      this.operations.push(...effects);
    }
    this.#unsettled = outer || (this.#unsettled && depth > 0);
  }

  #listener(statement: Statement, depth: number): BlockListener {
    return {
      sql: (part, inner, scope, again) => this.#readPart(part, statement, inner, depth + 1, scope, again),
      dynamic: (part) => {
        this.#unsettled = true;
        this.#dynamic(
          this.#locationOf(part),
          "This SQL is put together at run time, so what it does is not part of this review. Write it out as a statement where it is constant.",
        );
      },
      unsettled: () => {
        this.#unsettled = true;
      },
    };
  }

  /** SQL inside of a DO block, which may be a string of several statements. */
  #readPart(
    part: Fragment,
    block: Statement,
    circumstances: Circumstances,
    depth: number,
    scope: Scope,
    again = false,
  ): void {
    if (!this.#affords(part, this.#locationOf(part))) return;
    const outcome = parse(part.parsed);
    if (outcome.kind === "failed") {
      const at = utf16OfCodePoints(part.parsed, outcome.at);
      this.unread(this.#locationOf(part, at), outcome.message);
      return;
    }
    const offsetOf = fragmentOffsets(part.parsed);
    for (const { node, start, end } of outcome.statements) {
      const last = trimmed(part.parsed, offsetOf(end));
      const at = this.#locationOf(part, offsetOf(start), last);
      const statement: Statement = {
        ...block,
        at,
        text: this.#ground.slice(at.start.offset, at.end.offset, part.written.slice(offsetOf(start), last)),
        // Code of a routine or block runs inside of the statement that calls it.
        inTransaction: true,
        conditional: block.conditional || circumstances.conditional,
      };
      this.read({ node, fragment: part, offsetOf, statement, circumstances, depth, scope, again });
    }
  }

  #affords(part: Fragment, at: Location): boolean {
    const before = this.#innerSql;
    this.#innerSql += part.parsed.length + 100;
    if (before <= MOST_INNER_SQL && this.#innerSql > MOST_INNER_SQL) {
      const message = "From here on, SQL in strings and in routines is no longer read: there is too much of it.";
      this.#report({ kind: "limit-reached", at, message });
    }
    return this.#innerSql <= MOST_INNER_SQL;
  }

  #locationOf(part: Fragment, start = 0, end = part.parsed.length): Location {
    const from = part.at(start);
    const last = end > start ? part.at(end - 1) : from;
    const after = part.at(end);
    // Text put together from several constants does not end where its next piece begins; a doubled quote is two characters.
    const to = after - last <= 2 ? Math.max(after, last + (end > start ? 1 : 0)) : last + 1;
    return this.#ground.location(from, Math.max(from, to));
  }

  #dynamic(at: Location, message: string): void {
    this.#report({ kind: "dynamic-sql", at, message });
  }

  #emit(operation: Operation): void {
    if (this.#host === undefined) this.operations.push(operation);
    else this.#host.emit(operation);
  }

  #report(diagnostic: Diagnostic): void {
    if (this.#host === undefined) this.diagnostics.push(diagnostic);
    else this.#host.unread(diagnostic);
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
