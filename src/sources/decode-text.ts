import type { FileText } from "../model/snapshot.ts";

type Unicode16 = "utf-16le" | "utf-16be";

/**
 * What bytes say as text. UTF-8 and UTF-16 are decoded, their byte order mark is left out and remembered as the encoding. Other
 * encodings are not guessed, for a wrong guess would review names that nobody wrote: the server refuses such a file too.
 */
export function decodeText(bytes: Uint8Array, limit: number): FileText {
  if (bytes.length > limit) return { kind: "too-large", bytes: bytes.length, limit };
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) return unreadable("it is UTF-32");
  if (startsWith(bytes, 0xff, 0xfe)) return decodeUtf16(bytes.subarray(2), "utf-16le");
  if (startsWith(bytes, 0xfe, 0xff)) return decodeUtf16(bytes.subarray(2), "utf-16be");
  if (bytes.includes(0)) {
    const encoding = guessUtf16(bytes);
    return encoding === undefined ? { kind: "binary", bytes: bytes.length } : decodeUtf16(bytes, encoding);
  }
  const marked = startsWith(bytes, 0xef, 0xbb, 0xbf);
  const text = decode(marked ? bytes.subarray(3) : bytes, "utf-8");
  if (text === undefined) return unreadable(`its line ${firstInvalidLine(bytes)} is not UTF-8; save the file as UTF-8`);
  if (isLfsPointer(text)) return unreadable("it is kept in Git LFS, and the repository holds only its pointer");
  return { kind: "text", text, encoding: marked ? "utf-8-bom" : "utf-8" };
}

function unreadable(reason: string): FileText {
  return { kind: "unreadable", reason };
}

function decodeUtf16(bytes: Uint8Array, encoding: Unicode16): FileText {
  const text = bytes.length % 2 === 0 ? decode(bytes, encoding) : undefined;
  if (text === undefined) return unreadable("it begins as UTF-16 and is not throughout; save the file as UTF-8");
  return text.includes("\0") ? { kind: "binary", bytes: bytes.length } : { kind: "text", text, encoding };
}

/** UTF-16 without a mark: in mostly Latin text every second byte is zero, always the same one. */
function guessUtf16(bytes: Uint8Array): Unicode16 | undefined {
  const sample = bytes.subarray(0, 4096);
  if (bytes.length % 2 !== 0) return undefined;
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even++;
    else odd++;
  });
  const most = sample.length / 2;
  if (even === 0 && odd >= most * 0.6) return "utf-16le";
  return odd === 0 && even >= most * 0.6 ? "utf-16be" : undefined;
}

function decode(bytes: Uint8Array, encoding: "utf-8" | Unicode16): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The first line that cannot be UTF-8, found by halving the part that still decodes. */
function firstInvalidLine(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (decodesSoFar(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return bytes.subarray(0, low).reduce((line, byte) => (byte === 0x0a ? line + 1 : line), 1);
}

function decodesSoFar(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function isLfsPointer(text: string): boolean {
  return (
    text.length < 1024 && /^version https:\/\/git-lfs\.github\.com\/spec\/v1\r?\n(?:ext-.*\r?\n)*oid sha256:/.test(text)
  );
}

function startsWith(bytes: Uint8Array, ...start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
