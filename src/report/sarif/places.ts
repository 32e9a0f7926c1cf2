import type { Location } from "../../model/location.ts";

/** A stretch of a file. A finding about no file has no location. */
export function sarifLocation(at: Location, text?: string): readonly object[] {
  if (at.path === "") return [];
  const message = text === undefined ? {} : { message: { text } };
  return [{ physicalLocation: { artifactLocation: artifact(at.path), region: region(at) }, ...message }];
}

/** A path as a URI relative to the repository's root. */
export function artifact(path: string) {
  const whole = path.replace(/\p{Cs}/gu, "\uFFFD");
  return { uri: whole.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}

/** Lines and columns count from 1, the end is exclusive, as ours are. */
export function region({ start, end }: Location) {
  const last = end.offset > start.offset ? end : start;
  return { startLine: start.line, startColumn: start.column, endLine: last.line, endColumn: last.column };
}

/** Plain text in which nothing reads as one of the format's own placeholders (`{0}`) or links (`[text](1)`). */
export function sarifMessage(text: string) {
  return { text: text.replace(/\{(\d+)\}/g, "{{$1}}").replace(/\[(?=[^[\]]*\]\()/g, "\\[") };
}
