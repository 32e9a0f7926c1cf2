import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FileChange, FileText, Side, Source } from "../../src/model/snapshot.ts";
import { openFolder } from "../../src/sources/folder.ts";
import { openGitHub } from "../../src/sources/github.ts";
import { openLocalGit } from "../../src/sources/local-git.ts";
import { hasLoopback, needsLoopback } from "../loopback.ts";
import { GitHubServer } from "./github-server.ts";
import { octokitFor } from "./octokit-for.ts";
import { type Contents, TemporaryRepository } from "./temporary-repository.ts";

const limits = { fileBytes: 1_000_000, contractBytes: 2_000_000, changedFiles: 3_000 };
const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `-- line ${from + index}\n`).join("");
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

const before: Record<string, Contents> = {
  "README.md": "A shop.\n",
  "DATABASE_SCHEMA_CONTRACT.md": lines(1, 60),
  "migrations/0001_init.up.sql": "CREATE TABLE a (id int);\n",
  "migrations/0001_init.down.sql": "DROP TABLE a;\n",
  "migrations/0002_moved.up.sql": lines(1, 20),
  "migrations/0003_gone.up.sql": "SELECT 'only here';\n",
  "migrations/empty.up.sql": "",
  "migrations/windows.sql": "SELECT 1;\r\nSELECT 2;\r\n",
  "migrations/large.sql": lines(1, 40_000),
  "notes/unix.sh": "true\n",
  "notes/link.sql": { link: "../README.md" },
};
const change: Record<string, Contents> = {
  "DATABASE_SCHEMA_CONTRACT.md": `${lines(1, 59).replace("line 10", "line ten")}-- the end`,
  "migrations/0002_moved.up.sql": null,
  "migrations/0005_moved.up.sql": `${lines(1, 19)}-- another end\n`,
  "migrations/0003_gone.up.sql": null,
  "migrations/0004_new.up.sql": "ALTER TABLE a ADD b int;\n",
  "migrations/0004_empty.down.sql": "",
  'migrations/odd "name" – größer.sql': "SELECT 1;\n",
  "migrations/marked.sql": Buffer.from("\uFEFFSELECT 1;\n"),
  "migrations/wide.sql": utf16("SELECT 'ä';\n"),
  "migrations/latin1.sql": Buffer.from("SELECT 1;\nSELECT 'ä';\n", "latin1"),
  "migrations/picture.sql": Buffer.from([0x89, 0x50, 0, 0, 1, 2, 3]),
  "migrations/windows.sql": "SELECT 1;\r\nSELECT 3;\r\n",
  "migrations/large.sql": `${lines(1, 20_000)}-- between\n${lines(20_001, 40_000)}`,
  "migrations/huge.sql": Buffer.alloc(1_500_000, 0x2d),
  "docs/DATABASE_SCHEMA_CONTRACT.md": "| a row |\n".repeat(150_000),
  "docs/API_CONTRACT.md": "| a row |\n".repeat(250_000),
  "docs/SQL_CONTRACT.json": Buffer.alloc(1_400_000, 0x20),
  "docs/other.json": Buffer.alloc(1_400_001, 0x20),
  "notes/outside.sql": { link: "/etc/passwd" },
  "notes/link.sql": { link: "../migrations" },
};

const repository = new TemporaryRepository();
const cleanUp: (() => void | Promise<void>)[] = [() => repository.remove()];
const sources = new Map<string, Source>();
let server: GitHubServer;
let mergeBase = "";

beforeAll(async () => {
  mergeBase = repository.commit(before);
  repository.git("checkout", "--quiet", "-b", "change");
  const head = repository.commit(change);
  repository.git("checkout", "--quiet", "main");
  const base = repository.commit({ "migrations/0009_later.up.sql": "SELECT 9;\n", "README.md": "A big shop.\n" });

  if (hasLoopback) await serveGitHub(base, head);
  const folders = { base: repository.exportTo(mergeBase), head: repository.exportTo(head) };
  cleanUp.push(() => {
    for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
  });
  const clone = new TemporaryRepository();
  cleanUp.push(() => clone.remove());
  clone.git("pull", "--quiet", repository.dir, "main");
  clone.git("checkout", "--quiet", "-b", "change", mergeBase);
  const [staged, rest] = [Object.entries(change).slice(0, 3), Object.entries(change).slice(3)];
  clone.write(Object.fromEntries(staged));
  clone.git("add", "--all");
  clone.write(Object.fromEntries(rest));

  sources.set("local git", await openLocalGit({ dir: repository.dir, base: "main", head: "change", limits }));
  sources.set("working tree", await openLocalGit({ dir: clone.dir, base: "main", worktree: true, limits }));
  sources.set("folders", await openFolder({ ...folders, limits }));
});

async function serveGitHub(base: string, head: string): Promise<void> {
  server = new GitHubServer({ repository, base, head, mostEntries: 10, mostPatchLines: 3_000 });
  const baseUrl = await server.start();
  cleanUp.push(() => server.stop());
  const octokit = octokitFor(baseUrl);
  sources.set("GitHub", await openGitHub({ octokit, owner: "octo", repository: "shop", number: 7, limits }));
}

afterAll(async () => {
  for (const step of cleanUp) await step();
});

const source = (name: string): Source => {
  const found = sources.get(name);
  if (found === undefined) throw new Error(`no source ${name}`);
  return found;
};
const everything = async (from: Source, side: Side): Promise<Record<string, FileText>> =>
  Object.fromEntries([...(await from.read(side, await from.list(side)))].toSorted(([a], [b]) => (a < b ? -1 : 1)));

describe.skipIf(!hasLoopback)(needsLoopback("GitHub is compared with the others"), () => {
  it("names the commit that head left the base at", async () => {
    await source("GitHub").list("base");
    expect(source("GitHub").describe("base")).toEqual({ ref: "main", commit: mergeBase });
  });
});

describe.each(["local git", "working tree", "folders", ...(hasLoopback ? ["GitHub"] : [])])("%s", (name) => {
  it("lists every file of both sides, sorted", async () => {
    expect(await source(name).list("base")).toEqual(Object.keys(before).toSorted());
    const head = Object.entries({ ...before, ...change }).filter(([, contents]) => contents !== null);
    expect(await source(name).list("head")).toEqual(head.map(([path]) => path).toSorted());
  });

  it("reads the same text of each file, or gives the same reason why not", async () => {
    const base = await everything(source(name), "base");
    const head = await everything(source(name), "head");
    expect(base["migrations/0002_moved.up.sql"]).toEqual({ kind: "text", text: lines(1, 20), encoding: "utf-8" });
    expect(base["notes/link.sql"]?.kind).toBe("unreadable");
    expect(head["migrations/windows.sql"]).toEqual({
      kind: "text",
      text: "SELECT 1;\r\nSELECT 3;\r\n",
      encoding: "utf-8",
    });
    expect(head["migrations/marked.sql"]).toEqual({ kind: "text", text: "SELECT 1;\n", encoding: "utf-8-bom" });
    expect(head["migrations/wide.sql"]).toEqual({ kind: "text", text: "SELECT 'ä';\n", encoding: "utf-16le" });
    expect(head["migrations/0004_empty.down.sql"]).toEqual({ kind: "text", text: "", encoding: "utf-8" });
    expect(head["migrations/large.sql"]).toMatchObject({ kind: "text", text: change["migrations/large.sql"] });
    expect(head["migrations/latin1.sql"]).toMatchObject({
      kind: "unreadable",
      reason: expect.stringContaining("line 2 is not UTF-8"),
    });
    expect(head["migrations/picture.sql"]).toEqual({ kind: "binary", bytes: 7 });
    expect(head["migrations/huge.sql"]).toEqual({ kind: "too-large", bytes: 1_500_000, limit: limits.fileBytes });
    const { fileBytes, contractBytes } = limits;
    expect(head["docs/DATABASE_SCHEMA_CONTRACT.md"]).toMatchObject({
      kind: "text",
      text: change["docs/DATABASE_SCHEMA_CONTRACT.md"],
    });
    expect(head["docs/SQL_CONTRACT.json"]).toMatchObject({ kind: "text" });
    expect(head["docs/API_CONTRACT.md"]).toEqual({ kind: "too-large", bytes: 2_500_000, limit: contractBytes });
    expect(head["docs/other.json"]).toEqual({ kind: "too-large", bytes: 1_400_001, limit: fileBytes });
    expect(head["notes/outside.sql"]?.kind).toBe("unreadable");
    expect({ base, head }).toEqual({
      base: await everything(source("local git"), "base"),
      head: await everything(source("local git"), "head"),
    });
  });

  it("leaves out what does not exist", async () => {
    expect(await source(name).read("head", ["migrations/0003_gone.up.sql", "../outside", "migrations"])).toEqual(
      new Map(),
    );
  });

  it("tells what changed since head left base, renames with their old names", async () => {
    const { changes, truncated } = await source(name).changes();
    expect(truncated).toBe(false);
    const short = changes.map(({ path, status, previousPath }) =>
      [status, path, ...(previousPath === undefined ? [] : [previousPath])].join(" "),
    );
    expect(short).toEqual(
      [
        "modified DATABASE_SCHEMA_CONTRACT.md",
        "added docs/API_CONTRACT.md",
        "added docs/DATABASE_SCHEMA_CONTRACT.md",
        "added docs/SQL_CONTRACT.json",
        "added docs/other.json",
        "added migrations/0004_empty.down.sql",
        "added migrations/0004_new.up.sql",
        "removed migrations/0003_gone.up.sql",
        "renamed migrations/0005_moved.up.sql migrations/0002_moved.up.sql",
        "added migrations/huge.sql",
        "modified migrations/large.sql",
        "added migrations/latin1.sql",
        "added migrations/marked.sql",
        'added migrations/odd "name" – größer.sql',
        "added migrations/picture.sql",
        "added migrations/wide.sql",
        "modified migrations/windows.sql",
        "modified notes/link.sql",
        "added notes/outside.sql",
      ].toSorted((a, b) => ((a.split(" ")[1] ?? "") < (b.split(" ")[1] ?? "") ? -1 : 1)),
    );
  });

  it("shows the same lines of each readable file", async () => {
    const { changes } = await source(name).changes();
    const shown = (path: string): FileChange["diffLines"] => changes.find((it) => it.path === path)?.diffLines;
    expect(shown("DATABASE_SCHEMA_CONTRACT.md")).toEqual([
      { start: 7, end: 13 },
      { start: 57, end: 60 },
    ]);
    expect(shown("migrations/0004_new.up.sql")).toEqual([{ start: 1, end: 1 }]);
    expect(shown("migrations/0005_moved.up.sql")).toEqual([{ start: 17, end: 20 }]);
    expect(shown("migrations/0003_gone.up.sql")).toEqual([]);
    expect(shown("migrations/windows.sql")).toEqual([{ start: 1, end: 2 }]);
    expect(shown("migrations/large.sql")).toEqual([{ start: 19_998, end: 20_004 }]);
    expect(shown("migrations/picture.sql")).toBeUndefined();
  });
});

it("names the commits that were compared", () => {
  expect(source("local git").describe("base")).toEqual({ ref: "main", commit: mergeBase });
  expect(source("working tree").describe("head")).toEqual({ ref: "working tree", commit: undefined });
});

it.skipIf(!hasLoopback)(
  needsLoopback("asks GitHub for the texts of both sides in one document, each once"),
  async () => {
    server.requests.length = 0;
    await Promise.all([
      source("GitHub").read("base", ["README.md", "migrations/0001_init.up.sql"]),
      source("GitHub").read("head", ["README.md", "migrations/0004_new.up.sql"]),
    ]);
    expect(server.requests).toEqual(["graphql 3"]);
  },
);
