/** The migration tools whose ways the docs tell. */
export type MigrationTool =
  | "plain SQL"
  | "plain SQL of MySQL"
  | "Alembic"
  | "Atlas"
  | "dbmate"
  | "diesel"
  | "Django"
  | "Drizzle"
  | "Flyway"
  | "golang-migrate"
  | "goose"
  | "Knex"
  | "Laravel"
  | "Liquibase"
  | "MikroORM"
  | "node-pg-migrate"
  | "Prisma"
  | "Rails"
  | "Sequelize"
  | "Sqitch"
  | "sqlx"
  | "TypeORM";

/** How one tool is told to do it. */
export type ToolStep = {
  readonly language: string;
  readonly code: string;
  /** What to know besides, one sentence of Markdown. */
  readonly note?: string;
};

/** One topic of mending: what to do in order, in Markdown, and how the tools are told. */
export type Mending = {
  readonly title: string;
  readonly steps: readonly string[];
  readonly tools: { readonly [Tool in MigrationTool]?: ToolStep };
};
