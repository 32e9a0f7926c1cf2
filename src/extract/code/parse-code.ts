import { lineIndexOf } from "../../text/line-index.ts";
import { go } from "./languages/go.ts";
import { java } from "./languages/java.ts";
import { python } from "./languages/python.ts";
import { script } from "./languages/script.ts";
import type { CodeNode, LanguageName, ParsedFile, Syntax } from "./syntax.ts";

const extensions: Readonly<Record<string, readonly [LanguageName, grammar: string]>> = {
  ...{ js: ["script", "Tsx"], mjs: ["script", "Tsx"], cjs: ["script", "Tsx"], jsx: ["script", "Tsx"] },
  ...{
    ts: ["script", "TypeScript"],
    mts: ["script", "TypeScript"],
    cts: ["script", "TypeScript"],
    tsx: ["script", "Tsx"],
  },
  ...{ py: ["python", "python"], java: ["java", "java"], go: ["go", "go"] },
};

const syntaxes: Readonly<Record<LanguageName, Syntax>> = { script, python, java, go };

/** The language of a file that can be read, by its name. */
export function languageOf(path: string): LanguageName | undefined {
  return grammarOf(path)?.[0];
}

function grammarOf(path: string): readonly [LanguageName, string] | undefined {
  const extension = path.slice(path.lastIndexOf(".") + 1);
  return Object.hasOwn(extensions, extension) ? extensions[extension] : undefined;
}

/** Parses a file of code. Parser and grammars are loaded when the first file asks for them. `undefined` for languages that are not read. */
export async function parseCode(path: string, text: string): Promise<ParsedFile | undefined> {
  const found = grammarOf(path);
  if (found === undefined) return undefined;
  const [language, grammar] = found;
  const parse = await loadParser(language);
  const root = parse(grammar, text);
  const syntax = syntaxes[language];
  const lines = lineIndexOf(path, text);
  const named = syntax.constants(root);
  const calls = syntax.calls(root);
  const byNode = new Map(calls.map((call) => [call.node.id(), call]));
  return {
    path,
    text,
    language,
    root,
    syntax,
    calls,
    callAt: (node) => (node === undefined ? undefined : byNode.get(node.id())),
    at: (node) => lines.location(node.range().start.index, node.range().end.index),
    textOf: (node) => {
      const value = node === undefined || !/identifier/.test(String(node.kind())) ? node : named.get(node.text());
      return value && syntax.textOf(value);
    },
  };
}

type Parse = (grammar: string, text: string) => CodeNode;

const loaded: { script?: Promise<Parse>; rest?: Promise<unknown> } = {};

async function loadParser(language: LanguageName): Promise<Parse> {
  loaded.script ??= load();
  if (language !== "script") {
    loaded.rest ??= registerGrammars();
    await loaded.rest;
  }
  return loaded.script;
}

async function load(): Promise<Parse> {
  const { parse } = await import("@ast-grep/napi");
  return (grammar, text) => parse(grammar, text).root();
}

/** All at once: the parser takes grammars in a single time, and what comes later it ignores. */
async function registerGrammars(): Promise<void> {
  const [{ registerDynamicLanguage }, python, java, go] = await Promise.all([
    import("@ast-grep/napi"),
    import("@ast-grep/lang-python"),
    import("@ast-grep/lang-java"),
    import("@ast-grep/lang-go"),
  ]);
  registerDynamicLanguage({ python: python.default, java: java.default, go: go.default });
}
