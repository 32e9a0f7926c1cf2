import type { FoundFile } from "../model/snapshot.ts";

/** What a source on this machine says of other repositories. */
export const elsewhere: FoundFile = {
  kind: "out of reach",
  reason: "another repository, which a local review cannot read and goes on without.",
};
