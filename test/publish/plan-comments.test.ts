import { describe, expect, it } from "vitest";
import type { FileChange } from "../../src/model/snapshot.ts";
import { wantedComments } from "../../src/publish/plan-comments.ts";
import { finding, place } from "../report/sample-report.ts";

const path = "migrations/0007_trim_orders.sql";
const changes: readonly FileChange[] = [
  { path, status: "added", previousPath: undefined, diffLines: [{ start: 1, end: 100 }] },
];
const at = (line: number) => finding({ at: place(path, line), fingerprint: line.toString(16).padStart(16, "0") });

describe("wantedComments", () => {
  it("keeps those that the report has first when there are too many", () => {
    const findings = Array.from({ length: 60 }, (_, index) => at(60 - index));
    const lines = wantedComments(findings, changes).map(({ line }) => line);
    expect(lines).toEqual(findings.slice(0, lines.length).map((one) => one.at.start.line));
    expect(lines.length).toBeLessThan(findings.length);
  });

  it("leaves to the summary what stands outside of the diff", () => {
    expect(wantedComments([at(101), at(100)], changes).map(({ line }) => line)).toEqual([100]);
    expect(wantedComments([at(1)], [])).toEqual([]);
  });
});
