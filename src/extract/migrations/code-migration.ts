import { historyOf } from "./history.ts";
import { inNoHistory } from "./not-migrations.ts";
import { splitVersion } from "./version.ts";

/** Whether a path looks like a migration in a programming language: a versioned file in a folder of migrations. */
export function isCodeMigration(path: string): boolean {
  const folders = path.split("/");
  const file = folders.pop() ?? "";
  const name =
    /^(.+?)(?:\.(?:up|down))?\.(?:go|py|rb|js|mjs|cjs|ts|mts|java|kt|php|exs?|cs|clj|scala|xml|ya?ml|fizz)$/.exec(
      file,
    )?.[1];
  if (
    name === undefined ||
    name === "__init__" ||
    name.endsWith(".Designer") ||
    /[._-](?:test|spec)$/.test(name) ||
    inNoHistory(folders)
  )
    return false;
  if (/(?:^|\/)(?:alembic|migrations?)\/versions\/[^/]+\.py$/.test(path)) return true;
  const { version } = splitVersion(name);
  const sure = historyOf(folders).sure === "yes";
  return (
    sure &&
    (/^Version\d{14}$/.test(name) ||
      /^V\d+(?:[._]\d+)*__/.test(name) ||
      (version !== undefined && /^\d{3,}/.test(version)))
  );
}
