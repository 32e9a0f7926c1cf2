import type { Grammar } from "./grammar.ts";

const LONGEST = 160;

/** Whether a statement runs text that is put together when it runs. */
export function isDynamic(statement: string): boolean {
  return /^\s*(?:PREPARE|EXECUTE\s+IMMEDIATE)\b/i.test(statement);
}

/** Why a statement could not be read, and what to do about it. */
export function unreadMessage({ server, dialect }: Grammar, statement: string, reason: string): string {
  const words = reason.replace(/\s+/g, " ").trim();
  const short = words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
  return `This statement cannot be read as ${server}'s: ${short}.${remedy(statement, dialect)}`;
}

function remedy(statement: string, dialect: Grammar["dialect"]): string {
  const code = statement.slice(0, 4000).replace(/'(?:[^']|'')*'/g, "''");
  if (isDynamic(code)) return " It is put together at run time: write it out where it is constant.";
  if (/\$\w*\$|::\w|\b(?:big)?serial\b|\bjsonb\b|\btimestamptz\b|\bCONCURRENTLY\b/i.test(code))
    return " It looks like PostgreSQL: say which dialect the file is in.";
  if (dialect === "sqlite" && /\bAUTO_INCREMENT\b|\bENGINE\s*=|\b(?:MODIFY|CHANGE)\s+COLUMN\b/i.test(code))
    return " It looks like MySQL: say which dialect the file is in.";
  if (dialect === "sqlite" && /\bALTER\s+TABLE\b/i.test(code))
    return " SQLite changes a column or a constraint only by making the table anew.";
  if (dialect === "mysql" && /\bAUTOINCREMENT\b|^\s*PRAGMA\b/i.test(code))
    return " It looks like SQLite: say which dialect the file is in.";
  return "";
}
