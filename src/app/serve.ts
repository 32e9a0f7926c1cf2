import { ProbotOctokit, run } from "probot";
import app from "./index.ts";
import { requestPace } from "./request-pace.ts";

/** `npm start`: the app behind Probot's server, or its set-up page where there are no credentials yet. */
const Octokit = ProbotOctokit.defaults((options: { readonly throttle?: object }) => ({
  ...options,
  throttle: { ...options.throttle, write: requestPace() },
}));

try {
  await run(app, { Octokit });
} catch (error) {
  const proxy = process.env.WEBHOOK_PROXY_URL;
  // By then the server listens, and the proxy's client goes on trying to connect.
  if (error instanceof Event) {
    console.error(
      `No webhook arrives: WEBHOOK_PROXY_URL (${proxy}) cannot be reached. The app serves all the same and connects as soon as it can; correct the address, or leave it out where GitHub reaches this server itself.`,
    );
  } else if (proxy !== undefined && !URL.canParse(proxy)) {
    stop(`WEBHOOK_PROXY_URL (${proxy}) is no address. It begins with https://, as a channel of smee.io does.`);
  } else stop(error instanceof Error ? error.message : String(error));
}

function stop(reason: string): void {
  console.error(`Schema Warden cannot start: ${reason}`);
  process.exit(1);
}
