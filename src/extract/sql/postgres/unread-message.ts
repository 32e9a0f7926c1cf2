const LONGEST = 160;

/** Why a statement could not be read, and what to do about it. */
export function unreadMessage(statement: string, reason: string): string {
  const words = reason.replace(/\s+/g, " ").trim();
  const short = words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
  return `PostgreSQL's parser cannot read this statement: ${short}.${remedy(statement)}`;
}

function remedy(statement: string): string {
  const code = statement.slice(0, 4000).replace(/'(?:[^']|'')*'/g, "''");
  if (/`/.test(code))
    return " Back-ticks are MySQL's quotes: say which dialect the file is in, or quote names with double quotes.";
  if (/\bAUTO_INCREMENT\b|\bENGINE\s*=/i.test(code)) return " It looks like MySQL: say which dialect the file is in.";
  if (/\bAUTOINCREMENT\b|^\s*PRAGMA\b/i.test(code)) return " It looks like SQLite: say which dialect the file is in.";
  if (/\bIDENTITY\s*\(\s*\d|\bNVARCHAR\b|\[\w+\]\.\[\w+\]|^\s*GO\s*$/im.test(code))
    return " It looks like SQL Server, of which only plain SQL is read.";
  return "";
}
