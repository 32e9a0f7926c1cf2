import { prose } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { unreadPlaces } from "./unread-places.ts";

const lines = (count: number, line: string) => `${line}\n`.repeat(count);

/** Bounds keep the review quick; what lies beyond them was not looked at. */
export const limitReached = defineRule({
  id: "limit-reached",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "warning",
  summary: "Warn where a limit ended the review before the change did",
  whenToWaive: "When what lies beyond the limit is data alone, such as a dump that is loaded once.",
  mend: ["split-migration"],
  examples: {
    invalid: [
      { title: "Hardly a statement can be read", migration: lines(51, "ALTER TABEL users;") },
      { title: "Another dialect from end to end", migration: lines(51, "DROP TABLE `a`;") },
    ],
    valid: [
      { title: "Many statements, and all were read", migration: lines(60, "SELECT 1;") },
      { title: "A long statement", migration: `INSERT INTO users (id) VALUES ${"(1), ".repeat(60)}(1);` },
      { title: "Some that cannot be read: unread-statement speaks", migration: lines(5, "ALTER TABEL users;") },
      { title: "A long comment", migration: `${lines(60, "-- ALTER TABEL users;")}SELECT 1;` },
    ],
  },

  *check(context) {
    for (const { at, message } of unreadPlaces(context, "limit-reached")) {
      yield { at, subject: message.replace(/\d+/g, "N"), data: { message } };
    }
  },

  explain: ({ message }) => ({
    what: prose(message),
    why: "What comes after that is no part of this review.",
    fix: "Split the file or the pull request so that each part stays within the limit, or raise the limit where the configuration has it under `limits`.",
  }),
});
