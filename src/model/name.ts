/**
 * A name as the dialect folds it. `schema` is `undefined` for the default schema (PostgreSQL's `public`), so that
 * `public.orders` and `orders` are one name.
 */
export type QualifiedName = {
  readonly schema: string | undefined;
  readonly name: string;
};

/** The key of a name in a `Schema`, which is also how it is shown: `orders`, `billing.orders`, `"odd.name"`. */
export function keyOf(name: QualifiedName): string {
  return name.schema === undefined ? part(name.name) : `${part(name.schema)}.${part(name.name)}`;
}

/** Whether two folded names mean the same object. */
export function sameName(left: QualifiedName, right: QualifiedName): boolean {
  return left.name === right.name && left.schema === right.schema;
}

function part(text: string): string {
  return /[."]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
