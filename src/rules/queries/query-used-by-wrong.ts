import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { changedQueries } from "./query-entries.ts";

const sql = "SQL_CONTRACT.json";
const file = '"file": "src/auth.js"';

/** The file is where whoever changes the query has to look. */
export const queryUsedByWrong = defineRule({
  id: "query-used-by-wrong",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "warning",
  summary: "Require the files under used_by_modules of a query to exist when the query changes, or the file goes",
  whenToWaive: "When the file lies in another repository.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "No such file", edits: { [sql]: [[file, '"file": "src/login.js"']] } },
      { title: "The file goes, and nothing else changes", head: { "src/auth.js": null } },
      {
        title: "The file moves, and the query's entry stays",
        head: { "src/auth.js": null, "src/people/sign-in.js": "export const signIn = 1;\n" },
      },
    ],
    valid: [
      {
        title: "A test of it goes",
        base: { "src/auth.test.js": "" },
        head: { "src/auth.test.js": null },
      },
      {
        title: "The entry moves with the file",
        edits: { [sql]: [[file, '"file": "src/people/sign-in.js"']] },
        head: { "src/auth.js": null, "src/people/sign-in.js": "export const signIn = 1;\n" },
      },
      { title: "Another file goes", base: { "src/old.js": "" }, head: { "src/old.js": null } },
      { title: "The file is there", edits: { [sql]: [[file, '"file": "src/orders.js"']] } },
      { title: "Written from its own folder", edits: { [sql]: [[file, '"file": "./auth.js"']] } },
      {
        title: "Added by the same pull request",
        edits: { [sql]: [[file, '"file": "src/login.js"']] },
        head: { "src/login.js": "" },
      },
      { title: "With a line", edits: { [sql]: [[file, '"file": "src/auth.js:12"']] } },
    ],
  },

  *check(context) {
    const gone = new Set(
      context.changes
        .filter(({ status }) => status === "removed" || status === "renamed")
        .map(({ path, previousPath }) => previousPath ?? path),
    );
    for (const [query, isChanged] of queriesToLookAt(context, gone)) {
      for (const { module, file: path, at } of query.usedBy) {
        if (path === undefined || isThere(path, context)) continue;
        if (!isChanged && !isNamed(path, gone)) continue;
        yield { at, subject: `${query.id} ${path}`, stated: true, data: { id: query.id, module, path } };
      }
    }
  },

  explain: ({ id, module, path }) => ({
    what: `The query ${code(id)} is used by ${code(module)} in ${code(path)}, and there is no such file.`,
    why: "Whoever changes the query looks there for the code to change with it.",
    fix: `Write the file's path from the root of the repository, or take ${code(module)} out of ${code("used_by_modules")}.`,
  }),
});

/** Queries that the pull request changes, and those that stay and may name a file that goes. */
function* queriesToLookAt(context: RuleContext, gone: ReadonlySet<string>) {
  const changed = new Set(changedQueries(context).map(({ query }) => query));
  for (const query of changed) yield [query, true] as const;
  const names = [...gone].map((path) => path.slice(path.lastIndexOf("/") + 1));
  const { sql: contract } = context.head;
  if (contract === undefined || names.length === 0) return;
  for (const [key, text] of contract.entryTexts) {
    const query = names.some((name) => text.includes(name)) ? contract.queries.get(key) : undefined;
    if (query !== undefined && !changed.has(query)) yield [query, false] as const;
  }
}

/** Paths may be written from a folder inside the repository; a place that is no path of a file is not judged. */
function isThere(written: string, { headPaths }: RuleContext): boolean {
  return !/^[\w@.\-/]+\.\w+$/.test(pathIn(written)) || headPaths.size === 0 || isNamed(written, headPaths);
}

function isNamed(written: string, paths: ReadonlySet<string>): boolean {
  const path = pathIn(written);
  return paths.has(path) || [...paths].some((other) => other.endsWith(`/${path}`));
}

function pathIn(written: string): string {
  return written
    .trim()
    .replace(/^(\.?\/)+/, "")
    .replace(/[:#].*$/, "");
}
