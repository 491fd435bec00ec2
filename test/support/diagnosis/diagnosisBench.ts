import type { Sql } from "../../../db/connection/client.ts";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import type { DiagnosedCustomer } from "../../../src/diagnosis/diagnose.ts";
import type { Viewer } from "../../../src/domain/access/viewer.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import { viewerOf } from "../receiver.ts";

/** The loaders of a request, as a server makes them. */
export async function loadersOf(sql: Sql, now: Instant, viewer: Viewer = viewerOf("admin")) {
  const clock = () => now;
  const directory = new Directory(await Catalog.load(sql));
  const { lookups } = createLookups(sql);
  return createLoaders({
    ...{ sql, lookups, directory, viewer, clock, guesses: new GuessLimit(clock) },
  });
}

/** Findings by order number, each as one line. */
export function linesOf(customers: readonly DiagnosedCustomer[]): Map<string, readonly string[]> {
  return new Map(
    customers.flatMap(({ orders }) =>
      orders.map(({ known, findings }) => [
        known.number,
        findings.map(({ kind, field, cause, boundary }) => `${kind} ${field} ${cause} ${boundary}`),
      ]),
    ),
  );
}
