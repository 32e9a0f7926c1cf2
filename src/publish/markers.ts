/** Hidden comments by which we find our own words again. They count only in what we wrote ourselves: anyone can type them. */
const SUMMARY = "<!-- schema-warden:summary -->";
const FINDING = /<!-- schema-warden:finding:([0-9a-f]{16}) -->/;

export function withSummaryMarker(body: string): string {
  return `${SUMMARY}\n${body}`;
}

export function isSummary(body: string): boolean {
  return body.startsWith(SUMMARY);
}

export function withFindingMarker(fingerprint: string, body: string): string {
  return `${body}\n\n<!-- schema-warden:finding:${fingerprint} -->`;
}

/** The fingerprint of the finding that a comment of ours carries. */
export function fingerprintOf(body: string): string | undefined {
  return FINDING.exec(body)?.[1];
}
