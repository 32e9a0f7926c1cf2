import { describe, expect, it } from "vitest";
import { readCode } from "../../../src/extract/code/read-code.ts";

async function routes(path: string, text: string): Promise<readonly string[]> {
  const readings = await readCode([{ path, text }]);
  return readings.flatMap((reading) => reading.routes.map(({ method, path: route }) => `${method ?? "any"} ${route}`));
}

const found: readonly (readonly [string, string, string, readonly string[]])[] = [
  ["Express", "a.js", 'app.get("/users/:id", auth, show);', ["GET /users/:id"]],
  [
    "Express, below a mount",
    "a.js",
    'const r = express.Router();\napp.use("/api", r);\nr.post("/users", (q, s) => s.end());',
    ["POST /api/users"],
  ],
  ["Express, chained", "a.js", 'router.route("/users").get(list).post(make);', ["POST /users", "GET /users"]],
  [
    "Fastify",
    "a.ts",
    'fastify.route({ method: ["GET", "PUT"], url: "/users", handler });',
    ["GET /users", "PUT /users"],
  ],
  ["Fastify, with options", "a.ts", 'fastify.get("/users", { schema }, async (q) => q);', ["GET /users"]],
  [
    "Hono",
    "a.ts",
    'const app = new Hono().basePath("/v1");\napp.get("/users", (c) => c.text("a"));',
    ["GET /v1/users"],
  ],
  [
    "Koa",
    "a.js",
    'const router = new Router({ prefix: "/v1" });\nrouter.del("/users/:id", gone);',
    ["DELETE /v1/users/:id"],
  ],
  [
    "NestJS",
    "a.ts",
    '@Controller("users")\nexport class A {\n  @Get()\n  all() {}\n  @Post(":id/lock")\n  lock(@Param("id") id: string) {}\n}',
    ["GET /users", "POST /users/:id/lock"],
  ],
  ["FastAPI", "a.py", '@app.get("/users/{id}")\nasync def f(id: int): ...\n', ["GET /users/{id}"]],
  [
    "Flask",
    "a.py",
    'bp = Blueprint("u", __name__, url_prefix="/u")\n@bp.route("/x", methods=["POST", "PUT"])\ndef f(): ...\n',
    ["POST /u/x", "PUT /u/x"],
  ],
  ["Flask, without methods", "a.py", '@app.route("/x")\ndef f(): ...\n', ["GET /x"]],
  [
    "Django",
    "urls.py",
    'urlpatterns = [path("users/<int:id>/", view), path("api/", include("api.urls"))]\n',
    ["any /users/<int:id>"],
  ],
  [
    "Spring",
    "A.java",
    '@RestController @RequestMapping("/users") class A { @GetMapping("/{id}") U f() {} @RequestMapping(method = RequestMethod.POST) void g() {} }',
    ["GET /users/{id}", "POST /users"],
  ],
];
const silent: readonly (readonly [string, string, string])[] = [
  ["a client", "a.js", 'const a = await axios.get("/users", options); api.client.post("/users", body);'],
  ["a map", "a.js", 'const a = routes.get("/users");'],
  ["a test's request", "a.js", 'request(app).get("/users", done);'],
  ["a path worked out", "a.js", "app.get(prefix + '/users', show);"],
  ["a setting", "a.js", 'app.get("view engine", x);'],
  ["a nest decorator elsewhere", "a.ts", '@Injectable()\nclass A { @Get("x") f() {} }\n// @Controller('],
  ["a method in python", "a.py", 'client.get("/users")\n@app.on_event("startup")\ndef f(): ...\n'],
  ["a Spring client", "A.java", '@FeignClient("a") interface A { @GetMapping("/x") U f(); }'],
];

describe("routes in code", () => {
  it.each(found)("are found: %s", async (_, path, text, expected) => {
    expect(await routes(path, text)).toEqual(expected);
  });

  it.each(silent)("are none: %s", async (_, path, text) => {
    expect(await routes(path, text)).toEqual([]);
  });
});
