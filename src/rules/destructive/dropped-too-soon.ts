import type { Location } from "../../model/location.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { exampleBase } from "../example-base.ts";
import { deprecationOf, droppedName, ruleFor } from "./taking-away.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";
/** The mark says no version, and no row of the change log speaks of it. */
const undated = (exampleBase[contract] ?? "")
  .replace("DEPRECATED since 1.4.0: use name", "DEPRECATED: use name")
  .replace("Marked users.nickname deprecated", "Better names");

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
      {
        title: "The mark has no version, and the change log does not tell of it",
        base: { [contract]: undated },
        migration: "ALTER TABLE users DROP COLUMN nickname;",
      },
    ],
    valid: [
      {
        title: "The mark has no version, and the change log tells of it",
        base: { [contract]: undated.replace("Added orders", "Marked users.nickname deprecated") },
        migration: "ALTER TABLE users DROP COLUMN nickname;",
      },
      {
        title: "Nobody counts versions in this contract",
        base: {
          [contract]:
            "# Database Schema Contract\n\n## Tables\n\n### Table: users\n\n| Column Name | Data Type | Description |\n|---|---|---|\n| id | integer | |\n| nickname | text | DEPRECATED |\n",
        },
        migration: "ALTER TABLE users DROP COLUMN nickname;",
      },
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
        since: state.undated ? "" : (state.since ?? ""),
        current: context.base.database?.header.version?.value.trim() ?? "",
        mark: placeOf(state.mark.at),
        passed: state.releasesSince ?? 0,
        needed: context.policy.releasesBeforeDrop,
        first: state.firstVersionToDrop ?? "",
      },
    };
  },

  explain: ({ name, since, current, mark, passed, needed, first }) => {
    const version = current === "" ? "<version>" : current;
    return {
      what:
        since === ""
          ? `${code(name)} is dropped, and nobody can say how long it has been deprecated: its mark has no version, and the Change Log does not tell of it.`
          : `${code(name)} is dropped too soon: it is deprecated since ${code(since)}, and ${passed === 0 ? "no release has" : `only ${passed} of ${needed} releases have`} passed since then.`,
      why: "Readers that follow releases have had no version to move away in; theirs break without warning.",
      fix:
        since === ""
          ? `Take the drop out of this pull request. Write into the mark (${code(mark)}) in which version it was made, ${code(`DEPRECATED since ${version}`)} where nobody remembers an earlier one, and drop it when ${needed === 1 ? "a release has" : `${needed} releases have`} passed since then.`
          : `Leave the drop to ${first === "" ? "a later release" : `${code(first)}, the first version of the contract that may drop it`}, and take it out of this pull request.`,
    };
  },
});

function placeOf({ path, start }: Location): string {
  return `${path}:${start.line}`;
}
