import { detectEngine } from "../src/detect-engine.ts";
import { classifyMigration } from "../src/extract/migrations/classify-migration.ts";
import { isCodeMigration } from "../src/extract/migrations/code-migration.ts";
import { relatedFiles } from "../src/extract/migrations/related-files.ts";
import { loadSqlReader } from "../src/load-sql-reader.ts";
import type { Policy } from "../src/model/policy.ts";
import type { Source } from "../src/model/snapshot.ts";
import type { SqlReader } from "../src/model/sql-reader.ts";
import { rules } from "../src/rules/rules.generated.ts";
import type { CountedHistory } from "./finding-counts.ts";

/** The migrations of a folder with the reader for them. A folder that holds nothing but migrations need not be called so. */
export async function gatherHistory(from: Source, asked: Policy): Promise<readonly [CountedHistory, SqlReader]> {
  const all = await from.list("head");
  const isMigration = (path: string) => classifyMigration(path, asked) !== undefined || isCodeMigration(path);
  const plain = all.some(isMigration)
    ? asked
    : { ...asked, migrations: { ...asked.migrations, include: ["**/*.sql"] } };
  const migrations = all.filter((path) => classifyMigration(path, plain) !== undefined);
  const engine = await detectEngine({ source: from, policy: plain, paths: { base: [], head: all }, migrations });
  const policy = { ...plain, dialect: engine.dialect };
  const files = await from.read("head", relatedFiles(all, undefined, policy).files);
  const code = all.filter((path) => isCodeMigration(path)).length;
  return [{ files, engine, policy, code }, await loadSqlReader(engine)];
}

/** Every rule at its own severity, so that none is lowered for want of a contract, and nobody asks for the contract. */
export function atOwnSeverity(policy: Policy): Policy {
  const own = rules.map(({ id, severity }) => [id, severity] as const);
  return { ...policy, severities: new Map([...own, ["contract-missing", "off"], ...policy.severities]) };
}
