/** The section of the table `users`, for examples that change or remove it. */
export const usersSection = `### Table: users

**Created:** 2025-11-02
**Last Modified:** 2026-03-01
**Purpose:** People with an account

#### Schema Definition

\`\`\`sql
CREATE TABLE users (
    id integer PRIMARY KEY,
    email varchar(255) NOT NULL,
    name text,
    nickname text,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX idx_users_email ON users (email);
\`\`\`

#### Columns

| Column Name | Data Type | Nullable | Default | Constraints | Description |
|-------------|-----------|----------|---------|-------------|-------------|
| id | integer | NO | - | PRIMARY KEY | Unique identifier |
| email | varchar(255) | NO | - | | Address for mail |
| name | text | YES | - | | Name to be shown |
| nickname | text | YES | - | | DEPRECATED since 1.4.0: use name |
| created_at | timestamp | NO | CURRENT_TIMESTAMP | | Time of registration |

#### Indexes

| Index Name | Columns | Type | Purpose |
|------------|---------|------|---------|
| idx_users_email | email | BTREE | Sign-in |

#### Dependencies

**Used By (Modules):**
- \`auth-service\` - Signs people in
- \`profile-api\` - Reads and writes profiles

**Depends On (Tables):**
- None`;

/** The section of the table `orders`. */
export const ordersSection = `### Table: orders

**Created:** 2026-01-10
**Last Modified:** 2026-01-10
**Purpose:** What people have ordered

#### Schema Definition

\`\`\`sql
CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');
CREATE TABLE orders (
    id integer PRIMARY KEY,
    user_id integer NOT NULL,
    status order_status NOT NULL DEFAULT 'new',
    total numeric(10,2) NOT NULL,
    placed_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT orders_total_check CHECK (total >= 0),
    CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX idx_orders_user_id ON orders (user_id);
\`\`\`

#### Columns

| Column Name | Data Type | Nullable | Default | Constraints | Description |
|-------------|-----------|----------|---------|-------------|-------------|
| id | integer | NO | - | PRIMARY KEY | Unique identifier |
| user_id | integer | NO | - | | Who ordered |
| status | order_status | NO | 'new' | | How far it is |
| total | numeric(10,2) | NO | - | CHECK (total >= 0) | Sum in euros |
| placed_at | timestamp | NO | CURRENT_TIMESTAMP | | Time of the order |

#### Indexes

| Index Name | Columns | Type | Purpose |
|------------|---------|------|---------|
| idx_orders_user_id | user_id | BTREE | A person's orders |

#### Foreign Keys

| FK Name | Column | References | On Delete | On Update |
|---------|--------|------------|-----------|-----------|
| orders_user_id_fkey | user_id | users(id) | CASCADE | NO ACTION |

#### Dependencies

**Used By (Modules):**
- \`order-service\` - Takes orders
- \`reporting\` - Counts them

**Depends On (Tables):**
- users - The person who ordered`;

/** The section of the view `paid_orders`. */
export const paidOrdersSection = `### View: paid_orders

**Created:** 2026-01-10
**Purpose:** Orders that are paid

\`\`\`sql
CREATE VIEW paid_orders AS
SELECT id, user_id, total FROM orders WHERE status = 'paid';
\`\`\`

**Used By:**
- \`reporting\` - Revenue by month`;

/** The section of the function `user_total`. */
export const userTotalSection = `### Function: user_total

**Created:** 2026-01-10
**Purpose:** What a person has spent

\`\`\`sql
CREATE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql STABLE
AS 'SELECT sum(total) FROM orders WHERE user_id = $1';
\`\`\`

**Called By:**
- \`reporting\` - Best customers`;

/** The entry of the first migration. */
export const baseEntry = `### Migration: 0001_base

**Date:** 2026-01-10
**Type:** Schema Change
**Status:** Applied

**Changes:**
- Users and orders

**Rollback Plan:**
\`\`\`sql
DROP TABLE orders; DROP TABLE users;
\`\`\`

**Impact Assessment:**
- **Breaking Change:** NO
- **Affected Modules:** None
- **Downtime Required:** NO`;

const databaseContract = `# Database Schema Contract

**Last Updated:** 2026-03-01
**Version:** 1.4.0
**Status:** Active

## Purpose

The schema of a small shop. Check this file before every change of the database.

## Change Log

| Date | Version | Agent/Author | Changes | Impact |
|------|---------|--------------|---------|--------|
| 2026-01-10 | 1.3.0 | orders team | Added orders | None |
| 2026-03-01 | 1.4.0 | orders team | Marked users.nickname deprecated | profile-api stops reading it |

## Schema Overview

### Database Technology
- **Type:** PostgreSQL
- **Version:** PostgreSQL 16

## Tables

${usersSection}

---

${ordersSection}

---

## Views

${paidOrdersSection}

## Stored Procedures & Functions

${userTotalSection}

## Migration History

${baseEntry}

## Migration Policy

### 1. Idempotency
Every migration can run twice.

### 2. Separation of Concerns (DDL vs DML)
Schema changes and data changes are separate files.

### 3. Non-Destructive Changes
Nothing is dropped before it was deprecated and unused for a release.

### 4. Online-Safe Patterns
No long locks on busy tables.

## Breaking Change Protocol

### Breaking Change Checklist:

- [ ] All dependent modules identified
- [ ] Rollback script prepared
`;

const sqlContract = `{
  "contract_version": "1.2.0",
  "last_updated": "2026-03-01",
  "updated_by": "orders team",
  "changelog": [
    { "date": "2026-01-10", "version": "1.1.0", "author": "orders team", "changes": "Added list_orders_by_user", "impact": "None" },
    { "date": "2026-03-01", "version": "1.2.0", "author": "orders team", "changes": "get_user_by_email reads name", "impact": "None" }
  ],
  "queries": {
    "get_user_by_email": {
      "id": "get_user_by_email",
      "last_modified": "2026-03-01",
      "category": "users",
      "sql": "SELECT id, email, name FROM users WHERE email = $1",
      "operation_type": "SELECT",
      "parameters": [{ "name": "email", "type": "varchar" }],
      "returns": {
        "type": "single_row",
        "columns": [
          { "name": "id", "type": "integer" },
          { "name": "email", "type": "varchar" },
          { "name": "name", "type": "text" }
        ]
      },
      "used_by_modules": [{ "module": "auth-service", "file": "src/auth.js", "function": "signIn", "usage": "Sign-in" }],
      "depends_on_tables": ["users"]
    },
    "list_orders_by_user": {
      "id": "list_orders_by_user",
      "last_modified": "2026-01-10",
      "category": "orders",
      "sql": "SELECT id, status, total FROM orders WHERE user_id = $1 ORDER BY placed_at LIMIT 50",
      "operation_type": "SELECT",
      "parameters": [{ "name": "user_id", "type": "integer" }],
      "returns": {
        "type": "multiple_rows",
        "columns": [
          { "name": "id", "type": "integer" },
          { "name": "status", "type": "order_status" },
          { "name": "total", "type": "numeric" }
        ]
      },
      "used_by_modules": [{ "module": "order-service", "file": "src/orders.js", "function": "list", "usage": "A person's orders" }],
      "depends_on_tables": ["orders"]
    },
    "insert_order": {
      "id": "insert_order",
      "last_modified": "2026-01-10",
      "category": "orders",
      "sql": "INSERT INTO orders (id, user_id, total) VALUES ($1, $2, $3)",
      "operation_type": "INSERT",
      "parameters": [
        { "name": "id", "type": "integer" },
        { "name": "user_id", "type": "integer" },
        { "name": "total", "type": "numeric" }
      ],
      "returns": { "type": "affected_count", "columns": [] },
      "used_by_modules": [{ "module": "order-service", "file": "src/orders.js", "function": "place", "usage": "Takes an order" }],
      "depends_on_tables": ["orders"]
    }
  },
  "query_categories": {
    "users": { "description": "People", "queries": ["get_user_by_email"] },
    "orders": { "description": "Orders", "queries": ["list_orders_by_user", "insert_order"] }
  }
}
`;

const apiContract = `# API Contract

**Last Updated:** 2026-03-01
**Version:** 2.1.0
**Status:** Active

## Change Log

| Date | Version | Agent/Author | Changes | Impact |
|------|---------|--------------|---------|--------|
| 2026-01-10 | 2.0.0 | orders team | Orders of a person | None |
| 2026-03-01 | 2.1.0 | orders team | Added the name to sign-in | None |

## Endpoints

#### \`POST /api/v1/sign-in\`

**Added:** 2025-11-02
**Last Modified:** 2026-03-01
**Status:** active

**Response:**

\`\`\`json
{ "id": 1, "email": "a@example.com", "name": "Ann" }
\`\`\`

**Implementation:**
- **Controller:** src/auth.js
- **Service:** auth-service
- **Database Tables:** \`users\`
- **SQL Query:** \`get_user_by_email\` (from SQL_CONTRACT.json)

#### \`GET /api/v1/users/{id}/orders\`

**Added:** 2026-01-10
**Last Modified:** 2026-01-10
**Status:** active

**Response:**

\`\`\`json
[{ "id": 1, "status": "new", "total": "12.50" }]
\`\`\`

**Implementation:**
- **Controller:** src/orders.js
- **Service:** order-service
- **Database Tables:** \`orders\`, \`users\`
- **SQL Queries Used:** \`list_orders_by_user\`
`;

const firstMigration = `CREATE TABLE users (
    id integer PRIMARY KEY,
    email varchar(255) NOT NULL,
    name text,
    nickname text,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX idx_users_email ON users (email);
CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');
CREATE TABLE orders (
    id integer PRIMARY KEY,
    user_id integer NOT NULL,
    status order_status NOT NULL DEFAULT 'new',
    total numeric(10,2) NOT NULL,
    placed_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT orders_total_check CHECK (total >= 0),
    CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX idx_orders_user_id ON orders (user_id);
CREATE VIEW paid_orders AS
SELECT id, user_id, total FROM orders WHERE status = 'paid';
CREATE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql STABLE
AS 'SELECT sum(total) FROM orders WHERE user_id = $1';
`;

/** The base branch that a rule's examples start from unless they bring their own: users and orders, with all three contracts filled in and true. */
export const exampleBase: Readonly<Record<string, string>> = {
  "DATABASE_SCHEMA_CONTRACT.md": databaseContract,
  "SQL_CONTRACT.json": sqlContract,
  "API_CONTRACT.md": apiContract,
  "migrations/0001_base.sql": firstMigration,
  "src/auth.js": "export const signIn = 1;\n",
  "src/orders.js": "export const place = 1;\n",
};
