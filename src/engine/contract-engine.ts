import type { Engine } from "../model/engine.ts";
import { engineOf, productOf, versionOf } from "./product-words.ts";

const heading =
  /^#{1,6}[^\S\n].*(?:technolog|tecnolog|database engine|database type|tech stack|dbms|datenbank|база данных|базы данных|数据库|データベース).*$/imu;
const typeLine =
  /^[\s>*+|-]*(?:type|engine|database|dbms|rdbms|product|technology|system|typ|moteur|tipo|motor|类型|种类|種類|тип|субд)[^\n:|：]*[:|：](.*)$/imu;
const versionLine =
  /^[\s>*+|-]*(?:server |engine |database )?(?:version|versión|versão|版本|バージョン|версия)[^\n:|：]*[:|：](.*)$/imu;

/** The engine that a database contract states under Database Technology. Found by its lines, for the whole contract is read in that engine's dialect later. */
export function engineOfContract(text: string): Engine | undefined {
  const found = heading.exec(text);
  if (found === null) return undefined;
  const rest = text.slice(found.index + found[0].length);
  const end = rest.search(/^#{1,6}[^\S\n]/m);
  const section = end === -1 ? rest : rest.slice(0, end);
  const type = typeLine.exec(section)?.[1] ?? "";
  const version = versionLine.exec(section)?.[1] ?? "";
  const product = productOf(type) ?? productOf(version);
  return product === undefined ? undefined : engineOf(product, versionOf(version) ?? versionOf(type));
}
