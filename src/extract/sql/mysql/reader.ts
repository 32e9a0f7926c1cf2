import type { Product } from "../../../model/engine.ts";
import type { SqlReader } from "../../../model/sql-reader.ts";
import type { Grammar } from "../generic/grammar.ts";
import { type NodeSqlParser, parseWith } from "../generic/node-sql.ts";
import { readerOf } from "../generic/reader.ts";
import { PreparedStatements } from "./prepared-statements.ts";
import { runProcedure } from "./run-procedure.ts";
import { readMysqlType } from "./types.ts";

/** Reads MySQL, or MariaDB. DDL is read here; queries are taken apart by node-sql-parser, in the grammar of the one and then of the other. */
export async function loadMysqlReader(product: Product): Promise<SqlReader> {
  const [mysql, mariadb] = await Promise.all([
    import("node-sql-parser/build/mysql.js"),
    import("node-sql-parser/build/mariadb.js"),
  ]);
  const isMariadb = product === "mariadb";
  const parsers: readonly (readonly [NodeSqlParser, string])[] = [
    [new mysql.default.Parser(), "mysql"],
    [new mariadb.default.Parser(), "mariadb"],
  ];
  const inOrder = isMariadb ? parsers.toReversed() : parsers;
  const grammar: Grammar = {
    dialect: "mysql",
    server: isMariadb ? "MariaDB" : "MySQL",
    mysqlWords: true,
    // MySQL takes the words and makes nothing of them.
    columnReferences: isMariadb,
    ddlCommits: true,
    foldTable: (name) => name,
    foldPart: (name) => name.toLowerCase(),
    isDefaultSchema: (name) => name === "",
    readType: readMysqlType,
    readColumnType: readMysqlType,
    parse: (sql) => parseWith(inOrder, sql),
    follow: (text) => {
      const prepared = new PreparedStatements(text, grammar);
      return (piece) => prepared.next(piece);
    },
  };
  return {
    ...readerOf(grammar, quoteName),
    run: (program, host) => runProcedure(program, host, grammar),
  };
}

function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/i.test(name) && !reserved.has(name.toLowerCase())
    ? name
    : `\`${name.replaceAll("`", "``")}\``;
}

/** Words that MySQL 8 or MariaDB reserve and that people call columns and tables by. */
const reserved: ReadonlySet<string> = new Set(
  `accessible add all alter analyze and as asc before between bigint binary blob both by call cascade case change char character check
  collate column condition constraint continue convert create cross cube cume_dist current_date current_time current_timestamp
  current_user cursor database databases dec decimal declare default delayed delete dense_rank desc describe deterministic distinct
  distinctrow div double drop dual each else elseif empty enclosed escaped except exists exit explain false fetch first_value float for
  force foreign from fulltext function generated get grant group grouping groups having high_priority if ignore in index infile inner
  inout insensitive insert int integer intersect interval into is iterate join json_table key keys kill lag last_value lateral lead
  leading leave left like limit linear lines load localtime localtimestamp lock long longblob longtext loop low_priority match
  mediumblob mediumint mediumtext mod modifies natural not nth_value ntile null numeric of on optimize option optionally or order out
  outer outfile over partition percent_rank precision primary procedure purge range rank read reads real recursive references regexp
  release rename repeat replace require resignal restrict return returning revoke right rlike row row_number rows schema schemas select
  sensitive separator set show signal smallint spatial specific sql sqlexception sqlstate sqlwarning ssl starting stored straight_join
  system table terminated then tinyblob tinyint tinytext to trailing trigger true undo union unique unlock unsigned update usage use
  using values varbinary varchar varying virtual when where while window with write xor year_month zerofill`.split(
    /\s+/,
  ),
);
