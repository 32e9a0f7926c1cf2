import { bumpBetween, nextVersion, parseVersion, type Version } from "../../text/semver.ts";
import type { VersionedContract } from "./versioned-contracts.ts";

const size = { none: 0, prerelease: 0, patch: 1, minor: 2, major: 3 } as const;

/** The version that the contract should have by the end of the pull request; `undefined` where the base's is no semantic version. */
export function dueVersion({ base, change }: VersionedContract): string | undefined {
  const version = parseVersion(base?.version?.value ?? "");
  if (version === undefined || change.bump === "none") return undefined;
  return nextVersion(version, allowance(version, change.bump));
}

/** Before 1.0.0 everything may change: semver then counts a breaking change as a minor one, and the rest as patches. */
function allowance(from: Version, due: "major" | "minor" | "patch"): "major" | "minor" | "patch" {
  if (from.major > 0) return due;
  return due === "major" ? "minor" : "patch";
}

/** Whether the step from one version to the other is smaller than what is due. Steps to or between pre-releases are nobody's promise. */
export function isTooSmall(from: Version, to: Version, due: "major" | "minor" | "patch"): boolean {
  const step = bumpBetween(from, to);
  if (step === "backwards" || step === "none" || from.prerelease.length > 0) return false;
  return size[step] < size[allowance(from, due)];
}

/** Whether the step is larger than what is due, or leaves out numbers. Leaving 0.x is a decision of its own. */
export function isTooLarge(from: Version, to: Version, due: "major" | "minor" | "patch"): boolean {
  const step = bumpBetween(from, to);
  if (from.major === 0 || from.prerelease.length > 0 || to.prerelease.length > 0) return false;
  if (step === "major") return due !== "major" || to.major > from.major + 1 || to.minor + to.patch > 0;
  if (step === "minor") return to.minor > from.minor + 1 || to.patch > 0;
  return step === "patch" && to.patch > from.patch + 1;
}
