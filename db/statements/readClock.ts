import type { Sql, Tx } from "../connection/client.ts";

/** The database's clock, microseconds since 1970. */
export async function readClockMicros(sql: Sql | Tx): Promise<number> {
  const [row] = await sql<{ micros: number }[]>`
    select (extract(epoch from clock_timestamp()) * 1000000)::float8 as micros`;
  return (row as { micros: number }).micros;
}
