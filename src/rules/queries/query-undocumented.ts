import { fenced } from "../../text/fenced.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

const auth = "src/auth.js";
const sql = "SQL_CONTRACT.json";

/** The SQL contract is how a change of a table finds its readers: a query that it does not have is broken unseen. */
export const queryUndocumented = defineRule({
  id: "query-undocumented",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "warning",
  summary: "Require an entry in the SQL contract for every query that the pull request brings into code",
  whenToWaive: "When the query is run once and thrown away, or is written by a tool and not for reuse.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "A new query",
        head: {
          [auth]:
            'export const byName = (db, name) =>\n  db.query("SELECT id, name FROM users WHERE name = $1", [name]);\n',
        },
      },
      {
        title: "A query in Python, beside one that was there",
        base: { "app/orders.py": 'def total(db):\n    return db.execute("SELECT sum(total) FROM orders")\n' },
        head: {
          "app/orders.py":
            'def total(db):\n    return db.execute("SELECT sum(total) FROM orders")\n\ndef cancel(db, id):\n    db.execute("DELETE FROM orders WHERE id = %s", (id,))\n',
        },
      },
    ],
    valid: [
      {
        title: "The contract has it, with other placeholders and in other letters",
        head: {
          [auth]:
            // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is the example's.
            "export const byMail = (db, mail) =>\n  db.query(`\n    select id, email, name\n    from users\n    where email = ${mail}`);\n",
        },
      },
      {
        title: "The contract has it under other names",
        head: {
          [auth]:
            'export const byMail = (db, mail) =>\n  db.query("SELECT u.id, u.email, u.name FROM users AS u WHERE u.email = ?", [mail]);\n',
        },
      },
      {
        title: "It was there, and is written on other lines",
        base: { "src/names.js": 'export const names = (db) => db.query("SELECT name FROM users");\n' },
        head: {
          "src/names.js": "// all of them\nexport const names = (db) => db.query(`SELECT name\n  FROM users`);\n",
        },
      },
      {
        title: "It moves to another file",
        base: { "src/names.js": 'export const names = (db) => db.query("SELECT name FROM users");\n' },
        head: {
          "src/names.js": null,
          "src/people.js": 'export const people = (db) => db.query("SELECT name FROM users");\nexport {};\n',
        },
      },
      {
        title: "What it is, is known only when it runs",
        head: {
          [auth]:
            // biome-ignore lint/suspicious/noTemplateCurlyInString: the templates are the example's.
            "export const all = (db, table, part) => [\n  db.query(`SELECT id FROM ${table}`),\n  db.query(`SELECT id FROM users WHERE ${part}`),\n];\n",
        },
      },
      {
        title: "Words that are no query, and a query on no table",
        head: {
          [auth]: 'log.info("select a user from the list");\ndb.query("SELECT 1");\ndb.query("SELECT now()");\n',
        },
      },
      {
        title: "Tests, fixtures and scripts",
        head: {
          "test/auth.test.js": 'db.query("SELECT nickname FROM users");\n',
          "scripts/once.js": 'db.query("UPDATE users SET nickname = NULL WHERE id = 1");\n',
        },
      },
      {
        title: "No SQL contract",
        head: { [sql]: null, [auth]: 'export const names = (db) => db.query("SELECT name FROM users");\n' },
      },
    ],
  },

  *check({ comparison, head }) {
    for (const query of comparison.code.queries) {
      const text = query.sql.replace(/\s+/g, " ").trim();
      yield {
        at: query.at,
        subject: text.slice(0, 200),
        stated: true,
        data: {
          operation: query.operation.toUpperCase(),
          tables: query.tables,
          text,
          path: query.at.path,
          contract: head.sql?.path ?? "",
        },
      };
    }
  },

  explain: ({ operation, tables, text, path, contract }) => ({
    what: `This query on ${codeList(tables)} is not in the SQL contract.`,
    why: "When one of its tables changes, nobody will know that this query has to change too.",
    fix: `Add it to ${code(contract)} under \`queries\`, with the module that runs it:\n\n${fenced("json", entryOf({ operation, tables, text, path }))}`,
  }),
});

type Entry = {
  readonly operation: string;
  readonly tables: readonly string[];
  readonly text: string;
  readonly path: string;
};

/** An entry to start from, with what is known already. */
function entryOf({ operation, tables, text, path }: Entry): string {
  const id = [operation.toLowerCase(), ...tables].join("_").replace(/\W+/g, "_").slice(0, 60);
  const file = path.slice(path.lastIndexOf("/") + 1);
  const entry = {
    id,
    sql: text,
    operation_type: operation,
    used_by_modules: [{ module: file.replace(/\.\w+$/, ""), file: path }],
    depends_on_tables: tables,
  };
  return `${JSON.stringify(id)}: ${JSON.stringify(entry, undefined, 2)}`;
}
