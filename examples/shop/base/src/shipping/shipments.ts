import { query } from "../database.ts";

/** Moves an order on. */
export const setStatus = (id: unknown, status: unknown) => query("update_order_status", [id, status]);

/** Orders to send. */
export const openOrders = () => query("list_open_orders", []);
