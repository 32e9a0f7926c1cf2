import { keyOf } from "../../model/name.ts";
import type { OtherSchemaOperation } from "../../model/operation.ts";
import { code, codeList } from "../../text/markdown.ts";
import { named, type WordsFor } from "./words.ts";

/** Words for schemas, sequences, extensions, databases, comments, grants and all other DDL. */
export const otherWords: WordsFor<OtherSchemaOperation["kind"]> = {
  "create-schema": ({ schema }) => `creates schema ${code(schema)}`,
  "drop-schema": ({ schema, cascade }) => `drops schema ${code(schema)}${cascade ? " with everything in it" : ""}`,
  "rename-schema": ({ schema, to }) => `renames schema ${code(schema)} to ${code(to)}`,
  "create-sequence": ({ sequence }) => `creates sequence ${named(sequence)}`,
  "alter-sequence": ({ sequence }) => `alters sequence ${named(sequence)}`,
  "drop-sequence": ({ sequence }) => `drops sequence ${named(sequence)}`,
  "rename-sequence": ({ sequence, to }) => `renames sequence ${named(sequence)} to ${code(to)}`,
  "create-extension": ({ extension }) => `creates extension ${code(extension)}`,
  "drop-extension": ({ extension }) => `drops extension ${code(extension)}`,
  "create-database": ({ database }) => `creates database ${code(database)}`,
  "drop-database": ({ database }) => `drops database ${code(database)}`,
  "move-to-schema": ({ object, name, to }) => `moves ${object} ${named(name)} to schema ${code(to)}`,
  "comment-on": ({ object, name, part, comment }) =>
    `${comment === undefined ? "removes the comment on" : "comments on"} ${object} ${part === undefined ? named(name) : code(`${keyOf(name)}.${part}`)}`,
  grant: ({ revoke, privileges, names, object, roles }) => {
    const what = privileges.length === 0 ? "all privileges" : codeList(privileges);
    const where = names.length === 0 ? `every ${object}` : codeList(names.map(keyOf));
    return `${revoke ? "revokes" : "grants"} ${what} on ${where} ${revoke ? "from" : "to"} ${codeList(roles)}`;
  },
  "other-ddl": ({ command, name }) => `runs ${code(command)}${name === undefined ? "" : ` on ${named(name)}`}`,
};
