const sql =
  /\bSELECT(?:\s+[A-Za-z_*"]|\s*$)|\bINSERT\s+INTO\b|\bDELETE\s+FROM\b|\bMERGE\s+INTO\b|["'`(]\s*(?:select\s+[a-z_*"]|insert\s+into|update\s|delete\s+from|with\s)|^\W{0,3}(?:insert\s+into|update\s+\S+\s+set|delete\s+from|from|join|where)\s|\.(?:query|execute|raw|prepare)\w*\s*[(<`]|\b(?:sql|text)\s*[(`]/;
const route =
  /\.(?:get|post|put|patch|delete|route)\s*(?:<[^()]*>)?\(|@(?:Get|Post|Put|Patch|Delete|All|Controller|\w*Mapping)\b|@[\w.]+\.(?:get|post|put|patch|delete|route|api_route)\(|\bpath\(\s*r?["']/;
const model = /\b(?:Column|mapped_column|Table|Entity)\s*\(|\bmodels\.\w+\(|__tablename__/;

/** Whether a line of code looks as if it spoke to a database, served an endpoint or declared a table. Wrong now and then, and cheap. */
export function showsCodeSign(line: string): boolean {
  return sql.test(line) || route.test(line) || model.test(line);
}
