import type { Dialect } from "../model/schema.ts";

/** Dialects, and the product whose words differ from its dialect's. */
type Speaker = Dialect | "mariadb";

type Reserved = { readonly words: string; readonly source: string };

/**
 * Words that name a table or a column only in quotes, as each server's manual lists them and the server itself was seen to refuse them
 * (MariaDB's by 10.11 and 11.8; SQL Server's by its manual alone). MySQL's are those of 8.4, which has some more than 8.0.
 */
const reserved: Readonly<Record<Speaker, Reserved>> = {
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
  mariadb: {
    source: "https://mariadb.com/docs/server/reference/sql-structure/sql-language-structure/reserved-words",
    words: `
    accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade case change
    char character check collate column condition constraint continue convert create cross current_date current_role
    current_time current_timestamp current_user cursor databases day_hour day_microsecond day_minute day_second dec decimal
    declare default delayed delete delete_domain_id desc describe deterministic distinct distinctrow div do_domain_ids double
    drop dual each else elseif enclosed escaped except exists exit explain false fetch float float4 float8 for force foreign
    from fulltext grant group having high_priority hour_microsecond hour_minute hour_second if ignore ignore_domain_ids in index
    infile inner inout insensitive insert int int1 int2 int3 int4 int8 integer intersect interval into is iterate join key keys
    kill leading leave left like limit linear lines load localtime localtimestamp lock long longblob longtext loop low_priority
    master_demote_to_replica master_demote_to_slave master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext
    middleint minute_microsecond minute_second mod modifies natural no_write_to_binlog not null numeric offset on optimize
    optionally or order out outer outfile over page_checksum parse_vcol_expr partition portion precision primary procedure purge
    range read read_write reads real recursive ref_system_id references regexp release rename repeat replace require resignal
    restrict return returning revoke right rlike row_number rows schemas second_microsecond select sensitive separator set show
    signal smallint spatial specific sql sql_after_gtids sql_before_gtids sql_big_result sql_calc_found_rows sql_small_result
    sqlexception sqlstate sqlwarning ssl starting stats_auto_recalc stats_persistent stats_sample_pages straight_join table
    terminated then tinyblob tinyint tinytext to trailing trigger true undo union unique unlock unsigned update usage use using
    utc_date utc_time utc_timestamp values varbinary varchar varcharacter varying vector when where while with write xor
    year_month zerofill`,
  },
  sqlite: {
    source: "https://www.sqlite.org/lang_keywords.html",
    words: `
    add all alter and as autoincrement between case cast check collate commit constraint create default deferrable delete distinct
    drop else escape except exists foreign from group having if in index insert intersect into is isnull join limit not nothing
    notnull null on or order primary raise references returning select set table then to transaction union unique update using values
    when where`,
  },
  sqlserver: {
    source: "https://learn.microsoft.com/sql/t-sql/language-elements/reserved-keywords-transact-sql",
    words: `
    add all alter and any as asc authorization backup begin between break browse bulk by cascade case check checkpoint close
    clustered coalesce collate column commit compute constraint contains containstable continue convert create cross current
    current_date current_time current_timestamp current_user cursor database dbcc deallocate declare default delete deny desc
    disk distinct distributed double drop dump else end errlvl escape except exec execute exists exit external fetch file
    fillfactor for foreign freetext freetexttable from full function goto grant group having holdlock identity identity_insert
    identitycol if in index inner insert intersect into is join key kill left like lineno load merge national nocheck
    nonclustered not null nullif of off offsets on open opendatasource openquery openrowset openxml option or order outer over
    percent pivot plan precision primary print proc procedure public raiserror read readtext reconfigure references replication
    restore restrict return revert revoke right rollback rowcount rowguidcol rule save schema securityaudit select
    semantickeyphrasetable semanticsimilaritydetailstable semanticsimilaritytable session_user set setuser shutdown some
    statistics system_user table tablesample textsize then to top tran transaction trigger truncate try_convert tsequal union
    unique unpivot update updatetext use user values varying view waitfor when where while with within writetext`,
  },
};

const sets = new Map(
  Object.entries(reserved).map(([speaker, { words }]) => [speaker, new Set(words.trim().split(/\s+/))] as const),
);

/** The manual's page that lists the reserved words, where the name is one of them. */
export function reservedBy(speaker: Speaker, name: string): string | undefined {
  return sets.get(speaker)?.has(name.toLowerCase()) === true ? reserved[speaker].source : undefined;
}
