import type { Policy } from "../../model/policy.ts";
import { classifyMigration } from "../migrations/classify-migration.ts";
import { isCodeMigration } from "../migrations/code-migration.ts";

/** Files that state a whole schema in SQL: by name, and in the folders that declarative tools keep. */
const sqlSchema = /(?:^|\/)(?:(?:\w+[-_.])?(?:schema|structure)\.sql|schemas?\/(?:[^/]+\/)*[^/]+\.sql)$/i;
const prisma = /\.prisma$/;
const python =
  /(?:^|\/)(?:models?|entit(?:y|ies)|tables|orm|schema)(?:\.py|\/(?:[^/]+\/)*[^/]+\.py)$|[a-z](?:_models?|_entit(?:y|ies)|_tables?)\.py$/i;
const script = /(?:\.(?:entity|model)|(?:^|\/)(?:entit(?:y|ies)|models?)\/(?:[^/]+\/)*[^/]+)\.[cm]?[jt]s$/i;

/** Whether a path alone says that the file may declare tables. Tests and fixtures declare what nobody keeps. */
export function isModelPath(path: string, policy: Policy): boolean {
  if (isSqlSchemaPath(path, policy)) return true;
  if (isAside(path) || isCodeMigration(path)) return false;
  return prisma.test(path) || python.test(path) || script.test(path);
}

/** Whether a file states a whole schema in SQL, which is no step of a history. */
export function isSqlSchemaPath(path: string, policy: Policy): boolean {
  return sqlSchema.test(path) && !isAside(path) && classifyMigration(path, policy) === undefined;
}

const asideFolder =
  /(?:^|\/)(?:tests?|testing|test[-_]?data|__tests__|__mocks__|__fixtures__|fixtures?|mocks?|specs?|e2e|seed(?:s|ers|ing)?|dumps?|backups?|snapshots?|node_modules|vendor|third_party|dist|build|out|coverage|generated|scripts?)\//i;
const asideFile =
  /[._-](?:test|spec|stories|d)\.\w+$|(?:^|\/)(?:test_[^/]*|conftest|tests)\.py$|(?:Tests?|_test|_spec)\.\w+$/;

/** Tests, fixtures, seeds, scripts, other people's code and what tools make: nothing that a contract speaks of. */
export function isAside(path: string): boolean {
  return asideFolder.test(path) || asideFile.test(path);
}
