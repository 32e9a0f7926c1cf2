import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { factsOf, lockSentence, longLock } from "./long-lock.ts";
import { partitionBase } from "./partition-examples.ts";

const givenKey = "ALTER TABLE events ADD CONSTRAINT event_user FOREIGN KEY (id) REFERENCES users (id);\nCOMMIT;";
const checked =
  "ALTER TABLE events_new ADD CONSTRAINT in_2026 CHECK (day >= '2026-01-01' AND day < '2027-01-01') NOT VALID;\nCOMMIT;\nALTER TABLE events_new VALIDATE CONSTRAINT in_2026;\nALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');";

/** ATTACH reads the whole partition to prove its bound, unless a check has proved it; nobody uses the partition meanwhile. */
export const attachWithoutCheck = defineRule({
  id: "attach-without-check",
  on: ["attach-partition"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary:
    "Require a check that proves the bound, and the parent's indexes and foreign keys, before a partition is attached",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When nobody uses the partition yet and there is no default partition.",
  mend: ["not-valid-then-validate"],
  examples: {
    base: partitionBase,
    invalid: [
      "ALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
      {
        title: "The check is not validated yet",
        migration:
          "ALTER TABLE events_new ADD CONSTRAINT in_2026 CHECK (day >= '2026-01-01' AND day < '2027-01-01') NOT VALID;\nALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
      },
      {
        title: "It lacks the parent's foreign key, by which all of its rows are looked up",
        migration: `${givenKey}\n${checked}`,
      },
    ],
    valid: [
      {
        title: "It has the parent's foreign key",
        migration: `${givenKey}\nALTER TABLE events_new ADD CONSTRAINT event_user FOREIGN KEY (id) REFERENCES users (id) NOT VALID;\nCOMMIT;\nALTER TABLE events_new VALIDATE CONSTRAINT event_user;\n${checked}`,
      },
      {
        title: "A valid check proves it",
        migration:
          "ALTER TABLE events_new ADD CONSTRAINT in_2026 CHECK (day >= '2026-01-01' AND day < '2027-01-01') NOT VALID;\nCOMMIT;\nALTER TABLE events_new VALIDATE CONSTRAINT in_2026;\nALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
      },
      {
        title: "A partition of this pull request",
        migration:
          "CREATE TABLE events_next (id bigint NOT NULL, day date NOT NULL);\nALTER TABLE events ATTACH PARTITION events_next FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');",
      },
      {
        title: "A valid check proves it, among other conditions",
        migration:
          "ALTER TABLE events_new ADD CONSTRAINT in_2026 CHECK (day >= '2026-01-01' AND day < '2027-01-01' AND id > 0) NOT VALID;\nCOMMIT;\nALTER TABLE events_new VALIDATE CONSTRAINT in_2026;\nALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
      },
      "CREATE TABLE events_next PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');",
      "ALTER TABLE events DETACH PARTITION events_old CONCURRENTLY;",
    ],
  },

  *check(operation, context) {
    const lock = longLock(operation, context, ["scan", "index build"]);
    if (lock === undefined) return;
    const [parent, partition] = [keyOf(operation.table), keyOf(operation.partition)];
    yield {
      at: operation.at,
      subject: `${parent} ${partition}`,
      data: {
        ...factsOf(lock, context),
        parent,
        partition,
        work: lock.held.includes("looked up") ? "key lookup" : lock.work,
      },
      lock,
    };
  },

  explain: ({ parent, partition, work, ...lock }) => ({
    what:
      lock.table !== partition
        ? `Attaching ${code(partition)} to ${code(parent)} searches the default partition ${code(lock.table)} for its rows.`
        : work === "index build"
          ? `Attaching ${code(partition)} to ${code(parent)} builds an index on it that it lacks.`
          : work === "key lookup"
            ? `Attaching ${code(partition)} to ${code(parent)} looks up all of its rows for a foreign key that it lacks.`
            : `Attaching ${code(partition)} to ${code(parent)} reads all of its rows, to see that they belong there.`,
    why: lockSentence(lock),
    fix:
      lock.table !== partition
        ? `Add a check to ${code(lock.table)} that excludes the new bound (NOT VALID, then validate), then attach.`
        : work === "index build"
          ? `Build what ${code(parent)} has on ${code(partition)} first, with ${code("CREATE INDEX CONCURRENTLY")}, then attach.`
          : work === "key lookup"
            ? `Give ${code(partition)} the foreign keys of ${code(parent)} first (NOT VALID, then validate in a later migration), then attach.`
            : `Add a check to ${code(partition)} that says what the bound says (NOT VALID, then validate in a later migration), attach, and drop the check.`,
  }),
});
