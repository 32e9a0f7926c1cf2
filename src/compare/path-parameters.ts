/** A name in a path that stands for a value: `{id}`, `:userId`, `<int:id>`, `[slug]`. */
const parameter = /\{([^{}/]*)\}|<([^<>/]*)>|(?<=\/):([A-Za-z_]\w*)|(?<=\/)\[([^[\]/]*)\]/g;

/** The names that a path has for its values, in order. */
export function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(parameter)].map((match) => match.slice(1).find((name) => name !== undefined) ?? "");
}

/**
 * The text of an endpoint's entry with the values of its path called what they were called before, in its heading and where a row or an item
 * begins with one: callers write a value there and never its name.
 */
export function withFormerParameters(before: string, after: string): string {
  const [was, is] = [headingOf(before), headingOf(after)];
  const former = pathParameters(was);
  const names = pathParameters(is);
  if (former.length !== names.length || was.replace(parameter, "{}") !== is.replace(parameter, "{}")) return after;
  const formerOf = new Map(names.map((name, place) => [name, former[place] ?? name]));
  const body = after
    .slice(is.length)
    .replace(
      /^(\s*(?:\||[-*+]\s)[\s`*]*)([A-Za-z_]\w*)(?=[\s`*]*(?:[|:(–-]|$))/gm,
      (whole, start: string, name: string) => {
        const old = formerOf.get(name);
        return old === undefined ? whole : `${start}${old}`;
      },
    );
  return was + body;
}

function headingOf(text: string): string {
  const end = text.indexOf("\n");
  return end === -1 ? text : text.slice(0, end);
}
