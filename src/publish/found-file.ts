import type { FoundFile } from "../model/snapshot.ts";

/** A blob as GraphQL gives it; `text` is cut where `isTruncated`. */
export type BlobText = {
  readonly byteSize: number;
  readonly isBinary: boolean | null;
  readonly isTruncated: boolean;
  readonly text: string | null;
};

/** What GitHub tells of a file. What is no blob is a folder. */
export function foundFile(blob: Partial<BlobText> | null | undefined): FoundFile {
  if (blob?.byteSize === undefined) return { kind: "absent" };
  const { byteSize, isTruncated = false, isBinary, text } = blob;
  if (isTruncated) return { kind: "too-large", bytes: byteSize, limit: Buffer.byteLength(text ?? "") };
  if (isBinary === true || text == null) return { kind: "binary", bytes: byteSize };
  // GitHub puts signs of its own where bytes are no UTF-8, and leaves a byte order mark out.
  const missing = byteSize - Buffer.byteLength(text);
  if (missing !== 0 && missing !== 3) return { kind: "unreadable", reason: "it is not UTF-8; save the file as UTF-8" };
  return { kind: "text", text, encoding: missing === 0 ? "utf-8" : "utf-8-bom" };
}
