import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { hasLoopback, needsLoopback } from "../loopback.ts";

const root = join(import.meta.dirname, "../..");
const tsx = pathToFileURL(join(root, "node_modules/tsx/dist/loader.mjs")).href;
const opened: (() => void)[] = [];

afterEach(() => {
  for (const close of opened.splice(0).reverse()) close();
});

type Started = { readonly address: string; readonly folder: string; readonly log: () => string };

/** `npm start` as its own process, in a folder of its own because set-up writes `.env`, on a machine whose way out is shut. */
async function start(environment: Record<string, string>, waits = true): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), "schema-warden-start-"));
  opened.push(() => rmSync(folder, { recursive: true, force: true }));
  for (const file of ["app.yml", "package.json"]) copyFileSync(join(root, file), join(folder, file));
  const port = await freePort();
  const { PATH = "", HOME = "" } = process.env;
  const shut = { HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: "" };
  const child = spawn(process.execPath, ["--import", tsx, join(root, "src/app/serve.ts")], {
    cwd: folder,
    env: { PATH, HOME, PORT: String(port), ...shut, ...environment },
  });
  opened.push(() => child.kill());
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  const address = `http://localhost:${port}`;
  if (waits) await answers(`${address}/ping`, child, () => log);
  return { address, folder, log: () => log };
}

async function answers(url: string, child: ChildProcess, log: () => string): Promise<void> {
  const until = Date.now() + 60_000;
  while (child.exitCode === null && Date.now() < until) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`It never answered:\n${log()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, "localhost", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

function privateKey(): string {
  const { privateKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return key.export({ type: "pkcs1", format: "pem" }).toString();
}

describe.skipIf(!hasLoopback)(needsLoopback("npm start"), { timeout: 120_000 }, () => {
  it("opens the set-up page without credentials, also where the webhook proxy cannot be reached", async () => {
    const { address, folder, log } = await start({});
    const page = await fetch(`${address}/probot`);
    expect(page.status).toBe(200);
    const manifest = / value='(\{.*?\})'/.exec(await page.text())?.[1];
    expect(JSON.parse(manifest ?? "null")).toMatchObject({
      name: "schema-warden",
      default_permissions: { contents: "read", checks: "write", pull_requests: "write", metadata: "read" },
      default_events: expect.arrayContaining(["pull_request", "check_run", "merge_group"]),
      redirect_url: `${address}/probot/setup`,
    });
    expect(log()).toContain("Unable to connect to smee.io");
    expect(existsSync(join(folder, ".env"))).toBe(false);
  });

  it("serves webhooks with credentials, and refuses what nobody signed", async () => {
    const { address } = await start({ APP_ID: "1", PRIVATE_KEY: privateKey(), WEBHOOK_SECRET: "made up" });
    expect(await (await fetch(`${address}/ping`)).text()).toBe("PONG");
    const headers = { "content-type": "application/json", "x-github-event": "ping", "x-github-delivery": "1" };
    const unsigned = { method: "POST", headers, body: "{}" };
    expect((await fetch(`${address}/api/github/webhooks`, unsigned)).status).toBe(400);
    const signed = { ...unsigned, headers: { ...headers, "x-hub-signature-256": "sha256=0000" } };
    expect((await fetch(`${address}/api/github/webhooks`, signed)).status).toBe(400);
  });

  it("serves though the webhook proxy cannot be reached, and says so in a sentence", async () => {
    const environment = { APP_ID: "1", PRIVATE_KEY: privateKey(), WEBHOOK_SECRET: "made up" };
    const { address, log } = await start({ ...environment, WEBHOOK_PROXY_URL: "http://127.0.0.1:9/channel" });
    await expect.poll(log, { timeout: 20_000 }).toContain("WEBHOOK_PROXY_URL (http://127.0.0.1:9/channel) cannot be");
    expect(log()).not.toMatch(/^\s+at /m);
    expect(await (await fetch(`${address}/ping`)).text()).toBe("PONG");
  });

  it("ends with a sentence where it is set up wrongly", async () => {
    const environment = { APP_ID: "1", PRIVATE_KEY: privateKey(), WEBHOOK_SECRET: "made up" };
    const failed = await start({ ...environment, WEBHOOK_PROXY_URL: "smee" }, false);
    await expect.poll(failed.log, { timeout: 20_000 }).toContain("WEBHOOK_PROXY_URL (smee) is no address");
    expect(failed.log()).not.toMatch(/^\s+at /m);
    const bare = await start({ NODE_ENV: "production" }, false);
    await expect.poll(bare.log, { timeout: 20_000 }).toContain("cannot start: App ID is missing");
    expect(bare.log()).not.toMatch(/^\s+at /m);
  });
});
