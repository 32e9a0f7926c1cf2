import { exampleBase } from "../example-base.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";

/** The example's base with a partitioned table `events`, its partition `events_old`, and `events_new`, which is none yet. */
export const partitionBase: Readonly<Record<string, string>> = {
  ...exampleBase,
  [contract]: (exampleBase[contract] ?? "").replace(
    "## Views",
    `### Table: events

**Created:** 2026-01-10
**Last Modified:** 2026-01-10
**Purpose:** What has happened

\`\`\`sql
CREATE TABLE events (id bigint NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
\`\`\`

### Table: events_old

**Created:** 2026-01-10
**Last Modified:** 2026-01-10
**Purpose:** What has happened in 2025

\`\`\`sql
CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
\`\`\`

### Table: events_new

**Created:** 2026-01-10
**Last Modified:** 2026-01-10
**Purpose:** What has happened in 2026

\`\`\`sql
CREATE TABLE events_new (id bigint NOT NULL, day date NOT NULL);
\`\`\`

---

## Views`,
  ),
};
