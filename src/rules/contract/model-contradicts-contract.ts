import type { Discrepancy, ModelContradiction } from "../../model/comparison.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";
const row = "| nickname | text | YES | - | | DEPRECATED since 1.4.0: use name |\n";
const ddl = "    nickname text,\n";

/** The model and the contract speak of one schema: where they differ, one of them misleads whoever reads it. */
export const modelContradictsContract = defineRule({
  id: "model-contradicts-contract",
  on: "pull-request",
  section: "Tables",
  severity: "error",
  summary: "Require the contract to say what a changed model says",
  whenToWaive: "Hardly ever: when the model is known to be another view of the table than the contract's, say which.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "The migration and the contract agree, and the model does not",
        base: { "prisma/schema.prisma": "model users {\n  id Int @id\n}\n" },
        head: { "prisma/schema.prisma": "model users {\n  id    Int    @id\n  phone String @db.VarChar(20)\n}\n" },
        migration: "ALTER TABLE users ADD COLUMN phone varchar(50);",
        edits: {
          [contract]: [
            [row, `${row}| phone | varchar(50) | YES | - | | For couriers |\n`],
            [ddl, `${ddl}    phone varchar(50),\n`],
          ],
        },
      },
      {
        title: "What a migration in another language adds is not in the contract",
        base: { "prisma/schema.prisma": "model users {\n  id Int @id\n}\n" },
        head: {
          "prisma/schema.prisma": "model users {\n  id    Int     @id\n  phone String?\n}\n",
          "db/migrations/20260301120000_add_phone.php": "<?php // adds the phone\n",
        },
      },
    ],
    valid: [
      {
        title: "All three agree",
        base: { "prisma/schema.prisma": "model users {\n  id Int @id\n}\n" },
        head: { "prisma/schema.prisma": "model users {\n  id    Int     @id\n  phone String? @db.VarChar(50)\n}\n" },
        migration: "ALTER TABLE users ADD COLUMN phone varchar(50);",
        edits: {
          [contract]: [
            [row, `${row}| phone | varchar(50) | YES | - | | For couriers |\n`],
            [ddl, `${ddl}    phone varchar(50),\n`],
          ],
        },
      },
      {
        title: "The contract lags behind the migration: column-undocumented says it",
        base: { "prisma/schema.prisma": "model users {\n  id Int @id\n}\n" },
        head: { "prisma/schema.prisma": "model users {\n  id    Int     @id\n  phone String?\n}\n" },
        migration: "ALTER TABLE users ADD COLUMN phone text;",
      },
      {
        title: "No migration at all: model-without-migration says it",
        base: { "prisma/schema.prisma": "model users {\n  id Int @id\n}\n" },
        head: { "prisma/schema.prisma": "model users {\n  id    Int     @id\n  phone String?\n}\n" },
      },
      {
        title: "They differed before, where this pull request changes nothing",
        base: { "prisma/schema.prisma": "model users {\n  id    Int @id\n  email Int\n}\n" },
        head: { "prisma/schema.prisma": "model users {\n  id    Int     @id\n  email Int\n  name  String?\n}\n" },
      },
      {
        title: "A length that the model leaves open",
        base: { "prisma/schema.prisma": "model orders {\n  id Int @id\n}\n" },
        head: { "prisma/schema.prisma": "model orders {\n  id    Int     @id\n  total Decimal\n}\n" },
      },
      {
        title: "A deprecated column leaves the model",
        base: { "prisma/schema.prisma": "model users {\n  id       Int     @id\n  nickname String?\n}\n" },
        head: { "prisma/schema.prisma": "model users {\n  id Int @id\n}\n" },
      },
    ],
  },

  *check({ comparison }) {
    for (const one of comparison.models.contradictions) {
      const { kind, owner, column = "", attribute = "", declared = "", promised = "", at, contractAt } = one;
      const name = column === "" ? owner : `${owner}.${column}`;
      const subject = attribute === "" ? name : `${name} ${attribute}`;
      const data = { kind, table: column === "", name, attribute, declared, promised };
      yield { at, subject, related: [contractAt], data };
    }
  },

  explain: ({ kind, table, name, attribute, declared, promised }) => {
    const thing = `${table ? "the table" : "the column"} ${code(name)}`;
    return {
      what: claims[kind]({ thing, attribute, declared, promised }),
      why: "Other modules and the next author go by the contract; the code goes by the model. One of them will be wrong about the database.",
      fix: remedies[kind]({ thing, attribute, declared, promised }),
    };
  },
});

type Said = Readonly<Record<"thing" | "attribute" | "declared" | "promised", string>>;

const claims: Readonly<Record<Discrepancy["kind"], (said: Said) => string>> = {
  missing: ({ thing }) => `The model declares ${thing}, which the contract does not have.`,
  stale: ({ thing }) => `The model no longer declares ${thing}, which the contract still promises.`,
  different: ({ thing, attribute, declared, promised }) =>
    `The model declares ${thing} with ${words(attribute)} ${code(declared)}, and the contract says ${code(promised)}.`,
};

const remedies: Readonly<Record<Discrepancy["kind"], (said: Said) => string>> = {
  missing: ({ thing }) => `Document ${thing} in the contract as the model declares it.`,
  stale: ({ thing }) => `Mark ${thing} deprecated in the contract, or take it out once the schema no longer has it.`,
  different: ({ thing, declared }) => `Write ${code(declared)} for ${thing} in the contract, or correct the model.`,
};

function words(attribute: string): string {
  return attributes[attribute as NonNullable<ModelContradiction["attribute"]>] ?? attribute;
}

const attributes: Readonly<Record<NonNullable<ModelContradiction["attribute"]>, string>> = {
  type: "the type",
  nullable: "the nullability",
};
