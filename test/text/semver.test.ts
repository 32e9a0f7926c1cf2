import { describe, expect, it } from "vitest";
import { bumpBetween, compareVersions, nextVersion, parseVersion, type Version } from "../../src/text/semver.ts";

describe("parseVersion", () => {
  it.each(["1.0.0", "v1.2.3", " 10.20.30 ", "1.0.0-alpha.1", "1.0.0+build.5", "2.0.0-rc.1+x"])("reads %s", (text) => {
    expect(parseVersion(text)).toBeDefined();
  });

  it.each(["", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "[1.0.0]", "latest", "1.0.0-", "9999999999.0.0"])(
    "refuses %j",
    (text) => {
      expect(parseVersion(text)).toBeUndefined();
    },
  );
});

describe("compareVersions", () => {
  it("orders as semver.org does", () => {
    const inOrder = [
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "1.0.1",
      "1.2.0",
      "1.10.0",
      "2.0.0",
    ];
    const shuffled = inOrder.toReversed();
    expect(shuffled.sort((left, right) => compareVersions(version(left), version(right)))).toEqual(inOrder);
  });
});

describe("bumpBetween", () => {
  it.each([
    ["1.4.0", "2.0.0", "major"],
    ["1.4.0", "1.5.0", "minor"],
    ["1.4.0", "1.4.1", "patch"],
    ["2.0.0-rc.1", "2.0.0", "prerelease"],
    ["1.4.0", "v1.4.0", "none"],
    ["1.4.0", "1.3.9", "backwards"],
    ["2.0.0", "2.0.0-rc.1", "backwards"],
  ])("takes %s to %s for %s", (from, to, bump) => {
    expect(bumpBetween(version(from), version(to))).toBe(bump);
  });
});

describe("nextVersion", () => {
  it("resets the numbers to the right", () => {
    const from = version("1.4.2");
    expect([nextVersion(from, "major"), nextVersion(from, "minor"), nextVersion(from, "patch")]).toEqual([
      "2.0.0",
      "1.5.0",
      "1.4.3",
    ]);
  });
});

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(`${text} is no version`);
  return parsed;
}
