import { compareVersions, parseVersion } from "../text/semver.ts";

/** Those of the tags that name a version, oldest version first: `v2.1.0` or `2.1.0`, as they are written. */
export function byVersion(tags: readonly string[]): readonly string[] {
  return tags
    .flatMap((tag) => {
      const version = parseVersion(tag.trim());
      return version === undefined ? [] : [{ tag: tag.trim(), version }];
    })
    .sort((left, right) => compareVersions(left.version, right.version))
    .map(({ tag }) => tag);
}
