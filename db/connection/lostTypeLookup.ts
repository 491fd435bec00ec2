/**
 * Whether an unhandled rejection is the driver's own: postgres.js asks each new connection for the array types, and
 * nobody waits for that answer. When the server ends the connection just then, the loss is told there alone; every
 * query that was to run is told of it by itself, so nothing is lost by not dying of it.
 */
export function isLostTypeLookup(error: unknown): boolean {
  if (!(error instanceof Error) || !("query" in error)) return false;
  return typeof error.query === "string" && error.query.includes("left join pg_catalog.pg_type b");
}
