import { readFileSync } from "node:fs";
import pg from "pg";

const contract = JSON.parse(readFileSync("SQL_CONTRACT.json", "utf8"));
const pool = new pg.Pool({ max: 40 });

/** Runs a query of the SQL contract by its name. */
export const query = (name: string, parameters: readonly unknown[]) => pool.query(contract.queries[name].sql, [...parameters]);
