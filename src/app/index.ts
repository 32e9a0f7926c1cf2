import type { Probot } from "probot";
import { createApp } from "./create-app.ts";

/** Probot's entry: the app, with its id from the environment that Probot itself was configured by. */
export default async function app(probot: Probot): Promise<void> {
  const appId = Number(process.env.APP_ID);
  await createApp({ appId, now: () => new Date() })(probot);
}
