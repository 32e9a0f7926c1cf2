import type { DatabaseContract, StatedPolicies } from "../model/contract.ts";

/**
 * The parts of the database contract that rules enforce, by their headings in the template, each with the policy that a contract may leave out.
 * `undefined` marks the parts that every contract promises by being one.
 */
const policyOf = {
  Purpose: undefined,
  "Schema Overview": undefined,
  Tables: undefined,
  Columns: undefined,
  Indexes: undefined,
  "Foreign Keys": undefined,
  Dependencies: undefined,
  Views: undefined,
  "Stored Procedures & Functions": undefined,
  "CRITICAL RULES": undefined,
  "Template Instructions": undefined,
  "Change Log": "changeLog",
  "Migration History": "migrationHistory",
  Idempotency: "idempotency",
  "Separation of Concerns": "separation",
  "Non-Destructive Changes": "nonDestructive",
  "Online-Safe Patterns": "onlineSafe",
  "Breaking Change Protocol": "breakingChangeProtocol",
  "Data Retention Policies": "dataRetention",
  "Role-Based Access": "accessControl",
  "Sensitive Data": "sensitiveData",
  "Performance Considerations": "performance",
} as const satisfies Readonly<Record<string, keyof StatedPolicies | undefined>>;

/** A heading of the database contract that a rule can name as its reason. */
export type Section = keyof typeof policyOf;

/** Whether the base contract demands what the section is about. Without a base contract no policy counts as stated. */
export function isStated(section: Section, contract: DatabaseContract | undefined): boolean {
  const policy = policyOf[section];
  return policy === undefined || contract?.policies[policy] !== undefined;
}

/** Whether a contract may leave the section out, which turns its rules into information. */
export function mayBeLeftOut(section: Section): boolean {
  return policyOf[section] !== undefined;
}
