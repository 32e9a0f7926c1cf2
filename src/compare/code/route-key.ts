/** A path with its parameters' names taken out, however the framework writes them: `/users/:id(\\d+)`, `/users/{id}`, `/users/<int:id>`. */
export function routeKey(path: string): string {
  const plain = path
    .replace(/[?#].*$/, "")
    .replaceAll(/\{[^{}/]*(?:\{[^{}]*\}[^{}/]*)?\}|<[^<>/]*>|\[[^[\]/]*\]|:[A-Za-z_]\w*(?:\([^()/]*\))?[?*+]?/g, "{}")
    .replace(/\/+$/, "");
  return plain.startsWith("/") || plain === "" ? plain : `/${plain}`;
}

/** What people mount an API under, and leave out of its contract. */
const usualPrefix = /^(?:\/(?:api|rest|v\d+(?:\.\d+)?))+$/;

/** Whether an endpoint of a contract is the route: what the code mounts elsewhere stands before it in the contract, or is a version. */
export function isRoute(endpoint: string, route: string): boolean {
  if (endpoint === route) return true;
  if (endpoint.endsWith(route)) return true;
  return endpoint !== "" && route.endsWith(endpoint) && usualPrefix.test(route.slice(0, -endpoint.length));
}
