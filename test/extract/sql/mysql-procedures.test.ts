import { describe, expect, it } from "vitest";
import { applyOperations } from "../../../src/compare/apply-operations.ts";
import { emptySchema } from "../../../src/compare/empty-schema.ts";
import { loadMysqlReader } from "../../../src/extract/sql/mysql/reader.ts";

const reader = await loadMysqlReader("mysql");

/** The steps that a body takes when it is called, each as `kind guard conditional`. */
function steps(
  body: string,
  call = "CALL p();",
  parameters = "",
): { done: readonly string[]; unread: readonly string[] } {
  const text = `DELIMITER $$\nCREATE PROCEDURE p(${parameters})\n${body}$$\nDELIMITER ;\n${call}\n`;
  const { operations } = reader.readScript({ path: "m.sql", text, transactional: false });
  const { steps: taken, diagnostics } = applyOperations(emptySchema("mysql", true), operations, reader);
  const done = taken.flatMap(({ operation, calledBy }) => {
    if (calledBy === undefined || operation.kind === "not-schema") return [];
    const { kind, guard, statement } = operation;
    return [`${kind} ${guard ?? "-"} ${statement.conditional ? "perhaps" : "surely"}`];
  });
  return { done, unread: diagnostics.flatMap(({ kind }) => (kind === "dynamic-sql" ? [kind] : [])) };
}

const catalog = "(SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b')";

describe("a stored procedure that is called", () => {
  it.each([
    ["one statement", "TRUNCATE TABLE t", ["truncate - surely"]],
    [
      "a question to the catalog",
      `BEGIN IF NOT EXISTS ${catalog} THEN DROP TABLE t; END IF; END`,
      ["drop-table catalog-check surely"],
    ],
    [
      "the catalog's answer in a variable",
      `BEGIN DECLARE n INT; SELECT COUNT(*) INTO n FROM information_schema.tables; IF n = 0 THEN DROP TABLE t; END IF; END`,
      ["drop-table catalog-check surely"],
    ],
    [
      "a question to rows",
      "BEGIN IF EXISTS (SELECT 1 FROM t) THEN DROP TABLE t; END IF; END",
      ["drop-table - perhaps"],
    ],
    [
      "both branches",
      `BEGIN IF EXISTS ${catalog} THEN DROP TABLE t; ELSEIF 1 > 2 THEN DROP TABLE u; ELSE CREATE TABLE v (a int); END IF; END`,
      ["drop-table catalog-check surely", "drop-table catalog-check surely", "create-table catalog-check surely"],
    ],
    [
      "guards that are no blocks",
      "BEGIN DROP TABLE IF EXISTS t; SET @x = IF(1 > 2, 3, 4); DROP TABLE u; END",
      ["drop-table if-exists surely", "drop-table - surely"],
    ],
    [
      "a handler of the second run",
      "BEGIN DECLARE CONTINUE HANDLER FOR 1060 BEGIN SELECT 1; END; ALTER TABLE t ADD b int; END",
      ["add-column exception-handler surely"],
    ],
    [
      "a handler that passes the error on",
      "BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END; ALTER TABLE t ADD b int; END",
      ["add-column - surely"],
    ],
    [
      "a loop",
      "BEGIN DECLARE i INT DEFAULT 0; WHILE i < 3 DO SET i = i + 1; DELETE FROM t LIMIT 10; END WHILE; DROP TABLE t; END",
      ["delete - perhaps", "drop-table - surely"],
    ],
    [
      "a text chosen by the catalog",
      `BEGIN IF EXISTS ${catalog} THEN SET @s = 'SELECT 1'; ELSE SET @s = 'ALTER TABLE t ADD b int'; END IF; PREPARE s FROM @s; EXECUTE s; END`,
      ["add-column catalog-check surely"],
    ],
  ])("takes the steps of %s", (_title, body, done) => {
    expect(steps(body)).toEqual({ done, unread: [] });
  });

  it("runs text that its arguments complete", () => {
    const body =
      "BEGIN SET @s = CONCAT('ALTER TABLE ', tbl, ' ADD COLUMN ', col, ' int'); PREPARE s FROM @s; EXECUTE s; END";
    const parameters = "IN tbl VARCHAR(64), IN col VARCHAR(64)";
    expect(steps(body, "CALL p('t', 'b');", parameters)).toEqual({ done: ["add-column - surely"], unread: [] });
    expect(steps(body, "CALL p('t', @name);", parameters)).toEqual({ done: [], unread: ["dynamic-sql"] });
  });

  it("is told when what it runs cannot be read", () => {
    expect(steps("BEGIN ALTER TABLE t NONSENSE; END")).toEqual({ done: [], unread: ["dynamic-sql"] });
  });

  it("ends whatever its body is", () => {
    for (const body of [
      "BEGIN",
      "BEGIN IF",
      "BEGIN IF 1 THEN",
      "BEGIN CASE WHEN",
      "BEGIN END END END",
      "BEGIN WHILE DO",
      "x: LOOP",
      "END",
      "IF THEN ELSE ELSEIF",
    ])
      expect(() => steps(body)).not.toThrow();
  });
});
