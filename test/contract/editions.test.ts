import fc from "fast-check";
import { expect, test } from "vitest";
import { editedSections } from "../../src/compare/edited-sections.ts";
import { splitSections } from "../../src/contract/split-sections.ts";
import { databaseContract, fixture } from "./reading.ts";

const pieces = [
  "# A\n",
  "### Table: x\n",
  "## B",
  "Title\n===\n",
  "words\n---\n",
  "```sql\n",
  "```\n",
  "~~~\n",
  "<!-- x -->\n",
  "<!--",
  "-->\n",
  "---\n",
  "\n",
  "- item\n",
  "  more\n",
  "| a | b |\n",
  "\r\n",
  "\ufeff",
  "**Status:** x\n",
];
const markdown = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(""));

test("an outline made from another edition's is the outline", () => {
  fc.assert(
    fc.property(markdown, markdown, markdown, markdown, (start, before, after, end) => {
      const [old, text] = [start + before + end, start + after + end];
      expect(splitSections(text, { text: old, outline: splitSections(old) })).toEqual(splitSections(text));
    }),
    { numRuns: 3_000 },
  );
});

test.each(["template.md", "clinic.md"])("so is that of %s with a stretch taken out or written twice", (name) => {
  const text = fixture(name);
  const outline = splitSections(text);
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(300), (at, length) => {
      for (const edited of [text.slice(0, at) + text.slice(at + length), text.slice(0, at + length) + text.slice(at)])
        expect(splitSections(edited, { text, outline })).toEqual(splitSections(edited));
    }),
  );
});

test.each(["template.md", "clinic.md"])(
  "the sections that an edit of %s touches are those whose texts differ",
  (name) => {
    const text = fixture(name);
    const base = databaseContract(text);
    const words = (one: string | undefined) => one?.replace(/[ \t\r]+$/gm, "").trim();
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(3_000),
        fc.constantFrom("", "x", " \n", "### Table: users\n"),
        (at, width, put) => {
          const head = databaseContract(text.slice(0, at) + put + text.slice(at + width));
          const differing = (kind: keyof typeof base.sectionTexts) => {
            const [before, after] = [base.sectionTexts[kind], head.sectionTexts[kind]];
            return [...new Set([...before.keys(), ...after.keys()])].filter(
              (key) => words(before.get(key)) !== words(after.get(key)),
            );
          };
          expect(editedSections(base, head)).toEqual({
            tables: differing("tables"),
            views: differing("views"),
            routines: differing("routines"),
          });
        },
      ),
      { numRuns: 300 },
    );
  },
);
