import { readdirSync, readFileSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { ddlScript } from "./generate-ddl.ts";
import { accepted, differences, openServer, wipe } from "./server.ts";

const SCRIPTS = new URL("scripts/", import.meta.url);
const scripts = readdirSync(SCRIPTS, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".sql"));

describe("a schema after applying our operations is what PostgreSQL's own catalog says after running the script", () => {
  let db: PGlite;
  let reader: SqlReader;

  beforeAll(async () => {
    reader = await loadPostgresReader();
    db = await openServer();
  });
  afterAll(async () => {
    await db.close();
  });

  it("has the scripts that it promises", () => {
    expect(scripts.length).toBeGreaterThanOrEqual(250);
  });

  it("holds for generated scripts, too", { timeout: 90_000 }, async () => {
    const property = fc.asyncProperty(ddlScript, async (statements) => {
      await wipe(db);
      const taken = await accepted(db, statements);
      await wipe(db);
      const text = `${taken.join(";\n")};\n`;
      expect({ text, differences: await differences(db, reader, "generated.sql", text) }).toEqual({
        text,
        differences: [],
      });
    });
    await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit: 30_000 });
  });

  it.each(scripts)("%s", async (path) => {
    await wipe(db);
    const text = readFileSync(new URL(path, SCRIPTS), "utf8");
    expect(await differences(db, reader, path, text)).toEqual([]);
  });

  it.each(scripts.filter((path) => /^(?:calls|catalog-loops|routines)\//.test(path)))(
    "%s, each statement in a migration of its own",
    async (path) => {
      await wipe(db);
      const text = readFileSync(new URL(path, SCRIPTS), "utf8");
      expect(await differences(db, apart(reader), path, text)).toEqual([]);
    },
  );
});

/** A reader that sees each statement of a script by itself, as if it had a file of its own. */
function apart(reader: SqlReader): SqlReader {
  return {
    ...reader,
    readScript: (source) => {
      const whole = reader.readScript(source);
      const parts = whole.statements.map(({ at, text }) =>
        reader.readScript({ ...source, path: `${source.path}/${at.start.offset}`, text }),
      );
      return {
        ...whole,
        operations: parts.flatMap(({ operations }) => operations),
        diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
      };
    },
  };
}
