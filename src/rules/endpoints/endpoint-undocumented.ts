import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

const orders = "src/orders.js";

/** The API contract says which tables and queries stand behind each endpoint: one that it lacks is reached by changes unseen. */
export const endpointUndocumented = defineRule({
  id: "endpoint-undocumented",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "warning",
  summary: "Require a section in the API contract for every endpoint that the pull request brings into code",
  whenToWaive: "When the endpoint is for operating the service alone and no client may rely on it.",
  mend: ["edit-contract"],
  settings: {
    ignored: {
      default: [
        "/health",
        "/healthz",
        "/livez",
        "/readyz",
        "/ready",
        "/ping",
        "/metrics",
        "/favicon.ico",
        "/robots.txt",
      ],
      meaning: "Paths that operate the service and need no section",
    },
  },
  examples: {
    invalid: [
      {
        title: "A new route",
        head: {
          [orders]: 'app.get("/api/v1/users/:id/orders", list);\napp.post("/api/v1/users/:id/orders", place);\n',
        },
      },
      {
        title: "A new route of FastAPI, below its router's prefix",
        head: {
          "app/orders.py":
            'router = APIRouter(prefix="/orders")\n\n@router.delete("/{order_id}")\ndef cancel(order_id: int):\n    return None\n',
        },
      },
    ],
    valid: [
      {
        title: "The contract has it, with its parameter under another name",
        head: { [orders]: 'app.get("/api/v1/users/:userId/orders", list);\n' },
      },
      {
        title: "The contract has it, below what the router is mounted at",
        head: { [orders]: 'router.get("/users/:id/orders", list);\nexport { router };\n' },
      },
      {
        title: "It was there",
        base: { "src/people.js": 'app.get("/people", list);\n' },
        head: { "src/people.js": '// all of them\napp.get("/people", listAll);\n' },
      },
      {
        title: "Clients, maps and caches are called alike",
        head: {
          [orders]:
            'const one = await axios.get("/people/1", options);\ncache.get("/people", fallback);\nconst two = map.get("/people");\n',
        },
      },
      {
        title: "The pull request documents it",
        head: { [orders]: 'app.get("/api/v1/orders/:id", one);\n' },
        edits: {
          "API_CONTRACT.md": [
            [
              "#### `GET /api/v1/users/{id}/orders`",
              "#### `GET /api/v1/orders/{id}`\n\n**Status:** active\n\n**Implementation:**\n- **Database Tables:** `orders`\n\n#### `GET /api/v1/users/{id}/orders`",
            ],
          ],
        },
      },
      {
        title: "The service's own pulse",
        head: { [orders]: 'app.get("/healthz", (request, response) => response.end());\n' },
      },
      {
        title: "A path that is known only when it runs",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is what the example is about.
        head: { [orders]: "app.get(`/${version}/people`, list);\napp.get(paths.people, list);\n" },
      },
      { title: "A test's own server", head: { "test/orders.test.js": 'app.get("/people", list);\n' } },
      { title: "No API contract", head: { "API_CONTRACT.md": null, [orders]: 'app.get("/people", list);\n' } },
    ],
  },

  *check({ comparison, head, settings }) {
    const ignored = new Set(settings.list("ignored"));
    for (const { method, path, at } of comparison.code.routes) {
      if (ignored.has(path)) continue;
      const name = method === undefined ? path : `${method} ${path}`;
      yield { at, subject: name, stated: true, data: { name, contract: head.api?.path ?? "" } };
    }
  },

  explain: ({ name, contract }) => ({
    what: `The endpoint ${code(name)} is not in the API contract.`,
    why: "When a table or query behind it changes, nobody will know that its clients are reached.",
    fix: `Add a section ${code(`#### ${name}`)} to ${code(contract)}, with its Database Tables and SQL Query.`,
  }),
});
