/** An SQL expression (default, check, generated column, index element, predicate). */
export type Expression = {
  /** As it was written. */
  readonly text: string;
  /**
   * The same expression printed in one canonical way, so that two spellings of one meaning are equal strings:
   * casts on literals removed, `IN` as `= ANY (ARRAY[…])`, keywords and spacing normalised. Equal to `text` when it could not be parsed.
   */
  readonly meaning: string;
};

/** A column or attribute type. */
export type DataType = {
  /** As it was written. */
  readonly text: string;
  /** PostgreSQL's `format_type` spelling: `character varying(255)`, `timestamp(3) without time zone`, `integer[]`, `billing.status`. */
  readonly meaning: string;
  /** `meaning` without modifiers and array brackets: `character varying`, `numeric`, `integer`. */
  readonly base: string;
  /** Type modifiers as written: `["10", "2"]`, `["3"]`; interval fields count as one (`["day to second"]`). */
  readonly modifiers: readonly string[];
  /** Number of array dimensions; PostgreSQL keeps no bound, so only zero or not matters to it. */
  readonly dimensions: number;
  /** Set for `serial`, `bigserial`, `smallserial`: the column is an integer whose default is a sequence of its own. */
  readonly serial: boolean;
};
