import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { diffFiles } from "./diff.ts";
import { answerGraphql } from "./graphql-api.ts";
import type { PullRequestState } from "./state.ts";

const TOKEN = "ghs_installation";
type Reply = { readonly status: number; readonly body: unknown };

/** An HTTP server that answers as GitHub's API does for one pull request, from a git repository; it refuses what GitHub refuses. */
export class GitHubStandIn {
  readonly state: PullRequestState;
  /** Every request after authentication, `GET /repos/…` or `graphql: query Published`. */
  readonly requests: string[] = [];
  /** Paths answered with an error once each, for tests of failure. */
  readonly failOnce = new Map<string, number>();
  /** How long each answer takes at least, in milliseconds. */
  delay = 0;
  /** So many mutation documents are carried out and answered as if they were not. */
  loseMutationAnswers = 0;
  readonly #server: Server;

  constructor(state: PullRequestState) {
    this.state = state;
    this.#server = createServer((request, response) => {
      const wait = new Promise((resolve) => setTimeout(resolve, this.delay));
      void this.#answer(request)
        .catch((error: unknown): Reply => ({ status: 500, body: { message: String(error) } }))
        .then(async ({ status, body }) => {
          await wait;
          response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
        });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage): Promise<Reply> {
    const url = new URL(request.url ?? "/", "http://stand-in");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    if (/^\/app\/installations\/\d+\/access_tokens$/.test(url.pathname)) return this.#installationToken(request);
    if (!request.headers.authorization?.endsWith(TOKEN)) return { status: 401, body: { message: "Bad credentials" } };
    const failure = this.failOnce.get(url.pathname);
    if (failure !== undefined) {
      this.failOnce.delete(url.pathname);
      this.requests.push(`${request.method} ${url.pathname} → ${failure}`);
      return { status: failure, body: { message: "Server Error" } };
    }
    if (url.pathname === "/graphql") return this.#graphql(body);
    this.requests.push(`${request.method} ${url.pathname}`);
    return request.method === "GET" ? this.#rest(url) : { status: 404, body: { message: "Not Found" } };
  }

  #installationToken(request: IncomingMessage): Reply {
    if (!/^bearer \S+\.\S+\.\S+$/i.test(request.headers.authorization ?? ""))
      return { status: 401, body: { message: "A JSON web token could not be decoded" } };
    const expires = new Date(Date.now() + 3_600_000).toISOString();
    return {
      status: 201,
      body: {
        token: TOKEN,
        expires_at: expires,
        permissions: { contents: "read", checks: "write", pull_requests: "write" },
        repository_selection: "all",
      },
    };
  }

  async #graphql(body: string): Promise<Reply> {
    const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    this.requests.push(`graphql: ${/\b(query|mutation)\s+\w+/.exec(query)?.[0] ?? "query"}`);
    const answer = await answerGraphql(this.state, query, variables ?? {});
    if (query.startsWith("mutation") && this.loseMutationAnswers-- > 0)
      return { status: 502, body: { message: "Bad Gateway" } };
    return { status: 200, body: answer };
  }

  #rest(url: URL): Reply {
    const { state } = this;
    const git = state.repository;
    const [, , owner, name, ...rest] = url.pathname.split("/").map(decodeURIComponent);
    const perPage = Number(url.searchParams.get("per_page") ?? 30);
    const page = Number(url.searchParams.get("page") ?? 1);
    const [kind, first = "", second, third] = rest;
    if (kind === "pulls" && second === undefined) return { status: 200, body: this.#pullRequest() };
    if (kind === "pulls" && second === "files") {
      return { status: 200, body: diffFiles(git, state.base, state.head).slice((page - 1) * perPage, page * perPage) };
    }
    const other = kind === "contents" ? state.otherFiles.get(`${owner}/${name}:${first}`) : undefined;
    if (other !== undefined) {
      const content = Buffer.from(other).toString("base64");
      return { status: 200, body: { type: "file", encoding: "base64", size: other.length, content } };
    }
    if (kind === "compare") {
      const [from = "", to = ""] = first.split("...");
      return { status: 200, body: { merge_base_commit: { sha: git.git("merge-base", from, to).trim() } } };
    }
    if (kind === "git" && first === "trees" && second !== undefined)
      return { status: 200, body: this.#tree(second, url.searchParams.has("recursive")) };
    if (kind === "git" && first === "blobs" && second !== undefined) {
      const text = git.git("cat-file", "blob", second);
      return {
        status: 200,
        body: {
          sha: second,
          size: Buffer.byteLength(text),
          encoding: "base64",
          content: Buffer.from(text).toString("base64"),
        },
      };
    }
    if (kind === "git" && first === "commits" && second !== undefined) {
      return { status: 200, body: { sha: second, tree: { sha: git.git("rev-parse", `${second}^{tree}`).trim() } } };
    }
    return { status: 404, body: { message: `Not Found: ${url.pathname} ${third ?? ""}` } };
  }

  #pullRequest() {
    const { state } = this;
    const side = (sha: string, ref: string, full_name: string) => ({
      sha,
      ref,
      repo: { full_name, name: "shop", owner: { login: full_name.split("/")[0] } },
    });
    return {
      number: state.number,
      state: "open",
      draft: false,
      base: side(state.base, "main", "octo/shop"),
      head: side(state.head, "change", state.headRepository),
    };
  }

  #tree(sha: string, recursive: boolean) {
    const lines = this.state.repository.git("ls-tree", "-l", "-t", ...(recursive ? ["-r"] : []), sha).trim();
    const tree = (lines === "" ? [] : lines.split("\n")).map((line) => {
      const [meta = "", path = ""] = line.split("\t");
      const [mode, type, object, size = "-"] = meta.split(/\s+/);
      return { path, mode, type, sha: object, ...(size === "-" ? {} : { size: Number(size) }) };
    });
    return { sha, tree, truncated: false };
  }
}
