import type { CodeRoute } from "../../model/declaration.ts";
import { argument, type Call, type CodeNode, childrenOf, type ParsedFile } from "../code/syntax.ts";
import { joinPaths, type RouteReader } from "./route-reader.ts";

const methods: ReadonlyMap<string, string> = new Map(
  ["Get", "Post", "Put", "Patch", "Delete"].map((name) => [`${name}Mapping`, name.toUpperCase()]),
);

/** Spring: `@GetMapping("/users/{id}")`, `@RequestMapping(path = "/users", method = RequestMethod.POST)`, below the class's own mapping. */
export const spring: RouteReader = {
  framework: "spring",
  language: "java",
  sign: /@(?:Rest)?Controller\b/,
  read: (file) => file.calls.flatMap((call) => routesOf(call, file)),
};

function routesOf(call: Call, file: ParsedFile): readonly CodeRoute[] {
  const method = methods.get(call.name);
  if (method === undefined && call.name !== "RequestMapping") return [];
  const owner = call.node.ancestors().find((each) => each.is("method_declaration") || each.is("class_declaration"));
  if (owner?.is("method_declaration") !== true) return [];
  const prefixes = classPaths(owner, file);
  const paths = pathsOf(call, file);
  if (prefixes === undefined || paths === undefined) return [];
  const served = method === undefined ? requestMethods(call) : [method];
  return prefixes.flatMap((prefix) =>
    paths.flatMap((path) =>
      served.map((each) => ({ method: each, path: joinPaths(prefix, path), at: file.at(call.node) })),
    ),
  );
}

function classPaths(node: CodeNode, file: ParsedFile): readonly string[] | undefined {
  const owner = node.ancestors().find((each) => each.is("class_declaration"));
  const modifiers = owner?.children().find((child) => child.is("modifiers"));
  const ids = new Set(childrenOf(modifiers).map((each) => each.id()));
  const mapping = file.calls.find((call) => call.name === "RequestMapping" && ids.has(call.node.id()));
  return mapping === undefined ? [""] : pathsOf(mapping, file);
}

function requestMethods(call: Call): readonly (string | undefined)[] {
  const given = argument(call, undefined, "method")?.text() ?? "";
  const named = [...given.matchAll(/\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/g)].flatMap((match) => match[1] ?? []);
  return named.length === 0 ? [undefined] : named;
}

function pathsOf(call: Call, file: ParsedFile): readonly string[] | undefined {
  const given = argument(call, 0, "value") ?? argument(call, undefined, "path");
  if (given === undefined) return [""];
  const texts = (given.is("element_value_array_initializer") ? childrenOf(given) : [given]).map((each) =>
    file.textOf(each),
  );
  return texts.every((text) => text !== undefined) ? texts.map((text) => text?.text ?? "") : undefined;
}
