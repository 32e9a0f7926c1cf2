import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { filesOf } from "../../src/rules/example-files.ts";
import { rules } from "../../src/rules/rules.generated.ts";
import { openServer, type Server, wipe } from "../compare/server.ts";
import { describeServers, hasServers, ownDatabase } from "../postgres-servers.ts";
import { type Named, named, shapes, shapesBase } from "./mend-shapes.ts";

const contractPath = "DATABASE_SCHEMA_CONTRACT.md";
/** The rules of these folders that advise SQL; those of others advise it for the contract. */
const advising = new Set(
  ["destructive", "idempotency", "online", "performance"].flatMap((folder) => {
    const here = new URL(`../../src/rules/${folder}/`, import.meta.url);
    const files = readdirSync(here).filter((file) =>
      /fenced\("sql"|sqlName|sqlQualifiedName/.test(readFileSync(new URL(file, here), "utf8")),
    );
    return files.map((file) => file.replace(/\.ts$/, ""));
  }),
);
/** Their SQL comes after the migration, not in place of a statement. */
const afterwards = new Set(["foreign-key-unindexed", "index-redundant"]);

type Files = ReadonlyMap<string, string>;
type Case = { readonly rule?: string; readonly base: Files; readonly head: Files; readonly since?: number };

const examples = rules
  .filter(({ id, dialects = ["postgresql"] }) => dialects.includes("postgresql") && advising.has(id))
  .flatMap((rule) => rule.examples.invalid.map((one): Case => ({ rule: rule.id, ...filesOf(rule, one) })))
  .filter(({ base, head }) => [...head.keys()].some((path) => path.endsWith(".sql") && !base.has(path)));

const ownBase = new Map([["migrations/0001_base.sql", shapesBase]]);
const ownCases = shapes.map(
  ({ sql, since = 12 }): Case => ({
    base: ownBase,
    head: new Map([...ownBase, ["migrations/0002_shape.sql", `${sql};\n`]]),
    since,
  }),
);

/** The SQL that a finding gives to be pasted; what its author has to fill in is filled in. */
function blocksOf({ howToFix }: Finding): readonly string[] {
  return [...howToFix.matchAll(/(`{3,})sql\n([\s\S]*?)\n\1/g)].map(([, , block = ""]) => block.replace("(…)", "(id)"));
}

/** The statements that a finding gives in a line of text, with what their author has to fill in. */
function lines({ howToFix }: Finding, fill: Readonly<Record<string, string>>): readonly string[] {
  const written = [...howToFix.replace(/(`{3,})sql\n[\s\S]*?\n\1/g, "").matchAll(/`([^`]+)`/g)].map(
    ([, text = ""]) => text,
  );
  return written
    .filter((text) => /^(?:ALTER|CREATE|DELETE FROM|DROP|LOCK|REINDEX|UPDATE|VACUUM) .*[a-z]/.test(text))
    .map((text) => Object.entries(fill).reduce((filled, [gap, words]) => filled.replaceAll(gap, words), text));
}

class Proof {
  readonly #server: Server;
  readonly #reader: SqlReader;
  readonly #major: number;

  constructor(server: Server, reader: SqlReader, major: number) {
    this.#server = server;
    this.#reader = reader;
    this.#major = major;
  }

  /** The rules of which SQL was run, and what came out wrong. */
  async of(one: Case): Promise<{ readonly ran: readonly string[]; readonly wrong: readonly string[] }> {
    const ran: string[] = [];
    const wrong: string[] = [];
    if (this.#major < (one.since ?? 0)) return { ran, wrong };
    for (const finding of await this.#findings(one)) {
      for (const block of blocksOf(finding)) {
        const before = this.#before(finding, one);
        const refusal = await this.#refusal(one, before, block);
        if (refusal !== undefined && (await this.#isRefusedItself(finding, one))) continue;
        const told = refusal ?? (await this.#stillSaid(one, before, finding, block));
        ran.push(finding.rule);
        if (told !== undefined) wrong.push(`${finding.rule}: ${told}\n${block}`);
      }
    }
    return { ran, wrong };
  }

  /** What the server says of the statements that the findings about one statement give in a line; none where it gives none. */
  async ofLines({ sql, fill = {}, after }: Named): Promise<readonly string[]> {
    const one: Case = { base: ownBase, head: new Map([...ownBase, ["migrations/0002_named.sql", `${sql};\n`]]) };
    const told: string[] = [];
    for (const finding of await this.#findings(one)) {
      for (const line of lines(finding, fill)) {
        const refusal = await this.#refusal(one, after ? [sql] : [], line);
        told.push(`${finding.rule}: ${line}${refusal === undefined ? "" : `: ${refusal}`}`);
      }
    }
    return told;
  }

  async #findings({ base, head, rule }: Case): Promise<readonly Finding[]> {
    const engine = { product: "postgresql", version: [this.#major, 0] } as const;
    const { findings } = await reviewFiles(base, head, { ...defaultPolicy, engine });
    return findings.filter((finding) => advising.has(finding.rule) && finding.rule === (rule ?? finding.rule));
  }

  /** The statements that run before what the finding advises. */
  #before({ rule, at }: Finding, { head }: Case): readonly string[] {
    const written = this.#statements(head.get(at.path) ?? "");
    return written
      .filter((one) => afterwards.has(rule) || one.at.end.offset <= at.start.offset)
      .map(({ text }) => text);
  }

  /** An example may name what its base branch does not show: a function, a table of an earlier migration. */
  async #isRefusedItself({ at }: Finding, one: Case): Promise<boolean> {
    return (await this.#refusal(one, [], one.head.get(at.path) ?? "")) !== undefined;
  }

  async #refusal({ base }: Case, before: readonly string[], block: string): Promise<string | undefined> {
    await wipe(this.#server);
    for (const text of [baseOf(base), ...before]) await this.#server.exec(text);
    await this.#server.exec("COMMIT");
    for (const { text } of this.#statements(block)) {
      const refusal = await this.#server.exec(text).then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  /** Whether the rule finds the same once more where its advice was followed, each part in a migration of its own. */
  async #stillSaid({ base }: Case, before: readonly string[], { rule }: Finding, block: string) {
    const parts = afterwards.has(rule) ? [...before, block] : [...before, ...block.split(/^--.*\n/m)];
    const mended = parts.map((part, at) => [`migrations/1${String(at).padStart(3, "0")}_mend.sql`, part] as const);
    const findings = await this.#findings({ rule, base, head: new Map([...base, ...mended]) });
    return findings.length === 0 ? undefined : `said again: ${findings[0]?.what}`;
  }

  #statements(text: string) {
    return this.#reader.readScript({ path: "mend.sql", text, transactional: false }).statements;
  }
}

/** What the base branch has: the contract says it, and the migrations where there is none. */
function baseOf(base: Files): string {
  const [tables = ""] = base.get(contractPath)?.split("## Migration History") ?? [];
  const blocks = [...tables.matchAll(/```sql\n([\s\S]*?)\n```/g)].map(([, sql = ""]) => sql);
  const migrations = [...base].flatMap(([path, text]) => (path.endsWith(".sql") ? [text] : []));
  return (blocks.length > 0 ? blocks : migrations).join("\n");
}

type Opened = { readonly server: Server; readonly major: number; readonly close: () => Promise<void> };

function proofs(open: () => Promise<Opened>): void {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it("runs, and the rule is content with it", { timeout: 300_000 }, async () => {
    const proof = new Proof(opened.server, await loadPostgresReader(), opened.major);
    const wrong: string[] = [];
    const ran: string[] = [];
    for (const one of [...examples, ...ownCases]) {
      const outcome = await proof.of(one).catch((error: Error) => ({ ran: [], wrong: [error.message] }));
      const added = [...one.head].find(([path]) => !one.base.has(path))?.[1];
      wrong.push(...outcome.wrong.map((line) => `${added}\n${line}`));
      ran.push(...outcome.ran);
    }
    expect(wrong.join("\n\n")).toBe("");
    expect(new Set(ran).size).toBeGreaterThanOrEqual(15);
  });

  it.each(named)("names what it advises in a line as the server knows it: $sql", async (one) => {
    const proof = new Proof(opened.server, await loadPostgresReader(), opened.major);
    expect(await proof.ofLines(one)).toEqual(one.says);
  });
}

const title = "what a rule advises PostgreSQL's users to paste";

if (hasServers) {
  describeServers(title, (url) => {
    proofs(async () => {
      const { server, version, drop } = await ownDatabase(url, "schema_warden_mends");
      return { server, major: Math.trunc(version / 10_000), close: drop };
    });
  });
} else {
  describe(title, () => {
    proofs(async () => {
      const db = await openServer();
      return { server: db, major: 18, close: () => db.close() };
    });
  });
}
