import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { TemporaryRepository } from "./temporary-repository.ts";

export type GitHubServerOptions = {
  readonly repository: TemporaryRepository;
  readonly base: string;
  readonly head: string;
  /** Recursive trees of more entries are cut. */
  readonly mostEntries?: number;
  /** Patches of more lines are left out. */
  readonly mostPatchLines?: number;
  /** The base repository does not know the head, only `fork/shop` does. */
  readonly headOnlyInFork?: boolean;
};

/** Answers what is read of a pull request as GitHub's API does, from a git repository over real HTTP. */
export class GitHubServer {
  readonly requests: string[] = [];
  readonly #options: GitHubServerOptions;
  readonly #server: Server;
  #listed: readonly unknown[] | undefined;

  constructor(options: GitHubServerOptions) {
    this.#options = options;
    this.#server = createServer(async (request, response) => {
      const body = await this.#answer(request).catch((error: unknown) => ({ status: 500, body: String(error) }));
      response
        .writeHead(body.status, { "content-type": "application/json; charset=utf-8" })
        .end(JSON.stringify(body.body));
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

  async #answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url ?? "/", "http://github");
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (url.pathname === "/graphql") return this.#graphql(Buffer.concat(parts).toString("utf8"));
    this.requests.push(url.pathname + url.search);
    const [, , owner, , ...rest] = url.pathname.split("/").map(decodeURIComponent);
    const body = this.#rest(owner ?? "", rest, url.searchParams);
    return body === undefined ? { status: 404, body: { message: "Not Found" } } : { status: 200, body };
  }

  #rest(owner: string, [kind, first = "", second = ""]: readonly string[], query: URLSearchParams): unknown {
    const { repository, base, head } = this.#options;
    if (kind === "pulls" && first !== "7") return undefined;
    if (kind === "pulls" && second === "files")
      return this.#files(Number(query.get("page") ?? 1), Number(query.get("per_page") ?? 30));
    if (kind === "pulls") {
      const fork = { name: "shop", owner: { login: "fork" } };
      return { number: 7, base: { ref: "main", sha: base }, head: { ref: "change", sha: head, repo: fork } };
    }
    if (kind === "compare") {
      const [from = "", to = ""] = first.split("...");
      const answer = tryGit(() => repository.git("merge-base", from, to).trim());
      return answer === undefined ? undefined : { merge_base_commit: { sha: answer }, files: [] };
    }
    if (kind === "git" && first === "trees") {
      if (this.#options.headOnlyInFork === true && owner !== "fork" && second === head) return undefined;
      return this.#tree(second, query.has("recursive"));
    }
    if (kind === "git" && first === "blobs") {
      const bytes = repository.gitBytes("cat-file", "blob", second);
      return {
        sha: second,
        size: bytes.length,
        encoding: "base64",
        content: bytes.toString("base64").replace(/.{60}/g, "$&\n"),
      };
    }
    return undefined;
  }

  #tree(sha: string, recursive: boolean): unknown {
    const flags = recursive ? ["-r", "-t"] : [];
    const lines = this.#options.repository
      .git("ls-tree", "-z", "-l", ...flags, sha)
      .split("\0")
      .filter(Boolean);
    const most = this.#options.mostEntries ?? 100_000;
    const tree = lines.slice(0, recursive ? most : lines.length).map((line) => {
      const [mode = "", type = "", oid = "", size = "-"] = line.slice(0, line.indexOf("\t")).split(/ +/);
      const path = line.slice(line.indexOf("\t") + 1);
      return { path, mode, type, sha: oid, ...(size === "-" ? {} : { size: Number(size) }) };
    });
    return { sha, tree, truncated: recursive && lines.length > most };
  }

  #files(page: number, perPage: number): unknown {
    this.#listed ??= this.#listFiles();
    return this.#listed.slice((page - 1) * perPage, page * perPage);
  }

  #listFiles(): readonly unknown[] {
    const { repository, base, head } = this.#options;
    const range = `${base}...${head}`;
    const fields = repository.git("diff", "--name-status", "-z", "-M", range).split("\0");
    const sections = repository.git("diff", "-M", range).split(/^(?=diff --git )/m);
    const files: unknown[] = [];
    for (let at = 0; at < fields.length - 1; ) {
      const letter = fields[at]?.[0] ?? "";
      const renamed = letter === "R";
      const [first = "", second = ""] = [fields[at + 1], fields[at + 2]];
      at += renamed ? 3 : 2;
      const filename = renamed ? second : first;
      const whole = sections.splice(0, letter === "T" ? 2 : 1).join("");
      const from = whole.search(/^@@ /m);
      const patch = from === -1 ? undefined : whole.slice(from);
      const shown = patch !== undefined && patch.split("\n").length <= (this.#options.mostPatchLines ?? 3_000);
      const changes = patch?.split("\n").filter((line) => /^[+-]/.test(line)).length ?? 0;
      const status = { A: "added", M: "modified", D: "removed", R: "renamed", T: "changed" }[letter];
      files.push({
        filename,
        status,
        changes,
        ...(renamed ? { previous_filename: first } : {}),
        ...(shown ? { patch } : {}),
      });
    }
    return files;
  }

  #graphql(body: string): { status: number; body: unknown } {
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, string> };
    if (query.includes('refs(refPrefix: "refs/tags/"')) {
      this.requests.push("graphql tags");
      const names = this.#options.repository.git("tag").trim().split("\n");
      return { status: 200, body: { data: { repository: { refs: { nodes: names.map((name) => ({ name })) } } } } };
    }
    const fields = [...query.matchAll(/(f\d+): object\(oid: \$(o\d+)\)/g)];
    const paths = [...query.matchAll(/(p\d+): file\(path: \$(p\d+)\)/g)];
    this.requests.push(`graphql ${fields.length + paths.length}`);
    const blobs = fields.map(([, alias = "", name = ""]) => [alias, this.#blob(variables[name] ?? "")] as const);
    const entries = paths.map(([, alias = "", name = ""]) => {
      const line = this.#options.repository.git("ls-tree", variables.commit ?? "", "--", variables[name] ?? "");
      const [mode = "", , oid = ""] = line.split(/[ \t]/);
      return [alias, line === "" ? null : { mode: Number.parseInt(mode, 8), object: this.#blob(oid) }] as const;
    });
    const commit = entries.length === 0 ? {} : { commit: Object.fromEntries(entries) };
    return { status: 200, body: { data: { repository: { ...Object.fromEntries(blobs), ...commit } } } };
  }

  #blob(oid: string): unknown {
    const bytes = tryGit(() => this.#options.repository.gitBytes("cat-file", "blob", oid));
    if (bytes === undefined) return null;
    const isBinary = bytes.includes(0);
    const whole = bytes.toString("utf8").replace(/^\uFEFF/, "");
    const isTruncated = bytes.length > 512_000;
    return { oid, byteSize: bytes.length, isBinary, isTruncated, text: isBinary ? null : whole.slice(0, 512_000) };
  }
}

function tryGit<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
