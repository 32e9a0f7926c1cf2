import { UserError } from "../model/user-error.ts";
import { dialectNames } from "../report/names.ts";
import { styleOf } from "../report/terminal/style.ts";
import type { Example, Rule } from "../rules/define-rule.ts";
import { mending } from "../rules/mending/mending.ts";
import type { MigrationTool } from "../rules/mending/migration-tools.ts";
import { rules } from "../rules/rules.generated.ts";

const mostExamples = 3;

type ExplainOptions = {
  readonly color: boolean;
  /** The migration tool in whose words mending is told. */
  readonly tool: string | undefined;
};

/** One rule with what it finds and what it leaves alone. Throws a `UserError` for an id that no rule has. */
export function explainRule(id: string, { color, tool }: ExplainOptions): string {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) throw new UserError(unknownRule(id));
  return explain(rule, color, tool === undefined ? undefined : toolCalled(tool));
}

function explain(rule: Rule, color: boolean, tool: MigrationTool | undefined): string {
  const { id, severity, section, summary, dialects, examples, whenToWaive } = rule;
  const { bold, dim, red, green } = styleOf(color);
  const speaks =
    dialects === undefined ? "" : dim(`\nFor ${dialects.map((dialect) => dialectNames[dialect]).join(", ")} only.`);
  const list = (title: string, some: readonly Example[]) => {
    const texts = some.slice(0, mostExamples).flatMap((example) => [exampleText(example), ""]);
    return some.length === 0 ? [] : [title, ...texts];
  };
  const lines = [
    `${bold(id)}  ${severity}  ${dim(section)}`,
    "",
    `${summary}.${speaks}`,
    "",
    ...list(red("It finds"), examples.invalid),
    ...list(green("It leaves alone"), examples.valid),
    ...mendingLines(rule, tool, bold),
    bold("When to waive it"),
    `    ${whenToWaive}`,
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function mendingLines(
  { mend = [] }: Rule,
  tool: MigrationTool | undefined,
  bold: (text: string) => string,
): readonly string[] {
  return mend.flatMap((topic) => {
    const { title, steps, tools } = mending[topic];
    const told = tool === undefined ? undefined : tools[tool];
    const lines = steps.map((step, index) => `    ${index + 1}. ${step.replaceAll("`", "")}`);
    const code = told?.code.split("\n").map((line) => `        ${line}`) ?? [];
    const note = told?.note === undefined ? [] : [`        (${told.note.replaceAll("`", "")})`];
    return [bold(title), ...lines, ...(code.length === 0 ? [] : ["", `    ${tool}:`, ...code, ...note]), ""];
  });
}

function toolCalled(name: string): MigrationTool {
  const tools = new Set(Object.values(mending).flatMap((topic) => Object.keys(topic.tools) as MigrationTool[]));
  const found = [...tools].find((tool) => tool.toLowerCase() === name.toLowerCase());
  if (found === undefined) {
    throw new UserError(
      `There is no migration tool called ${name.slice(0, 80)} here. Known: ${[...tools].sort().join(", ")}.`,
    );
  }
  return found;
}

function exampleText(example: Example): string {
  const { title, migration, head, edits } = typeof example === "string" ? { migration: example } : example;
  const files = [
    ...Object.entries(head ?? {}).map(([path, text]) => (text === null ? `${path} is deleted` : `${path}:\n${text}`)),
    ...Object.entries(edits ?? {}).map(([path, list]) => `${path}:\n${list.map(editText).join("\n")}`),
  ];
  const parts = [
    ...(title === undefined ? [] : [`-- ${title}`]),
    ...(migration === undefined ? [] : [migration]),
    ...files,
  ];
  return parts
    .flatMap((part) => part.trimEnd().split("\n"))
    .map((line) => `    ${line}`.trimEnd())
    .join("\n");
}

function editText([find, replace]: readonly [string, string]): string {
  const prefixed = (sign: string, text: string) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => `${sign} ${line}`);
  return [...prefixed("-", find), ...(replace.trim() === "" ? [] : prefixed("+", replace))].join("\n");
}

function unknownRule(id: string): string {
  const near = rules.map((rule) => rule.id).filter((known) => known.includes(id) || sharedWords(known, id) >= 2);
  const hint =
    near.length === 0 ? "List them with: schema-warden rules" : `Did you mean ${near.slice(0, 3).join(", ")}?`;
  return `There is no rule called ${id.slice(0, 80)}. ${hint}`;
}

function sharedWords(left: string, right: string): number {
  const words = new Set(left.split("-"));
  return right.split("-").filter((word) => words.has(word)).length;
}
