import { describe, expect, it } from "vitest";
import { Repository, runCli } from "./run-cli.ts";

const path = ".github/schema-warden.yml";
const users = "CREATE TABLE users (id integer PRIMARY KEY, name text);\n";
const drop = { "migrations/0002_drop.sql": "ALTER TABLE users DROP COLUMN name;\n" };
const start = (configuration: string) =>
  new Repository().commit({ "migrations/0001_users.sql": users, [path]: configuration });

type Reviewed = {
  readonly verdict: string;
  readonly notes: readonly string[];
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly at: { readonly path: string };
  }[];
  readonly diagnostics: readonly { readonly kind: string; readonly message: string }[];
};

async function review(dir: string, ...more: readonly string[]): Promise<Reviewed> {
  const { stdout } = await runCli(["review", "--repo", dir, "--format", "json", ...more]);
  return JSON.parse(stdout) as Reviewed;
}

describe("schema-warden config", { timeout: 120_000 }, () => {
  it("says that the working tree's configuration is valid, and ends with 0", async () => {
    const { dir } = start("ruels: {}\n").write({ [path]: "rules: { drop-column: info }\n" });
    const [now, before] = await Promise.all([
      runCli(["config", "--repo", dir]),
      runCli(["config", "--repo", dir, "--at", "HEAD"]),
    ]);
    expect([now.code, now.stdout, now.stderr]).toEqual([0, "The configuration is valid.\n", ""]);
    expect([before.code, before.stdout]).toEqual([2, ""]);
    expect(before.stderr).toMatch(
      /^schema-warden: The configuration is not valid\.\n\.github\/schema-warden\.yml:1:1: There is no key "ruels" at the top\. Did you mean "rules"\?/,
    );
  });

  it("says where there is none, and where what it extends is out of reach", async () => {
    const none = new Repository().commit({ "README.md": "x\n" });
    const far = start("_extends: acme/.github\nrules: { drop-column: info }\n");
    const [without, with_] = await Promise.all([
      runCli(["config", "--repo", none.dir]),
      runCli(["config", "--repo", far.dir]),
    ]);
    expect(without.stdout).toContain("the defaults hold");
    expect([with_.code, with_.stdout]).toEqual([0, "The configuration is valid.\n"]);
    expect(with_.stderr).toBe(
      '.github/schema-warden.yml:1:11: "_extends" names "acme/.github:.github/schema-warden.yml", another repository, which a local review cannot read and goes on without.\n',
    );
  });

  it("says which contract it names that is not there", async () => {
    const { dir } = start("contracts:\n  database: docs/NOPE.md\n");
    const { code, stdout, stderr } = await runCli(["config", "--repo", dir]);
    expect([code, stdout]).toEqual([0, "The configuration is valid, but names a contract that is not there.\n"]);
    expect(stderr).toMatch(
      /^\.github\/schema-warden\.yml:2:13: "contracts\.database" names "docs\/NOPE\.md", which is not there/,
    );
  });

  it("prints every value with its origin", async () => {
    const contract = "# Database Schema Contract\n\n## Database Technology\n\n- **Type**: MySQL\n- **Version**: 8.0\n";
    const { dir } = start("rules:\n  drop-column: info\n").commit({ "DATABASE_SCHEMA_CONTRACT.md": contract });
    const [yaml, json] = await Promise.all([
      runCli(["config", "--repo", dir, "--print"]),
      runCli(["config", "--repo", dir, "--print", "--format", "json", "--at", "HEAD"]),
    ]);
    expect(yaml.stdout).toContain("  drop-column:\n    severity: info # .github/schema-warden.yml:2\n");
    expect(yaml.stdout).toContain("  product: mysql # stated in DATABASE_SCHEMA_CONTRACT.md\n");
    expect(yaml.stdout).toContain("  database: DATABASE_SCHEMA_CONTRACT.md # found\n");
    const { values } = JSON.parse(json.stdout) as { values: { key: string[]; value: unknown; origin: string }[] };
    const found = values.find(({ key }) => key.join(".") === "rules.drop-column.severity");
    expect(found).toEqual({
      key: ["rules", "drop-column", "severity"],
      value: "info",
      origin: ".github/schema-warden.yml:2",
    });
  });

  it("prints the databases that are found where there are several", async () => {
    const contract = { "DATABASE_SCHEMA_CONTRACT.md": "# Database Schema Contract\n", "run.sh": "true\n" };
    const inFolder = (folder: string) =>
      Object.fromEntries(Object.entries(contract).map(([name, text]) => [`${folder}/${name}`, text]));
    const { dir } = start("").commit({ ...inFolder("services/a"), ...inFolder("services/b") });
    const { stdout } = await runCli(["config", "--repo", dir, "--print", "--format", "json"]);
    const { values } = JSON.parse(stdout) as { values: { key: string[]; value: unknown; origin: string }[] };
    expect(values.filter(({ key }) => key[0] === "databases")).toEqual([
      {
        key: ["databases"],
        value: ["a", "b"].map((name) => ({
          name: `services/${name}`,
          paths: [`services/${name}/**`],
          contracts: { database: `services/${name}/DATABASE_SCHEMA_CONTRACT.md` },
        })),
        origin: "found",
      },
    ]);
  });

  it.each([
    [["--at", "nowhere"], /^schema-warden: There is no commit called nowhere here\..*--at\.\n$/],
    [["--at", "main", "--worktree"], /^schema-warden: .*cannot be used with.*\n$/],
    [["--format", "xml"], /^schema-warden: .*'xml' is invalid.*\n$/],
  ])("ends with 2 and one sentence on %j", async (parameters, sentence) => {
    const { code, stderr } = await runCli(["config", "--repo", start("").dir, ...parameters]);
    expect(stderr).toMatch(sentence);
    expect(code).toBe(2);
  });
});

describe("schema-warden review with a configuration", { timeout: 120_000 }, () => {
  const rulesOf = ({ findings }: Reviewed) => findings.map(({ rule }) => rule);

  it("goes by the base branch's, which the pull request cannot change for itself", async () => {
    const { dir } = start("rules: { drop-and-recreate: info }\n")
      .branch("work")
      .commit({ ...drop, [path]: "migrations: { exclude: ['**'] }\n" });
    const report = await review(dir);
    expect(report.verdict).toBe("failure");
    expect(report.notes).toContain(
      "This pull request changes .github/schema-warden.yml, which takes effect once it is merged.",
    );
  });

  it("goes by what the base branch has now, not where the branch left it", async () => {
    const repository = start("").branch("work").commit(drop);
    const before = await review(repository.dir);
    repository
      .checkout("main")
      .commit({ [path]: "migrations: { exclude: ['**'] }\n" })
      .checkout("work");
    expect([before.verdict, (await review(repository.dir)).verdict]).toEqual(["failure", "neutral"]);
  });

  it("finds what is wrong in the one that the pull request brings, at its line", async () => {
    const { dir } = start("")
      .branch("work")
      .commit({ [path]: "rules:\n  drop-colum: off\n" });
    const report = await review(dir);
    expect(report.verdict).toBe("failure");
    expect(report.findings).toMatchObject([
      { rule: "configuration-invalid", severity: "error", at: { path, start: { line: 2, column: 3 } } },
    ]);
  });

  it("ends with 2 where the base's is not valid", async () => {
    const { dir } = start("rules:\n\tx: off\n").branch("work").commit(drop);
    const { code, stdout, stderr } = await runCli(["review", "--repo", dir]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(".github/schema-warden.yml:2:1: This is not valid YAML: it is indented with a tab.");
  });

  it("tries another one out, and says so", async () => {
    const { dir } = start("ruels: {}\n")
      .write({ "trial.yml": "migrations: { exclude: ['**'] }\n" })
      .branch("work")
      .commit(drop);
    const report = await review(dir, "--config", `${dir}/trial.yml`);
    expect(report.verdict).toBe("neutral");
    expect(report.notes[0]).toMatch(
      /^Reviewed by the configuration in .*trial\.yml, not by that of the base branch\.$/,
    );
    const missing = await runCli(["review", "--repo", dir, "--config", "nowhere.yml"]);
    expect([missing.code, missing.stderr]).toEqual([
      2,
      "schema-warden: The file nowhere.yml cannot be read (it does not exist).\n",
    ]);
  });

  it("lets a rule speak in some files, and with other severities in others", async () => {
    const more = { "billing/migrations/0002_drop.sql": "ALTER TABLE users DROP COLUMN name;\n" };
    const base = (configuration: string) =>
      start(configuration)
        .commit({ "billing/migrations/0001_users.sql": users })
        .branch("work")
        .commit({ ...drop, ...more });
    const plain = await review(base("").dir);
    const [rule = ""] = rulesOf(plain).filter((id) => plain.findings.filter((one) => one.rule === id).length === 2);
    const of = (report: Reviewed) =>
      report.findings.filter((one) => one.rule === rule).map((one) => `${one.at.path.split("/")[0]} ${one.severity}`);
    const [silent, milder, off] = await Promise.all([
      review(base(`rules: { ${rule}: { severity: error, paths: { except: ["billing/**"] } } }\n`).dir),
      review(base(`rules: { ${rule}: error }\noverrides: [{ paths: ["billing/**"], rules: { ${rule}: info } }]\n`).dir),
      review(
        base(`rules: { ${rule}: off }\noverrides: [{ paths: ["billing/**"], rules: { ${rule}: warning } }]\n`).dir,
      ),
    ]);
    expect([of(silent), of(milder), of(off)]).toEqual([
      ["migrations error"],
      ["migrations error", "billing info"],
      ["billing warning"],
    ]);
  });
});
