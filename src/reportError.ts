import { inspect } from "node:util";
import { DatabaseUnusable } from "../db/connection/errors.ts";
import { MigrationError } from "../db/migrate.ts";
import { ConfigError } from "./config.ts";
import { failureKind } from "./platform/failure.ts";

/** What is told before the process ends, and its exit code: 2 called wrongly, 1 failed. */
export interface ErrorReport {
  readonly text: string;
  readonly exitCode: 1 | 2;
}

/** PostgreSQL's SQLSTATEs of a login that it refuses, with what to put right. */
const LOGIN_REFUSED: Readonly<Record<string, string>> = {
  "28000": "Check user and host of DATABASE_URL, and what pg_hba.conf lets in.",
  "28P01": "Check user and password of DATABASE_URL; signs such as @ : / in them are %-encoded.",
  "3D000":
    "Check the database's name in DATABASE_URL, or create it: CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0;",
};

/**
 * PostgreSQL's SQLSTATEs of a missing privilege: said so, or seen by a schema that may not be
 * looked into and so is not there.
 */
const NO_RIGHT = new Set(["42501", "3F000"]);

/** What Node and OpenSSL say of a certificate that is not the one that was asked for. */
const NOT_TRUSTED =
  /^(ERR_TLS_CERT_ALTNAME_INVALID|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|CERT_)/;

/**
 * Puts an error that ended a command into words: what the user can put right is told without a
 * stack, anything else is a bug and shows where it is.
 */
export function reportError(error: unknown): ErrorReport {
  if (error instanceof ConfigError) {
    return { text: error.message, exitCode: error.exitCode };
  }
  if (error instanceof MigrationError || error instanceof DatabaseUnusable) {
    return { text: error.message, exitCode: 1 };
  }
  if (!(error instanceof Error)) {
    return { text: String(error), exitCode: 1 };
  }
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string" && Object.hasOwn(LOGIN_REFUSED, code)) {
    const text = `The database refuses the login: ${error.message}. ${LOGIN_REFUSED[code]}`;
    return { text, exitCode: 1 };
  }
  if (failureKind(error) === "CONNECTION") {
    const text =
      `The database cannot be reached: ${error.message || code}. Check DATABASE_URL and that the server ` +
      "runs, or unset it to use the embedded PostgreSQL.";
    return { text, exitCode: 1 };
  }
  if (typeof code === "string" && NOT_TRUSTED.test(code)) {
    const text =
      `The database's certificate is not trusted: ${error.message}. It must be for the host of DATABASE_URL, ` +
      "from an authority of sslrootcert=FILE (docs/guides/operate.md).";
    return { text, exitCode: 1 };
  }
  if (code === "EADDRINUSE" || code === "EACCES" || code === "EADDRNOTAVAIL") {
    const { syscall, port } = error as { syscall?: unknown; port?: unknown };
    if (syscall === "listen") {
      const text =
        `Nothing can listen there: ${error.message}. Stop what uses it, or set PORT (METRICS_PORT for ` +
        `the scraper's) to something other than ${port}, and HOST to an address of this machine.`;
      return { text, exitCode: 1 };
    }
  }
  if ((error as { syscall?: unknown }).syscall === "mkdir") {
    const text =
      `The folder cannot be made: ${error.message}. Set TRIBUTARY_DATA_DIR to a folder that this user may ` +
      "write to, or DATABASE_URL to a PostgreSQL of your own.";
    return { text, exitCode: 1 };
  }
  if (typeof code === "string" && NO_RIGHT.has(code)) {
    const text =
      `The database refuses it: ${error.message}. The role of DATABASE_URL needs its own database, or ` +
      "CREATE on the schema public of this one: GRANT USAGE, CREATE ON SCHEMA public TO the role; and " +
      "for tables that another role has made, that role's rights (docs/guides/operate.md).";
    return { text, exitCode: 1 };
  }
  return { text: inspect(error), exitCode: 1 };
}
