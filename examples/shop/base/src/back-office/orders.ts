import { query } from "../database.ts";

/** Order search. */
export const search = (customerId: unknown) => query("search_order_summaries", [customerId]);
