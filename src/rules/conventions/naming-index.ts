import { keyOf } from "../../model/name.ts";
import { code, codeList } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule } from "../define-rule.ts";

/** An index whose name tells its table and columns is found without asking the catalog, and made twice by nobody. */
export const namingIndex = defineRule({
  id: "naming-index",
  on: "pull-request",
  section: "Indexes",
  severity: "off",
  summary: "Warn of new indexes whose names do not tell their table and columns",
  whenToWaive: "The tool chooses the name, and looks for it again.",
  settings: {
    patterns: {
      default: ["idx_{table}_{columns}"],
      meaning:
        "Names that are right: `{table}` and `{columns}` stand for the index's own, joined by `_`, and `*` for anything. PostgreSQL's own choice would be `{table}_{columns}_idx`.",
    },
    unique: {
      default: ["idx_{table}_{columns}", "{table}_{columns}_key", "uq_{table}_{columns}"],
      meaning: "The same for unique indexes.",
    },
  },
  examples: {
    invalid: [
      "CREATE INDEX by_status ON orders (status);",
      "CREATE INDEX idx_orders_status ON orders (status, placed_at);",
    ],
    valid: [
      "CREATE INDEX idx_orders_status ON orders (status);",
      "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_status_placed_at ON public.orders (status, placed_at DESC);",
      {
        title: "An expression may be called anything",
        migration: "CREATE INDEX idx_users_lower_email ON users (lower(email));",
      },
      { title: "The server chooses", migration: "CREATE INDEX ON orders (status);" },
      "CREATE UNIQUE INDEX users_name_key ON users (name);",
      {
        title: "What for, in one word more",
        migration: "CREATE INDEX idx_orders_status_open ON orders (status) WHERE status = 'new';",
      },
    ],
  },

  *check(context) {
    for (const { steps } of changedMigrations(context)) {
      for (const { operation, effect } of steps) {
        if (operation.kind !== "create-index" || effect === "no-effect" || operation.index.name === "") continue;
        const { name, unique, elements, where } = operation.index;
        const patterns = context.settings.list(unique ? "unique" : "patterns");
        const columns = elements.map(({ column }) => column);
        // A partial index says in a word more which rows it holds.
        const fits = patterns.some((pattern) =>
          fitsPattern(name, pattern, operation.table.name, columns, where !== undefined),
        );
        if (fits) continue;
        const first = (patterns[0] ?? "")
          .replace("{table}", operation.table.name)
          .replace("{columns}", columns.map((one) => one ?? "…").join("_"));
        yield {
          at: operation.at,
          subject: `${keyOf(operation.table)} ${name}`,
          data: { name, table: keyOf(operation.table), patterns, proposal: first },
        };
      }
    }
  },

  explain: ({ name, table, patterns, proposal }) => ({
    what: `The name of the index ${code(name)} on ${code(table)} does not follow ${codeList(patterns)}.`,
    why: "Who reads a plan or a message of the server should know the table and the columns from the name alone.",
    fix: proposal === "" ? "Rename it." : `Call it ${code(proposal)}.`,
  }),
});

function fitsPattern(
  name: string,
  pattern: string,
  table: string,
  columns: readonly (string | undefined)[],
  isPartial: boolean,
): boolean {
  const listed = columns.map((column) => (column === undefined ? ".+" : escaped(column))).join("_");
  const source = pattern
    .split(/(\{table\}|\{columns\}|\*)/)
    .map((part) =>
      part === "{table}" ? escaped(table) : part === "{columns}" ? listed : part === "*" ? ".*" : escaped(part),
    )
    .join("");
  return new RegExp(`^${source}${isPartial ? "(?:_.+)?" : ""}$`, "u").test(name);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
