/** Writes the file of a new rule: `npm run new-rule -- <folder>/<id>`. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const [, folder, id] = /^([a-z]+)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(process.argv[2] ?? "") ?? [];
if (folder === undefined || id === undefined) {
  console.error("Say which: npm run new-rule -- <folder>/<id>, for example destructive/drop-table.");
  process.exit(2);
}

const path = join(import.meta.dirname, "../src/rules", folder, `${id}.ts`);
await mkdir(dirname(path), { recursive: true });
try {
  await writeFile(path, skeleton(id), { flag: "wx" });
} catch (error) {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  console.error(`src/rules/${folder}/${id}.ts is already there.`);
  process.exit(2);
}
console.log(`Wrote src/rules/${folder}/${id}.ts. Fill it in, then: npm run generate && npx vitest run test/rules`);

function skeleton(ruleId: string): string {
  const name = ruleId.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

/** One sentence: what must hold, and why. */
export const ${name} = defineRule({
  id: "${ruleId}",
  on: ["drop-table"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow …",
  whenToWaive: "When …",
  examples: {
    invalid: [],
    valid: [],
  },

  *check({ table, at }, _context, { step }) {
    if (step.effect !== "applied") return;
    yield { at, subject: keyOf(table), data: { table: keyOf(table) } };
  },

  explain: ({ table }) => ({
    what: \`\${code(table)} …\`,
    why: "…",
    fix: "…",
  }),
});
`;
}
