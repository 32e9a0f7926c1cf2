import { query } from "../database.ts";

/** Records a payment. */
export const record = (orderId: unknown, provider: unknown, providerReference: unknown, amount: unknown) => query("insert_payment", [orderId, provider, providerReference, amount]);
