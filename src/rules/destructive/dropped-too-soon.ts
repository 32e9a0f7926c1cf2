import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { deprecationOf, droppedName, ruleFor } from "./taking-away.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";

/** The releases between the mark and the drop are the time in which readers move away. */
export const droppedTooSoon = defineRule({
  id: "dropped-too-soon",
  on: ["drop-table", "drop-column"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping what was deprecated fewer releases ago than the policy demands",
  whenToWaive: "When all consumers are known to have moved on already; name them.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      { title: "Marked in the version that is current", migration: "ALTER TABLE users DROP COLUMN nickname;" },
      { title: "A guard makes it no older", migration: "ALTER TABLE users DROP COLUMN IF EXISTS nickname;" },
    ],
    valid: [
      { title: "Never marked: another rule speaks", migration: "ALTER TABLE users DROP COLUMN created_at;" },
      { title: "Still read: another rule speaks", migration: "ALTER TABLE users DROP COLUMN email;" },
      {
        title: "Dropped and made again",
        migration: "ALTER TABLE users DROP nickname;\nALTER TABLE users ADD nickname text;",
      },
      {
        title: "Only marked",
        migration: "COMMENT ON COLUMN users.nickname IS 'deprecated';",
        edits: { [contract]: [["DEPRECATED since 1.4.0", "DEPRECATED since 1.3.0"]] },
      },
      {
        title: "A column of another table",
        migration: "CREATE TABLE a (nickname text);\nALTER TABLE a DROP COLUMN nickname;",
      },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "dropped-too-soon") return;
    const state = deprecationOf(operation, context);
    if (state === undefined) return;
    const name = droppedName(operation);
    yield {
      at: operation.at,
      subject: name,
      related: [state.mark.at],
      data: {
        name,
        since: state.since ?? "",
        passed: state.releasesSince ?? 0,
        needed: context.policy.releasesBeforeDrop,
        first: state.firstVersionToDrop ?? "",
      },
    };
  },

  explain: ({ name, since, passed, needed, first }) => ({
    what: `${code(name)} is dropped too soon: it is deprecated since ${code(since)}, and ${passed === 0 ? "no release has" : `only ${passed} of ${needed} releases have`} passed since then.`,
    why: "Readers that follow releases have had no version to move away in; theirs break without warning.",
    fix: `Leave the drop to ${first === "" ? "a later release" : `${code(first)}, the first version of the contract that may drop it`}, and take it out of this pull request.`,
  }),
});
