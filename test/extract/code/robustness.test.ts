import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCode } from "../../../src/extract/code/read-code.ts";
import type { Location } from "../../../src/model/location.ts";

const words = [
  ...[
    'class A(Base):\n    __tablename__ = "a"\n',
    "    id = Column(Integer, primary_key=True)\n",
    "from django.db import models\n",
  ],
  ...[
    "class B(models.Model):\n",
    "    x = models.CharField(max_length=3)\n",
    '@app.get("/x")\n',
    "def f(): ...\n",
    "urlpatterns = [",
  ],
  ...[
    'db.query("SELECT id FROM a")',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is of the code that is read.
    "sql`SELECT ${x} FROM a`",
    'app.get("/x", f);\n',
    "@Entity()\nclass C {",
    "@Column() a: string;\n",
  ],
  ...[
    "@Controller('x')\n",
    "@Get()\n",
    "model D {\n",
    "  id Int @id @default(",
    "  @@index([id])\n",
    "}\n",
    "enum E {\n A\n",
    "(",
    ")",
    "[",
    '"',
    "`",
    "${",
  ],
  ...[
    "ä😀",
    "\r\n",
    "\u2028",
    "\0",
    "'''",
    '"""',
    "@RestController class J { @GetMapping(",
    "package a\nfunc f() { db.Query(",
  ],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 25 })
  .map((all) => all.join(""));
const path = fc.constantFrom("a.prisma", "a.ts", "a.tsx", "a.js", "a.py", "app/models.py", "A.java", "a.go", "q.sql");

describe("reading code", () => {
  it("never throws, and every place lies inside its file", async () => {
    await fc.assert(
      fc.asyncProperty(path, text, async (file, written) => {
        for (const reading of await readCode([{ path: file, text: written }])) {
          const places: Location[] = [
            ...reading.declarations.flatMap(({ tables, enums }) => [
              ...tables.flatMap(({ at, columns, indexes }) => [
                at,
                ...columns.map((each) => each.at),
                ...indexes.map((each) => each.at),
              ]),
              ...enums.map(({ at }) => at),
            ]),
            ...reading.queries.map(({ at }) => at),
            ...reading.routes.map(({ at }) => at),
            ...reading.diagnostics.map(({ at }) => at),
          ];
          for (const { path: where, start, end } of places) {
            expect(where).toBe(file);
            expect(start.offset).toBeGreaterThanOrEqual(0);
            expect(end.offset).toBeGreaterThanOrEqual(start.offset);
            expect(end.offset).toBeLessThanOrEqual(written.length);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it("reads deeply nested code without giving up on the rest", async () => {
    const deep = `${"(".repeat(20_000)}1${")".repeat(20_000)}`;
    const files = [
      { path: "a.js", text: `db.query("SELECT a FROM b", ${deep});` },
      { path: "a.prisma", text: `model a {\n  id Int @default(${"[".repeat(50_000)}\n  b Int\n}\n` },
      { path: "b.js", text: 'db.query("SELECT a FROM b");' },
    ];
    const readings = await readCode(files);
    expect(readings.at(-1)?.queries).toHaveLength(1);
  });
});
