import { generateKeyPairSync } from "node:crypto";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { sign } from "@octokit/webhooks-methods";
import pino from "pino";
import { Probot, ProbotOctokit, Server } from "probot";
import { createApp } from "../../src/app/create-app.ts";
import { GitHubStandIn } from "./stand-in/github-stand-in.ts";
import { TestRepository } from "./stand-in/repository.ts";
import { APP_ID, PullRequestState } from "./stand-in/state.ts";

const SECRET = "a webhook secret";
export const SHOP = join(import.meta.dirname, "../../examples/shop");

const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();
const opened: (() => Promise<void> | void)[] = [];

/** Stops what the stages of a test have started. */
export async function closeStages(): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}

// Octokit's politeness towards the real GitHub, seconds between requests, would only make the tests slow.
const Hurried = ProbotOctokit.defaults({ throttle: { enabled: false }, retry: { enabled: false } });

/** The app behind a real HTTP server, with a git-backed stand-in for GitHub on another port. */
export class Stage {
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

  async start(Octokit: typeof ProbotOctokit = Hurried): Promise<this> {
    const baseUrl = await this.github.start();
    const log = pino({ level: "silent" });
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
    return this.#post("pull_request", body, secret);
  }

  /** Delivers that a merge queue asks for the checks of a commit. */
  async deliverMergeGroup(): Promise<number> {
    const repository = { id: 1, node_id: "R_1", name: "shop", full_name: "octo/shop", owner: { login: "octo" } };
    const merge_group = { head_sha: this.state.head, base_sha: this.state.base };
    const body = JSON.stringify({ action: "checks_requested", merge_group, repository, installation: { id: 99 } });
    return this.#post("merge_group", body, SECRET);
  }

  async #post(event: string, body: string, secret: string): Promise<number> {
    const headers = {
      "content-type": "application/json",
      connection: "close",
      "x-github-event": event,
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

export function examplePullRequest(name: string) {
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
