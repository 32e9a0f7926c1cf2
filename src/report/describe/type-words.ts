import type { RoutineOperation, TypeOperation } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { named, partOf, type WordsFor } from "./words.ts";

const types: WordsFor<TypeOperation["kind"]> = {
  "create-enum": ({ type }) => `creates enum ${named(type)}`,
  "add-enum-value": ({ type, value }) => `adds value ${code(value)} to enum ${named(type)}`,
  "rename-enum-value": ({ type, value, to }) => `renames value ${code(value)} of enum ${named(type)} to ${code(to)}`,
  "create-domain": ({ type }) => `creates domain ${named(type)}`,
  "alter-domain-default": ({ type }) => `changes the default of domain ${named(type)}`,
  "alter-domain-nullability": ({ type, nullable }) =>
    `makes domain ${named(type)} ${nullable ? "nullable" : "NOT NULL"}`,
  "add-domain-constraint": ({ type }) => `adds a constraint to domain ${named(type)}`,
  "drop-domain-constraint": ({ type, constraint }) => `drops constraint ${code(constraint)} of domain ${named(type)}`,
  "rename-domain-constraint": ({ type, constraint, to }) =>
    `renames constraint ${code(constraint)} of domain ${named(type)} to ${code(to)}`,
  "validate-domain-constraint": ({ type, constraint }) =>
    `validates constraint ${code(constraint)} of domain ${named(type)}`,
  "create-composite": ({ type }) => `creates composite type ${named(type)}`,
  "add-attribute": ({ type, attribute }) => `adds attribute ${partOf(type, attribute)}`,
  "drop-attribute": ({ type, attribute }) => `drops attribute ${partOf(type, attribute)}`,
  "alter-attribute-type": ({ type, attribute, dataType }) =>
    `changes the type of attribute ${partOf(type, attribute)} to ${code(dataType.meaning)}`,
  "rename-attribute": ({ type, attribute, to }) => `renames attribute ${partOf(type, attribute)} to ${code(to)}`,
  "create-range": ({ type }) => `creates range type ${named(type)}`,
  "create-base-type": ({ type }) => `creates base type ${named(type)}`,
  "drop-type": ({ type, domain }) => `drops ${domain ? "domain" : "type"} ${named(type)}`,
  "rename-type": ({ type, to }) => `renames type ${named(type)} to ${code(to)}`,
};

const routines: WordsFor<RoutineOperation["kind"]> = {
  "create-routine": ({ routine, replace }) =>
    `${replace ? "creates or replaces" : "creates"} ${routine.kind} ${code(routine.signature)}`,
  "drop-routine": ({ routine, routineKind }) => `drops ${routineKind} ${named(routine)}`,
  "rename-routine": ({ routine, to }) => `renames routine ${named(routine)} to ${code(to)}`,
  "alter-routine": ({ routine }) => `alters routine ${named(routine)}`,
  "create-trigger": ({ table, trigger }) => `creates trigger ${code(trigger.name)} on ${named(table)}`,
  "drop-trigger": ({ table, trigger }) => `drops trigger ${code(trigger)} on ${named(table)}`,
  "rename-trigger": ({ table, trigger, to }) => `renames trigger ${code(trigger)} on ${named(table)} to ${code(to)}`,
  "set-trigger-enabled": ({ table, trigger, enabled }) =>
    `${enabled === "disabled" ? "disables" : "enables"} ${trigger === undefined ? "all triggers" : `trigger ${code(trigger)}`} on ${named(table)}`,
  "set-rule-enabled": ({ table, rule, enabled }) =>
    `${enabled === "disabled" ? "disables" : "enables"} rule ${code(rule)} on ${named(table)}`,
  "create-policy": ({ table, policy }) => `creates policy ${code(policy.name)} on ${named(table)}`,
  "alter-policy": ({ table, policy }) => `alters policy ${code(policy)} on ${named(table)}`,
  "drop-policy": ({ table, policy }) => `drops policy ${code(policy)} on ${named(table)}`,
  "rename-policy": ({ table, policy, to }) => `renames policy ${code(policy)} on ${named(table)} to ${code(to)}`,
};

/** Words for types, domains, routines, triggers and policies. */
export const typeWords: WordsFor<(TypeOperation | RoutineOperation)["kind"]> = { ...types, ...routines };
