/** One `ALTER TABLE` on a small table of its own, whose online DDL a server is asked to prove. */
export type AlterCase = {
  /** The clauses behind `ALTER TABLE t`. */
  readonly alter: string;
  /** Columns and keys besides `id integer PRIMARY KEY, a integer`. */
  readonly given?: string;
  /** Said before the statement. */
  readonly session?: string;
};

const text = "b varchar(10) CHARACTER SET utf8mb4";

/** Every entry of the data is shown here at least once. */
export const alterCases: readonly AlterCase[] = [
  { alter: "ADD COLUMN n int" },
  { alter: "ADD COLUMN n int NOT NULL DEFAULT 7" },
  { alter: "ADD COLUMN n int FIRST" },
  { alter: "ADD COLUMN n int AFTER id" },
  { alter: "ADD COLUMN n int AS (a + 1) VIRTUAL" },
  { alter: "ADD COLUMN n int AS (a + 1) STORED" },
  { alter: "ADD COLUMN n int NOT NULL AUTO_INCREMENT UNIQUE", given: "" },
  { alter: "DROP COLUMN a" },
  { alter: "RENAME COLUMN a TO z" },
  { alter: "CHANGE a z int" },
  { alter: "MODIFY a int FIRST" },
  { alter: "MODIFY a int AFTER b", given: text },
  { alter: "ALTER a SET DEFAULT 3" },
  { alter: "ALTER a DROP DEFAULT" },
  { alter: "MODIFY a bigint" },
  { alter: "MODIFY a smallint" },
  { alter: "MODIFY a int unsigned" },
  { alter: "MODIFY a varchar(20)" },
  { alter: "MODIFY b varchar(20)", given: "b varchar(10)" },
  { alter: "MODIFY b varchar(300)", given: "b varchar(10)" },
  { alter: "MODIFY b varchar(5)", given: "b varchar(10)" },
  { alter: "MODIFY b varchar(10) CHARACTER SET latin1", given: text },
  { alter: "MODIFY c enum('a', 'b', 'c')", given: "c enum('a', 'b')" },
  { alter: "MODIFY c enum('c', 'a', 'b')", given: "c enum('a', 'b')" },
  { alter: "MODIFY c enum('b', 'a')", given: "c enum('a', 'b')" },
  { alter: "MODIFY c set('a', 'b', 'c')", given: "c set('a', 'b')" },
  {
    alter: "MODIFY c set('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i')",
    given: "c set('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')",
  },
  { alter: "MODIFY a int NOT NULL" },
  { alter: "MODIFY d int", given: "d int NOT NULL" },
  { alter: "ADD INDEX (a)" },
  { alter: "ADD UNIQUE (a)" },
  { alter: "ADD CONSTRAINT u UNIQUE (a)" },
  { alter: "ADD FULLTEXT INDEX (b)", given: "b text" },
  { alter: "ADD SPATIAL INDEX (h)", given: "h geometry NOT NULL" },
  { alter: "DROP INDEX k", given: "KEY k (a)" },
  { alter: "RENAME INDEX k TO k2", given: "KEY k (a)" },
  { alter: "DROP PRIMARY KEY" },
  { alter: "DROP PRIMARY KEY, ADD PRIMARY KEY (d)", given: "d int NOT NULL" },
  { alter: "ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)" },
  { alter: "ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)", session: "SET foreign_key_checks = 0" },
  { alter: "DROP FOREIGN KEY f", given: "CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)" },
  { alter: "ADD CONSTRAINT c CHECK (a > 0)" },
  { alter: "DROP CONSTRAINT c", given: "CONSTRAINT c CHECK (a > 0)" },
  { alter: "CONVERT TO CHARACTER SET latin1", given: text },
  { alter: "DEFAULT CHARACTER SET latin1" },
  { alter: "ENGINE = Aria" },
  { alter: "ENGINE = InnoDB" },
  { alter: "FORCE" },
  { alter: "ROW_FORMAT = COMPRESSED" },
  { alter: "AUTO_INCREMENT = 100" },
  { alter: "PARTITION BY HASH (id) PARTITIONS 4" },
];
