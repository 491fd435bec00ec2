import { afterAll, beforeAll, expect, test } from "vitest";
import { runDue } from "../../../src/core/advance.ts";
import { addMicros, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { blockPoints, unblockPoints } from "../../../src/loyalty/points/blockPoints.ts";
import {
  capturePoints,
  refundPoints,
  releasePoints,
} from "../../../src/loyalty/points/endAuthorisation.ts";
import { expireHolds } from "../../../src/loyalty/points/expireHolds.ts";
import type { HoldAnswer } from "../../../src/loyalty/points/hold.ts";
import { transferPoints } from "../../../src/loyalty/points/transferPoints.ts";
import { NOW, type PointsBench, startPointsBench } from "../../support/bench/pointsBench.ts";
import { rng, testSeed } from "../../support/seed.ts";
import { about, sale } from "../verify/mixedLife.ts";

const LONG_TEST_MS = 120_000;

let bench: PointsBench;
beforeAll(async () => {
  bench = await startPointsBench();
});
afterAll(() => bench.close());

/** What chance may leave out: each kind of entry that commands and returns make. */
async function doEverythingOnce(rootId: bigint, toRootId: bigint): Promise<void> {
  const { database, gateway, deps, key, who, adjust, authorise, ended } = bench;
  const viewer = who("supervisor");
  const said = { said: "x", wallet: "points", reason: "r" };
  await gateway.send([about("r1-1", "RETURNED", "once", { return: { id: "once" } })], { now: NOW });
  await adjust(rootId, 100n, viewer, NOW);
  const held = await authorise(rootId, 10n, NOW);
  await capturePoints(deps(NOW), { ...ended(held), points: 5n });
  await refundPoints(deps(NOW), { ...ended(held), points: 1n });
  const request = { rootId, points: 3n, viewer, idempotencyKey: key() };
  const { hold } = await blockPoints(deps(NOW), { ...said, ...request });
  const block = hold?.publicId ?? "";
  await unblockPoints(deps(NOW), { viewer, block, idempotencyKey: key(), reason: "r" });
  await transferPoints(deps(NOW), {
    ...{ ...said, viewer, fromRootId: rootId, toRootId },
    ...{ idempotencyKey: key(), points: 5n },
  });
  const kinds = await database.sql<{ kind: string }[]>`
    select distinct kind from entry where leaf_id in (${String(rootId)}, ${String(toRootId)}) order by 1`;
  expect(kinds.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([
      ...["ADJUSTED", "AUTHORISED", "BLOCKED", "EARNED", "REFUNDED", "RELEASED"],
      ...["REVERSED", "SPENT", "TRANSFERRED", "UNBLOCKED"],
    ]),
  );
}

/**
 * Guarantee: whatever is bought, brought back, given, taken, set aside, paid, refunded, passed on
 * and waited for, the record replays to the stored state, no lot is spent twice and all accounts
 * sum to zero (I2, I7b).
 */
test(
  "random lives of points add up and replay",
  async () => {
    const { database, gateway, deps, key, who, member, adjust, authorise, ended } = bench;
    const random = rng(testSeed());
    const below = (count: number) => Math.floor(random() * count);
    const people = [];
    for (const name of ["r1", "r2", "r3"]) {
      people.push(await member(name, "150.00", NOW));
    }
    await doEverythingOnce(people[0] as bigint, people[1] as bigint);
    const holds: HoldAnswer[] = [];
    const blocks: string[] = [];
    let now = NOW;
    for (let step = 0; step < 120; step += 1) {
      now = addMicros(now, 1 + below(4) * below(MICROS_PER_DAY));
      const rootId = people[below(people.length)] as bigint;
      const points = BigInt(1 + below(60));
      const viewer = who("supervisor");
      switch (below(10)) {
        case 0:
          await gateway.send(
            [
              sale(`rl${step}`, `r${1 + below(3)}`, `${10 + below(90)}.00`, {
                occurredAt: "2026-03-10T10:00:00Z",
              }),
            ],
            { now },
          );
          break;
        case 1:
          await gateway.send(
            [about(`rl${below(step + 1)}`, "RETURNED", `b${step}`, { return: { id: `b${step}` } })],
            { now },
          );
          break;
        case 2:
        case 3:
          await adjust(rootId, below(3) === 0 ? -points : points, viewer, now);
          break;
        case 4:
        case 5:
          holds.push(await authorise(rootId, points, now));
          break;
        case 6: {
          const held = holds.at(-1);
          if (held === undefined) {
            break;
          }
          if (below(3) === 0) {
            await releasePoints(deps(now), ended(held));
          } else {
            await capturePoints(deps(now), { ...ended(held), points: below(2) === 0 ? null : 1n });
          }
          break;
        }
        case 7: {
          const held = holds[below(holds.length)];
          if (held !== undefined) {
            await refundPoints(deps(now), { ...ended(held), points: 1n });
          }
          break;
        }
        case 8: {
          const request = { rootId, said: "x", wallet: "points", points, reason: "r" };
          const made = await blockPoints(deps(now), { ...request, viewer, idempotencyKey: key() });
          if (made.hold !== null) {
            blocks.push(made.hold.publicId);
          }
          const block = blocks.shift() ?? null;
          if (below(2) === 0 && block !== null) {
            await unblockPoints(deps(now), { viewer, block, idempotencyKey: key(), reason: "r" });
          }
          break;
        }
        default:
          if (below(2) === 0) {
            const toRootId = people[below(people.length)] as bigint;
            await transferPoints(deps(now), {
              ...{ viewer, fromRootId: rootId, toRootId, said: `${step}`, idempotencyKey: key() },
              ...{ wallet: "points", points, reason: "r" },
            });
          } else {
            await expireHolds(deps(now));
            const { sql } = database;
            await runDue({ sql, catalog: gateway.catalog, now: () => now });
          }
      }
    }
    await bench.expectSound(now);
    const [sums] = await database.sql`
    select (select bool_and(remaining >= 0 and remaining <= points) from lot) as lots`;
    expect(sums).toMatchObject({ lots: true });
  },
  LONG_TEST_MS,
);
