import type { CodeRoute } from "../../model/declaration.ts";
import { argument, type Call, type CodeNode, childrenOf, field, type ParsedFile } from "../code/syntax.ts";
import { joinPaths, type RouteReader } from "./route-reader.ts";

const methods: ReadonlySet<string> = new Set(["Get", "Post", "Put", "Patch", "Delete", "Head", "Options"]);

/** NestJS: `@Controller("users")` and `@Get(":id")`. */
export const nest: RouteReader = {
  framework: "nestjs",
  language: "script",
  sign: /@Controller\s*\(/,
  read(file) {
    return file.calls.flatMap((call) => {
      if (!methods.has(call.name) || call.receiver !== undefined || call.node.parent()?.is("decorator") !== true)
        return [];
      const prefix = controllerPrefix(call.node, file);
      const paths = pathsOf(call, file);
      if (prefix === undefined || paths === undefined) return [];
      return paths.map(
        (path): CodeRoute => ({
          method: call.name.toUpperCase(),
          path: joinPaths(prefix, path),
          at: file.at(call.node),
        }),
      );
    });
  },
};

function controllerPrefix(node: CodeNode, file: ParsedFile): string | undefined {
  const owner = node.ancestors().find((each) => each.is("class_declaration") || each.is("abstract_class_declaration"));
  if (owner === undefined) return undefined;
  const holder = owner.parent()?.is("export_statement") === true ? owner.parent() : owner;
  const decorators = [owner, holder].flatMap((each) => each?.children().filter((child) => child.is("decorator")) ?? []);
  const ids = new Set(decorators.flatMap((each) => childrenOf(each).map((inner) => inner.id())));
  const controller = file.calls.find((call) => call.name === "Controller" && ids.has(call.node.id()));
  return controller && pathsOf(controller, file)?.[0];
}

/** `()`, `("x")`, `(["x", "y"])`, `({ path: "x" })`; `undefined` where it is worked out at run time. */
function pathsOf(call: Call, file: ParsedFile): readonly string[] | undefined {
  const given = argument(call, 0);
  if (given === undefined) return [""];
  const value = given.is("object") ? pathOf(given) : given;
  if (value === undefined) return [""];
  const texts = (value.is("array") ? childrenOf(value) : [value]).map((each) => file.textOf(each));
  return texts.every((text) => text !== undefined && text.holes === 0)
    ? texts.map((text) => text?.text ?? "")
    : undefined;
}

function pathOf(options: CodeNode): CodeNode | undefined {
  const pair = childrenOf(options).find((each) => each.is("pair") && field(each, "key")?.text() === "path");
  return pair && field(pair, "value");
}
