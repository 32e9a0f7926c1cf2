import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../src/sources/decode-text.ts";

const decode = (bytes: Buffer) => decodeText(bytes, 1_000_000);
const bigEndian = (text: string) => Buffer.from(text, "utf16le").swap16();
const sql = "CREATE TABLE größen (id int);\r\n-- 日本\n";

describe("text in any Unicode encoding", () => {
  it.each([
    ["utf-8", Buffer.from(sql)],
    ["utf-8-bom", Buffer.from(`\uFEFF${sql}`)],
    ["utf-16le", Buffer.from(`\uFEFF${sql}`, "utf16le")],
    ["utf-16be", bigEndian(`\uFEFF${sql}`)],
  ])("%s", (encoding, bytes) => {
    expect(decode(bytes)).toEqual({ kind: "text", text: sql, encoding });
  });

  it("UTF-16 without a mark, as some editors write it", () => {
    const text = "CREATE TABLE a (id int);\n";
    expect(decode(Buffer.from(text, "utf16le"))).toEqual({ kind: "text", text, encoding: "utf-16le" });
    expect(decode(bigEndian(text))).toEqual({ kind: "text", text, encoding: "utf-16be" });
  });

  it("nothing at all, and only a mark", () => {
    expect(decode(Buffer.alloc(0))).toEqual({ kind: "text", text: "", encoding: "utf-8" });
    expect(decode(Buffer.from("\uFEFF"))).toEqual({ kind: "text", text: "", encoding: "utf-8-bom" });
    expect(decode(Buffer.from([0xff, 0xfe]))).toEqual({ kind: "text", text: "", encoding: "utf-16le" });
  });

  it("keeps a second mark, which is text", () => {
    expect(decode(Buffer.from("\uFEFF\uFEFFa"))).toMatchObject({ text: "\uFEFFa" });
  });
});

describe("what is no text", () => {
  it("is binary when it holds zero bytes", () => {
    expect(decode(Buffer.from("SELECT 1;\0"))).toEqual({ kind: "binary", bytes: 10 });
    expect(decode(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]))).toMatchObject({ kind: "binary" });
  });

  it("is unreadable in another encoding, with the line", () => {
    expect(decode(Buffer.from("SELECT 1;\n-- größe\n", "latin1"))).toEqual({
      kind: "unreadable",
      reason: "its line 2 is not UTF-8; save the file as UTF-8",
    });
    expect(decode(Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]))).toMatchObject({ reason: "it is UTF-32" });
    expect(decode(Buffer.from([0xff, 0xfe, 0x41]))).toMatchObject({ kind: "unreadable" });
  });

  it("is too large beyond the limit, whatever it holds", () => {
    expect(decodeText(Buffer.alloc(11), 10)).toEqual({ kind: "too-large", bytes: 11, limit: 10 });
    expect(decodeText(Buffer.from("0123456789"), 10)).toMatchObject({ kind: "text" });
  });
});

it("never fails, and never changes what is UTF-8", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decode(Buffer.from(bytes)).kind.length > 0));
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const decoded = decode(Buffer.from(`-${text.replaceAll("\0", "")}`));
      expect(decoded).toEqual({ kind: "text", text: `-${text.replaceAll("\0", "")}`, encoding: "utf-8" });
    }),
  );
});
