import type { Operation } from "../../../model/operation.ts";
import { alterTable } from "./alter-table.ts";
import { createTable } from "./create-table.ts";
import { Cursor, NotUnderstood } from "./cursor.ts";
import { dataStatement } from "./data-statements.ts";
import type { Frame, StatementForm } from "./draft.ts";
import { dropStatement, renameTables } from "./drop-statements.ts";
import { grantStatement } from "./grants.ts";
import { createIndexStatement, dropIndexStatement } from "./index-statements.ts";
import { otherDdl, sessionStatement } from "./other-statements.ts";
import { createRoutine } from "./routines.ts";
import type { Piece } from "./split-statements.ts";
import { createTrigger, dropTrigger } from "./triggers.ts";
import { createView } from "./views.ts";

/** Every form of statement, in the order of trying. */
const forms: readonly StatementForm[] = [
  ...[createTable, alterTable, createIndexStatement, dropIndexStatement, createTrigger, dropTrigger, dropStatement],
  ...[renameTables, createView, createRoutine, dataStatement, sessionStatement, grantStatement, otherDdl],
];

/** Why a statement could not be read. */
export type Unread = { readonly message: string };

/** The operations of one statement. */
export function readStatement(text: string, { tokens }: Piece, frame: Frame): Operation[] | Unread {
  try {
    for (const form of forms) {
      const cursor = new Cursor(text, tokens, frame.grammar);
      const operations = form(cursor, frame);
      if (operations === undefined) continue;
      if (!cursor.done) cursor.fail();
      return [...operations];
    }
    return { message: `no statement of ${frame.grammar.server} begins so` };
  } catch (error) {
    if (error instanceof NotUnderstood) return { message: error.message };
    // Expressions nested thousands deep exhaust the stack of whoever walks them.
    if (error instanceof RangeError) return { message: "it is nested too deeply" };
    throw error;
  }
}
