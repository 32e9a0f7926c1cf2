import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { reordersMembers } from "./copied-tables.ts";

const modify = (members: string) => `ALTER TABLE orders MODIFY status enum(${members}) NOT NULL DEFAULT 'new';`;

/** An enum's values are stored and sorted by their place in the list. */
export const mysqlEnumOrSetReordered = defineRule({
  id: "mysql-enum-or-set-reordered",
  on: ["alter-column-type"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of ENUM and SET columns whose members change their places",
  dialects: ["mysql"],
  whenToWaive: "When the order of the values matters to nobody and the table is small enough to be copied.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      { title: "A new member in the middle", migration: modify("'new', 'held', 'paid', 'shipped'") },
      { title: "Sorted", migration: modify("'new', 'shipped', 'paid'") },
    ],
    valid: [
      { title: "A new member at the end", migration: modify("'new', 'paid', 'shipped', 'returned'") },
      {
        title: "The same members, with a comment",
        migration:
          "ALTER TABLE orders MODIFY status enum('new','paid','shipped') NOT NULL DEFAULT 'new' COMMENT 'how far it is';",
      },
      {
        title: "Another kind of column: mysql-copy-algorithm speaks",
        migration: "ALTER TABLE orders MODIFY status varchar(20) NOT NULL;",
      },
      {
        title: "A table of this pull request",
        migration:
          "CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, c enum('a', 'b'));\nALTER TABLE t MODIFY c enum('b', 'a');",
      },
    ],
  },

  *check(operation, context) {
    const table = keyOf(operation.table);
    if (context.comparison.createdTables.has(table) || !reordersMembers(operation, context)) return;
    const change = context.comparison.typeChanges.get(operation);
    const kept = change?.from.modifiers ?? [];
    yield {
      at: operation.at,
      subject: `${table}.${operation.column}`,
      data: {
        name: `${table}.${operation.column}`,
        before: kept.join(", "),
        after: operation.type.modifiers.join(", "),
      },
      lock: context.locks.get(operation)?.[0],
    };
  },

  explain: ({ name, before, after }) => ({
    what: `The members of ${code(name)} change their places: from ${code(before)} to ${code(after)}.`,
    why: "The server numbers them anew, for which it copies the table and lets nobody write; and rows sort by the new order, for all who read them by it or by number.",
    fix: "Leave the old members where they are and add new ones at the end: that is done in an instant.",
  }),
});
