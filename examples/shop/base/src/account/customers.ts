import { query } from "../database.ts";

/** Customer for login. */
export const findByEmail = (email: unknown) => query("get_customer_by_email", [email]);

/** Registers a customer. */
export const register = (email: unknown, fullName: unknown, passwordHash: unknown, phone: unknown) => query("insert_customer", [email, fullName, passwordHash, phone]);

/** Address book. */
export const addressBook = (customerId: unknown) => query("list_addresses_by_customer", [customerId]);
