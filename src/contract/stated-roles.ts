import type { RoleGrant } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import type { ContractText, Range } from "./contract-text.ts";
import type { Structure } from "./find-objects.ts";
import { plainText } from "./inline-text.ts";
import { parseSection, type TextLine } from "./parse-section.ts";
import { readPermissions } from "./permission-words.ts";
import { isPlaceholder } from "./placeholders.ts";
import { roleName } from "./role-name.ts";
import { readRoleTable } from "./role-tables.ts";
import { readScope } from "./table-scope.ts";

type Context = { readonly contract: ContractText; readonly sql: SqlReader; readonly structure: Structure };
type StatedRoles = { readonly rows: readonly RoleGrant[]; readonly diagnostics: readonly Diagnostic[] };

const grantee =
  /^(?:\*\*|__)?`?([A-Za-z_][\w$-]*)`?(?:\*\*|__)?\s*(?:\([^)]*\))?\s*(?:[:：]|\s[–—-](?=\s))\s*(?:\*\*|__)?\s*(.*)$/su;
const label = /^(tables?|scope|permissions?|privileges?|grants?|access|purpose|description|notes?)$/iu;
const onTables = /^(.+?)\s+(?:on|to|for|in|auf|sur|en|em)\s+(?:the\s+)?(.+?)[.;]?$/isu;
const fillers = /\b(?:can|may|has|have|gets?|is allowed to|allowed to|access|permissions?|privileges?|rights)\b/giu;

/** Reads Role-Based Access in whichever form it has: tables, lists, a heading for each role, `GRANT` statements. */
export function readRoles({ contract, sql, structure }: Context): StatedRoles {
  const reader = new RoleReader(contract, sql);
  for (const section of structure.parts.get("roles") ?? []) {
    reader.read({ start: section.bodyStart, end: section.bodyEnd }, undefined, true);
    for (const child of contract.children(section)) {
      const name = /^(?:role\s*[:：]?\s*)?([a-z_][\w$-]*)$/iu.exec(plainText(contract.rawTitle(child)).trim())?.[1];
      reader.read({ start: child.bodyStart, end: child.bodyEnd }, name, true);
    }
  }
  for (const section of structure.parts.get("access-control") ?? [])
    reader.read({ start: section.bodyStart, end: section.bodyEnd }, undefined, false);
  return reader;
}

class RoleReader implements StatedRoles {
  readonly rows: RoleGrant[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #contract: ContractText;
  readonly #sql: SqlReader;

  constructor(contract: ContractText, sql: SqlReader) {
    this.#contract = contract;
    this.#sql = sql;
  }

  /** `own` is the role that the heading names. In a section about more than roles, a list counts only where all of an item can be read. */
  read(range: Range, own: string | undefined, isAboutRoles: boolean): void {
    let item: { readonly role: string; readonly indent: number } | undefined;
    for (const block of parseSection(this.#contract, range)) {
      if (block.kind === "broken-table")
        this.diagnostics.push(this.#contract.diagnostic(block, `This table cannot be read: ${block.reason}.`));
      else if (block.kind === "table")
        this.rows.push(...readRoleTable(this.#contract, this.#sql, block.table, this.diagnostics));
      else if (block.kind === "code")
        this.#statements({ start: block.fence.contentStart, end: block.fence.contentEnd });
      else if (block.kind === "line" && block.bullet) {
        const under = item !== undefined && block.indent > item.indent ? item.role : own;
        if (under !== undefined) this.#access(block, under, this.#text(block), true);
        else item = this.#item(block, isAboutRoles) ?? item;
      }
    }
  }

  /** `- **app_user** (runtime): SELECT, INSERT on users`; the role, for the items below it. */
  #item(line: TextLine, isAboutRoles: boolean): { readonly role: string; readonly indent: number } | undefined {
    const raw = this.#contract.raw(line);
    if (/^`?grant\s/i.test(raw)) {
      this.#statements(line);
      return undefined;
    }
    const [, role, rest = ""] = grantee.exec(raw) ?? /^(?:\*\*|__)?`?([A-Za-z_][\w$-]*)`?(?:\*\*|__)?$/.exec(raw) ?? [];
    if (role === undefined || isPlaceholder(raw)) return undefined;
    if (rest !== "") this.#access(line, role, plainText(rest), isAboutRoles);
    return { role, indent: line.indent };
  }

  /** `SELECT on users`, `users: SELECT`, `read-only access to all tables`. What cannot be read may mean anything: then the role has no promise that a grant could contradict. */
  #access(line: Range, role: string, text: string, isAboutRoles: boolean): void {
    const [, first = "", second = ""] = onTables.exec(text) ?? /^([^:：]+)[:：]\s*(.+)$/su.exec(text) ?? [];
    const isLabel = label.test(first);
    const [granted, where] = [permissionsIn(first), permissionsIn(second)];
    const alone = isLabel ? undefined : permissionsIn(text);
    const add = (tables: string, permissions: readonly string[] | undefined): void => {
      const scope = readScope(
        this.#contract,
        this.#sql,
        line,
        tables,
        permissions === undefined ? [] : this.diagnostics,
      );
      this.rows.push({ at: this.#contract.at(line), role: roleName(this.#sql, role), ...scope, permissions });
    };
    if (granted !== undefined && second !== "") add(second, granted);
    else if (where !== undefined && !isLabel && first !== "") add(first, where);
    else if (alone !== undefined) add("", alone);
    else if (isAboutRoles) add("", undefined);
  }

  #statements(range: Range): void {
    const raw = this.#contract.raw(range);
    if (!/\bgrant\s/i.test(raw)) return;
    const text = raw.startsWith("`") ? raw.replace(/^`+|`+$/g, "") : raw;
    const script = this.#sql.readScript({
      path: this.#contract.path,
      text: `${text.replace(/;?\s*$/, "")};`,
      transactional: true,
    });
    for (const operation of script.operations) {
      if (operation.kind !== "grant" || operation.revoke || operation.object !== "table") continue;
      const { roles, privileges, names, allInSchema } = operation;
      const permissions = privileges.map((one) => (/^all\b/i.test(one) ? "ALL" : one.toUpperCase()));
      for (const role of roles) {
        const tables = allInSchema ? undefined : names;
        this.rows.push({ at: this.#contract.at(range), role, tables, except: [], permissions });
      }
    }
  }

  #text(line: Range): string {
    return plainText(this.#contract.raw(line));
  }
}

function permissionsIn(text: string): readonly string[] | undefined {
  const bare = text
    .replaceAll(fillers, " ")
    .replace(/[.;]\s*$/, "")
    .trim();
  const found = readPermissions(text) ?? (bare === "" ? undefined : readPermissions(bare));
  return found === undefined || (found.length === 0 && text.trim() === "") ? undefined : found;
}
