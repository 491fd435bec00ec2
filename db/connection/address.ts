import { readFileSync } from "node:fs";
import { DatabaseUnusable } from "./errors.ts";

/** Where a database is, in the driver's words. */
export interface Address {
  /** Without what the driver would send to the server as a setting. */
  readonly url: string;
  readonly database?: string;
  readonly ssl?: object;
}

/** `sslrootcert=system`: the authorities that Node brings, and NODE_EXTRA_CA_CERTS. */
const SYSTEM = "system";

/**
 * What a URL says, with `sslmode=verify-full` and `sslrootcert=FILE` as libpq has them: the server
 * must show a certificate for the host of the URL, from the authorities of that file alone.
 *
 * @throws DatabaseUnusable when the file cannot be read, or would be of no use
 */
export function addressOf(text: string): Address {
  if (!URL.canParse(text)) {
    return { url: text };
  }
  const url = new URL(text);
  const database = decodeURIComponent(url.pathname.slice(1));
  const mode = url.searchParams.get("sslmode");
  const file = url.searchParams.get("sslrootcert");
  url.searchParams.delete("sslrootcert");
  if (file !== null && mode !== "verify-full") {
    throw new DatabaseUnusable(
      "The URL of the database has sslrootcert, which says nothing unless it also has sslmode=verify-full. Add that.",
    );
  }
  return {
    url: url.href,
    // The driver takes the name as it stands there, percent signs included.
    ...(database === "" ? {} : { database }),
    ...(mode === "verify-full" ? { ssl: verifying(url.hostname, file) } : {}),
  };
}

/** Node compares the certificate with the host; the driver names it only where it is no address. */
function verifying(host: string, file: string | null): object {
  if (file === null || file === SYSTEM) {
    return { host };
  }
  try {
    return { host, ca: readFileSync(file) };
  } catch (cause) {
    throw new DatabaseUnusable(
      `The authority of the database's certificate (sslrootcert) cannot be read: ${(cause as Error).message}`,
      { cause },
    );
  }
}
