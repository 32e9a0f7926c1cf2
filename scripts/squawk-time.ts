import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where npm runs it. */
const root = process.cwd();

/** The linter's own binary: where the option says, under node_modules, or on the PATH; `undefined` where it is nowhere. npm's `squawk` itself starts Node first. */
export function findSquawk(option: string | undefined): string | undefined {
  const native = join("@squawk-cli", `${process.platform}-${process.arch}`, "bin", "squawk");
  const places = [
    ...(option === undefined ? [] : [option]),
    join(root, "node_modules", native),
    ...(process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "squawk")),
  ];
  return places.find((place) => existsSync(place));
}

const eachFile = 'for file; do "$0" --reporter json "$file" >/dev/null 2>&1; done; times';
const allFiles = '"$0" --reporter json "$@" >/dev/null 2>&1; times';

/** Milliseconds of processor time that the linter takes for all files together, starting once for each of them or once for all. */
export function squawkTime(squawk: string, files: readonly string[], starts: "each" | "once"): number {
  const script = starts === "each" ? eachFile : allFiles;
  const times = execFileSync("sh", ["-c", script, squawk, ...files], { cwd: root, encoding: "utf8" });
  // The second line of `times` is of the shell's children: user and system.
  const [user = "", system = ""] = (times.trim().split("\n").at(-1) ?? "").split(" ");
  return millisecondsOf(user) + millisecondsOf(system);
}

/** `0m1.250000s` */
function millisecondsOf(time: string): number {
  const [, minutes, seconds] = /^(\d+)m([\d.]+)s$/.exec(time) ?? [];
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
}
