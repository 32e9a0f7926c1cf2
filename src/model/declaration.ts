import type { Diagnostic } from "./diagnostic.ts";
import type { Location } from "./location.ts";
import type { QualifiedName } from "./name.ts";
import type { Dialect } from "./schema.ts";

/** A type in each dialect's own words, `{ postgresql: "character varying(255)" }`, as far as the declaration or its ORM's manual fixes it. */
export type DeclaredType = Readonly<Partial<Record<Dialect, string>>>;

/** A column as a model declares it. What the ORM leaves open, or the code works out when it runs, is `undefined` and says nothing. */
export type DeclaredColumn = {
  readonly name: string;
  readonly at: Location;
  readonly type: DeclaredType | undefined;
  readonly nullable: boolean | undefined;
  /** The server's default as SQL, where it is written out; `none` where the declaration surely gives none. */
  readonly default: string | "none" | undefined;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  readonly references: { readonly table: QualifiedName; readonly column: string | undefined } | undefined;
};

/** An index or unique constraint over plain columns. */
export type DeclaredIndex = { readonly columns: readonly string[]; readonly unique: boolean; readonly at: Location };

/** A table that code declares. Its columns may be more than those listed here: mixins and parent classes add to them. */
export type DeclaredTable = {
  readonly name: QualifiedName;
  /** The line that declares it. */
  readonly at: Location;
  readonly columns: readonly DeclaredColumn[];
  readonly indexes: readonly DeclaredIndex[];
};

export type DeclaredEnum = { readonly name: QualifiedName; readonly at: Location; readonly values: readonly string[] };

/** What the models of one file declare. */
export type Declarations = {
  /** `prisma`, `sqlalchemy`, `django`, `typeorm`, `sql`. */
  readonly orm: string;
  readonly tables: readonly DeclaredTable[];
  readonly enums: readonly DeclaredEnum[];
};

/** A text in code that is given to the database: SQL as written, with its place. */
export type CodeQuery = { readonly sql: string; readonly at: Location };

/** An endpoint that code serves. `method` is `undefined` where the framework leaves it to the handler. */
export type CodeRoute = {
  readonly method: string | undefined;
  /** As it was written, with what is mounted before it where that is constant: `/users/:id`. */
  readonly path: string;
  readonly at: Location;
};

/** What one file of code says about the database and the API. */
export type CodeReading = {
  readonly path: string;
  readonly declarations: readonly Declarations[];
  readonly queries: readonly CodeQuery[];
  readonly routes: readonly CodeRoute[];
  readonly diagnostics: readonly Diagnostic[];
};

/** The changed files of code on both sides, read. Files without anything to say are left out. */
export type CodeReadings = { readonly base: readonly CodeReading[]; readonly head: readonly CodeReading[] };
