import type { ForeignTool } from "../model/waiver.ts";

const drops = ["drop-column", "dropped-without-deprecation", "dropped-too-soon", "dropped-while-used"] as const;
const tableDrops = ["drop-table", "dropped-without-deprecation", "dropped-too-soon", "dropped-while-used"] as const;
const retypes = ["change-type-rewrites", "narrow-type", "change-type-meaning"] as const;
const enumOrSet = ["mysql-enum-or-set-reordered", "enum-value-removed"] as const;
const guards = [
  "create-not-guarded",
  "drop-not-guarded",
  "add-column-not-guarded",
  "rename-not-guarded",
  "constraint-not-guarded",
  "type-or-enum-not-guarded",
  "routine-not-replaceable",
  "rerun-fails",
  "rerun-changes-schema-or-data",
] as const;

type Equivalents = Readonly<Record<string, readonly string[]>>;

/** Sources: squawk's rules (squawkhq.com/docs/rules), Atlas' checks (atlasgo.io/lint/analyzers), eugene's hints (kaveland.no/eugene/hints.html). */
const equivalents: Readonly<Record<ForeignTool, Equivalents>> = {
  squawk: {
    "adding-field-with-default": ["volatile-default", "stored-generated-column"],
    "adding-foreign-key-constraint": ["foreign-key-not-valid"],
    "adding-not-nullable-field": ["set-not-null-directly"],
    "adding-primary-key-constraint": ["primary-key-not-using-index"],
    "adding-required-field": ["add-required-column"],
    "adding-serial-primary-key-field": ["add-auto-increment", "primary-key-not-using-index"],
    "ban-alter-domain-with-add-constraint": ["domain-with-check"],
    "ban-char-field": ["prefer-text"],
    "ban-concurrent-index-creation-in-transaction": ["concurrently-in-transaction"],
    "ban-create-domain-with-constraint": ["domain-with-check"],
    "ban-disable-trigger": ["trigger-disabled", "row-security-weakened"],
    "ban-drop-column": drops,
    "ban-drop-constraint": ["drop-constraint"],
    "ban-drop-database": ["drop-database"],
    "ban-drop-domain": ["drop-type"],
    "ban-drop-function": ["drop-routine"],
    "ban-drop-not-null": ["drop-not-null"],
    "ban-drop-schema": ["drop-schema"],
    "ban-drop-table": tableDrops,
    "ban-drop-type": ["drop-type"],
    "ban-drop-view": ["drop-view"],
    "ban-truncate-cascade": ["drop-cascade"],
    "ban-uncommitted-transaction": ["transaction-left-open"],
    "changing-column-type": retypes,
    "constraint-missing-not-valid": [
      "check-not-valid",
      "foreign-key-not-valid",
      "unique-not-using-index",
      "primary-key-not-using-index",
      "exclusion-constraint",
      "validate-in-same-transaction",
    ],
    "disallowed-unique-constraint": ["unique-not-using-index"],
    "identifier-too-long": ["identifier-too-long"],
    "prefer-big-int": ["prefer-bigint"],
    "prefer-bigint-over-int": ["prefer-bigint"],
    "prefer-bigint-over-smallint": ["prefer-bigint"],
    "prefer-identity": ["prefer-identity"],
    "prefer-repack": ["vacuum-full-or-cluster"],
    "prefer-robust-stmts": guards,
    "prefer-text-field": ["prefer-text"],
    "prefer-timestamp-tz": ["prefer-timestamptz"],
    "prefer-timestamptz": ["prefer-timestamptz"],
    "renaming-column": ["rename-column"],
    "renaming-object": ["rename-table", "rename-schema", "rename-enum-value", "drop-routine", "drop-type"],
    "renaming-table": ["rename-table"],
    "require-concurrent-index-creation": ["index-not-concurrent"],
    "require-concurrent-index-deletion": ["drop-index-not-concurrent"],
    "require-concurrent-partition-detach": ["detach-not-concurrent"],
    "require-concurrent-reindex": ["reindex-not-concurrent"],
    "require-table-schema": ["schema-qualified"],
    "require-lock-timeout": ["lock-timeout-missing"],
    "require-statement-timeout": ["statement-timeout-missing"],
    "require-timeout-settings": ["lock-timeout-missing", "statement-timeout-missing"],
    "transaction-nesting": ["transaction-nested"],
  },
  atlas: {
    BC101: ["rename-table"],
    BC102: ["rename-column"],
    CD101: ["drop-constraint"],
    DS101: ["drop-schema"],
    DS102: tableDrops,
    DS103: drops,
    MF101: ["unique-not-using-index"],
    MF103: ["add-required-column"],
    MF104: ["set-not-null-directly"],
    PG101: ["index-not-concurrent"],
    PG102: ["drop-index-not-concurrent"],
    PG103: ["concurrently-in-transaction"],
    PG104: ["primary-key-not-using-index"],
    PG105: ["unique-not-using-index"],
    PG301: ["change-type-rewrites"],
    PG302: ["volatile-default"],
    PG303: ["set-not-null-directly"],
    PG304: ["primary-key-not-using-index"],
    PG305: ["check-not-valid"],
    MY101: ["add-required-column"],
    MY110: enumOrSet,
    MY111: enumOrSet,
    MY112: enumOrSet,
    MY120: enumOrSet,
    MY121: enumOrSet,
    MY122: enumOrSet,
    NM102: ["naming-table"],
    NM103: ["naming-column"],
    NM104: ["naming-index"],
    LT101: ["set-not-null-directly"],
    destructive: [...drops, "drop-table", "drop-schema"],
    data_depend: ["unique-not-using-index", "add-required-column", "set-not-null-directly"],
    incompatible: ["rename-table", "rename-column"],
    concurrent_index: ["index-not-concurrent", "drop-index-not-concurrent", "concurrently-in-transaction"],
    naming: ["naming-table", "naming-column", "naming-index"],
  },
  eugene: {
    E1: ["check-not-valid", "foreign-key-not-valid"],
    E2: ["set-not-null-directly"],
    E3: ["prefer-jsonb"],
    E4: ["work-after-exclusive-lock"],
    E5: ["change-type-rewrites"],
    E6: ["index-not-concurrent"],
    E7: ["unique-not-using-index"],
    E8: ["exclusion-constraint"],
    E9: ["lock-timeout-missing"],
    E10: ["several-tables-locked"],
    E11: ["add-auto-increment", "stored-generated-column"],
    E15: ["foreign-key-unindexed"],
    W12: ["alters-not-merged"],
    W14: ["primary-key-not-using-index"],
  },
};

/** The rules that find what these names of another tool's do; all that the tool could find where it names none. */
export function equivalentRules(tool: ForeignTool, names: readonly string[]): ReadonlySet<string> {
  const known = equivalents[tool];
  const of = (name: string) => known[name] ?? known[name.toUpperCase()] ?? known[name.toLowerCase()] ?? [];
  return new Set(names.length === 0 ? Object.values(known).flat() : names.flatMap(of));
}

/** The names of another tool's rules that have an equivalent here. */
export function namesOf(tool: ForeignTool): readonly string[] {
  return Object.keys(equivalents[tool]);
}

/** Every rule that stands for one of another tool's, to be held against the rules there are. */
export function allEquivalents(): readonly string[] {
  return Object.values(equivalents).flatMap((of) => Object.values(of).flat());
}
