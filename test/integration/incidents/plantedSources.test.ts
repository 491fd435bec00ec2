import { afterEach, beforeEach, expect, test } from "vitest";
import { addToSourceHours } from "../../../db/queries/sources/hours.ts";
import { noCounts } from "../../../src/domain/sources/counts.ts";
import { hourOf, MICROS_PER_HOUR } from "../../../src/domain/sources/usual.ts";
import { addMicros, type Instant } from "../../../src/domain/time/instant.ts";
import { instantFromPg } from "../../../src/domain/time/parseInstant.ts";
import { rowOf } from "../../../src/sources/sourceTally.ts";
import { type CommandBench, startCommandBench } from "../../support/bench/commandBench.ts";
import { startWatch, type WatchBench } from "../../support/incidents/watchBench.ts";

/** A source falls silent, by what is set up or by what it usually does, and that alone is found. */

const MINUTES = 3 * 60_000;

let bench: CommandBench;
let watch: WatchBench;
beforeEach(async () => {
  bench = await startCommandBench();
  watch = startWatch(bench);
});
afterEach(() => bench.close());

const source = (code: string) => bench.gateway.catalog.source(code)?.id as number;

/** It told of something that happened so long ago, then. */
async function told(code: string, minutesAgo: number) {
  await bench.database.sql`
    insert into source_watermark (source_id, watermark, received_at)
    select ${source(code)}::int, t.at, t.at
      from (select now() - make_interval(mins => ${minutesAgo}::int) as at) t
    on conflict (source_id) do update
       set watermark = excluded.watermark, received_at = excluded.received_at`;
}

/** Sixty in each of these hours, counted from now. */
async function hours(code: string, from: number, to: number) {
  const now = hourOf((Date.now() * 1_000) as Instant);
  const counts = { ...noCounts(), told: 60 };
  await addToSourceHours(
    bench.database.sql,
    Array.from({ length: to - from }, (_, at) =>
      rowOf(source(code), addMicros(now, -(from + at) * MICROS_PER_HOUR), counts),
    ),
  );
}

test(
  "a source that is silent for ten times as long as it may be is one incident, until it tells something",
  async () => {
    const { sql } = bench.database;
    await sql`update source set expected_every_seconds = 600`;
    await told("shop", 99);
    await told("till", 5);
    expect(await watch.look()).toEqual([]);
    await told("shop", 101);
    const open = await watch.look();
    expect(open).toMatchObject([
      {
        ...{ code: "SOURCE_SILENT", subject: "shop", title: "Source shop sends nothing" },
        ...{ ownerTeam: "Integration", runbook: "docs/runbooks/sources.md" },
        // What does not come is in no row.
        ...{ customers: 0, orders: 0, amounts: [] },
      },
    ]);
    const began = instantFromPg(open[0]?.startedAt ?? "") / 1_000;
    expect(Math.abs(Date.now() - 101 * 60_000 - began)).toBeLessThan(60_000);
    await told("shop", 0);
    expect(await watch.lookTwice()).toEqual([]);
  },
  MINUTES,
);

test(
  "a source that is quiet where it usually is not is one incident with its figures, until it tells as much",
  async () => {
    // It may be silent for long: what it usually does says that something is wrong.
    await bench.database.sql`update source set expected_every_seconds = 86400`;
    await hours("shop", 3, 4 * 168);
    await told("shop", 130);
    // Another one whose usual is nothing.
    await told("till", 130);
    const open = await watch.look();
    expect(open).toMatchObject([
      {
        ...{ code: "SOURCE_SILENT", subject: "shop", ownerTeam: "Integration" },
        ...{ customers: 0, orders: 0, amounts: [] },
      },
    ]);
    expect(open[0]?.evidence[0]).toMatch(/usually about 1[23]\d would have/);
    await hours("shop", 0, 3);
    await told("shop", 0);
    expect(await watch.lookTwice()).toEqual([]);
  },
  MINUTES,
);
