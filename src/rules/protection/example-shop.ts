import { exampleBase } from "../example-base.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";

/** The example's contract, with what it says of protection. */
const protection = `
## Data Retention Policies

| Table | Retention Period | Archive Strategy | Compliance Notes |
|-------|------------------|------------------|------------------|
| users | 2 years after the account is closed | None | GDPR |
| orders | 7 years | Archive to S3 after 1 year | Tax law |

## Security & Access Control

### Role-Based Access

| Role | Tables | Permissions | Purpose |
|------|--------|-------------|---------|
| app_user | users, orders | SELECT, INSERT, UPDATE | Application runtime access |
| reporting | orders | SELECT | Reporting and analytics |

### Sensitive Data

| Table | Column | Encryption | PII | Notes |
|-------|--------|------------|-----|-------|
| users | email | None | YES | Address for mail |
`;

/** The shop of the examples, with a contract that states retention, roles and sensitive data. */
export const protectedShop: Readonly<Record<string, string>> = {
  ...exampleBase,
  [contract]: `${exampleBase[contract]}${protection}`,
};

/** Rows that a change of the contract adds to its protection tables. */
export const lastRow = {
  retention: "| orders | 7 years | Archive to S3 after 1 year | Tax law |\n",
  roles: "| reporting | orders | SELECT | Reporting and analytics |\n",
  sensitive: "| users | email | None | YES | Address for mail |\n",
} as const;

/** The edit that adds rows to one of the tables. */
export function withRow(
  table: keyof typeof lastRow,
  rows: string,
): Readonly<Record<string, readonly [[string, string]]>> {
  return { [contract]: [[lastRow[table], `${lastRow[table]}${rows}\n`]] };
}
