import { uuidv7 } from "uuidv7";
import { expect } from "vitest";
import { type IncidentRow, listIncidents } from "../../../db/queries/incidents/incidents.ts";
import { CLEAR_SECONDS } from "../../../src/domain/incident/lifecycle.ts";
import { addMicros, type Instant, MICROS_PER_SECOND } from "../../../src/domain/time/instant.ts";
import { countSlos } from "../../../src/incidents/countSlos.ts";
import { looksOf } from "../../../src/incidents/openIncidents.ts";
import { watchOnce } from "../../../src/incidents/watch.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import type { CommandBench } from "../bench/commandBench.ts";

/** What looks at a retailer as a server does, at moments that a test says. */
export interface WatchBench {
  /** Looks now. @returns what is open then, by code and subject */
  look(afterSeconds?: number): Promise<readonly IncidentRow[]>;
  /** Two looks, between which what is gone stays gone for long enough. @returns what is open */
  lookTwice(): Promise<readonly IncidentRow[]>;
}

export function startWatch({ database, gateway }: CommandBench): WatchBench {
  const { sql } = database;
  const directory = new Directory(gateway.catalog);
  let now = 0 as Instant;
  const deps = {
    ...looksOf({
      ...{ sql, directory, now: () => now },
      lookups: createLookups(sql, { watermarkAgeMs: 0 }).lookups,
    }),
    newPublicId: uuidv7,
  };
  const look = async (afterSeconds = 0) => {
    await gateway.catalog.refresh();
    now = addMicros((Date.now() * 1_000) as Instant, afterSeconds * MICROS_PER_SECOND);
    while (await countSlos(sql, now)) {
      // Promises are counted for a month before the first look, as one that runs has done.
    }
    await sql`delete from incident_watch`;
    const watched = await watchOnce(deps, now);
    expect([...(watched?.unknown ?? ["nothing was looked at"])]).toEqual([]);
    const open = await listIncidents(sql, { isOpen: true, code: null, limit: 100 });
    return open.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  };
  return {
    look,
    lookTwice: async () => {
      await look();
      return await look(CLEAR_SECONDS + 1);
    },
  };
}

function keyOf({ code, subject }: IncidentRow): string {
  return `${code} ${subject}`;
}
