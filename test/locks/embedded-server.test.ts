import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import { lockForms } from "../../src/locks/postgresql/lock-forms.ts";
import { lockCases, outsideCases } from "./cases.ts";
import { claimedForms } from "./claims.ts";
import { prepare, proveCases, proveEnumValues, proveNesting, proveRefusals } from "./lock-proofs.ts";

describe("locks and work on the embedded PostgreSQL are what the data claims", () => {
  let db: PGlite;
  let major: number;

  beforeAll(async () => {
    db = await PGlite.create();
    major = await prepare(db);
  });
  afterAll(() => db.close());

  proveCases(() => ({ server: db, major }));
  proveRefusals(() => ({ server: db, major }));
  proveNesting(() => ({ server: db }));
  proveEnumValues(() => ({ server: db, major }));
});

/** The first version that anything is claimed of. */
const oldest = 10;

describe("every entry of the data", () => {
  it("is held against a server by a case", async () => {
    const reader = await loadPostgresReader();
    const shown = new Set<string>(
      [...lockCases, ...outsideCases].flatMap((one) => [
        ...claimedForms(one, reader),
        ...claimedForms(one, reader, oldest),
      ]),
    );
    expect(Object.keys(lockForms).filter((form) => !shown.has(form))).toEqual([]);
  });

  it("is claimed from the version on that knows the statement", async () => {
    const reader = await loadPostgresReader();
    const early = [...lockCases, ...outsideCases].flatMap((one) =>
      claimedForms(one, reader).filter(
        (form) => ((lockForms[form] as { since?: number }).since ?? oldest) > (one.since ?? oldest),
      ),
    );
    expect(early).toEqual([]);
  });
});
