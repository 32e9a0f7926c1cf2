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
  summary: "Require the files under used_by_modules of a changed query to exist",
  whenToWaive: "When the file lies in another repository.",
  mend: ["edit-contract"],
  examples: {
    invalid: [{ title: "No such file", edits: { [sql]: [[file, '"file": "src/login.js"']] } }],
    valid: [
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
    for (const { query } of changedQueries(context)) {
      for (const { module, file: path, at } of query.usedBy) {
        if (path === undefined || isThere(path, context)) continue;
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

/** Paths may be written from a folder inside the repository; a place that is no path of a file is not judged. */
function isThere(written: string, { headPaths }: RuleContext): boolean {
  const path = written
    .trim()
    .replace(/^(\.?\/)+/, "")
    .replace(/[:#].*$/, "");
  if (!/^[\w@.\-/]+\.\w+$/.test(path) || headPaths.size === 0 || headPaths.has(path)) return true;
  return [...headPaths].some((other) => other.endsWith(`/${path}`));
}
