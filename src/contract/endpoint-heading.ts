import { plainText } from "./inline-text.ts";

/** One method and path of a heading such as `` `GET /api/v1/invoices/{id}` ``. */
export type Route = { readonly method: string; readonly path: string };

const methods = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|CONNECT|QUERY";
const route = new RegExp(
  String.raw`^\W{0,4}(?:\d+(?:\.\d+)*[.)]?\s+)?(?:endpoint|route)?\s*[:：]?\s*((?:${methods})(?:\s*[|,/]\s*(?:${methods}))*)\s*[:：-]?\s+((?:https?:\/\/[^\s/]+)?\/[^\s]*)`,
  "i",
);

/** The routes that a heading or a line names: `GET /a/{id}`, `GET | HEAD /a`, `POST https://host/a` – with any text behind. */
export function readRoutes(rawTitle: string): Route[] {
  const text = plainText(
    rawTitle
      .slice(0, 1_000)
      .replaceAll("`", " ")
      .replaceAll(/[*_]{2}/g, " ")
      .replaceAll("<", "\u{2}")
      .replaceAll(/(?<=\/)\*/g, "\u{3}"),
  );
  const match = route.exec(text.replaceAll("\u{2}", "<").replaceAll("\u{3}", "*"));
  if (match?.[1] === undefined || match[2] === undefined || match[1] !== match[1].toUpperCase()) return [];
  const path = tidyPath(match[2]);
  return match[1].split(/\s*[|,/]\s*/).map((method) => ({ method, path }));
}

/** Method and path as the key that two spellings of one endpoint share: parameter names, query, host and closing slash removed. */
export function endpointId({ method, path }: Route): string {
  const plain = path
    .replace(/[?#].*$/, "")
    .replaceAll(/\{[^{}/]*\}|<[^<>/]*>|\[[^[\]/]*\]|:[A-Za-z_]\w*(?:\([^()]*\))?[?*+]?/g, "{}")
    .replace(/(?<=.)\/+$/, "");
  return `${method} ${plain}`;
}

/** Method and path as they are written, for people. */
export function routeName({ method, path }: Route): string {
  return `${method} ${path}`;
}

function tidyPath(written: string): string {
  return written
    .replace(/^https?:\/\/[^/]+/i, "")
    .replace(/[,;.)\]]+$/, (end) =>
      end.startsWith("]") && written.includes("[")
        ? end.replace(/[,;.)]+$/, "")
        : end.includes(")") && written.includes("(")
          ? ")"
          : "",
    )
    .replace(/[,;]+$/, "");
}
