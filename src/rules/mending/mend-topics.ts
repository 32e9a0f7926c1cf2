/** What mending a finding takes. `mending.ts` explains each for the migration tools that people use. */
export type MendTopic =
  /** Write a statement of the dialect's own where the tool's language has no word for it. */
  | "raw-sql"
  /** Run a migration outside of the tool's transaction. */
  | "outside-transaction"
  /** Build or drop an index without stopping writes. */
  | "concurrent-index"
  /** Add a constraint unvalidated, and validate it in a later migration. */
  | "not-valid-then-validate"
  /** Set `lock_timeout` before a lock is taken. */
  | "lock-timeout"
  /** Fill a column in batches, apart from the schema change. */
  | "batched-backfill"
  /** Do it over two releases: expand, then contract. */
  | "expand-and-contract"
  /** Write a statement so that it may run twice. */
  | "guards"
  /** Put schema and data into two migrations. */
  | "split-migration"
  /** Write the way back. */
  | "rollback"
  /** Make a new migration instead of editing a merged one, or give one a new number. */
  | "new-migration"
  /** Change the contract in the same pull request. */
  | "edit-contract";
