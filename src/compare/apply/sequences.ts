import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { SequenceOptions } from "../../model/operation.ts";
import type { Sequence, Table } from "../../model/schema.ts";
import { dropSequence } from "../dependents.ts";
import { relationExists } from "../lookup.ts";
import { followSequence } from "../rename-references.ts";
import { chooseName } from "../server-names.ts";
import { toleratesExisting, type Workspace } from "../workspace.ts";
import type { Appliers } from "./applier.ts";

export const sequenceAppliers: Appliers<"create-sequence" | "alter-sequence" | "drop-sequence" | "rename-sequence"> = {
  "create-sequence": (work, operation) => {
    if (toleratesExisting(operation) && relationExists(work, operation.sequence)) return "no-effect";
    work.putSequence(newSequence(operation.sequence, operation.options, operation.ownedBy));
    work.trace(work.moment.origins.born("sequences", keyOf(operation.sequence), work.base));
    return "applied";
  },

  "alter-sequence": (work, operation) => {
    const sequence = work.schema.sequences.get(keyOf(operation.sequence));
    if (sequence === undefined) return work.missing(operation, keyOf(operation.sequence));
    const altered = alterSequence(sequence, operation.options);
    const { ownedBy } = operation;
    work.putSequence(ownedBy === undefined ? altered : { ...altered, ownedBy: ownedBy ?? undefined });
    return "applied";
  },

  "drop-sequence": (work, operation) => {
    const isKnown = work.schema.sequences.has(keyOf(operation.sequence));
    // Defaults may draw from a sequence that no contract documents.
    dropSequence(work, operation.sequence, operation.cascade);
    return isKnown ? "applied" : work.missing(operation, keyOf(operation.sequence));
  },

  "rename-sequence": (work, operation) => {
    const sequence = work.schema.sequences.get(keyOf(operation.sequence));
    const to = { schema: operation.sequence.schema, name: operation.to };
    if (sequence === undefined) {
      followSequence(work, operation.sequence, to);
      return work.missing(operation, keyOf(operation.sequence));
    }
    if (relationExists(work, to)) return "no-effect";
    moveSequence(work, sequence, to);
    return "applied";
  },
};

/** A sequence with another name, which defaults follow. */
export function moveSequence(work: Workspace, sequence: Sequence, to: QualifiedName): void {
  const from = keyOf(sequence.name);
  work.update({ sequences: work.schema.sequences.without(from).set(keyOf(to), { ...sequence, name: to }) });
  followSequence(work, sequence.name, to);
  work.trace(work.moment.origins.renamed("sequences", from, keyOf(to)));
}

/** The sequence behind a serial or identity column, under the name that the server chooses. */
export function makeOwnedSequence(
  work: Workspace,
  table: Pick<Table, "name">,
  column: string,
  type: string,
  options: SequenceOptions,
): QualifiedName {
  const { schema } = table.name;
  const taken = (name: string) => relationExists(work, { schema, name });
  const name = { schema, name: chooseName(taken, table.name.name, column, "seq") };
  work.putSequence(newSequence(name, { type, ...options }, { table: table.name, column }));
  work.trace(work.moment.origins.born("sequences", keyOf(name), work.base));
  return name;
}

/** The sequence of an identity column. */
export function identitySequence(work: Workspace, table: QualifiedName, column: string): Sequence | undefined {
  for (const sequence of work.schema.sequences.values()) {
    const { ownedBy } = sequence;
    if (ownedBy !== undefined && keyOf(ownedBy.table) === keyOf(table) && ownedBy.column === column) return sequence;
  }
  return undefined;
}

const LARGEST: Readonly<Record<string, string>> = {
  smallint: "32767",
  integer: "2147483647",
  bigint: "9223372036854775807",
};
const SMALLEST: Readonly<Record<string, string>> = {
  smallint: "-32768",
  integer: "-2147483648",
  bigint: "-9223372036854775808",
};

function bounds(type: string, increment: string): { readonly minimum: string; readonly maximum: string } {
  if (increment.startsWith("-")) return { minimum: SMALLEST[type] ?? "", maximum: "-1" };
  return { minimum: "1", maximum: LARGEST[type] ?? "" };
}

function newSequence(name: QualifiedName, options: SequenceOptions, ownedBy: Sequence["ownedBy"]): Sequence {
  const type = options.type ?? "bigint";
  const increment = options.increment ?? "1";
  const natural = bounds(type, increment);
  const minimum = given(options.minimum) ?? natural.minimum;
  const maximum = given(options.maximum) ?? natural.maximum;
  const start = options.start ?? (increment.startsWith("-") ? maximum : minimum);
  return {
    name,
    type,
    start,
    increment,
    minimum,
    maximum,
    cache: options.cache ?? "1",
    cycle: options.cycle ?? false,
    ownedBy,
  };
}

/** `NO MINVALUE` and `NO MAXVALUE` stand as an empty text, where they are written at all. */
function given(bound: string | undefined): string | undefined {
  return bound === "" ? undefined : bound;
}

/** A sequence after `ALTER SEQUENCE`: bounds that were the old type's own become the new type's. */
export function alterSequence(sequence: Sequence, options: SequenceOptions): Sequence {
  const type = options.type ?? sequence.type;
  const increment = options.increment ?? sequence.increment;
  const natural = bounds(type, increment);
  const limit = (side: "minimum" | "maximum", extremes: Readonly<Record<string, string>>) => {
    const written = options[side];
    if (written !== undefined) return given(written) ?? natural[side];
    return type !== sequence.type && sequence[side] === extremes[sequence.type]
      ? (extremes[type] ?? "")
      : sequence[side];
  };
  return {
    ...sequence,
    type,
    increment,
    minimum: limit("minimum", SMALLEST),
    maximum: limit("maximum", LARGEST),
    start: options.start ?? sequence.start,
    cache: options.cache ?? sequence.cache,
    cycle: options.cycle ?? sequence.cycle,
  };
}
