import type { Dialect } from "../model/schema.ts";

type Reserved = { readonly words: string; readonly source: string };

/** Words that name a table or a column only in quotes, as each server's manual lists them and the server itself was seen to refuse them. */
const reserved: Readonly<Partial<Record<Dialect, Reserved>>> = {
  postgresql: {
    source: "https://www.postgresql.org/docs/current/sql-keywords-appendix.html",
    words: `
    all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog
    current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false
    fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null
    offset on only or order placing primary references returning select session_user some symmetric system_user table then to trailing
    true union unique user using variadic when where window with authorization binary collation concurrently cross current_schema
    freeze full ilike inner is isnull join left like natural notnull outer overlaps right similar tablesample verbose`,
  },
  mysql: {
    source: "https://dev.mysql.com/doc/refman/8.4/en/keywords.html",
    words: `
    accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade case change char
    character check collate column condition constraint continue convert create cross cube cume_dist current_date current_time
    current_timestamp current_user cursor database databases day_hour day_microsecond day_minute day_second dec decimal declare
    default delayed delete dense_rank desc describe deterministic distinct distinctrow div double drop dual each else elseif empty
    enclosed escaped except exists exit explain false fetch first_value float float4 float8 for force foreign from fulltext function
    generated get grant group grouping groups having high_priority hour_microsecond hour_minute hour_second if ignore in index infile
    inner inout insensitive insert int int1 int2 int3 int4 int8 integer intersect interval into io_after_gtids io_before_gtids is
    iterate join json_table key keys kill lag last_value lateral lead leading leave left like limit linear lines load localtime
    localtimestamp lock long longblob longtext loop low_priority manual match maxvalue mediumblob mediumint mediumtext middleint
    minute_microsecond minute_second mod modifies natural not no_write_to_binlog nth_value ntile null numeric of on optimize
    optimizer_costs option optionally or order out outer outfile over parallel partition percent_rank precision primary procedure
    purge qualify range rank read reads read_write real recursive references regexp release rename repeat replace require resignal
    restrict return revoke right rlike row rows row_number schema schemas second_microsecond select sensitive separator set show
    signal smallint spatial specific sql sqlexception sqlstate sqlwarning sql_big_result sql_calc_found_rows sql_small_result ssl
    starting stored straight_join system table tablesample terminated then tinyblob tinyint tinytext to trailing trigger true undo
    union unique unlock unsigned update usage use using utc_date utc_time utc_timestamp values varbinary varchar varcharacter varying
    virtual when where while window with write xor year_month zerofill`,
  },
  sqlite: {
    source: "https://www.sqlite.org/lang_keywords.html",
    words: `
    add all alter and as autoincrement between case cast check collate commit constraint create default deferrable delete distinct
    drop else escape except exists foreign from group having if in index insert intersect into is isnull join limit not nothing
    notnull null on or order primary raise references returning select set table then to transaction union unique update using values
    when where`,
  },
};

const sets = new Map(
  Object.entries(reserved).map(([dialect, { words }]) => [dialect, new Set(words.trim().split(/\s+/))] as const),
);

/** The manual's page that lists the dialect's reserved words, where the name is one of them. */
export function reservedBy(dialect: Dialect, name: string): string | undefined {
  return sets.get(dialect)?.has(name.toLowerCase()) === true ? reserved[dialect]?.source : undefined;
}
