import { query } from "../database.ts";

/** Basket of a visitor. */
export const cart = (token: unknown) => query("get_cart_by_token", [token]);

/** Places an order. */
export const placeOrder = (customerId: unknown, shippingAddressId: unknown, total: unknown) => query("insert_order", [customerId, shippingAddressId, total]);

/** One order. */
export const order = (id: unknown) => query("get_order_by_id", [id]);

/** Order history. */
export const history = (customerId: unknown) => query("list_orders_by_customer", [customerId]);
