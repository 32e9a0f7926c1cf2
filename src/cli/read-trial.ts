import type { TrialConfiguration } from "../read-policy.ts";
import { readOwnFile } from "../sources/read-own-file.ts";

/** The configuration file that was named to go by, if one was. */
export async function readTrial(file: string | undefined): Promise<TrialConfiguration | undefined> {
  return file === undefined ? undefined : { path: file, text: await readOwnFile(file) };
}
