/** Milliseconds after which work counts as long. */
const patience = 700;

export type Progress = {
  readonly report: (progress: { readonly read: number; readonly of: number }) => void;
  readonly end: () => void;
};

/** A line on standard error that is rewritten while long work goes on; silent where that is no terminal. */
export function showProgress(what: string): Progress {
  const started = Date.now();
  let shown = false;
  return {
    report({ read, of }) {
      if (process.stderr.isTTY !== true || Date.now() - started < patience) return;
      shown = true;
      process.stderr.write(`\r${what}: ${read} of ${of}\u001b[K`);
    },
    end() {
      if (shown) process.stderr.write("\r\u001b[K");
    },
  };
}
