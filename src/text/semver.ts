/** A semantic version (semver.org 2.0.0). */
export type Version = {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** Dot-separated identifiers after `-`; empty for a release. */
  readonly prerelease: readonly string[];
};

/** How far apart two versions are, by the leftmost number that differs. `prerelease` when only the identifiers differ. */
export type Bump = "major" | "minor" | "patch" | "prerelease" | "none" | "backwards";

const pattern =
  /^v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Reads `1.4.0`, `v1.4.0`, `2.0.0-rc.1+build`; `undefined` where the text is no semantic version. */
export function parseVersion(text: string): Version | undefined {
  const match = pattern.exec(text.trim());
  if (match === null) return undefined;
  const [, major, minor, patch, prerelease] = match;
  return {
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch),
    prerelease: prerelease === undefined ? [] : prerelease.split("."),
  };
}

/** Negative where `left` comes first, by the order of semver.org §11. */
export function compareVersions(left: Version, right: Version): number {
  return (
    left.major - right.major ||
    left.minor - right.minor ||
    left.patch - right.patch ||
    comparePrereleases(left.prerelease, right.prerelease)
  );
}

/** What kind of step leads from one version to the other. */
export function bumpBetween(from: Version, to: Version): Bump {
  const order = compareVersions(to, from);
  if (order === 0) return "none";
  if (order < 0) return "backwards";
  if (to.major !== from.major) return "major";
  if (to.minor !== from.minor) return "minor";
  return to.patch !== from.patch ? "patch" : "prerelease";
}

/** The next version after a step of that size. */
export function nextVersion(from: Version, bump: "major" | "minor" | "patch"): string {
  if (bump === "major") return `${from.major + 1}.0.0`;
  if (bump === "minor") return `${from.major}.${from.minor + 1}.0`;
  return `${from.major}.${from.minor}.${from.patch + 1}`;
}

function comparePrereleases(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const one = left[index];
    const other = right[index];
    if (one === undefined) return -1;
    if (other === undefined) return 1;
    const order = compareIdentifiers(one, other);
    if (order !== 0) return order;
  }
  return 0;
}

function compareIdentifiers(left: string, right: string): number {
  const numeric = [/^\d+$/.test(left), /^\d+$/.test(right)] as const;
  if (numeric[0] && numeric[1]) return Number(left) - Number(right);
  if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}
