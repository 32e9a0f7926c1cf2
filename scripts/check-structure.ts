/** Runs dependency-cruiser over src and fails when it saw no modules, which it has been known to call a success. */
import { cruise } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";

const options = await extractOptions("./.dependency-cruiser.mjs");
const { output } = await cruise(["src"], { ...options, validate: true }, undefined, {
  tsConfig: extractTsConfig("./tsconfig.json"),
});
if (typeof output === "string") throw new Error("dependency-cruiser answered with text instead of a result");

const { totalCruised, violations } = output.summary;
const comments = new Map(output.summary.ruleSetUsed?.forbidden?.map((rule) => [rule.name, rule.comment]));
for (const { from, to, rule } of violations) {
  console.error(`${from} → ${to}\n  ${rule.name}: ${comments.get(rule.name) ?? ""}`);
}
if (totalCruised < 50) {
  console.error(`Only ${totalCruised} modules were seen: the structure was not checked.`);
  process.exitCode = 1;
} else if (violations.length > 0) {
  process.exitCode = 1;
} else {
  console.log(`${totalCruised} modules, no import against the direction.`);
}
