import { parseVersion, type Version } from "../../text/semver.ts";
import type { RuleContext } from "../define-rule.ts";
import { dueVersion } from "./due-version.ts";
import { reasonOf, type VersionedContract, versionedContracts, versionLine } from "./versioned-contracts.ts";

/** What a rule says of a step from one version to another. */
type StepData = {
  readonly kind: VersionedContract["kind"];
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly due: string;
  /** The contract's line with the version that is due. */
  readonly line: string;
  readonly bump: string;
  /** Markdown, without a full stop. */
  readonly because: string;
};

/** The contracts whose version goes a wrong step for what the pull request changes in them. */
export function* wrongSteps(
  context: RuleContext,
  isWrong: (from: Version, to: Version, due: "major" | "minor" | "patch") => boolean,
) {
  for (const contract of versionedContracts(context)) {
    const { base, head, change } = contract;
    const from = parseVersion(base?.version?.value ?? "");
    const to = parseVersion(head.version?.value ?? "");
    if (from === undefined || to === undefined || head.version === undefined || change.bump === "none") continue;
    if (!isWrong(from, to, change.bump)) continue;
    const due = dueVersion(contract) ?? "";
    const data: StepData = {
      kind: contract.kind,
      path: contract.path,
      before: base?.version?.value.trim() ?? "",
      after: head.version.value.trim(),
      due,
      line: versionLine(contract, due),
      bump: change.bump,
      because: reasonOf(change),
    };
    yield { at: head.version.at, subject: contract.kind, data };
  }
}
