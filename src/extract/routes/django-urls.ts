import type { CodeRoute } from "../../model/declaration.ts";
import { argument } from "../code/syntax.ts";
import { joinPaths, type RouteReader } from "./route-reader.ts";

/** Django's `path("users/<int:id>/", view)`, whose view decides which methods it serves. What is included elsewhere has its routes there. */
export const djangoUrls: RouteReader = {
  framework: "django",
  language: "python",
  sign: /\burlpatterns\b/,
  read: (file) =>
    file.calls.flatMap((call): CodeRoute[] => {
      const view = argument(call, 1, "view");
      if (call.name !== "path" || call.receiver !== undefined || view === undefined) return [];
      if (/^include\b|\.site\.urls\b/.test(view.text())) return [];
      const path = file.textOf(argument(call, 0, "route"));
      return path === undefined || path.holes > 0
        ? []
        : [{ method: undefined, path: joinPaths("", path.text), at: file.at(call.node) }];
    }),
};
