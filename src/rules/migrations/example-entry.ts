import type { Edit } from "../define-rule.ts";
import { baseEntry } from "../example-base.ts";

const entry = `### Migration: 0002_example

**Date:** 2026-03-02
**Type:** Schema Change
**Status:** Pending

**Changes:**
- The example

**Rollback Plan:**
\`\`\`sql
SELECT 1;
\`\`\`

**Impact Assessment:**
- **Breaking Change:** NO
- **Affected Modules:** None
- **Downtime Required:** NO`;

/** Edits that add an entry for an example's migration to the Migration History; each change replaces a text of the entry. */
export function withEntry(...changes: readonly Edit[]): Readonly<Record<string, readonly Edit[]>> {
  const text = changes.reduce((current, [find, replace]) => current.replace(find, replace), entry);
  return { "DATABASE_SCHEMA_CONTRACT.md": [[baseEntry, `${baseEntry}\n\n${text}`]] };
}
