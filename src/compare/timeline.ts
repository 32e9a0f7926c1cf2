import type { Operation } from "../model/operation.ts";
import { defaultSearchPath } from "./search-path.ts";
import type { Moment, Workspace } from "./workspace.ts";

/** What transactions do to the schema at work: commits let `SET LOCAL` lapse, rollbacks bring back an earlier moment. */
export class Timeline {
  readonly #work: Workspace;
  #path: string | undefined;
  #transaction: number | undefined;
  #start: Moment;
  #savepoints: { readonly name: string; readonly moment: Moment }[] = [];

  constructor(work: Workspace) {
    this.#work = work;
    this.#start = work.moment;
  }

  /** To be called before each operation. A new file is a new session. */
  enter(operation: Operation): void {
    const { path } = operation.statement.at;
    if (this.#path !== path) {
      if (this.#path !== undefined) this.#work.moment = { ...this.#work.moment, searchPath: defaultSearchPath };
      this.#path = path;
      this.#transaction = undefined;
    }
    if (this.#transaction !== operation.statement.transaction) {
      this.#transaction = operation.statement.transaction;
      this.#begin();
    }
  }

  /** To be called after each operation. */
  leave(operation: Operation): void {
    const { text } = operation.statement;
    switch (operation.kind) {
      case "begin":
        this.#begin();
        break;
      case "commit":
        this.#endLocal();
        this.#begin();
        break;
      case "savepoint": {
        const name = nameAfter(text, /^\s*savepoint\s+/i);
        if (name !== undefined) this.#savepoints.push({ name, moment: this.#work.moment });
        else this.#rollbackTo(nameAfter(text, /^\s*rollback\s+(?:(?:work|transaction)\s+)?to\s+(?:savepoint\s+)?/i));
        break;
      }
      case "rollback":
        this.#work.moment = this.#start;
        this.#savepoints = [];
        break;
    }
  }

  #begin(): void {
    this.#endLocal();
    this.#start = this.#work.moment;
    this.#savepoints = [];
  }

  #rollbackTo(savepoint: string | undefined): void {
    const kept = this.#savepoints.findLastIndex((each) => each.name === savepoint);
    const moment = this.#savepoints[kept]?.moment;
    if (moment === undefined) return;
    this.#work.moment = moment;
    this.#savepoints.length = kept + 1;
  }

  #endLocal(): void {
    const { outer } = this.#work.moment.searchPath;
    if (outer !== undefined) this.#work.moment = { ...this.#work.moment, searchPath: outer };
  }
}

/** The name at the end of a statement, folded; the model of these statements has none. */
function nameAfter(text: string, opening: RegExp): string | undefined {
  const match = opening.exec(text.replace(/--[^\n]*\n|\/\*[\s\S]*?\*\//g, " "));
  if (match === null) return undefined;
  const [, quoted, bare] = /^(?:"((?:[^"]|"")*)"|([^\s;]+))/.exec(match.input.slice(match[0].length)) ?? [];
  return quoted?.replaceAll('""', '"') ?? bare?.toLowerCase();
}
