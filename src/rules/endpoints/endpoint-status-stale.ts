import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { changedEndpoints } from "./endpoint-entries.ts";

const api = "API_CONTRACT.md";
const modified = "**Last Modified:** 2026-01-10\n**Status:** active";
const tables = "`orders`, `users`";

/** Clients look at Status and Last Modified to see whether they must look at the rest. */
export const endpointStatusStale = defineRule({
  id: "endpoint-status-stale",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "warning",
  summary: "Require Status and Last Modified of a changed endpoint to go with its change",
  whenToWaive: "When the change is a matter of form.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "Changed, and last modified on the old day", edits: { [api]: [[tables, "`orders`"]] } },
      {
        title: "It has a date of deprecation and is still active",
        edits: {
          [api]: [[modified, "**Last Modified:** 2026-03-02\n**Status:** active\n**Deprecation Date:** 2026-06-01"]],
        },
      },
    ],
    valid: [
      {
        title: "Changed, and the date with it",
        edits: {
          [api]: [
            [tables, "`orders`"],
            [modified, modified.replace("2026-01-10", "2026-03-02")],
          ],
        },
      },
      {
        title: "Deprecated, and says so",
        edits: {
          [api]: [
            [modified, "**Last Modified:** 2026-03-02\n**Status:** deprecated\n**Deprecation Date:** 2026-06-01"],
          ],
        },
      },
      {
        title: "No date of deprecation",
        edits: { [api]: [[modified, "**Last Modified:** 2026-03-02\n**Status:** active\n**Deprecation Date:** -"]] },
      },
      {
        title: "Only a waiver",
        edits: {
          [api]: [[tables, `${tables} <!-- schema-warden: allow endpoint-table-unknown because both are there -->`]],
        },
      },
      { title: "Only white space", edits: { [api]: [[tables, "`orders`,  `users`"]] } },
      { title: "Another endpoint's business", migration: "ALTER TABLE users ADD COLUMN phone text;" },
    ],
  },

  *check(context) {
    for (const { id, name, status, lastModified, deprecationDate, headingAt } of changedEndpoints(context)) {
      const ends = deprecationDate?.value ?? "";
      if (/\d{4}-\d{2}-\d{2}/.test(ends) && status !== undefined && /^\W*(active|beta|stable)\b/i.test(status.value)) {
        yield {
          at: status.at,
          subject: `${id} status`,
          stated: true,
          data: { id: name, status: status.value, ends, date: "", today: "" },
        };
      }
      const date = dateBefore(id, context);
      if (date === undefined || date !== lastModified?.value.trim() || date === context.evidence.today) continue;
      const data = { id: name, status: "", ends: "", date, today: context.evidence.today ?? "<today>" };
      yield { at: lastModified?.at ?? headingAt, subject: `${id} last modified`, stated: true, data };
    }
  },

  explain: ({ id, status, ends, date, today }) =>
    date === ""
      ? {
          what: `The endpoint ${code(id)} has the deprecation date ${code(ends)}, and its status is still ${code(status)}.`,
          why: "Clients that look for what is deprecated go by the status, and will learn of it when the endpoint is gone.",
          fix: `Write ${code("**Status:** deprecated")}, or take the deprecation date out.`,
        }
      : {
          what: `The section of ${code(id)} is changed, and still says that it was last modified on ${code(date)}.`,
          why: "Clients that know the section of that day take it for the newest.",
          fix: `Write ${code(`**Last Modified:** ${today}`)} into the section.`,
        },
});

function dateBefore(id: string, { base }: RuleContext): string | undefined {
  return base.api?.endpoints.get(id)?.lastModified?.value.trim();
}
