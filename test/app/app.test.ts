import { generateKeyPairSync } from "node:crypto";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { sign } from "@octokit/webhooks-methods";
import pino from "pino";
import { Probot, ProbotOctokit, Server } from "probot";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app/create-app.ts";
import { joined, service, step } from "../databases/services.ts";
import { hasLoopback, needsLoopback } from "../loopback.ts";
import { GitHubStandIn } from "./stand-in/github-stand-in.ts";
import { TestRepository } from "./stand-in/repository.ts";
import { APP_ID, PullRequestState } from "./stand-in/state.ts";

const SECRET = "a webhook secret";
const SHOP = join(import.meta.dirname, "../../examples/shop");

let privateKey: string;
const opened: (() => Promise<void> | void)[] = [];

beforeAll(() => {
  privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs1", format: "pem" })
    .toString();
});
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** The app behind a real HTTP server, with a git-backed stand-in for GitHub on another port. */
class Stage {
  readonly state: PullRequestState;
  readonly github: GitHubStandIn;
  readonly repository = new TestRepository();
  #address = "";
  #delivery = 0;

  constructor(head: (repository: TestRepository) => string, baseFiles: Readonly<Record<string, string>> = {}) {
    cpSync(join(SHOP, "base"), this.repository.directory, { recursive: true });
    const base = this.repository.commit("main", baseFiles);
    this.state = new PullRequestState(this.repository, base, head(this.repository));
    this.github = new GitHubStandIn(this.state);
    opened.push(() => this.repository.remove());
  }

  async start(): Promise<this> {
    const baseUrl = await this.github.start();
    const log = pino({ level: "silent" });
    // Octokit's politeness towards the real GitHub, seconds between writes, would only make the tests slow.
    const Octokit = ProbotOctokit.defaults({ throttle: { enabled: false }, retry: { enabled: false } });
    const server = new Server({
      Probot: Probot.defaults({ appId: APP_ID, privateKey, secret: SECRET, baseUrl, log, Octokit }),
      port: await freePort(),
      host: "127.0.0.1",
      log,
    });
    await server.load(createApp({ appId: APP_ID, now: () => new Date("2026-01-12T10:00:00Z") }));
    const http = await server.start();
    const address = http.address();
    if (address === null || typeof address === "string") throw new Error("The server listens on no port");
    this.#address = `http://127.0.0.1:${address.port}/api/github/webhooks`;
    opened.push(
      () => this.github.stop(),
      () => server.stop(),
    );
    return this;
  }

  /** Delivers a signed webhook and waits until the app is done with it. */
  async deliver(action: string, secret = SECRET): Promise<number> {
    const { state } = this;
    const repo = { id: 1, node_id: "R_1", name: "shop", full_name: "octo/shop", owner: { login: "octo" } };
    const side = (sha: string, ref: string) => ({ sha, ref, repo });
    const body = JSON.stringify({
      action,
      number: state.number,
      pull_request: { number: state.number, base: side(state.base, "main"), head: side(state.head, "change") },
      repository: repo,
      installation: { id: 99 },
    });
    const headers = {
      "content-type": "application/json",
      connection: "close",
      "x-github-event": "pull_request",
      "x-github-delivery": `delivery-${++this.#delivery}`,
      "x-hub-signature-256": await sign(secret, body),
    };
    return (await fetch(this.#address, { method: "POST", headers, body })).status;
  }

  check(name: string) {
    return this.state.checkRuns.filter((run) => run.name === name && run.headSha === this.state.head);
  }

  /** Everything that GitHub holds, for seeing that nothing changed. */
  snapshot(): string {
    const { comments, threads, checkRuns } = this.state;
    return JSON.stringify({ comments, threads, checkRuns });
  }
}

/** Probot takes port 0 for its default. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}

function examplePullRequest(name: string) {
  return (repository: TestRepository) => {
    const folder = join(SHOP, "pull-requests", name);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [path.slice(folder.length + 1), readFileSync(path, "utf8")] as const;
    });
    return repository.commit("change", Object.fromEntries(texts));
  };
}

describe.skipIf(!hasLoopback)(
  needsLoopback("the app, from a signed webhook to what stands on the pull request"),
  () => {
    it("completes both checks, writes one summary and comments inside the diff", async () => {
      const stage = await new Stage(examplePullRequest("break-the-readers")).start();
      expect(await stage.deliver("opened")).toBe(200);
      expect(stage.check("Schema contract")).toMatchObject([{ status: "COMPLETED", conclusion: "FAILURE" }]);
      expect(stage.check("Breaking change sign-off")).toMatchObject([{ status: "COMPLETED", conclusion: "FAILURE" }]);
      expect(stage.state.comments).toHaveLength(1);
      expect(stage.state.comments[0]?.body).toContain("full_name");
      expect(stage.state.threads.length).toBeGreaterThan(0);
      expect(stage.check("Schema contract")[0]?.annotations.length).toBeGreaterThan(0);
    });

    it("changes nothing when the same event comes again", async () => {
      const stage = await new Stage(examplePullRequest("break-the-readers")).start();
      await stage.deliver("opened");
      const before = stage.snapshot();
      stage.github.requests.length = 0;
      await stage.deliver("synchronize");
      expect(stage.snapshot()).toBe(before);
      expect(stage.github.requests.filter((request) => request.includes("mutation"))).toEqual([]);
    });

    it("says nothing about a good pull request but that it is good", async () => {
      const stage = await new Stage(examplePullRequest("add-gift-notes")).start();
      await stage.deliver("opened");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.check("Breaking change sign-off")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.state.comments).toHaveLength(1);
      expect(stage.state.threads).toEqual([]);
    });

    it("completes the checks and stays silent where no schema is touched", async () => {
      const stage = await new Stage((repository) => repository.commit("change", { "README.md": "# Shop\n" })).start();
      await stage.deliver("opened");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.check("Breaking change sign-off")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.state.comments).toEqual([]);
      expect(stage.state.threads).toEqual([]);
    });

    it("follows a push: one summary still, threads of mended findings resolved, those with an answer left", async () => {
      const stage = await new Stage(examplePullRequest("break-the-readers")).start();
      await stage.deliver("opened");
      const [answered] = stage.state.threads;
      if (answered === undefined) throw new Error("There should be a thread");
      stage.state.personAnswers(answered, "Why is that?");
      stage.state.personComments("Nice bot.");
      stage.state.head = stage.repository.commit("change", {
        "migrations/0007_tidy_up.up.sql": null,
        "DATABASE_SCHEMA_CONTRACT.md": readFileSync(join(SHOP, "base/DATABASE_SCHEMA_CONTRACT.md"), "utf8"),
        "README.md": "# Shop\n",
      });
      await stage.deliver("synchronize");
      expect(stage.state.comments.map(({ author }) => author)).toEqual(["schema-warden[bot]", "ada"]);
      expect(stage.state.comments[0]?.body).toContain("nothing left to review");
      const open = stage.state.threads.filter(({ resolvedBy }) => resolvedBy === undefined);
      expect(open).toEqual([answered]);
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
    });

    it("is not doubled by two deliveries at once", async () => {
      const stage = await new Stage(examplePullRequest("forget-the-contracts")).start();
      await Promise.all([stage.deliver("opened"), stage.deliver("synchronize"), stage.deliver("synchronize")]);
      expect(stage.state.comments).toHaveLength(1);
      expect(stage.check("Schema contract")).toHaveLength(1);
      const places = stage.state.threads.map(({ path, line, comments }) => `${path}:${line} ${comments[0]?.body}`);
      expect(new Set(places).size).toBe(places.length);
    });

    it("reads a fork's head, and does not mistake a person's words for its own", async () => {
      const stage = await new Stage(examplePullRequest("forget-the-contracts")).start();
      stage.state.personComments("<!-- schema-warden:summary -->\nI am the bot.");
      await stage.deliver("opened");
      expect(stage.state.comments.map(({ author }) => author)).toEqual(["ada", "schema-warden[bot]"]);
      expect(stage.state.comments[0]?.body).toContain("I am the bot.");
    });

    it("completes both checks with a sentence when GitHub fails, and mends them with the next event", async () => {
      const stage = await new Stage(examplePullRequest("add-gift-notes")).start();
      stage.github.failOnce.set(`/repos/octo/shop/pulls/${stage.state.number}/files`, 502);
      await stage.deliver("opened");
      expect(stage.check("Schema contract")).toMatchObject([
        { status: "COMPLETED", conclusion: "FAILURE", output: { title: "The review could not be done" } },
      ]);
      expect(stage.check("Breaking change sign-off")).toMatchObject([{ conclusion: "FAILURE" }]);
      await stage.deliver("synchronize");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
    });

    const configured = (text: string) => ({ ".github/schema-warden.yml": text });

    it("goes by the base branch's configuration, with no request more", async () => {
      const withoutMigrations = configured("migrations: { exclude: ['**'] }\nrules: { drop-column: off }\n");
      const [plain, stage] = await Promise.all([
        new Stage(examplePullRequest("break-the-readers")).start(),
        new Stage(examplePullRequest("break-the-readers"), withoutMigrations).start(),
      ]);
      await plain.deliver("opened");
      await stage.deliver("opened");
      expect(plain.state.comments[0]?.body).toContain("full_name");
      expect(stage.state.comments[0]?.body ?? "").not.toContain("drop-column");
      expect(stage.github.requests.length).toBeLessThanOrEqual(plain.github.requests.length);
    });

    it("says in both checks what is wrong in the base branch's configuration", async () => {
      const stage = await new Stage(
        examplePullRequest("add-gift-notes"),
        configured("rules:\n  drop-colum: off\n"),
      ).start();
      await stage.deliver("opened");
      for (const name of ["Schema contract", "Breaking change sign-off"]) {
        const [check] = stage.check(name);
        expect(check).toMatchObject({ status: "COMPLETED", conclusion: "FAILURE" });
        expect(check?.output.summary.replaceAll("\\", "")).toContain(
          '.github/schema-warden.yml:2:3: There is no rule "drop-colum". Did you mean "drop-column"?',
        );
      }
      expect(stage.state.comments).toEqual([]);
    });

    it("finds at its line what is wrong in the configuration of a pull request", async () => {
      const stage = await new Stage((repository) => repository.commit("change", configured("ruels: {}\n"))).start();
      await stage.deliver("opened");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "FAILURE" }]);
      expect(stage.state.threads).toMatchObject([{ path: ".github/schema-warden.yml", line: 1 }]);
      expect(stage.state.comments[0]?.body).toContain("takes effect once it is merged");
    });

    it("takes in what another repository says, in one request", async () => {
      const stage = await new Stage(
        (repository) => repository.commit("change", { "README.md": "# Shop\n" }),
        configured("_extends: .github\n"),
      ).start();
      await stage.deliver("opened");
      expect(stage.check("Schema contract")[0]?.output.summary.replaceAll("\\", "")).toContain(
        '".github:.github/schema-warden.yml", which is not there, or may not be read by this app.',
      );
      stage.state.otherFiles.set("octo/.github:.github/schema-warden.yml", "rules: { drop-column: off }\n");
      stage.github.requests.length = 0;
      await stage.deliver("synchronize");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.github.requests.filter((one) => one.includes("/contents/"))).toEqual([
        "GET /repos/octo/.github/contents/.github%2Fschema-warden.yml",
      ]);
    });

    it("reads no other repository for the configuration of a pull request, which anybody may write", async () => {
      const brought = configured("_extends: octo/secrets:passwords.yml\n");
      const stage = await new Stage((repository) => repository.commit("change", brought)).start();
      stage.state.otherFiles.set("octo/secrets:passwords.yml", "hunter2\n");
      await stage.deliver("opened");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.github.requests.filter((one) => one.includes("/contents/"))).toEqual([]);
      expect(stage.snapshot()).not.toContain("hunter2");
    });

    it("refuses a delivery whose signature is wrong", async () => {
      const stage = await new Stage(examplePullRequest("add-gift-notes")).start();
      expect(await stage.deliver("opened", "another secret")).toBe(400);
      expect(stage.github.requests).toEqual([]);
    });

    it("reviews two databases with the requests of one", async () => {
      const services = Object.fromEntries(joined(service("services/a/", "invoices"), service("services/b/", "users")));
      const [a, b] = [["services/a/", "invoices"] as const, ["services/b/", "users"] as const].map(([root, table]) =>
        Object.fromEntries(step(root, `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS note text;`)),
      );
      const [one, two] = await Promise.all(
        [{ ...b }, { ...a, ...b }].map((files) =>
          new Stage((repository) => repository.commit("change", files), services).start(),
        ),
      );
      await one?.deliver("opened");
      await two?.deliver("opened");
      expect(two?.check("Schema contract")).toMatchObject([{ conclusion: "FAILURE" }]);
      expect(two?.state.comments[0]?.body).toContain("2 databases touched, 2 with errors");
      const said = (stage: Stage | undefined) => stage?.state.threads.map(({ comments }) => comments[0]?.body).join();
      expect(said(two)).toContain("<sub>`services/a` · `column-undocumented`");
      expect(said(one)).toContain("<sub>`column-undocumented`");
      expect(two?.github.requests.length).toBe(one?.github.requests.length);
      expect(two?.github.requests.length).toBeLessThanOrEqual(8);
      const before = two?.snapshot();
      await two?.deliver("synchronize");
      expect(two?.snapshot()).toBe(before);
    });

    it("needs few requests", async () => {
      const stage = await new Stage(examplePullRequest("break-the-readers")).start();
      await stage.deliver("opened");
      expect(stage.github.requests.length).toBeLessThanOrEqual(8);
    });
  },
);
