import type { Discrepancy, ModelChange, ModelComparison, ModelContradiction } from "../../model/comparison.ts";
import type { DatabaseContract } from "../../model/contract.ts";
import type { Schema } from "../../model/schema.ts";
import type { SqlReader } from "../../model/sql-reader.ts";
import type { DeclaredModels } from "./declared-models.ts";
import { diffModels } from "./diff-models.ts";
import { judgeChanges } from "./judge-changes.ts";
import { matchModels } from "./match-models.ts";

type ModelsInput = {
  readonly models: DeclaredModels;
  readonly base: DatabaseContract | undefined;
  readonly head: DatabaseContract | undefined;
  readonly final: Schema;
  readonly discrepancies: readonly Discrepancy[];
  readonly sql: SqlReader;
};

/** Holds what the changed models newly declare against the migrations and the head contract. What is wrong in two ways is said once. */
export function compareModels({ models, base, head, final, discrepancies, sql }: ModelsInput): ModelComparison {
  const declared = diffModels(models, sql);
  if (declared.length === 0) return { changes: [], contradictions: [] };
  const ground = {
    final,
    unreadMigrations: models.unreadMigrations,
    keepsMigrations: models.keepsMigrations,
    base,
    head,
    sql,
  };
  const changes = judgeChanges(declared, ground);
  const contradictions = matchModels(declared, head, sql).filter((one) => !isSaid(one, changes, discrepancies));
  return { changes: changes.filter((one) => !isContradicted(one, contradictions)), contradictions };
}

/** The contract lags behind a migration, which the migration's rules say, or no migration makes the change, which is to be mended first. */
function isSaid(
  { owner, column = "", attribute }: ModelContradiction,
  changes: readonly ModelChange[],
  discrepancies: readonly Discrepancy[],
): boolean {
  const lags = discrepancies.some(
    (one) => one.introduced && same(one.owner, owner) && (one.name === undefined || same(one.name, column)),
  );
  return (
    lags ||
    changes.some(
      (one) =>
        one.made === false &&
        one.kind !== "differs" &&
        same(one.owner, owner) &&
        (one.name === undefined || same(one.name, column)) &&
        (one.attribute === undefined || one.attribute === attribute),
    )
  );
}

/** What the migration makes another way than the model says: where the contract says so too, it is the contract that is told. */
function isContradicted(
  { kind, owner, name = "", attribute }: ModelChange,
  contradictions: readonly ModelContradiction[],
): boolean {
  return (
    kind === "differs" &&
    contradictions.some((one) => same(one.owner, owner) && same(one.column ?? "", name) && one.attribute === attribute)
  );
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
