import type { Contracts, DatabaseContract } from "../../model/contract.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Location } from "../../model/location.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";

/** What cannot be read cannot be kept: a broken table or invalid JSON hides every promise in it. */
export const contractUnreadable = defineRule({
  id: "contract-unreadable",
  on: "pull-request",
  section: "Purpose",
  severity: "error",
  summary: "Disallow breaking a contract, or a part of one that the pull request needs",
  whenToWaive: "Not by a waiver: what cannot be read cannot be judged.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "A comma too many",
        edits: { "SQL_CONTRACT.json": [['"contract_version": "1.2.0",', '"contract_version": "1.2.0",,']] },
      },
      {
        title: "Two sections for one table",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["## Views\n", "### Table: users\n\n**Purpose:** Again\n\n## Views\n"]],
        },
      },
    ],
    valid: [
      { title: "Readable", migration: "ALTER TABLE users ADD COLUMN phone text;" },
      {
        title: "It was broken before, and this pull request leaves it alone",
        base: { "SQL_CONTRACT.json": '{ "contract_version": "1.0.0",, }\n' },
        migration: "ALTER TABLE users ADD COLUMN phone text;",
      },
      {
        title: "Another language, other headings",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["**Purpose:** People with an account", "**Zweck:** Menschen mit Konto"]],
        },
      },
      {
        title: "An example that shows a table again",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "## Breaking Change Protocol\n",
              "## Example Entry\n\n### Table: users\n\n**Purpose:** An example\n\n## Breaking Change Protocol\n",
            ],
          ],
        },
      },
    ],
  },

  *check(context) {
    const known = new Set(problemsOf(context.base, context).map(({ message }) => gist(message)));
    const problems: readonly Problem[] = [...problemsOf(context.head, context), ...(context.unreadContracts ?? [])];
    for (const { message, at, related } of problems) {
      if (known.has(gist(message))) continue;
      yield {
        at,
        related: related === undefined ? [] : [related],
        subject: at.path,
        data: { message, place: `${at.path}:${at.start.line}` },
      };
    }
  },

  explain: ({ message, place }) => ({
    what: `The contract cannot be read at ${code(place)}: ${message}`,
    why: "What cannot be read is not checked, by anybody: its promises would be lost without a word.",
    fix: `Mend ${code(place)}. A row needs as many cells as its header, a table has one section, and a JSON contract must be valid JSON.`,
  }),
});

type Problem = Pick<Diagnostic, "message" | "at"> & { readonly related?: Location };

function problemsOf(side: Contracts, context: RuleContext): readonly Problem[] {
  return [
    ...(side.database === undefined ? [] : databaseProblems(side.database, context)),
    ...(side.sql?.diagnostics ?? []),
    ...(side.api?.diagnostics ?? []),
  ];
}

/** Problems of the document itself, and of the sections that this pull request changes or needs. */
function databaseProblems(contract: DatabaseContract, context: RuleContext): readonly Problem[] {
  const { touched, contractChanges } = context.comparison;
  const { added, removed, modified } = contractChanges.database;
  const edited = new Set([...added, ...removed, ...modified]);
  const needed = (kind: Kind) =>
    [...contract[kind].keys()].filter((name) => touched[kind].has(name) || edited.has(name));
  return [
    ...contract.diagnostics,
    ...contract.duplicates.map(({ name, at, first }) => ({ at, message: twice(name), related: first })),
    ...kinds.flatMap((kind) => needed(kind).flatMap((name) => contract[kind].get(name)?.diagnostics ?? [])),
  ];
}

const kinds = ["tables", "views", "routines"] as const;
type Kind = (typeof kinds)[number];

function twice(name: string): string {
  return `The section of ${code(name)} stands twice.`;
}

/** What tells a problem from another when lines have moved. */
function gist(message: string): string {
  return message.replace(/\d+/g, "");
}
