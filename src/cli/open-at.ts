import type { Source } from "../model/snapshot.ts";
import { UserError } from "../model/user-error.ts";
import { openLocalGit } from "../sources/local-git.ts";

/** One commit as both sides. What is wrong with its name is said of `--at`. */
export async function openAt(dir: string, at: string): Promise<Source> {
  try {
    return await openLocalGit({ dir, base: at, head: at });
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.message.replace(/--(base|head)\b/g, "--at"));
    throw error;
  }
}
