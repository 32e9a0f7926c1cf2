import type { RoleGrant } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { readAnswer, saysNone } from "./answers.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { keyedRows } from "./header-cells.ts";
import { plainText } from "./inline-text.ts";
import { readPermissions } from "./permission-words.ts";
import { isPlaceholder } from "./placeholders.ts";
import type { TableText } from "./read-table-cells.ts";
import { roleName } from "./role-name.ts";
import { splitList } from "./split-list.ts";
import { readScope } from "./table-scope.ts";
import { lookUp, normaliseTitle } from "./titles.ts";
import { protectionHeaders } from "./vocabulary.ts";

const { tables, role, permissions } = protectionHeaders;
const header = lookUp({ role, tables, permissions });
const remarks = new Set(
  "purpose|description|notes|note|comment|comments|remarks|owner|used by|zweck|beschreibung|bemerkung|usage|reason".split(
    "|",
  ),
);

type Heads = {
  readonly role: number;
  readonly tables: number;
  readonly others: readonly (Range & { readonly index: number })[];
};

/**
 * Reads a table of who may do what: a row for each role with its tables and permissions, or a matrix of roles against privileges, of tables against roles, of roles
 * against tables.
 */
export function readRoleTable(
  contract: ContractText,
  sql: SqlReader,
  table: TableText,
  diagnostics: Diagnostic[],
): readonly RoleGrant[] {
  const heads = headsOf(contract, table);
  const text = (cell: Range | undefined) => textOf(contract, cell);
  const rows = table.rows.filter((row) => row.cells.every((cell) => !isPlaceholder(text(cell))));
  const scope = (row: Range, written: string) => readScope(contract, sql, row, written, diagnostics);
  const rolesIn = (written: string) => splitList(written).map((item) => roleName(sql, item.text));
  const keyed = keyedRows(contract, table, header);
  if (keyed.some(({ cells }) => cells.has("role") && cells.has("permissions"))) {
    return keyed.flatMap((row) => {
      const words = { role: text(row.cells.get("role")), tables: text(row.cells.get("tables")) };
      const isLeft = [...row.cells.values()].some((cell) => isPlaceholder(text(cell)));
      if (isLeft || saysNone(words.role) || !row.cells.has("permissions")) return [];
      const rest = { ...scope(row, words.tables), permissions: readPermissions(text(row.cells.get("permissions"))) };
      return rolesIn(words.role).map((name) => ({ at: contract.at(row), role: name, ...rest }));
    });
  }
  const privileges = heads.others.filter((head) => isPrivilege(text(head)));
  if (heads.role !== -1 && privileges.length > 1) {
    return rows.flatMap((row) => {
      const answers = privileges.map((head) => (answered(text(row.cells[head.index])) ? text(head) : undefined));
      const granted = readPermissions(answers.filter((one) => one !== undefined).join(", "));
      const rest = { ...scope(row, heads.tables === -1 ? "" : text(row.cells[heads.tables])), permissions: granted };
      return rolesIn(text(row.cells[heads.role])).map((name) => ({ at: contract.at(row), role: name, ...rest }));
    });
  }
  const isMatrix = (heads.role === -1) !== (heads.tables === -1);
  const filled = isMatrix
    ? heads.others.filter((head) => rows.length > 0 && rows.every((row) => isAccess(text(row.cells[head.index]))))
    : [];
  return filled.flatMap((head) =>
    rows.flatMap((row) => {
      const lead = text(row.cells[heads.role === -1 ? heads.tables : heads.role]);
      const [who, where] = heads.role === -1 ? [text(head), lead] : [lead, text(head)];
      const granted = accessOf(text(row.cells[head.index]));
      return rolesIn(who).map((name) => ({
        at: contract.at(row),
        role: name,
        ...scope(row, where),
        permissions: granted,
      }));
    }),
  );
}

function headsOf(contract: ContractText, table: TableText): Heads {
  const titles = table.header.map((cell) => normaliseTitle(contract.raw(cell)));
  const role = titles.findIndex((title) => header(title) === "role");
  const tables = titles.findIndex((title, index) => index !== role && header(title) === "tables");
  const others = table.header.flatMap((cell, index) =>
    index === role || index === tables || remarks.has(titles[index] ?? "") ? [] : [{ ...cell, index }],
  );
  return { role, tables, others };
}

function isPrivilege(title: string): boolean {
  const read = readPermissions(title);
  return read !== undefined && read.length > 0;
}

function answered(cell: string): boolean {
  return !saysNone(cell) && readAnswer(cell) !== false;
}

/** A cell of a matrix: privileges, or nothing. */
function isAccess(cell: string): boolean {
  return accessOf(cell) !== undefined;
}

function accessOf(cell: string): readonly string[] | undefined {
  return answered(cell) ? readPermissions(cell) : [];
}

function textOf(contract: ContractText, cell: Range | undefined): string {
  return cell === undefined ? "" : plainText(contract.raw(cell)).replaceAll(/[^\S\n]+/g, " ");
}
