import type { Product } from "../model/engine.ts";

const mysqlType =
  "(?:(?:var)?(?:char|binary)|(?:tiny|small|medium|big)?int(?:eger)?|(?:tiny|medium|long)?(?:text|blob)|decimal|numeric|float|double|bool(?:ean)?|bit|date(?:time)?|time(?:stamp)?|year|json|enum|set)\\b";

/** What only MySQL's family writes to give a column that is there its definition: `MODIFY status ENUM('a')`, `CHANGE mail email text`. */
const redefinition = new RegExp(`\\b(?:MODIFY\\s+|CHANGE\\s+[\`\\w]+\\s+)[\`\\w]+\\s+${mysqlType}`, "i");

/** A list of values that is the column's type itself, which `AS ENUM ('a')` is not. */
const listedValues = /(?<!\bAS\s*)\b(?:ENUM|SET)\s*\(\s*['"]/i;

const signs: readonly (readonly [Product, RegExp])[] = [
  ["mysql", redefinition],
  ["mysql", listedValues],
  ["mariadb", /\bCREATE\s+OR\s+REPLACE\s+TABLE\b|\bWITH\s+SYSTEM\s+VERSIONING\b|\bENGINE\s*=\s*Aria\b/i],
  [
    "mysql",
    /\bENGINE\s*=\s*\w|\bAUTO_INCREMENT\b|\bUNSIGNED\b|\bCHARACTER\s+SET\s+utf8|\bDEFAULT\s+CHARSET\b|\b(?:tiny|medium|big)?int\s*\(\d+\)|\b(?:tiny|medium|long)(?:text|blob)\b|\bON\s+UPDATE\s+CURRENT_TIMESTAMP|\b(?:MODIFY|CHANGE)\s+COLUMN\b|^\s*DELIMITER\s|\bALGORITHM\s*=|\bON\s+DUPLICATE\s+KEY\b|\bFULLTEXT\b|\bSET\s+(?:@\w|NAMES\s+utf8|FOREIGN_KEY_CHECKS)/im,
  ],
  [
    "sqlite",
    /\bAUTOINCREMENT\b|^\s*PRAGMA\s|\bWITHOUT\s+ROWID\b|\bINSERT\s+OR\s+(?:IGNORE|REPLACE)\b|\)\s*STRICT\s*;/im,
  ],
  [
    "postgresql",
    /\$\w*\$|\b(?:big|small)?serial\b|\bjsonb\b|\btimestamptz\b|\bbytea\b|::\s*\w|\bCONCURRENTLY\b|\bCREATE\s+EXTENSION\b|\bAS\s+ENUM\b|\bUSING\s+(?:gin|gist|brin)\b|\bALTER\s+COLUMN\b|\bGENERATED\s+(?:ALWAYS|BY\s+DEFAULT)\s+AS\s+IDENTITY\b|\bNOT\s+VALID\b/i,
  ],
  ["sqlserver", /^\s*GO\s*$|\bNVARCHAR\b|\bIDENTITY\s*\(\d|\[dbo\]\./im],
];

/** The product whose own words some migrations use; `undefined` where they are plain SQL, or use words of several. */
export function productOfTexts(texts: readonly string[]): Product | undefined {
  const code = texts.map(withoutStrings).join("\n;\n");
  const found = new Set(signs.filter(([, sign]) => sign.test(code)).map(([product]) => product));
  if (found.has("mariadb")) found.delete("mysql");
  const [only, another] = found;
  return another === undefined ? only : undefined;
}

/** Whether names stand in back-ticks. MySQL's they are, but SQLite takes them, so that they count only where no word speaks. */
export function quotesAsMysql(texts: readonly string[]): boolean {
  return texts.some((text) => /`[^`\n]+`/.test(withoutStrings(text)));
}

function withoutStrings(text: string): string {
  return text.replace(/'(?:[^'\\\n]|''|\\.)*'|--[^\n]*|\/\*(?![!M])[\s\S]*?\*\//g, (match) =>
    match.startsWith("'") ? "''" : " ",
  );
}
