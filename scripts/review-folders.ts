/** Reviews folders that each hold a `base` and a `head`, one after the other: the benchmark measures what memory that takes. */
import { join } from "node:path";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import { reviewRepository } from "../src/review-repository.ts";
import { openFolder } from "../src/sources/folder.ts";

for (const folder of process.argv.slice(2)) {
  const source = await openFolder({ base: join(folder, "base"), head: join(folder, "head") });
  await reviewRepository(source, defaultPolicy);
}
