import { z } from "zod";
import type { SettingValue, SignableBox } from "../model/policy.ts";
import type { RuleDeclaration, SettingOf } from "../model/rule-declaration.ts";

const severity = z.enum(["error", "warning", "info", "off"]);

const path = z
  .string()
  .regex(
    /^(?![/\\]|\.{1,2}\/)[^\\\0]{1,300}$/,
    "must be relative to the repository's root, with forward slashes and without a leading / or ./",
  );
const globs = (meaning: string) => z.array(path).max(100).optional().describe(meaning);
const number = (from: number, to: number, meaning: string) => z.int().min(from).max(to).optional().describe(meaning);
const flag = (meaning: string) => z.boolean().optional().describe(meaning);
/** A regular expression as rules make it of its text. */
const pattern = z
  .string()
  .max(500)
  .superRefine((text, { addIssue }) => {
    const wrong = whyNoPattern(text);
    if (wrong !== undefined) addIssue({ code: "invalid_format", format: "regex", message: wrong });
  });

function whyNoPattern(text: string): string | undefined {
  try {
    new RegExp(text, "u");
    return undefined;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split(": ").at(-1) ?? "";
    return `must be a regular expression of JavaScript, with a backslash before each sign that is meant as itself (${reason.toLowerCase()})`;
  }
}

const optionalPath = (meaning: string) => path.optional().describe(meaning);

const server = z
  .strictObject({
    product: z
      .enum(["postgresql", "cockroachdb", "mysql", "mariadb", "sqlite", "sqlserver"])
      .optional()
      .describe(
        "The server's product. Other relatives count as the one whose dialect they speak: TimescaleDB as postgresql.",
      ),
    version: z
      .union([
        z.string().regex(/^\d{1,4}(?:\.\d{1,4}){0,2}$/, 'must be a version such as "16", "8.0" or "10.11"'),
        z.number(),
      ])
      .optional()
      .describe(
        "The server's version, which decides what its locks stop. The oldest that is still supported when absent.",
      ),
  })
  .optional()
  .describe("The database server that the migrations run on. Found out from the contract and the files when absent.");

const migrations = z
  .strictObject({
    include: globs("Migration files besides those that are known by their form."),
    exclude: globs("Migration files to leave alone."),
  })
  .optional()
  .describe("Which files are migrations, as globs.");

const contracts = z
  .strictObject({
    database: optionalPath("The database contract, DATABASE_SCHEMA_CONTRACT.md."),
    sql: optionalPath("The SQL contract, SQL_CONTRACT.json."),
    api: optionalPath("The API contract, API_CONTRACT.md."),
  })
  .optional()
  .describe("Where the contracts lie. Looked for in the usual places when absent.");

const databases = z
  .array(
    z.strictObject({
      name: z.string().min(1).max(100).describe("What the review calls it."),
      paths: z
        .array(path)
        .min(1)
        .max(100)
        .describe(
          "Globs of all files that are about it: services/billing/**. The first database that fits a file has it.",
        ),
      contracts,
      database: server,
      migrations,
    }),
  )
  .max(100)
  .optional()
  .describe(
    "The databases of a repository that keeps several. Where absent, each folder that holds a database contract of its own is one.",
  );

const tables = z
  .strictObject({
    smallRows: number(0, 1e12, "A table that the contract says holds fewer rows is small: what locks it is no matter."),
    largeRows: number(0, 1e12, "A table that the contract says holds more rows is large and asks for care."),
    large: z
      .array(z.string().min(1).max(200))
      .max(500)
      .optional()
      .describe("Tables that are large whatever the contract says, as globs of names: events_*."),
  })
  .optional()
  .describe("Which tables are small and which are large.");

const box = z.array(z.string().min(1).max(200)).max(20).optional();
const boxes: Readonly<Record<SignableBox, typeof box>> = {
  "modules-identified": box.describe("Checks that prove that all modules that use what changes were found."),
  "migration-script": box.describe("Checks that prove the migration."),
  rollback: box.describe("Checks that prove the way back."),
  "database-contract": box.describe("Checks that prove that the database contract is up to date."),
  "sql-contract": box.describe("Checks that prove that the SQL contract is up to date."),
  "api-contract": box.describe("Checks that prove that the API contract is up to date."),
  "team-notified": box.describe("Checks that prove that the team knows."),
  documentation: box.describe("Checks that prove that the documentation is up to date."),
};

const signOff = z
  .strictObject({
    role: z
      .enum(["write", "maintain", "admin"])
      .optional()
      .describe("The least permission on the repository of a person whose tick counts."),
    codeOwners: flag("Whether that person must also be a code owner of a file that the pull request changes."),
    author: flag("Whether the author of the pull request may tick."),
    approvals: number(0, 10, "Approving reviews of the head commit that a breaking change needs besides its ticks."),
    checks: z
      .strictObject(boxes)
      .optional()
      .describe(
        "Names of other checks on the same commit, per box of the Breaking Change Checklist: the box is proved when all of its checks passed.",
      ),
  })
  .optional()
  .describe("Whose tick in the Breaking Change Checklist counts, and what proves a box without one.");

/** The part of the shape that does not depend on the rules. */
const fixed = {
  database: server,
  migrations,
  contracts,
  databases,
  tables,
  deprecation: z
    .strictObject({
      releasesBeforeDrop: number(0, 20, "Releases that must pass between the mark in the contract and the drop."),
    })
    .optional()
    .describe("How long what is marked as deprecated must stay."),
  idempotency: z
    .strictObject({
      ledgerSuffices: flag("Whether it suffices that the migration tool runs each migration once, by its own ledger."),
      transactionSuffices: flag(
        "Whether it suffices that a migration runs in one transaction, which a failed run takes back whole. When absent, it does where the contract states no idempotency.",
      ),
    })
    .optional()
    .describe("What makes a migration safe to run twice."),
  waivers: z
    .strictObject({
      forbidden: z
        .array(z.string().min(1).max(200))
        .max(500)
        .optional()
        .describe("Rules, by id or glob, that no comment may set aside. Those about waivers never may be."),
    })
    .optional()
    .describe("What comments may set aside."),
  signOff,
  limits: z
    .strictObject({
      statementsPerFile: number(
        1,
        1_000_000,
        "Statements that are read of one migration file; what is beyond is said to be unread.",
      ),
      findings: number(1, 100_000, "Findings of one rule that are shown; that there are more is said."),
      ruleMilliseconds: number(
        10,
        60_000,
        "Time that one rule may take before it is stopped, where something keeps watch.",
      ),
    })
    .optional()
    .describe("Bounds on what is read and found."),
};

/** What one rule may be given besides a bare severity. */
export type RuleConfiguration = {
  readonly severity?: z.infer<typeof severity>;
  readonly paths?: { readonly only?: readonly string[] | undefined; readonly except?: readonly string[] | undefined };
} & { readonly [setting: string]: SettingValue | object | undefined };

type Severities = Readonly<Record<string, z.infer<typeof severity>>>;
const fixedShape = z.strictObject(fixed);

/** A configuration as its sections stand in the file, each rule with a mapping of its own. */
export type Configuration = z.infer<typeof fixedShape> & {
  readonly rules?: Readonly<Record<string, RuleConfiguration>>;
  readonly overrides?: readonly { readonly paths: readonly string[]; readonly rules: Severities }[];
};

const shapes = new WeakMap<readonly RuleDeclaration[], z.ZodType>();

/** The shape of `.github/schema-warden.yml`, with the rules' own settings in it; made once for each list of rules. */
export function configurationShape(rules: readonly RuleDeclaration[]): z.ZodType {
  const shape = shapes.get(rules) ?? makeShape(rules);
  shapes.set(rules, shape);
  return shape;
}

function makeShape(rules: readonly RuleDeclaration[]): z.ZodType {
  const perRule = <T>(make: (rule: RuleDeclaration) => T) =>
    Object.fromEntries(rules.map((rule) => [rule.id, make(rule)]));
  const severities = z.strictObject(perRule(() => severity.optional()));
  return z.strictObject({
    _extends: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe(
        "Configuration that this one starts from: repository, owner/repository, repository:path, or a relative path such as ./base.yml. What stands here is laid over it.",
      ),
    rules: z
      .strictObject(perRule(ruleShape))
      .optional()
      .describe("Per rule its severity, or a mapping with severity, paths and the rule's own settings."),
    overrides: z
      .array(z.strictObject({ paths: z.array(path).min(1).max(100).describe("Globs of files."), rules: severities }))
      .max(100)
      .optional()
      .describe("Other severities for some files. The last entry that fits wins."),
    ...fixed,
  });
}

function ruleShape({ summary, severity: usual, settings = {} }: RuleDeclaration): z.ZodType {
  const own = Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      settingShape(setting).optional().describe(setting.meaning),
    ]),
  );
  const paths = z.strictObject({
    only: globs("Globs of files: it speaks in these alone."),
    except: globs("Globs of files: it does not speak in these."),
  });
  const whole = z.strictObject({
    severity: severity.optional().describe(`Its severity; ${usual} when absent.`),
    paths: paths.optional().describe("Where it speaks; everywhere when absent."),
    ...own,
  });
  return z.union([severity, whole]).optional().describe(`${summary}. ${usual} by default.`);
}

/** Of the kind that its default is of. */
function settingShape({ default: usual, choices, isPattern }: SettingOf): z.ZodType {
  if (typeof usual === "number") return z.number().min(0);
  if (typeof usual === "boolean") return z.boolean();
  if (isPattern) return pattern;
  const text = choices === undefined ? z.string().max(500) : z.enum(choices);
  return typeof usual === "string" ? text : z.array(text).max(500);
}
