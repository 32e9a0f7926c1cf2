import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

/** A view is a promise to its readers like a table, only that no data goes with it. */
export const dropView = defineRule({
  id: "drop-view",
  on: ["drop-view"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping a view before its deprecation is complete",
  whenToWaive: "When nothing reads the view, reports and dashboards included.",
  mend: ["expand-and-contract", "rollback"],
  examples: {
    invalid: ["DROP VIEW paid_orders;", "DROP VIEW IF EXISTS public.paid_orders CASCADE;"],
    valid: [
      {
        title: "Made again, which is how views are changed",
        migration: "DROP VIEW paid_orders;\nCREATE VIEW paid_orders AS SELECT id, user_id, total, status FROM orders;",
      },
      "CREATE OR REPLACE VIEW paid_orders AS SELECT id, user_id, total FROM orders WHERE status <> 'new';",
      { title: "Made in the same pull request", migration: "CREATE VIEW a AS SELECT id FROM users;\nDROP VIEW a;" },
      { title: "Nobody promised it", migration: "DROP VIEW IF EXISTS scratch;" },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "drop-view") return;
    const left = readersLeft(context, operation);
    const name = keyOf(operation.view);
    const stated = isDemanded(context, left);
    yield { at: operation.at, subject: name, related: left.related, stated, data: { name, readers: left.words } };
  },

  explain: ({ name, readers }) => ({
    what: `The view ${code(name)} is dropped${readers === "" ? " before its deprecation was complete." : `; it is still used by ${readers}.`}`,
    why: "While the new release rolls out the old code still runs: every statement that names the view fails.",
    fix: `Leave it in place, write ${code("**Status:** DEPRECATED since <version>")} into ${code(`### View: ${name}`)}, move its readers, and drop it a release later.`,
  }),
});
