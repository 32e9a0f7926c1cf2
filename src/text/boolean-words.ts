/** The spellings of true and false that PostgreSQL's boolean input takes. https://www.postgresql.org/docs/current/datatype-boolean.html */
export function booleanOf(content: string): "true" | "false" | undefined {
  const word = content.trim().toLowerCase();
  if (["t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"].includes(word)) return "true";
  return ["f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0"].includes(word) ? "false" : undefined;
}

/** A default as the server keeps it for a boolean column: `'1'` and `'yes'` are true. */
export function asBoolean<Default extends { readonly meaning: string }>(value: Default): Default {
  const meaning = booleanOf(value.meaning.replace(/^'(.*)'$/s, "$1"));
  return meaning === undefined ? value : { ...value, meaning };
}
