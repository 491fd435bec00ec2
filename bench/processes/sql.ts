import { connect, type Sql } from "../../db/connection/client.ts";

/** A pool of the bench's own; `name` is what its connections go by. */
export function openSql(url: string, max = 1, name = "tributary-bench"): Sql {
  return connect(url, { max, applicationName: name });
}

/** Runs something with a connection that is closed afterwards. */
export async function withSql<T>(url: string, run: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = openSql(url);
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
}
