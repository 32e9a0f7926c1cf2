import { lookUp, normaliseTitle, wordsOf } from "./titles.ts";
import { columnHeaders, foreignKeyHeaders, indexHeaders, type objectWords } from "./vocabulary.ts";

/** What a Markdown table inside an object's section lists. `data` is anything else, rows of the table itself for instance. */
type TableRole = "columns" | "indexes" | "foreign-keys" | "data";

type ObjectPart = keyof typeof objectWords;

const columnHeader = lookUp(columnHeaders);
const indexHeader = lookUp(indexHeaders);
const foreignKeyHeader = lookUp(foreignKeyHeaders);
const rowNumbers = new Set(["", "#", "no", "nr", "№", "n°", "pos", "序号", "番号"]);
const indexNames = new Set(wordsOf(indexHeaders.name).filter((word) => /ind|索引|インデックス/.test(word)));
const plainWords = new Set(["name", "type", "nom", "nombre", "nome", "typ", "tipo", "名称", "имя", "название"]);
const elsewhere: ReadonlySet<ObjectPart> = new Set<ObjectPart>([
  "used-by",
  "depends-on",
  "parameters",
  "returns",
  "samples",
  "values",
  "triggers",
  "security",
  "migrations",
  "dependencies",
]);

/** Decides by the header cells first, and by the heading or label it stands under where they leave it open. */
export function roleOf(titles: readonly string[], under: ObjectPart | undefined): TableRole {
  const headers = titles.map(normaliseTitle);
  if (under !== undefined && elsewhere.has(under)) return "data";
  const foreign = new Set(headers.map(foreignKeyHeader));
  const hasType = headers.some((header) => columnHeader(header) === "type");
  if (under === "foreign-keys" && foreign.has("references")) return "foreign-keys";
  if (foreign.has("references") && foreign.has("columns") && !hasType) return "foreign-keys";
  const index = new Set(headers.map(indexHeader));
  if (headers.some((header) => indexNames.has(header)) && index.has("columns")) return "indexes";
  if (under === "indexes" && index.has("columns")) return "indexes";
  return isColumnsHeader(headers, under) ? "columns" : "data";
}

function isColumnsHeader(headers: readonly string[], under: ObjectPart | undefined): boolean {
  const first = headers.find((header) => !rowNumbers.has(header) && columnHeader(header) !== "primary-key");
  const leads = first !== undefined && columnHeader(first) === "name";
  const name = leads ? first : headers.find((header) => columnHeader(header) === "name" && !plainWords.has(header));
  if (name === undefined) return false;
  if (under === "columns") return true;
  if (under === "indexes" || under === "foreign-keys" || under === "constraints") return false;
  const type = headers.find((header) => columnHeader(header) === "type");
  if (type === undefined)
    return leads && !plainWords.has(name) && headers.some((header) => columnHeader(header) === "description");
  const known = headers.filter((header) => columnHeader(header) !== undefined).length;
  return !plainWords.has(name) || !plainWords.has(type) || known >= 3 || known === headers.length;
}
