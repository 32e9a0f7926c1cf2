import type { CodeRoute } from "../../model/declaration.ts";
import { argument, type Call, type CodeNode, childrenOf, field, type ParsedFile } from "../code/syntax.ts";
import { joinPaths, type RouteReader } from "./route-reader.ts";

const methods: ReadonlySet<string> = new Set(["get", "post", "put", "patch", "delete", "head", "options", "del"]);

/** Express, Fastify, Koa's routers and Hono: `app.get("/users/:id", …)`, `router.route("/users").post(…)`, `fastify.route({ method, url })`. */
export const express: RouteReader = {
  framework: "express",
  language: "script",
  sign: /\.(?:get|post|put|patch|delete|head|options|del|route)\s*(?:<[^()]*>)?\(/,
  read(file) {
    const mounted = mountedPrefixes(file);
    return file.calls.flatMap((call) => routesOf(call, mounted, file));
  },
};

function routesOf(call: Call, mounted: ReadonlyMap<string, string>, file: ParsedFile): readonly CodeRoute[] {
  const { name, receiver = "", node } = call;
  if (name === "route" && call.arguments.length === 1) return declared(call, mounted, file);
  if (!methods.has(name)) return [];
  const at = file.at(node);
  const method = name === "del" ? "DELETE" : name.toUpperCase();
  const chained = /\.route\(/.test(receiver) ? chainedPath(node, file) : undefined;
  if (chained !== undefined) {
    return [{ method, path: joinPaths(mounted.get(chained.router) ?? "", chained.path), at: startOf(at, call, file) }];
  }
  // `map.get("/x")` and `axios.get("/x")` look alike but for what serves: a router has a handler after its path.
  const path = file.textOf(argument(call, 0));
  if (path === undefined || path.holes > 0 || !isPath(path.text) || call.arguments.length < 2) return [];
  if (!isRouter(receiver) || !servesLast(call)) return [];
  return [{ method, path: joinPaths(mounted.get(receiver) ?? "", path.text), at: startOf(at, call, file) }];
}

function isPath(text: string): boolean {
  return text === "" || text.startsWith("/") || text.startsWith(":");
}

/** Clients are called alike: `axios.get("/users", options)`, `request(app).get("/users")`. */
function isRouter(receiver: string): boolean {
  const last =
    receiver
      .replace(/\(.*\)$/s, "")
      .split(".")
      .at(-1) ?? "";
  if (
    /^(?:axios|http|https|fetch|request|got|ky|superagent|client|api_?client|agent|supertest|nock|cache|redis|localStorage|params|headers|config|session|map|store)$/i.test(
      last,
    )
  )
    return false;
  return !/(?:client|axios|request|http|cache)$/i.test(last);
}

const handlers = new Set([
  "arrow_function",
  "function_expression",
  "function",
  "identifier",
  "member_expression",
  "call_expression",
  "array",
]);

/** A handler, or something that may be one, comes last; options alone are no handler. */
function servesLast({ arguments: given }: Call): boolean {
  const last = given.at(-1)?.node;
  return last !== undefined && handlers.has(String(last.kind()));
}

/** `router.route("/users").get(…).post(…)`: the path that a chain begins with. */
function chainedPath(node: CodeNode, file: ParsedFile): { readonly router: string; readonly path: string } | undefined {
  let current: CodeNode | undefined = node;
  for (let depth = 0; current !== undefined && depth < 20; depth += 1) {
    const callee = field(current, "function");
    const object = callee && field(callee, "object");
    if (object === undefined || !object.is("call_expression")) return undefined;
    const inner = file.callAt(object);
    if (inner?.name === "route") {
      const path = file.textOf(argument(inner, 0));
      return path === undefined || path.holes > 0 ? undefined : { router: inner.receiver ?? "", path: path.text };
    }
    current = object;
  }
  return undefined;
}

/** Fastify's `route({ method: "GET", url: "/users", handler })`. */
function declared(call: Call, mounted: ReadonlyMap<string, string>, file: ParsedFile): readonly CodeRoute[] {
  const options = argument(call, 0);
  if (options?.is("object") !== true) return [];
  const value = (name: string) => {
    const pair = childrenOf(options).find((each) => each.is("pair") && field(each, "key")?.text() === name);
    return pair && field(pair, "value");
  };
  const path = file.textOf(value("url") ?? value("path"));
  const method = value("method");
  if (path === undefined || path.holes > 0 || method === undefined) return [];
  const names = method.is("array") ? childrenOf(method) : [method];
  const whole = joinPaths(mounted.get(call.receiver ?? "") ?? "", path.text);
  return names.flatMap((each) => {
    const name = file.textOf(each)?.text;
    return name === undefined ? [] : [{ method: name.toUpperCase(), path: whole, at: file.at(call.node) }];
  });
}

/** `app.use("/api", router)` in the same file, and the prefix that a router is made with. */
function mountedPrefixes(file: ParsedFile): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  for (const [name, value] of file.syntax.constants(file.root)) {
    const prefix = /\bprefix\s*:\s*["'`]([^"'`$]*)["'`]|\.basePath\(\s*["'`]([^"'`$]*)["'`]/.exec(
      value.text().slice(0, 500),
    );
    if (prefix !== null) prefixes.set(name, prefix[1] ?? prefix[2] ?? "");
  }
  for (const call of file.calls) {
    if (call.name !== "use" && !(call.name === "route" && call.arguments.length === 2)) continue;
    const path = file.textOf(argument(call, 0));
    const router = call.arguments.at(-1)?.node;
    if (path === undefined || path.holes > 0 || router?.is("identifier") !== true) continue;
    prefixes.set(router.text(), joinPaths(prefixes.get(call.receiver ?? "") ?? "", path.text));
  }
  return prefixes;
}

/** From the method's name to the end of the first line: what a reader looks at. */
function startOf(at: CodeRoute["at"], call: Call, file: ParsedFile): CodeRoute["at"] {
  const path = argument(call, 0);
  if (!/\.route\(/.test(call.receiver ?? "") && path !== undefined) return { ...at, end: file.at(path).end };
  return at;
}
