import type { Report } from "../model/report.ts";
import { defaultPolicy } from "../policy/default-policy.ts";
import { toGithubAnnotations } from "../report/to-github-annotations.ts";
import { toHtml } from "../report/to-html.ts";
import { toJson } from "../report/to-json.ts";
import { toJunit } from "../report/to-junit.ts";
import { toMarkdown } from "../report/to-markdown.ts";
import { toSarif } from "../report/to-sarif.ts";
import { toTerminal } from "../report/to-terminal.ts";
import { reviewRepository } from "../review-repository.ts";
import { rules } from "../rules/rules.generated.ts";
import { openLocalGit } from "../sources/local-git.ts";
import { watchdog } from "../watchdog.ts";
import type { ReviewOptions } from "./command-options.ts";
import { writeOutput } from "./output.ts";
import { showProgress } from "./progress.ts";
import { readTrial } from "./read-trial.ts";
import { terminalWidth, wantsColor } from "./terminal-settings.ts";

/** Reviews, prints, and sets the exit code: 1 when the verdict is a failure. */
export async function runReview(asked: ReviewOptions): Promise<void> {
  const { repo, base, head, worktree, output, config } = asked;
  const source = await openLocalGit({ dir: repo, base, head, worktree });
  const trial = await readTrial(config);
  const progress = showProgress("Reading the history of migrations");
  const today = new Date().toISOString().slice(0, 10);
  const options = { today, trial, onProgress: progress.report, watchdog };
  const { report } = await reviewRepository(source, defaultPolicy, options);
  progress.end();
  process.exitCode = report.verdict === "failure" ? 1 : 0;
  await writeOutput(render(report, asked), output);
}

function render(report: Report, { format, output, rulePages }: ReviewOptions): string {
  switch (format) {
    case "json":
      return toJson(report);
    case "markdown":
      return toMarkdown(report);
    case "html":
      return toHtml(report);
    case "sarif":
      return toSarif(report, rules, { rulePages });
    case "junit":
      return toJunit(report);
    case "github":
      return toGithubAnnotations(report);
    case "terminal":
      return toTerminal(report, {
        color: output === undefined && wantsColor(process.stdout, process.env),
        width: terminalWidth(process.stdout),
      });
  }
}
