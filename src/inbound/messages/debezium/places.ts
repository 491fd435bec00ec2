import { ofEpoch } from "../../mapping/language/times.ts";

type Fields = ReadonlyMap<string, unknown>;

/** Where a change stands in its database's log. */
export interface Place {
  /** The same however often the change is told; empty where nothing says it, nor a time. */
  readonly name: string;
  /** Rises from change to change of a row, and is below 2^63. Null where that is no number. */
  readonly number: string | null;
}

/** The first number that is too large for an event's sequence. */
const NUMBERS_END = 2n ** 63n;
/** A file of MySQL's log, `mysql-bin.000003`: they are numbered on. */
const LOG_FILE = /\.(\d{1,7})$/;
/** Bytes of a file of MySQL's log, at most: they are a gigabyte and what one transaction adds. */
const LOG_FILE_BYTES_MAX = 2n ** 40n;
/** So many that file and position together are a number of 63 bits. */
const LOG_FILES_MAX = 2n ** 23n;
/** SQL Server's, in hexadecimal: a virtual file of the log, a block of it, a record of that. */
const CHANGE_LSN = /^([0-9a-f]{8}):([0-9a-f]{8}):([0-9a-f]{4})$/i;
const RECORDS_OF_BLOCK = 2n ** 16n;
/** Blocks are of 512 bytes: files of 16 GB. */
const BLOCKS_MAX = 2n ** 25n;
/** MongoDB counts the changes of a second: so many of them, and seconds until 2038. */
const CHANGES_OF_SECOND = 2n ** 32n;

/**
 * Where a change stands in its database's log. Oracle, MySQL and MongoDB tell times in whole
 * seconds, SQL Server that of the whole transaction: in between, a row may change there and back.
 */
export function placeIn(source: Fields): Place {
  const ms = source.get("ts_ms");
  const found =
    numbered(source.get("lsn")) ??
    placeOfMySql(source) ??
    placeOfSqlServer(source) ??
    numbered(source.get("scn")) ??
    placeOfMongoDb(source);
  return found ?? { name: typeof ms === "bigint" ? String(ms) : "", number: null };
}

/** PostgreSQL's LSN, Oracle's SCN. */
function numbered(value: unknown): Place | null {
  const isNumber =
    typeof value === "bigint" || (typeof value === "string" && /^\d{1,19}$/.test(value));
  return isNumber && BigInt(value) >= 0n && BigInt(value) < NUMBERS_END
    ? { name: String(value), number: String(value) }
    : null;
}

function placeOfMySql(source: Fields): Place | null {
  const [file, position, row] = ["file", "pos", "row"].map((one) => source.get(one));
  const number = BigInt(LOG_FILE.exec(typeof file === "string" ? file : "")?.[1] ?? LOG_FILES_MAX);
  const isPlace = typeof position === "bigint" && position >= 0n && position < LOG_FILE_BYTES_MAX;
  if (!isPlace || number >= LOG_FILES_MAX) {
    return null;
  }
  const name = `${number}.${position}.${typeof row === "bigint" ? row : 0n}`;
  return { name, number: String(number * LOG_FILE_BYTES_MAX + position) };
}

function placeOfSqlServer(source: Fields): Place | null {
  const lsn = source.get("change_lsn");
  const match = CHANGE_LSN.exec(typeof lsn === "string" ? lsn : "");
  if (match === null) {
    return null;
  }
  const [file = 0n, block = 0n, record = 0n] = match.slice(1).map((hex) => BigInt(`0x${hex}`));
  const number = (file * BLOCKS_MAX + block) * RECORDS_OF_BLOCK + record;
  const isNumber = block < BLOCKS_MAX && number < NUMBERS_END;
  const name = `${match[0]}.${source.get("event_serial_no") ?? ""}`;
  return { name, number: isNumber ? String(number) : null };
}

function placeOfMongoDb(source: Fields): Place | null {
  const [ms, nth] = [source.get("ts_ms"), source.get("ord")];
  if (typeof ms !== "bigint" || typeof nth !== "bigint" || ms < 0n || nth < 1n) {
    return null;
  }
  const number = (ms / 1_000n) * CHANGES_OF_SECOND + nth;
  const isNumber = nth < CHANGES_OF_SECOND && number < NUMBERS_END;
  return { name: `${ms}.${nth}`, number: isNumber ? String(number) : null };
}

/** When the database changed the row, RFC 3339; null where that is not said. */
export function timeIn(source: Fields): string | null {
  for (const [name, unit] of [
    ["ts_us", "us"],
    ["ts_ms", "ms"],
  ] as const) {
    const value = source.get(name);
    if (typeof value === "bigint" && value > 0n) {
      try {
        return ofEpoch(value, unit);
      } catch {
        // No time of this world: as if it were not said.
        return null;
      }
    }
  }
  return null;
}
