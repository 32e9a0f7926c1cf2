import type { Engine } from "../model/engine.ts";
import { engineOf, productOf, versionOf } from "./product-words.ts";

/** A file that says which engine the project runs on, and the phrase in it that does. */
type Sign = { readonly file: RegExp; readonly phrase: RegExp };

const quoted = `["']?([\\w-]+)["']?`;

/** Files of the tools that run migrations. */
const toolSigns: readonly Sign[] = [
  { file: /(?:^|\/)migration_lock\.toml$/, phrase: new RegExp(`^\\s*provider\\s*=\\s*${quoted}`, "m") },
  { file: /(?:^|\/)meta\/_journal\.json$/, phrase: new RegExp(`"dialect"\\s*:\\s*${quoted}`) },
  { file: /(?:^|\/)drizzle\.config\.[cm]?[jt]s$/, phrase: new RegExp(`\\b(?:dialect|driver)\\s*:\\s*${quoted}`) },
  {
    file: /(?:^|\/)schema\.prisma$/,
    phrase: new RegExp(`\\bdatasource\\s+\\w+\\s*\\{[^}]*?\\bprovider\\s*=\\s*${quoted}`),
  },
  { file: /(?:^|\/)sqlc\.(?:ya?ml|json)$/, phrase: new RegExp(`["']?engine["']?\\s*:\\s*${quoted}`) },
  { file: /(?:^|\/)sqitch\.conf$/, phrase: new RegExp(`^\\s*engine\\s*=\\s*${quoted}`, "m") },
  { file: /(?:^|\/)sqitch\.plan$/, phrase: /^\s*%engine=(\w+)/m },
  { file: /(?:^|\/)dbconfig\.ya?ml$/, phrase: new RegExp(`^\\s*dialect\\s*:\\s*${quoted}`, "m") },
];

/** Files that say what a project is run with. */
const projectSigns: readonly Sign[] = [
  { file: /(?:^|\/)database\.ya?ml$/, phrase: new RegExp(`^\\s*adapter\\s*:\\s*${quoted}`, "gm") },
  {
    file: /(?:^|\/)(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/,
    phrase:
      /^\s*(?:-\s*)?image\s*:\s*["']?(\S*?(?:postgres|postgis|mysql|mariadb|cockroach|timescale)\S*?)["']?\s*$/gim,
  },
];

const mostFiles = 4;

export type SignSource = "tool" | "project";

/** The paths of a listing whose texts may say the engine: those above (or within) the folders of the migrations at hand, nearest first. */
export function signFiles(paths: readonly string[], migrations: readonly string[], source: SignSource): string[] {
  const signs = source === "tool" ? toolSigns : projectSigns;
  const homes = new Set(migrations.flatMap(foldersAbove));
  return paths
    .filter((path) => signs.some(({ file }) => file.test(path)) && homes.has(homeOf(path)))
    .sort((left, right) => depth(right) - depth(left) || (left < right ? -1 : 1))
    .slice(0, mostFiles);
}

/** What such a file says; `undefined` where it names no product, or more than one. */
export function engineOfSign(path: string, text: string, source: SignSource): Engine | undefined {
  const sign = (source === "tool" ? toolSigns : projectSigns).find(({ file }) => file.test(path));
  if (sign === undefined) return undefined;
  const phrases = sign.phrase.global
    ? [...text.matchAll(sign.phrase)].map((match) => match[1] ?? "")
    : [sign.phrase.exec(text)?.[1] ?? ""];
  const engines = phrases.flatMap((phrase) => {
    const product = productOf(phrase.replace(/[_/]/g, " "));
    return product === undefined ? [] : [engineOf(product, versionOf(phrase.replace(/^.*:/, "")))];
  });
  const [first] = engines;
  return engines.every(({ product }) => product === first?.product) ? first : undefined;
}

/** The folder that a sign speaks for: Drizzle's journal lies below its migrations, a project's configuration in `config`. */
function homeOf(path: string): string {
  const folder = folderOf(path);
  return /(?:^|\/)(?:meta|prisma|config|conf|docker|db)$/.test(folder) ? folderOf(folder) : folder;
}

function foldersAbove(path: string): string[] {
  const above: string[] = [];
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) above.push(folder);
  return [...above, ""];
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

function depth(path: string): number {
  return path.split("/").length;
}
