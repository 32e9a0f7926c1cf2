import type { Location } from "../../model/location.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation, WrittenConstraint } from "../../model/operation.ts";
import { placeOf } from "../changed-columns.ts";
import { changedMigrations } from "../changed-migrations.ts";
import type { RuleContext } from "../define-rule.ts";

/** A name that an operation gives to something. */
export type GivenName = {
  /** What it names: `table`, `column`, `index`. */
  readonly noun: string;
  readonly name: string;
  /** What it belongs to, `users`; empty for what stands alone. */
  readonly owner: string;
};

/** A name with the operation that gives it. */
type NewName = GivenName & { readonly operation: Operation };

/** Every name that the migrations of the pull request give, in the order they run; what a guard passes over gives none. */
export function* newNames(context: RuleContext): Iterable<NewName> {
  for (const { steps } of changedMigrations(context)) {
    for (const { operation, effect } of steps) {
      if (effect === "no-effect") continue;
      for (const given of namesGiven(operation)) {
        if (given.name === "") continue;
        yield { ...given, operation };
      }
    }
  }
}

/** Where it is given: a column's own line where that can be told, else the statement or clause. */
export function placeOfGiven({ noun, name, operation }: NewName): Location {
  return noun === "column" ? placeOf(operation, name) : operation.at;
}

function namesGiven(operation: Operation): readonly GivenName[] {
  switch (operation.kind) {
    case "create-table": {
      const owner = keyOf(operation.table);
      const columns = operation.columns.map(({ name }) => ({ noun: "column", name, owner }));
      return [
        { noun: "table", name: operation.table.name, owner: "" },
        ...columns,
        ...constraintNames(owner, operation.constraints),
      ];
    }
    case "add-column": {
      const owner = keyOf(operation.table);
      return [{ noun: "column", name: operation.column, owner }, ...constraintNames(owner, operation.constraints)];
    }
    case "add-constraint":
      return constraintNames(keyOf(operation.table), [operation.constraint]);
    case "create-index":
      return [{ noun: "index", name: operation.index.name, owner: keyOf(operation.table) }];
    case "create-trigger":
      return [{ noun: "trigger", name: operation.trigger.name, owner: keyOf(operation.table) }];
    case "create-policy":
      return [{ noun: "policy", name: operation.policy.name, owner: keyOf(operation.table) }];
    case "create-view": {
      const columns = operation.columnNames.map((name) => ({ noun: "column", name, owner: keyOf(operation.view) }));
      return [{ noun: "view", name: operation.view.name, owner: "" }, ...columns];
    }
    case "create-composite": {
      const attributes = operation.attributes.map(({ name }) => ({
        noun: "attribute",
        name,
        owner: keyOf(operation.type),
      }));
      return [{ noun: "type", name: operation.type.name, owner: "" }, ...attributes];
    }
    case "create-enum":
    case "create-domain":
    case "create-range":
    case "create-base-type":
      return [{ noun: "type", name: operation.type.name, owner: "" }];
    case "create-routine":
      return [{ noun: operation.routine.kind, name: operation.routine.name.name, owner: "" }];
    case "create-sequence":
      return [{ noun: "sequence", name: operation.sequence.name, owner: "" }];
    case "create-schema":
      return [{ noun: "schema", name: operation.schema, owner: "" }];
    default:
      return renamed(operation);
  }
}

function renamed(operation: Operation): readonly GivenName[] {
  switch (operation.kind) {
    case "rename-column":
      return [{ noun: "column", name: operation.to, owner: keyOf(operation.table) }];
    case "rename-constraint":
    case "rename-trigger":
    case "rename-policy":
      return [{ noun: operation.kind.slice("rename-".length), name: operation.to, owner: keyOf(operation.table) }];
    case "rename-table":
    case "rename-index":
    case "rename-view":
    case "rename-type":
    case "rename-routine":
    case "rename-sequence":
    case "rename-schema":
      return [{ noun: operation.kind.slice("rename-".length), name: operation.to, owner: "" }];
    default:
      return [];
  }
}

function constraintNames(owner: string, constraints: readonly WrittenConstraint[]): readonly GivenName[] {
  return constraints.map(({ name }) => ({ noun: "constraint", name, owner }));
}
