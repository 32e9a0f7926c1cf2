import type { Format } from "./format.ts";
import { atlas } from "./formats/atlas.ts";
import { commented } from "./formats/commented.ts";
import { dbmate } from "./formats/dbmate.ts";
import { diesel } from "./formats/diesel.ts";
import { drizzle } from "./formats/drizzle.ts";
import { flyway } from "./formats/flyway.ts";
import { golangMigrate } from "./formats/golang-migrate.ts";
import { goose } from "./formats/goose.ts";
import { graphileMigrate } from "./formats/graphile-migrate.ts";
import { mybatis } from "./formats/mybatis.ts";
import { nodePgMigrate } from "./formats/node-pg-migrate.ts";
import { plain } from "./formats/plain.ts";
import { play } from "./formats/play.ts";
import { prisma } from "./formats/prisma.ts";
import { rambler } from "./formats/rambler.ts";
import { sqitch } from "./formats/sqitch.ts";
import { sqlMigrate } from "./formats/sql-migrate.ts";
import { sqlx } from "./formats/sqlx.ts";
import { supabase } from "./formats/supabase.ts";
import { tern } from "./formats/tern.ts";
import { yoyo } from "./formats/yoyo.ts";

/** Every tool that is known. The order is the order of trying: the more particular first, `plain` last of those that know paths. */
export const formats: readonly Format[] = [
  ...[flyway, supabase, drizzle, prisma, diesel, graphileMigrate, golangMigrate, sqitch, plain],
  ...[goose, dbmate, sqlMigrate, rambler, tern, mybatis, nodePgMigrate, play, commented],
  ...[sqlx, atlas, yoyo],
];

/** The format of a tool's name; `plain` for a name that none has. */
export function formatOf(tool: string): Format {
  return formats.find((format) => format.tool === tool) ?? plain;
}
