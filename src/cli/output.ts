import { writeFile } from "node:fs/promises";
import { UserError } from "../model/user-error.ts";

/** Writes to a file, or to standard output where none is named or the file cannot be written: what took minutes to find is not thrown away. */
export async function writeOutput(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(file, text);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    process.stdout.write(text);
    throw new UserError(
      `The file ${file} cannot be written (${reasons[code] ?? code}); what was for it is on standard output. Name another with --output.`,
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  EISDIR: "it is a folder",
  ENOTDIR: "part of its path is a file",
  ENOSPC: "the disk is full",
};

/** When whoever reads us goes away (`| head`), nothing is left to say, and that is no error. */
export function endQuietlyWithoutReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}
