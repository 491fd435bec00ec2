import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../../db/connection/client.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import type { EventFeed } from "../../../src/stream/change.ts";
import { Hub } from "../../../src/stream/hub.ts";
import { createStreams, type Streams } from "../../../src/stream/streams.ts";
import { Tail } from "../../../src/stream/tail.ts";
import { type MergeBench, startMergeBench } from "../../support/bench/mergeBench.ts";
import { pause, until, untilBlocked } from "../../support/faults.ts";

let bench: MergeBench;
let own: Sql;
let hub: Hub;
let tail: Tail;
let streams: Streams;
const viewer = { scopes: new Set(["customer:read"] as const) };

beforeAll(async () => {
  bench = await startMergeBench();
  own = connect(bench.database.url, { max: 1, applicationName: "tail-test" });
  hub = new Hub();
  tail = new Tail({ sql: own, hub, log: createLogger({ level: "silent" }) });
  streams = createStreams({ sql: bench.database.sql, hub, tail });
});
afterAll(async () => {
  await tail?.stop();
  await own?.end();
  await bench?.close();
});

async function followed(leafId: bigint) {
  const [row] = await bench.database.sql<{ publicId: string }[]>`
    select public_id as "publicId" from customer where id = ${leafId}`;
  return { leafId, publicId: row?.publicId ?? "" };
}

/** Takes events until one of this kind. @returns the customer whose stream told it */
async function takeUntil(feed: EventFeed, kind: string): Promise<bigint | null> {
  for (;;) {
    const { value } = await feed.next();
    if (value === undefined || value.change.kind === kind) {
      return value?.change.rootId ?? null;
    }
  }
}

test("a subscription waits for one customer, however many merges and undos it goes through, and for none when it is closed", async () => {
  const [a, b] = [await bench.buyer("often-a", "10.00"), await bench.buyer("often-b", "10.00")];
  const feed = await streams.ofCustomer(await followed(a), null, null, viewer);
  for (let turn = 0; turn < 4; turn += 1) {
    await bench.regroup([{ leaves: [b, a], root: b }]);
    tail.wake();
    expect(await takeUntil(feed, "MERGED")).toBe(a);
    const next = takeUntil(feed, "UNMERGED");
    await until("it waits for the survivor alone", () => hub.hasCustomer(b) && !hub.hasCustomer(a));
    await bench.regroup([{ leaves: [a] }, { leaves: [b] }]);
    tail.wake();
    expect(await next).toBe(a);
    expect([hub.hasCustomer(a), hub.hasCustomer(b)]).toEqual([true, false]);
  }
  feed.close();
  expect(hub.isEmpty).toBe(true);
});

test("who is absorbed while a subscription on them is opened is followed to the survivor", async () => {
  const [a, b] = [await bench.buyer("open-a", "10.00"), await bench.buyer("open-b", "10.00")];
  // What the tail looks at before it says that it is ready.
  const held = await pause(
    bench.database.url,
    (tx) => tx`lock table outbox_watermark in access exclusive mode`,
  );
  const fresh = new Tail({ sql: own, hub, log: createLogger({ level: "silent" }) });
  const opening = createStreams({ sql: bench.database.sql, hub, tail: fresh }).ofCustomer(
    ...([await followed(a), null, null, viewer] as const),
  );
  await untilBlocked(bench.database.sql);
  await bench.regroup([{ leaves: [b, a], root: b }]);
  await held.commit();
  const feed = await opening;
  expect([hub.hasCustomer(a), hub.hasCustomer(b)]).toEqual([false, true]);
  await bench.buy("open-a", "10.00");
  fresh.wake();
  expect(await takeUntil(feed, "POINTS_CHANGED")).toBe(b);
  feed.close();
  await fresh.stop();
});
