import type { BreakingChange, Comparison, Impact } from "../model/comparison.ts";
import type { Operation } from "../model/operation.ts";
import type { ReviewedImpact } from "../model/report.ts";
import { describeOperation } from "./describe-operation.ts";

/** The changes that readers feel, in the order they run: those that reach somebody, and those that break or end a deprecation though they reach nobody known. */
export function reviewedImpacts(comparison: Comparison): ReviewedImpact[] {
  const impacts = new Map(comparison.impacts.map((impact) => [impact.operation, impact]));
  const judged = new Map(comparison.breaking.map((change) => [change.operation, change]));
  const inOrder = new Set<Operation>(comparison.steps.map(({ operation }) => operation));
  for (const operation of [...impacts.keys(), ...judged.keys()]) inOrder.add(operation);
  return [...inOrder].flatMap((operation) => reviewed(operation, impacts.get(operation), judged.get(operation)));
}

function reviewed(
  operation: Operation,
  impact: Impact | undefined,
  judgement: BreakingChange | undefined,
): ReviewedImpact[] {
  const breaking = judgement?.breaking === true;
  const reaches = impact?.reaches ?? [];
  const completes = judgement?.completesDeprecation;
  if (!breaking && completes === undefined && reaches.length === 0) return [];
  return [
    {
      change: describeOperation(operation),
      at: operation.at,
      breaking,
      because: judgement?.because,
      ...(completes === undefined ? {} : { completesDeprecation: completes }),
      reaches,
    },
  ];
}
