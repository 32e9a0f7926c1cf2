import type { Policy } from "../src/model/policy.ts";
import type { Report } from "../src/model/report.ts";
import type { FileChange, Side, Source } from "../src/model/snapshot.ts";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import { reviewRepository } from "../src/review-repository.ts";
import type { Example, Rule } from "../src/rules/define-rule.ts";
import { filesOf } from "../src/rules/example-files.ts";

/** Reviews a rule's example as if it were a pull request, from its files to the report. */
export async function reviewExample(rule: Rule, example: Example): Promise<Report> {
  const { base, head, dialect } = filesOf(rule, example);
  return reviewFiles(base, head, { ...switchedOn(rule), dialect });
}

/** A rule that is off until switched on is shown at work. */
function switchedOn({ id, severity }: Rule): Policy {
  return severity === "off" ? { ...defaultPolicy, severities: new Map([[id, "warning"]]) } : defaultPolicy;
}

type Files = ReadonlyMap<string, string>;

/** Reviews what lies between two sets of files, read in the dialect that they turn out to be for. */
export async function reviewFiles(base: Files, head: Files, policy = defaultPolicy): Promise<Report> {
  return (await reviewRepository(sourceOf(base, head), policy)).report;
}

/** Two sets of files as a source. As in git, a file that is removed and stands elsewhere word for word is renamed. */
export function sourceOf(base: Files, head: Files): Source {
  const of = (side: Side) => (side === "base" ? base : head);
  return {
    describe: (side) => ({ ref: side, commit: undefined }),
    changes: async () => ({ changes: changesBetween(base, head), truncated: false }),
    list: async (side) => [...of(side).keys()].sort(),
    peek: async (path, repository) => {
      const text = repository === undefined ? base.get(path) : undefined;
      return text === undefined ? { kind: "absent" } : { kind: "text", text, encoding: "utf-8" };
    },
    read: async (side, paths) =>
      new Map(
        paths.flatMap((path) => {
          const text = of(side).get(path);
          return text === undefined ? [] : [[path, { kind: "text", text, encoding: "utf-8" }]];
        }),
      ),
  };
}

function changesBetween(base: Files, head: Files): readonly FileChange[] {
  const added = [...head.keys()].filter((path) => !base.has(path));
  const removed = [...base.keys()].filter((path) => !head.has(path));
  const modified = [...head.keys()].filter((path) => base.has(path) && base.get(path) !== head.get(path));
  const oldPaths = new Map(
    added.flatMap((path) => {
      const old = removed.find((one) => base.get(one) === head.get(path));
      return old === undefined ? [] : [[path, old] as const];
    }),
  );
  const moved = new Set(oldPaths.values());
  const change = (path: string, status: FileChange["status"]): FileChange => ({
    path,
    status,
    previousPath: oldPaths.get(path),
    diffLines: undefined,
  });
  return [
    ...added.map((path) => change(path, oldPaths.has(path) ? "renamed" : "added")),
    ...modified.map((path) => change(path, "modified")),
    ...removed.filter((path) => !moved.has(path)).map((path) => change(path, "removed")),
  ].sort((left, right) => (left.path < right.path ? -1 : 1));
}
