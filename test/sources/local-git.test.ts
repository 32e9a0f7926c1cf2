import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/model/user-error.ts";
import { type LocalGitOptions, openLocalGit } from "../../src/sources/local-git.ts";
import { TemporaryRepository, temporaryFolder } from "./temporary-repository.ts";

const folders: string[] = [];
const repositories: TemporaryRepository[] = [];
const newRepository = (...init: readonly string[]): TemporaryRepository => {
  const repository = new TemporaryRepository(...init);
  repositories.push(repository);
  return repository;
};
const newFolder = (): string => {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const repository of repositories.splice(0)) repository.remove();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The sentence of the UserError that opening ends in. */
async function refusal(options: LocalGitOptions): Promise<string> {
  const error = await openLocalGit(options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

describe("what cannot be compared ends in one sentence with its remedy", () => {
  it("is no repository", async () => {
    const dir = newFolder();
    expect(await refusal({ dir })).toBe(
      `${dir} is not in a git repository. Run this in a clone, or name one with --repo.`,
    );
  });

  it("is no folder", async () => {
    expect(await refusal({ dir: "/nowhere/at/all" })).toBe(
      "There is no folder /nowhere/at/all. Name an existing one with --repo.",
    );
  });

  it("has no commit yet", async () => {
    expect(await refusal({ dir: newRepository().dir })).toMatch(/^This repository has no commit yet/);
  });

  it("has no commit of that name, whatever the name looks like", async () => {
    const { dir } = seeded();
    for (const ref of ["nowhere", "--upload-pack=touch /tmp/x", "", "main:migrations", "a b", "HEAD^{tree}"]) {
      expect(await refusal({ dir, base: ref })).toContain("There is no commit called");
    }
    expect(await refusal({ dir, head: "nowhere" })).toContain("name another with --head");
  });

  it("has neither main nor master", async () => {
    const repository = seeded();
    repository.git("branch", "--move", "main", "work");
    expect(await refusal({ dir: repository.dir })).toContain("--base <ref>");
  });

  it("has no merge base", async () => {
    const repository = seeded();
    repository.git("checkout", "--quiet", "--orphan", "elsewhere");
    repository.commit({ "other.sql": "SELECT 1;" });
    expect(await refusal({ dir: repository.dir, base: "main" })).toBe(
      "main and elsewhere have no common ancestor here. Name two branches of one history with --base and --head.",
    );
  });

  it("is a shallow clone that was cut above the merge base", async () => {
    const origin = seeded();
    origin.git("checkout", "--quiet", "-b", "change");
    origin.commit({ "b.sql": "SELECT 2;" });
    origin.git("checkout", "--quiet", "main");
    origin.commit({ "c.sql": "SELECT 3;" });
    const clone = newFolder();
    origin.git("clone", "--quiet", "--depth=1", "--no-single-branch", `file://${origin.dir}`, clone);
    expect(await refusal({ dir: clone, base: "main", head: "origin/change" })).toMatch(
      /no common ancestor here\. This clone is shallow: fetch the rest with: git fetch --unshallow/,
    );
  });

  it("is bare and has no working tree", async () => {
    const bare = newRepository("--bare");
    expect(await refusal({ dir: bare.dir, worktree: true })).toContain("is a bare repository and has no working tree");
  });

  it("is a partial clone whose blobs were never fetched, and is not fetched behind one's back", async () => {
    const origin = seeded();
    origin.git("config", "uploadpack.allowFilter", "true");
    const clone = newFolder();
    origin.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", `file://${origin.dir}`, clone);
    const source = await openLocalGit({ dir: clone, base: "main", head: "main" });
    await expect(source.read("head", ["a.sql"])).rejects.toThrow(/git fetch --refetch --no-filter/);
  });
});

describe("which two sides are compared", () => {
  it("takes the remote's default branch, else main or master", async () => {
    const origin = seeded();
    origin.git("branch", "--move", "main", "develop");
    const clone = newFolder();
    origin.git("clone", "--quiet", `file://${origin.dir}`, clone);
    expect((await openLocalGit({ dir: clone })).describe("base").ref).toBe("origin/develop");
    const master = seeded();
    master.git("branch", "--move", "main", "master");
    expect((await openLocalGit({ dir: master.dir })).describe("base").ref).toBe("master");
  });

  it("finds a branch that only the remote has", async () => {
    const origin = seeded();
    origin.git("branch", "release");
    const clone = newFolder();
    origin.git("clone", "--quiet", `file://${origin.dir}`, clone);
    const source = await openLocalGit({ dir: clone, base: "release" });
    expect(source.describe("base")).toEqual({ ref: "release", commit: origin.git("rev-parse", "release").trim() });
  });

  it("works from a folder within, in a bare repository, and in a worktree of its own", async () => {
    const repository = seeded({ "deep/down/b.sql": "SELECT 1;" });
    expect(await (await openLocalGit({ dir: join(repository.dir, "deep", "down") })).list("head")).toEqual([
      "a.sql",
      "deep/down/b.sql",
    ]);
    const bare = newFolder();
    repository.git("clone", "--quiet", "--bare", repository.dir, bare);
    expect(await (await openLocalGit({ dir: bare })).list("head")).toEqual(["a.sql", "deep/down/b.sql"]);
    const beside = join(newFolder(), "beside");
    repository.git("worktree", "add", "--quiet", "-b", "change", beside);
    writeFileSync(join(beside, "new.sql"), "SELECT 1;\n");
    const { changes } = await (await openLocalGit({ dir: beside, base: "main", worktree: true })).changes();
    expect(changes.map(({ path }) => path)).toEqual(["new.sql"]);
  });

  it("leaves submodules out of the listing", async () => {
    const inner = seeded();
    const outer = seeded();
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.dir, "migrations");
    outer.commit();
    for (const worktree of [false, true]) {
      const source = await openLocalGit({ dir: outer.dir, worktree });
      expect(await source.list("head")).toEqual([".gitmodules", "a.sql"]);
    }
  });
});

describe("the working tree", () => {
  it("is what is staged, changed and new, and not what is ignored or deleted", async () => {
    const repository = seeded({ ".gitignore": "*.log\n", "b.sql": "SELECT 1;\n", "gone.sql": "SELECT 'gone';\n" });
    repository.write({ "staged.sql": "SELECT 2;\n" });
    repository.git("add", "staged.sql");
    repository.write({ "b.sql": "SELECT 3;\n", "new.sql": "SELECT 4;\n", "noise.log": "noise\n", "gone.sql": null });
    const source = await openLocalGit({ dir: repository.dir, worktree: true });
    const { changes } = await source.changes();
    expect(changes.map(({ status, path }) => `${status} ${path}`)).toEqual([
      "modified b.sql",
      "removed gone.sql",
      "added new.sql",
      "added staged.sql",
    ]);
    expect(await source.list("head")).toEqual([".gitignore", "a.sql", "b.sql", "new.sql", "staged.sql"]);
    expect((await source.read("head", ["b.sql"])).get("b.sql")).toMatchObject({ text: "SELECT 3;\n" });
  });

  it("finds a file that was moved without telling git", async () => {
    const repository = seeded({ "migrations/1.sql": "CREATE TABLE things (id int);\n" });
    repository.write({ "migrations/1.sql": null, "migrations/2.sql": "CREATE TABLE things (id int);\n" });
    const { changes } = await (await openLocalGit({ dir: repository.dir, worktree: true })).changes();
    expect(changes).toEqual([
      { path: "migrations/2.sql", status: "renamed", previousPath: "migrations/1.sql", diffLines: [] },
    ]);
  });

  it("reads what a sparse checkout left out from the repository", async () => {
    const repository = seeded({ "db/1.sql": "SELECT 1;\n", "web/2.sql": "SELECT 2;\n" });
    repository.git("sparse-checkout", "set", "web");
    expect(existsSync(join(repository.dir, "db/1.sql"))).toBe(false);
    const source = await openLocalGit({ dir: repository.dir, worktree: true });
    expect((await source.changes()).changes).toEqual([]);
    expect((await source.read("head", ["db/1.sql"])).get("db/1.sql")).toMatchObject({ text: "SELECT 1;\n" });
  });

  it("does not follow a folder that became a link out of the repository", async () => {
    const outside = newFolder();
    mkdirSync(join(outside, "inner"));
    writeFileSync(join(outside, "inner", "1.sql"), "SELECT 'secret';\n");
    const repository = seeded({ "migrations/1.sql": "SELECT 1;\n" });
    repository.write({ "migrations/1.sql": null });
    rmSync(join(repository.dir, "migrations"), { recursive: true });
    repository.write({ migrations: { link: join(outside, "inner") } });
    const source = await openLocalGit({ dir: repository.dir, worktree: true });
    const texts = await source.read("head", ["migrations/1.sql", "migrations"]);
    expect([...texts.values()].map(({ kind }) => kind)).toEqual(["unreadable", "unreadable"]);
  });
});

describe("a repository that would run programs", () => {
  it("runs none: no hook, filter, external diff, text conversion or file system monitor, and changes nothing", async () => {
    const repository = seeded({ "b.sql": "SELECT 1;\n", ".gitattributes": "*.sql diff=evil filter=evil\n" });
    const trace = join(newFolder(), "trace");
    const program = join(repository.dir, ".git", "program");
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> ${trace}\ncat\n`);
    chmodSync(program, 0o755);
    for (const hook of ["post-index-change", "reference-transaction", "post-checkout"]) {
      writeFileSync(join(repository.dir, ".git", "hooks", hook), `#!/bin/sh\necho ${hook} >> ${trace}\n`);
      chmodSync(join(repository.dir, ".git", "hooks", hook), 0o755);
    }
    for (const name of [
      "core.fsmonitor",
      "diff.external",
      "diff.evil.command",
      "diff.evil.textconv",
      "core.pager",
      "filter.evil.clean",
      "filter.evil.smudge",
    ]) {
      repository.git("config", name, program);
    }
    repository.git("config", "filter.evil.required", "true");
    repository.write({ "b.sql": "SELECT 2;\n", "new.sql": "SELECT 3;\n" });
    const source = await openLocalGit({ dir: repository.dir, worktree: true });
    const { changes } = await source.changes();
    await source.read("head", await source.list("head"));
    await source.read("base", await source.list("base"));
    expect(changes.map(({ path }) => path)).toEqual(["b.sql", "new.sql"]);
    expect(existsSync(trace)).toBe(false);
  });

  it("is read the same whatever its settings make git print", async () => {
    const repository = seeded({ "b.sql": "SELECT 1;\n\n\nSELECT 2;\n", "c ö.sql": "SELECT 'c';\nSELECT 'd';\n" });
    for (const [name, value] of Object.entries({
      "diff.noprefix": "true",
      "diff.mnemonicPrefix": "true",
      "diff.renames": "false",
      "diff.context": "0",
      "diff.interHunkContext": "9",
      "diff.relative": "true",
      "color.ui": "always",
      "diff.suppressBlankEmpty": "true",
      "core.quotePath": "false",
      "diff.orderFile": "/dev/null",
    })) {
      repository.git("config", name, value);
    }
    repository.git("checkout", "--quiet", "-b", "change");
    repository.commit({
      "b.sql": "SELECT 1;\n\n\nSELECT 3;\n",
      "c ö.sql": null,
      "d.sql": "SELECT 'c';\nSELECT 'd';\n",
    });
    const wanted = [
      { path: "b.sql", status: "modified", previousPath: undefined, diffLines: [{ start: 1, end: 4 }] },
      { path: "d.sql", status: "renamed", previousPath: "c ö.sql", diffLines: [] },
    ];
    expect((await (await openLocalGit({ dir: repository.dir, base: "main" })).changes()).changes).toEqual(wanted);
    expect(
      (await (await openLocalGit({ dir: repository.dir, base: "main", worktree: true })).changes()).changes,
    ).toEqual(wanted);
  });
});

describe("large and odd input", () => {
  it("passes a file of 50 MB by without keeping it", async () => {
    const repository = seeded();
    repository.git("checkout", "--quiet", "-b", "change");
    const big = Buffer.alloc(50 * 1024 * 1024, "-- noise noise noise\n");
    repository.commit({ "migrations/1_big.sql": big, "migrations/2.sql": "SELECT 1;\n" });
    const source = await openLocalGit({ dir: repository.dir, base: "main" });
    const before = process.memoryUsage().arrayBuffers;
    const texts = await source.read("head", ["migrations/1_big.sql", "migrations/2.sql"]);
    expect(texts.get("migrations/1_big.sql")).toEqual({ kind: "too-large", bytes: big.length, limit: 5 * 1024 * 1024 });
    expect(texts.get("migrations/2.sql")).toMatchObject({ text: "SELECT 1;\n" });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1024 * 1024);
  });

  it("keeps to the limit of changed files and says so", async () => {
    const repository = seeded();
    repository.git("checkout", "--quiet", "-b", "change");
    repository.commit(
      Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`${index}.sql`, `SELECT ${index};\n`])),
    );
    const limits = { fileBytes: 1_000, contractBytes: 1_000, changedFiles: 10 };
    const { changes, truncated } = await (await openLocalGit({ dir: repository.dir, base: "main", limits })).changes();
    expect([changes.length, truncated]).toEqual([10, true]);
  });

  it("tells a file kept in Git LFS from its pointer", async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"a".repeat(64)}\nsize 12\n`;
    const repository = seeded({ "dump.sql": pointer });
    const texts = await (await openLocalGit({ dir: repository.dir })).read("head", ["dump.sql"]);
    expect(texts.get("dump.sql")).toMatchObject({ kind: "unreadable", reason: expect.stringContaining("Git LFS") });
  });

  it("takes nothing inside a hunk for a header, and paths with line breaks as they are", async () => {
    const repository = seeded({ "a\nb.sql": "one\n", "z.sql": "x\n" });
    repository.git("checkout", "--quiet", "-b", "change");
    repository.commit({ "a\nb.sql": "diff --git a/x b/x\n@@ -1 +1 @@\n--- a/x\n+++ b/x\n", "z.sql": "x\ny" });
    const { changes } = await (await openLocalGit({ dir: repository.dir, base: "main" })).changes();
    expect(changes.map(({ path, diffLines }) => [path, diffLines])).toEqual([
      ["a\nb.sql", [{ start: 1, end: 4 }]],
      ["z.sql", [{ start: 1, end: 2 }]],
    ]);
  });

  it("keeps its place past a file that became a link", async () => {
    const repository = seeded({ "b.sql": "SELECT 1;\n", "c.sql": "SELECT 1;\n" });
    repository.git("checkout", "--quiet", "-b", "change");
    repository.commit({ "b.sql": { link: "a.sql" }, "c.sql": "SELECT 1;\nSELECT 2;\n" });
    const { changes } = await (await openLocalGit({ dir: repository.dir, base: "main" })).changes();
    expect(changes.map(({ path, status }) => [path, status])).toEqual([
      ["b.sql", "modified"],
      ["c.sql", "modified"],
    ]);
    expect(changes[1]?.diffLines).toEqual([{ start: 1, end: 2 }]);
  });
});

function seeded(files: Readonly<Record<string, string>> = {}): TemporaryRepository {
  const repository = newRepository();
  repository.commit({ "a.sql": "SELECT 'a';\n", ...files });
  return repository;
}
