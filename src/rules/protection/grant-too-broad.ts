import { keyOf } from "../../model/name.ts";
import { fenced } from "../../text/fenced.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { protectedShop, withRow } from "./example-shop.ts";
import { type Breadth, privilegesOf, tooBroad } from "./grants.ts";

/** Access for everybody, to everything, or to be handed on: what no table of roles can keep track of. */
export const grantTooBroad = defineRule({
  id: "grant-too-broad",
  on: ["grant"],
  section: "Role-Based Access",
  severity: "error",
  summary: "Disallow grants to PUBLIC, of ALL PRIVILEGES, on ALL TABLES, and WITH GRANT OPTION",
  whenToWaive:
    "The role is the owner's or a superuser's by design, and listing it in Role-Based Access is not possible.",
  mend: ["edit-contract"],
  examples: {
    base: protectedShop,
    invalid: [
      "GRANT SELECT ON orders TO PUBLIC;",
      "GRANT ALL PRIVILEGES ON orders TO contractor;",
      "GRANT SELECT ON ALL TABLES IN SCHEMA public TO contractor;",
      "GRANT SELECT ON orders TO reporting WITH GRANT OPTION;",
      {
        title: "Tables that are yet to come",
        migration: "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO contractor;",
      },
    ],
    valid: [
      "GRANT SELECT ON orders TO reporting;",
      "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;",
      {
        title: "The contract gives the role all of it",
        migration: "GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA public TO admin;",
        edits: withRow("roles", "| admin | ALL | ALL | Administrative tasks |"),
      },
      {
        title: "The contract says everybody",
        migration: "GRANT SELECT ON orders TO PUBLIC;",
        edits: withRow("roles", "| PUBLIC | orders | SELECT | Open data |"),
      },
      {
        title: "Everybody may call functions anyway",
        migration: "GRANT EXECUTE ON FUNCTION user_total(integer) TO PUBLIC;",
      },
      "GRANT USAGE ON SCHEMA public TO PUBLIC;",
      {
        title: "No more than one can do with a sequence",
        migration: "GRANT ALL ON SEQUENCE orders_id_seq TO app_user;",
      },
      "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO app_user;",
      { title: "A listed role is measured by its row", migration: "GRANT ALL ON orders TO reporting;" },
      {
        title: "Only what the role needs",
        migration: "GRANT SELECT (id, status), UPDATE (status) ON orders TO courier;",
      },
    ],
  },

  *check(operation, { head }) {
    const breadth = tooBroad(operation, head.database);
    if (breadth === undefined) return;
    const names = operation.names.map(keyOf);
    yield {
      at: operation.at,
      subject: `${operation.roles.join(",")} ${names.join(",")}`,
      data: {
        breadth,
        roles: operation.roles,
        privileges: privilegesOf(operation),
        names: operation.allInSchema ? [] : names,
        role: operation.roles[0] ?? "",
      },
    };
  },

  explain: ({ breadth, roles, privileges, names, role }) => ({
    what: `${codeList(privileges)} on ${names.length === 0 ? "all tables" : codeList(names)} is granted to ${codeList(roles)}${breadth === "grant-option" ? " `WITH GRANT OPTION`" : ""}.`,
    why: reasons[breadth],
    fix: `Grant the privileges that are needed, on the tables that are needed, to a role that Role-Based Access lists: ${code(`GRANT SELECT, INSERT ON ${names[0] ?? "…"} TO …;`)}. If the role is meant to have all of it, the contract says so:\n\n${fenced("markdown", `| ${role} | ${names.join(", ") || "ALL"} | ${privileges.join(", ")} | … |`)}`,
  }),
});

const reasons: Readonly<Record<Breadth, string>> = {
  public:
    "`PUBLIC` is every role of the server, those that are made later too: nobody can tell any more who reads the data.",
  "grant-option":
    "The role can hand the privilege on, so that the contract no longer says who has it; taking it back then needs `CASCADE`.",
  "all-privileges":
    "All privileges hold `TRUNCATE`, `TRIGGER` and `REFERENCES` too, and whatever later versions of the server add.",
  "all-tables": "It holds for every table, the sensitive ones and those for which nobody asked.",
};
