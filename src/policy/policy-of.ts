import { dialectOf, type Engine } from "../model/engine.ts";
import type { Severity } from "../model/finding.ts";
import type { DatabasePolicy, Policy, RulePaths, SettingValue, SignableBox, SignOff } from "../model/policy.ts";
import type { Configuration, RuleConfiguration } from "./configuration-shape.ts";

/** What a configuration makes of the policy that holds without it. */
export function policyOf(configuration: Configuration, defaults: Policy): Policy {
  const { rules = {}, overrides = [], database, migrations, contracts, tables, waivers, limits } = configuration;
  const { deprecation, idempotency, signOff, databases } = configuration;
  return {
    severities: new Map([...defaults.severities, ...each(rules, ({ severity }) => severity)]),
    overrides: overrides.length === 0 ? defaults.overrides : overrides.map(overrideOf),
    rulePaths: new Map([...defaults.rulePaths, ...each(rules, pathsOf)]),
    settings: new Map([...defaults.settings, ...each(rules, settingsOf)]),
    dialect: database?.product === undefined ? defaults.dialect : dialectOf[database.product],
    engine: engineOf(database) ?? defaults.engine,
    tables: { ...defaults.tables, ...given(tables) },
    migrations: { ...defaults.migrations, ...given(migrations) },
    contracts: { ...defaults.contracts, ...given(contracts) },
    databases: databases?.map(databaseOf) ?? defaults.databases,
    releasesBeforeDrop: deprecation?.releasesBeforeDrop ?? defaults.releasesBeforeDrop,
    ledgerSuffices: idempotency?.ledgerSuffices ?? defaults.ledgerSuffices,
    transactionSuffices: idempotency?.transactionSuffices ?? defaults.transactionSuffices,
    waivers: { ...defaults.waivers, ...given(waivers) },
    signOff: signOffOf(signOff, defaults.signOff),
    limits: { ...defaults.limits, ...given(limits) },
  };
}

/** Per key of a mapping what is found in its value, where something is. */
function each<Value, Found>(
  mapping: Readonly<Record<string, Value>>,
  find: (value: Value) => Found | undefined,
): readonly (readonly [string, Found])[] {
  return Object.entries(mapping).flatMap(([key, value]) => {
    const found = find(value);
    return found === undefined ? [] : [[key, found] as const];
  });
}

/** A section without what it leaves out. */
function given<T extends object>(section: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(section ?? {}).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function databaseOf(entry: NonNullable<Configuration["databases"]>[number]): DatabasePolicy {
  const { name, paths, contracts, database, migrations } = entry;
  return {
    name,
    paths,
    contracts: { database: contracts?.database, sql: contracts?.sql, api: contracts?.api },
    engine: engineOf(database),
    dialect: database?.product === undefined ? undefined : dialectOf[database.product],
    migrations: given(migrations),
  };
}

function overrideOf({ paths, rules }: NonNullable<Configuration["overrides"]>[number]) {
  return { paths, severities: new Map<string, Severity | "off">(each(rules, (severity) => severity)) };
}

function pathsOf({ paths }: RuleConfiguration): RulePaths | undefined {
  return paths === undefined ? undefined : { only: paths.only ?? [], except: paths.except ?? [] };
}

function settingsOf({ severity: _severity, paths: _paths, ...own }: RuleConfiguration) {
  return Object.keys(own).length === 0 ? undefined : (own as Readonly<Record<string, SettingValue>>);
}

/** A version without a product says nothing that could be gone by. */
function engineOf(database: Configuration["database"]): Policy["engine"] {
  if (database?.product === undefined) return undefined;
  return { product: database.product, version: versionOf(database.version) };
}

function versionOf(text: string | number | undefined): Engine["version"] {
  if (text === undefined) return undefined;
  const [major = 0, minor = 0] = String(text).split(".").map(Number);
  return [major, minor];
}

function signOffOf(configured: Configuration["signOff"], defaults: SignOff): SignOff {
  const { checks, ...rest } = given(configured);
  const named = each(checks ?? {}, (names) => names) as readonly (readonly [SignableBox, readonly string[]])[];
  return { ...defaults, ...given(rest), checks: new Map([...defaults.checks, ...named]) };
}
