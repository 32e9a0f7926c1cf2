import type { ForeignTool } from "../../model/waiver.ts";

type Foreign = {
  readonly tool: ForeignTool;
  readonly text: string;
  readonly wholeFile: boolean;
  readonly names: readonly string[];
};

/**
 * How each tool is told to be silent, as its manual says: squawk's "Ignoring rules", Atlas' `nolint` directive, eugene's "Ignoring hints". Atlas'
 * directive for a whole file looks like the one for a statement, and is taken for that.
 */
const forms: readonly { readonly tool: ForeignTool; readonly form: RegExp }[] = [
  { tool: "squawk", form: /^squawk-ignore(?<file>-file)?(?![\w-])(?<names>.*)$/i },
  { tool: "atlas", form: /^atlas:nolint(?![\w-])(?<names>.*)$/i },
  { tool: "eugene", form: /^eugene:\s*ignore(?![\w-])(?<names>.*)$/i },
];

/** Reads a line of a comment that another tool takes for a waiver. */
export function readForeign(line: string): Foreign | undefined {
  for (const { tool, form } of forms) {
    const groups = form.exec(line)?.groups;
    if (groups === undefined) continue;
    const names = (groups.names?.split("--")[0] ?? "").split(/[\s,]+/).filter((name) => /^[\w-]+$/.test(name));
    return { tool, text: line.slice(0, 120), wholeFile: groups.file !== undefined, names };
  }
  return undefined;
}
