import type { ModelChange } from "../../model/comparison.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

/** What the code takes for the schema has to become the schema: a model that changes alone fails where it first runs. */
export const modelWithoutMigration = defineRule({
  id: "model-without-migration",
  on: "pull-request",
  section: "Tables",
  severity: "error",
  summary: "Require a migration for every change of a model's tables and columns",
  whenToWaive:
    "When the database already is as the model now says, because somebody changed it outside of the migrations: say where.",
  mend: ["new-migration"],
  examples: {
    invalid: [
      {
        title: "A field of a Prisma model that no migration adds",
        base: { "prisma/schema.prisma": "model users {\n  id    Int    @id\n  email String @db.VarChar(255)\n}\n" },
        head: {
          "prisma/schema.prisma":
            "model users {\n  id    Int    @id\n  email String @db.VarChar(255)\n  phone String?\n}\n",
        },
      },
      {
        title: "Another type in the schema file",
        base: {
          "db/schema.sql": "CREATE TABLE orders (\n  id integer PRIMARY KEY,\n  total numeric(10,2) NOT NULL\n);\n",
        },
        head: { "db/schema.sql": "CREATE TABLE orders (\n  id integer PRIMARY KEY,\n  total bigint NOT NULL\n);\n" },
      },
    ],
    valid: [
      {
        title: "The migration adds it",
        base: { "prisma/schema.prisma": "model users {\n  id    Int    @id\n  email String @db.VarChar(255)\n}\n" },
        head: {
          "prisma/schema.prisma":
            "model users {\n  id    Int    @id\n  email String @db.VarChar(255)\n  phone String?\n}\n",
        },
        migration: "ALTER TABLE users ADD COLUMN phone text;",
      },
      {
        title: "The schema has it already, and the model catches up",
        base: { "prisma/schema.prisma": "model users {\n  id Int @id\n}\n" },
        head: { "prisma/schema.prisma": "model users {\n  id   Int     @id\n  name String?\n}\n" },
      },
      {
        title: "A field gets another name in code, and keeps its column",
        base: { "prisma/schema.prisma": "model users {\n  id   Int     @id\n  name String?\n}\n" },
        head: {
          "prisma/schema.prisma":
            'model User {\n  id       Int     @id\n  fullName String? @map("name")\n\n  @@map("users")\n}\n',
        },
      },
      {
        title: "A relation is no column",
        base: {
          "prisma/schema.prisma":
            "model users {\n  id Int @id\n}\nmodel orders {\n  id      Int @id\n  user_id Int\n}\n",
        },
        head: {
          "prisma/schema.prisma":
            "model users {\n  id     Int      @id\n  orders orders[]\n}\nmodel orders {\n  id      Int   @id\n  user_id Int\n  user    users @relation(fields: [user_id], references: [id])\n}\n",
        },
      },
      {
        title: "A deprecated column leaves the code before it leaves the schema",
        base: { "prisma/schema.prisma": "model users {\n  id       Int     @id\n  nickname String?\n}\n" },
        head: { "prisma/schema.prisma": "model users {\n  id Int @id\n}\n" },
      },
      {
        title: "The migration is in a language that is not read here",
        base: { "prisma/schema.prisma": "model users {\n  id Int @id\n}\n" },
        head: {
          "prisma/schema.prisma": "model users {\n  id    Int     @id\n  phone String?\n}\n",
          "db/migrations/20260301120000_add_phone.php": "<?php // adds the phone\n",
        },
      },
      {
        title: "Another spelling of the same type",
        base: {
          "db/schema.sql": "CREATE TABLE orders (\n  id integer PRIMARY KEY,\n  total numeric(10,2) NOT NULL\n);\n",
        },
        head: {
          "db/schema.sql": "CREATE TABLE orders (\n  id int4 PRIMARY KEY,\n  total decimal(10, 2) NOT NULL\n);\n",
        },
      },
    ],
  },

  *check({ comparison }) {
    for (const change of comparison.models.changes) {
      if (change.made !== false) continue;
      const { kind, object, owner, name = "", attribute = "", from = "", to = "", at } = change;
      const subject = [name === "" ? owner : `${owner}.${name}`, attribute].filter((part) => part !== "").join(" ");
      yield { at, subject, data: { kind, object, owner, name, attribute, from, to } };
    }
  },

  explain: ({ kind, object, owner, name, attribute, from, to }) => ({
    what: kinds[kind]({ thing: nouns[object](owner, name), attribute, from, to }),
    why: "The code will ask the database for what it does not have, or stop knowing what it has: it fails where it first runs.",
    fix: `${remedies[kind](nouns[object](owner, name))} Let the ORM's own tool write it where it can, and commit what it wrote; or take the change of the model out of this pull request.`,
  }),
});

const nouns: Readonly<Record<ModelChange["object"], (owner: string, name: string) => string>> = {
  table: (owner) => `the table ${code(owner)}`,
  column: (owner, name) => `the column ${code(`${owner}.${name}`)}`,
  index: (owner, name) => `the index of ${code(owner)} on ${code(name)}`,
  "enum-value": (owner, name) => `the value ${code(name)} of ${code(owner)}`,
};

type Said = { readonly thing: string; readonly attribute: string; readonly from: string; readonly to: string };

const kinds: Readonly<Record<ModelChange["kind"], (said: Said) => string>> = {
  added: ({ thing }) => `The model now declares ${thing}, and no migration makes it.`,
  dropped: ({ thing }) => `The model no longer declares ${thing}, and no migration drops it.`,
  changed: ({ thing, attribute, from, to }) =>
    `The model changes ${attributes[attribute] ?? attribute} of ${thing} from ${code(from)} to ${code(to)}, and no migration does.`,
  differs: ({ thing, attribute, from, to }) =>
    `The model declares ${thing} with ${attributes[attribute] ?? attribute} ${code(to)}, and the migration makes it ${code(from)}.`,
};

const attributes: Readonly<Record<string, string>> = {
  type: "the type",
  nullable: "the nullability",
  default: "the default",
};

const remedies: Readonly<Record<ModelChange["kind"], (thing: string) => string>> = {
  added: (thing) => `Add the migration that makes ${thing}.`,
  dropped: (thing) => `Mark ${thing} deprecated in the contract, or add the migration that drops it.`,
  changed: (thing) => `Add the migration that changes ${thing}.`,
  differs: (thing) => `Write one of the two as the other has ${thing}.`,
};
