import type { AlterTableCmd, AlterTableStmt } from "libpg-query";
import type { Location } from "../../../model/location.ts";
import type { QualifiedName } from "../../../model/name.ts";
import type { Guard, Statement } from "../../../model/operation.ts";
import { qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { frame } from "./operation-frame.ts";
import { afterName, itemSpans, type Span } from "./written-text.ts";

/** One clause of `ALTER TABLE` and its kin: `ADD COLUMN …`, `SET (…)`. */
export type AlterClause = {
  readonly command: AlterTableCmd;
  /** What the statement alters, whatever it calls it. */
  readonly name: QualifiedName;
  /** The first byte of the clause. */
  readonly start: number;
  /** The clause in lower case on one line. */
  readonly action: string;
  readonly on: { readonly at: Location; readonly statement: Statement; readonly guard: Guard | undefined };
};

/** The clauses of a statement, each with the place and guard of its own. */
export function alterClauses(statement: AlterTableStmt, context: NodeContext): readonly AlterClause[] {
  const commands = (statement.cmds ?? []).flatMap((node) => ("AlterTableCmd" in node ? [node.AlterTableCmd] : []));
  const start = afterName(context, statement.relation?.location ?? 0);
  const spans = itemSpans(context, start);
  return commands.map((command, index) => {
    const span = spans.length === commands.length ? spans[index] : undefined;
    return {
      command,
      name: qualifiedName(statement.relation),
      start: span?.start ?? start,
      action: actionOf(command, span, context),
      on: frame(
        context,
        guardOf(command) ?? context.guard ?? (statement.missing_ok === true ? "if-exists" : undefined),
        span === undefined ? undefined : context.locate(span.start, span.end),
      ),
    };
  });
}

/** The clause's own. A guard around the statement counts before the `IF EXISTS` of its table, which asks for less. */
function guardOf({ missing_ok: missingOk, subtype }: AlterTableCmd): Guard | undefined {
  if (missingOk !== true) return undefined;
  return subtype === "AT_AddColumn" ? "if-not-exists" : "if-exists";
}

function actionOf({ subtype = "AT_AddColumn" }: AlterTableCmd, span: Span | undefined, context: NodeContext): string {
  if (span !== undefined) return context.slice(span.start, span.end).replace(/\s+/g, " ").toLowerCase();
  return subtype
    .replace(/^AT_/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
}
