import type { CodeRoute } from "../../model/declaration.ts";
import { argument, type Call, childrenOf, type ParsedFile } from "../code/syntax.ts";
import { joinPaths, type RouteReader } from "./route-reader.ts";

const methods: ReadonlySet<string> = new Set(["get", "post", "put", "patch", "delete", "head", "options"]);

/** FastAPI and Flask: `@app.get("/users/{id}")`, `@bp.route("/users", methods=["POST"])`, with the prefix that a router is made with. */
export const fastapi: RouteReader = {
  framework: "fastapi",
  language: "python",
  sign: /^\s*@\s*[\w.]+\.(?:get|post|put|patch|delete|head|options|route|api_route)\s*\(/m,
  read(file) {
    const prefixes = routerPrefixes(file);
    return file.calls.flatMap((call) => {
      if (call.node.parent()?.is("decorator") !== true || call.receiver === undefined) return [];
      const path = file.textOf(argument(call, 0, "path") ?? argument(call, undefined, "rule"));
      const prefix = prefixes.get(call.receiver) ?? "";
      if (path === undefined || path.holes > 0 || prefix === undefined) return [];
      const whole = joinPaths(prefix, path.text);
      return methodsOf(call, file).map((method): CodeRoute => ({ method, path: whole, at: file.at(call.node) }));
    });
  },
};

function methodsOf(call: Call, file: ParsedFile): readonly string[] {
  if (methods.has(call.name)) return [call.name.toUpperCase()];
  if (call.name !== "route" && call.name !== "api_route") return [];
  const given = argument(call, undefined, "methods");
  if (given === undefined) return ["GET"];
  return childrenOf(given).flatMap((each) => file.textOf(each)?.text.toUpperCase() ?? []);
}

/** `router = APIRouter(prefix="/users")`, `bp = Blueprint("users", __name__, url_prefix="/users")`. */
function routerPrefixes(file: ParsedFile): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  for (const [name, value] of file.syntax.constants(file.root)) {
    const call = file.callAt(value);
    const prefix = call && file.textOf(argument(call, undefined, "prefix") ?? argument(call, undefined, "url_prefix"));
    if (prefix !== undefined) prefixes.set(name, prefix.text);
  }
  return prefixes;
}
