import type { DataType } from "../../model/expression.ts";
import { code } from "../../text/markdown.ts";
import { type ChangedColumn, changedColumns } from "../changed-columns.ts";
import { defineRule, type PullRequestRule, type RuleContext } from "../define-rule.ts";
import { sqlName } from "../sql-name.ts";

type Data = { readonly table: string; readonly column: string; readonly type: string; readonly better: string };

/** The rule that prefers one type to another, for columns that are made or retyped: in CREATE TABLE, ADD COLUMN and ALTER COLUMN … TYPE, as arrays too. */
export function preferredTypeRule(
  own: Pick<PullRequestRule<Data>, "id" | "summary" | "whenToWaive" | "examples"> & {
    readonly why: string;
    /** What to use in place of a type, `undefined` where the type is fine. */
    better(type: DataType, changed: ChangedColumn, context: RuleContext): string | undefined;
    /** How to mend it, beyond taking the better type. */
    readonly advice?: string;
    readonly settings?: NonNullable<PullRequestRule<Data>["settings"]>;
  },
): PullRequestRule<Data> {
  return defineRule<Data>({
    id: own.id,
    on: "pull-request",
    section: "Columns",
    severity: "off",
    summary: own.summary,
    dialects: ["postgresql"],
    whenToWaive: own.whenToWaive,
    ...(own.settings === undefined ? {} : { settings: own.settings }),
    examples: own.examples,

    *check(context) {
      for (const changed of changedColumns(context)) {
        const { key, column, how, written, at } = changed;
        if (column.type === undefined || !written || how === "renamed") continue;
        const better = own.better(column.type, changed, context);
        if (better === undefined) continue;
        const array = column.type.dimensions > 0 ? "[]" : "";
        yield {
          at,
          subject: `${key}.${column.name}`,
          data: { table: key, column: column.name, type: column.type.text, better: `${better}${array}` },
        };
      }
    },

    explain: ({ table, column, type, better }) => ({
      what: `${code(`${table}.${column}`)} is ${code(type)}; ${code(better)} is preferred here.`,
      why: own.why,
      fix: `Write ${code(`${sqlName(column, "postgresql")} ${better}`)}.${own.advice === undefined ? "" : ` ${own.advice}`}`,
    }),
  });
}
