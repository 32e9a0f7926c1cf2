/** Types that well-known extensions bring, which move and go with them. Other extensions' types are not known from the text. */
export const extensionTypes: Readonly<Record<string, readonly string[]>> = {
  citext: ["citext"],
  cube: ["cube"],
  hstore: ["hstore"],
  intarray: ["query_int"],
  isn: ["ean13", "isbn", "isbn13", "ismn", "ismn13", "issn", "issn13", "upc"],
  ltree: ["ltree", "lquery", "ltxtquery"],
  postgis: ["geometry", "geography", "box2d", "box3d"],
  seg: ["seg"],
  vector: ["vector", "halfvec", "sparsevec"],
};
