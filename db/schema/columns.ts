import { customType } from "drizzle-orm/pg-core";
import type { LocalDate } from "../../src/domain/time/instant.ts";

/**
 * What a value of each type is, is what the driver makes of it (db/connection/client.ts); rows.ts
 * takes it from here.
 */

/** timestamptz read and written as text, so that microseconds survive (contract 8.2). */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp with time zone",
});

/** A calendar day; never a JS Date, which would shift it by the server's zone. */
export const localDate = customType<{ data: LocalDate; driverData: LocalDate }>({
  dataType: () => "date",
});

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => "bytea",
});

/**
 * Text compared byte by byte: keys that writers lock in sorted order must sort alike everywhere
 * (contract 5).
 */
export const keyText = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
});

/** bigint[]: ids and amounts beyond 2^53 must survive, so elements arrive as bigint. */
export const bigints = customType<{ data: readonly bigint[]; driverData: readonly bigint[] }>({
  dataType: () => "bigint[]",
});

export const days = customType<{ data: readonly LocalDate[]; driverData: readonly LocalDate[] }>({
  dataType: () => "date[]",
});
