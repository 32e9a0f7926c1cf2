import { networkInterfaces } from "node:os";

/** Whether this machine has a loopback network, without which no test can talk to a server of its own. */
export const hasLoopback = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ internal }) => internal),
);

/** A suite's title, with the reason where it is skipped. */
export function needsLoopback(title: string): string {
  return hasLoopback ? title : `${title} (skipped: this machine has no loopback network)`;
}
