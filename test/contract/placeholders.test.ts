import { expect, test } from "vitest";
import { isPlaceholder, mayHoldPlaceholder } from "../../src/contract/placeholders.ts";

test.each(["YYYY-MM-DD", "`yes`/no", "**x.y.z**", "[table_name]", "idx_[name]", " `[e.g., 7 years]` ", "in/out"])(
  "the placeholder %j is seen in JSON without reading it",
  (text) => {
    expect(isPlaceholder(text)).toBe(true);
    for (const json of [JSON.stringify({ a: [text] }), `["\\u${text.charCodeAt(0).toString(16).padStart(4, "0")}"]`])
      expect(mayHoldPlaceholder(json)).toBe(true);
    expect(mayHoldPlaceholder(JSON.stringify(text).replaceAll("/", "\\/"))).toBe(true);
  },
);

test("lists in JSON, and brackets within SQL, are no sign of one", () => {
  expect(mayHoldPlaceholder('{"sql": "SELECT t.a[1] FROM t", "tags": ["lists"], "columns": [[]]}')).toBe(false);
});
