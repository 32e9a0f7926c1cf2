import type { ObjectKind, Operation } from "../../../model/operation.ts";
import type { Cursor } from "./cursor.ts";
import { base, type Frame } from "./draft.ts";

/**
 * MySQL's `GRANT` and `REVOKE` of privileges. All of a database, `shop.*`, is all tables in a schema, named by it; `*.*` names none. Granting roles changes
 * nothing that a contract states.
 */
export function grantStatement(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  const verb = cursor.takesOne("GRANT", "REVOKE");
  if (verb === undefined) return undefined;
  const revoke = verb === "REVOKE";
  cursor.takes("IF EXISTS");
  cursor.takes("GRANT OPTION FOR");
  const listed = cursor.until((it) => /^(?:ON|TO|FROM)$/.test(it.peek().upper));
  if (listed.sees("PROXY") || !cursor.takes("ON")) {
    cursor.rest();
    return [{ kind: "other-ddl", ...base(frame), command: `${verb} ROLE`, name: undefined }];
  }
  const written = listed.parts().map(privilege);
  const target = grantTarget(cursor);
  cursor.expect(revoke ? "FROM" : "TO");
  const users = cursor.until((it) => /^(?:WITH|REQUIRE|AS|IGNORE)$/.test(it.peek().upper));
  const options = cursor.rest().map(({ upper }) => upper);
  return [
    {
      kind: "grant",
      ...base(frame),
      revoke,
      privileges: written.map(({ name }) => name),
      ...target,
      roles: users.parts().map((user) => userName(user)),
      columns: [...new Set(written.flatMap(({ columns }) => columns))],
      grantOption: / GRANT OPTION/.test(` ${options.join(" ")}`) || written.some(({ name }) => name === "grant option"),
    },
  ];
}

function privilege(part: Cursor): { readonly name: string; readonly columns: readonly string[] } {
  const words: string[] = [];
  while (!part.done && part.peek().upper !== "(") words.push(part.take().upper.toLowerCase());
  const columns = part.done
    ? []
    : part
        .bracketed()
        .parts()
        .map((column) => column.partName());
  return { name: words.join(" ").replace(/^all privileges$/, "all"), columns };
}

type Target = Pick<Operation & { readonly kind: "grant" }, "object" | "names" | "allInSchema">;

function grantTarget(cursor: Cursor): Target {
  const kind = cursor.takesOne("TABLE", "FUNCTION", "PROCEDURE");
  const object: ObjectKind = kind === "FUNCTION" ? "function" : kind === "PROCEDURE" ? "procedure" : "table";
  if (cursor.takesOne("* . *", "*") !== undefined) return { object, names: [], allInSchema: true };
  if (cursor.peek(1).upper === "." && cursor.peek(2).upper === "*") {
    const name = cursor.partName();
    cursor.expect(". *");
    return { object, names: [{ schema: undefined, name }], allInSchema: true };
  }
  return { object, names: [cursor.tableName()], allInSchema: false };
}

/** The account's name without its host: `'app'@'%'`. */
function userName(user: Cursor): string {
  const name = user.rawName();
  user.rest();
  return name;
}
