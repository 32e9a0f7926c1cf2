import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

/** Code spells values out: a renamed one is refused when written, and unknown when read. */
export const renameEnumValue = defineRule({
  id: "rename-enum-value",
  on: ["rename-enum-value"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow renaming a value of an enum",
  whenToWaive: "When no reader compares with the old spelling.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      "ALTER TYPE order_status RENAME VALUE 'paid' TO 'settled';",
      "ALTER TYPE public.order_status RENAME VALUE 'new' TO 'open';",
    ],
    valid: [
      "ALTER TYPE order_status ADD VALUE 'settled' AFTER 'paid';",
      {
        title: "An enum of this pull request",
        migration: "CREATE TYPE size AS ENUM ('s', 'm');\nALTER TYPE size RENAME VALUE 's' TO 'small';",
      },
      "ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'lost';",
      { title: "A comment", migration: "COMMENT ON TYPE order_status IS 'paid means settled';" },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "rename-enum-value") return;
    const left = readersLeft(context, operation);
    const type = keyOf(operation.type);
    yield {
      at: operation.at,
      subject: `${type}.${operation.value}`,
      related: left.related,
      stated: isDemanded(context, left),
      data: {
        type,
        from: operation.value,
        to: operation.to,
        readers: left.words,
        sql: sqlQualifiedName(operation.type, context.engine.dialect),
      },
    };
  },

  explain: ({ type, from, to, readers, sql }) => ({
    what: `The value ${code(from)} of the enum ${code(type)} is renamed to ${code(to)}${readers === "" ? "." : `; it is spelled out or read by ${readers}.`}`,
    why: "Code that writes or compares the old spelling fails at once, and code that reads the column meets a value it does not know.",
    fix: `Add the new value (${code(`ALTER TYPE ${sql} ADD VALUE IF NOT EXISTS '${to.replaceAll("'", "''")}';`, 200)}), teach the readers both, change the rows in a later migration, and leave ${code(from)} unused.`,
  }),
});
