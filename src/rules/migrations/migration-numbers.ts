import type { MigrationFile } from "../../model/migration.ts";
import type { RuleContext } from "../define-rule.ts";

/** Migration files that stay on the base branch's side of this pull request: those it neither deletes nor renames. */
export function remainingMigrations({ baseMigrations, changes }: RuleContext): readonly MigrationFile[] {
  const gone = new Set(
    changes
      .filter(({ status }) => status === "removed" || status === "renamed")
      .map(({ path, previousPath }) => previousPath ?? path),
  );
  return baseMigrations.filter(({ path, repeatable }) => !repeatable && !gone.has(path));
}

/** The number that a migration is ordered by, without its title; `undefined` where its name has none. */
export function numberOf({ order }: { readonly order: string }): string | undefined {
  const [number = ""] = order.split(" ");
  return /^[\d.]+$/.test(number) ? number : undefined;
}
