import type { GitHubGraphql } from "./github.ts";
import type { PublicationPlan, Published } from "./publication.ts";
import { writePublication } from "./write-publication.ts";

type Publishing = {
  readonly github: GitHubGraphql;
  /** What stood there when the review began. */
  readonly published: Published;
  /** Reads it anew. */
  readonly readAgain: () => Promise<Published>;
  readonly planFor: (published: Published) => PublicationPlan;
  readonly onFailure: (error: unknown) => void;
};

const mostAttempts = 3;

/**
 * Writes until what stands there is what is wanted. When a write fails, in part or in its answer, what did arrive is looked up and only what
 * is missing is written, so that nothing is doubled. Throws what GitHub refuses in the end.
 */
export async function publishReview(publishing: Publishing): Promise<void> {
  const { github, readAgain, planFor, onFailure } = publishing;
  let { published } = publishing;
  let careful = false;
  for (let attempt = 1; ; attempt++) {
    try {
      await writePublication(github, published, planFor(published), { careful });
      return;
    } catch (error) {
      if (attempt === mostAttempts || (careful && isRefusal(error))) throw error;
      onFailure(error);
      careful ||= isRefusal(error);
      published = await readAgain();
    }
  }
}

/** GitHub read the document and did not take all of it, rather than not answering. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && "errors" in error;
}
