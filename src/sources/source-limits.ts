/** Bounds on what is read of a repository. No configuration moves them: it is itself read within them. */
export type SourceLimits = {
  readonly fileBytes: number;
  /** Of a file that may be a contract: one of ten thousand tables is large, and is read section by section. */
  readonly contractBytes: number;
  readonly changedFiles: number;
};

const mebibyte = 1024 * 1024;

/** For callers that have no reason for others. */
export const usualLimits: SourceLimits = {
  fileBytes: 5 * mebibyte,
  contractBytes: 20 * mebibyte,
  changedFiles: 3_000,
};

/** Markdown is read for contracts alone, wherever configuration says that they lie; JSON may be anything unless its name tells. */
const contractName = /(?:\.(?:md|markdown)|contract[^/]*\.jsonc?)$/i;

/** Bytes that a file of this path may have. */
export function mostBytes(path: string, limits: SourceLimits): number {
  return contractName.test(path) ? limits.contractBytes : limits.fileBytes;
}
