import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/model/user-error.ts";
import { openFolder } from "../../src/sources/folder.ts";
import { type Contents, temporaryFolder, writeFiles } from "./temporary-repository.ts";

const folders: string[] = [];
const folderOf = (files: Readonly<Record<string, Contents>>): string => {
  const folder = temporaryFolder();
  folders.push(folder);
  writeFiles(folder, files);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("two folders", () => {
  it("must be there", async () => {
    const base = folderOf({ "a.sql": "SELECT 1;\n" });
    for (const head of [join(base, "nowhere"), join(base, "a.sql")]) {
      const failure = await openFolder({ base, head }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UserError);
      expect(String(failure)).toContain(`There is no folder ${head}. Name an existing one.`);
    }
  });

  it("may be empty", async () => {
    const source = await openFolder({ base: folderOf({}), head: folderOf({ "a.sql": "SELECT 1;\n" }) });
    expect((await source.changes()).changes).toEqual([
      { path: "a.sql", status: "added", previousPath: undefined, diffLines: [{ start: 1, end: 1 }] },
    ]);
  });

  it("hold neither git's own files nor installed packages", async () => {
    const files = { ".git/config": "x", "node_modules/a/migrations/1.sql": "x", "a.sql": "SELECT 1;\n" };
    const source = await openFolder({ base: folderOf(files), head: folderOf(files) });
    expect(await source.list("head")).toEqual(["a.sql"]);
    expect((await source.changes()).changes).toEqual([]);
  });

  it("are never left: not by a link to a file, nor by one to a folder", async () => {
    const outside = folderOf({ "secret.sql": "SELECT 'secret';\n" });
    const head = folderOf({ "link.sql": { link: join(outside, "secret.sql") }, linked: { link: outside } });
    const source = await openFolder({ base: folderOf({}), head });
    expect(await source.list("head")).toEqual(["link.sql", "linked"]);
    const texts = await source.read("head", ["link.sql", "linked", "linked/secret.sql", `../${outside}/secret.sql`]);
    expect([...texts.values()].every(({ kind }) => kind === "unreadable")).toBe(true);
  });

  it("tell a file from a folder of the same name", async () => {
    const head = folderOf({});
    mkdirSync(join(head, "a.sql"));
    writeFiles(head, { "a.sql/b.sql": "SELECT 1;\n" });
    const source = await openFolder({ base: folderOf({ "a.sql": "SELECT 2;\n" }), head });
    const { changes } = await source.changes();
    expect(changes.map(({ path, status }) => `${status} ${path}`)).toEqual(["removed a.sql", "added a.sql/b.sql"]);
  });

  it("compare files beyond the limit without reading them whole", async () => {
    const limits = { fileBytes: 1_000, contractBytes: 1_000, changedFiles: 10 };
    const big = "x".repeat(200_000);
    const source = await openFolder({
      base: folderOf({ "same.sql": big, "other.sql": big }),
      head: folderOf({ "same.sql": big, "other.sql": `${big.slice(1)}y` }),
      limits,
    });
    const { changes } = await source.changes();
    expect(changes).toEqual([{ path: "other.sql", status: "modified", previousPath: undefined, diffLines: undefined }]);
  });
});
