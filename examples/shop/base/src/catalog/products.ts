import { query } from "../database.ts";

/** Children of a category. */
export const categories = (parentId: unknown) => query("list_categories_by_parent", [parentId]);

/** A page of a category. */
export const productsOf = (categoryId: unknown, limit: unknown, offset: unknown) => query("list_products_by_category", [categoryId, limit, offset]);

/** Detail page. */
export const productBySku = (sku: unknown) => query("get_product_by_sku", [sku]);

/** Reviews of a product. */
export const reviewsOf = (productId: unknown) => query("list_reviews_by_product", [productId]);

/** Writes a review. */
export const addReview = (productId: unknown, customerId: unknown, rating: unknown, body: unknown) => query("insert_review", [productId, customerId, rating, body]);
