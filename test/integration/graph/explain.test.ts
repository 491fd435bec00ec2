import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { runDue } from "../../../src/core/advance.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
} from "../../../src/domain/time/instant.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { clearTierOverride } from "../../../src/loyalty/tiers/clearTierOverride.ts";
import { overrideTier } from "../../../src/loyalty/tiers/overrideTier.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import { explainTier } from "../../../src/sentences/tier.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  at,
  setUpRetailer,
  startReceiver,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";
import { rng, testSeed } from "../../support/seed.ts";
import { about, sale } from "../verify/mixedLife.ts";

/** Why a tier is what it is, and was at any instant, from what had been recorded by then. */

const STEPS = 60;
const TIMEOUT_MS = 120_000;

let database: TestDatabase;
let gateway: TestReceiver;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  const { tierPolicy } = DEFAULT_RULESET_DOCUMENT;
  await setUpRetailer(database.sql, {
    ...DEFAULT_RULESET_DOCUMENT,
    tierPolicy: { ...tierPolicy, onReturn: "REASSESS" },
  });
  gateway = await startReceiver(database.url);
});
afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

async function loadersAt(now: Instant) {
  const { sql } = database;
  return createLoaders({
    sql,
    lookups: createLookups(sql).lookups,
    directory: new Directory(await Catalog.load(sql)),
    viewer: systemViewer("test"),
    clock: () => now,
    guesses: new GuessLimit(() => now),
  });
}

async function member(name: string, gross: string, day: string): Promise<bigint> {
  const occurredAt = `${day}T10:00:00Z`;
  const [result] = await gateway.send([sale(`${name}-1`, name, gross, { occurredAt })], {
    now: at(`${day}T12:00:00Z`),
  });
  return result?.leafId as bigint;
}

/** The explanation of an instant, as somebody who asks at `now` gets it. */
async function explained(rootId: bigint, when: Instant, now: Instant) {
  const loaders = await loadersAt(now);
  const customer = await loaders.customers.byRoot(rootId);
  if (customer === null) {
    throw new Error("no customer");
  }
  const found = await loaders.explain.tier(customer, when);
  if (found === null) {
    return null;
  }
  const page = await loaders.explain.counted(found, { first: 100 });
  return {
    tier: found.loyalty.tier.code,
    since: formatInstant(found.loyalty.state.since),
    until: found.loyalty.state.until,
    counted: found.loyalty.qualifyingMinor,
    entries: page.nodes.map(({ row }) => row.qualifyingMinor),
    sentences: explainTier(found.loyalty, "en"),
    german: explainTier(found.loyalty, "de"),
    change: found.change?.row.kind ?? null,
  };
}

describe("a tier at an instant", () => {
  test("before an upgrade is the one held then, with what was missing; after it the one reached", async () => {
    const ann = await member("ann", "180.00", "2026-03-01");
    await gateway.send([sale("ann-2", "ann", "90.00", { occurredAt: "2026-04-01T10:00:00Z" })], {
      now: at("2026-04-01T12:00:00Z"),
    });
    const now = at("2026-05-01T00:00:00Z");
    const march = await explained(ann, at("2026-03-15T00:00:00Z"), now);
    expect(march).toMatchObject({ tier: "BASE", counted: 18_000n, entries: [18_000n] });
    expect(march?.sentences.at(-1)).toBe("Silver needs 250.00 GBP; 180.00 GBP count.");
    expect(march?.german.at(-1)).toBe("Silber braucht 250.00 GBP; 180.00 GBP zählen.");
    const april = await explained(ann, at("2026-04-02T00:00:00Z"), now);
    expect(april).toMatchObject({
      ...{ tier: "SILVER", counted: 27_000n, entries: [9_000n, 18_000n], change: "UPGRADED" },
      since: "2026-04-01T12:00:00.000001Z",
    });
    expect(await explained(ann, at("2026-02-01T00:00:00Z"), now)).toBeNull();
    await expect(explained(ann, at("2026-06-01T00:00:00Z"), now)).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
    });
  });

  test("does not change by what becomes known later", async () => {
    const bo = await member("bo", "100.00", "2026-03-01");
    const asked = at("2026-03-20T00:00:00Z");
    const before = await explained(bo, asked, asked);
    await gateway.send([sale("bo-2", "bo", "400.00", { occurredAt: "2026-03-10T10:00:00Z" })], {
      now: at("2026-04-01T12:00:00Z"),
    });
    await gateway.send([about("bo-1", "RETURNED", "r", { return: { id: "r" } })], {
      now: at("2026-04-02T12:00:00Z"),
    });
    expect(await explained(bo, asked, at("2026-05-01T00:00:00Z"))).toEqual(before);
  });

  test("that was given names until when, and what was earned underneath", async () => {
    const cy = await member("cy", "20.00", "2026-03-01");
    const given = at("2026-03-10T00:00:00Z");
    await overrideTier(
      { sql: database.sql, catalog: gateway.catalog, newPublicId: uuidv7, now: given },
      {
        ...{ viewer: viewerOf("agent"), rootId: cy, mode: "FLOOR", tier: "GOLD" },
        ...{ expiresAt: at("2026-04-10T00:00:00Z"), reason: "r", expectedVersion: null },
        ...{ idempotencyKey: "o", said: "cy" },
      } as never,
    );
    const now = at("2026-05-01T00:00:00Z");
    const held = await explained(cy, at("2026-04-01T00:00:00Z"), now);
    expect(held).toMatchObject({ tier: "GOLD" });
    expect(held?.sentences).toContain("Gold was given until 2026-04-10.");
    // Over at its instant, although nobody has written so yet.
    expect(await explained(cy, at("2026-04-11T00:00:00Z"), now)).toMatchObject({ tier: "BASE" });
    expect(await explained(cy, at("2026-03-09T00:00:00Z"), now)).toMatchObject({ tier: "BASE" });
  });

  test("that was given and taken back is the given one until then, and the earned one after it", async () => {
    const eve = await member("eve", "20.00", "2026-03-01");
    const common = { viewer: viewerOf("agent"), rootId: eve, reason: "r" };
    const deps = { sql: database.sql, catalog: gateway.catalog, newPublicId: uuidv7 };
    const given = await overrideTier(
      { ...deps, now: at("2026-03-10T00:00:00Z") },
      {
        ...{ ...common, mode: "FLOOR", tier: "GOLD", expiresAt: at("2026-09-10T00:00:00Z") },
        ...{ expectedVersion: null, idempotencyKey: "given", said: "eve" },
      },
    );
    expect(given.userErrors).toEqual([]);
    const cleared = await clearTierOverride(
      { ...deps, now: at("2026-04-10T00:00:00Z") },
      { ...common, expectedVersion: 1, idempotencyKey: "cleared", said: "eve" },
    );
    expect(cleared.userErrors).toEqual([]);
    const now = at("2026-05-01T00:00:00Z");
    const before = await explained(eve, at("2026-04-09T00:00:00Z"), now);
    expect(before).toMatchObject({ tier: "GOLD", until: at("2026-09-10T00:00:00Z") });
    const after = await explained(eve, at("2026-04-11T00:00:00Z"), now);
    expect(after).toMatchObject({ tier: "BASE", until: null });
  });

  test("of now has what was written last, also where the clock of the reader is behind", async () => {
    const fay = await member("fay", "260.00", "2026-03-02");
    const loaders = await loadersAt(at("2026-03-02T11:59:59Z"));
    const customer = await loaders.customers.byRoot(fay);
    if (customer === null) {
      throw new Error("no customer");
    }
    expect((await loaders.explain.tier(customer, null))?.loyalty.tier.code).toBe("SILVER");
  });

  test("of now goes on page by page, however long it takes to ask for the next one", async () => {
    const gus = await member("gus", "10.00", "2026-03-01");
    await gateway.send([sale("gus-2", "gus", "20.00", { occurredAt: "2026-03-02T10:00:00Z" })], {
      now: at("2026-03-02T12:00:00Z"),
    });
    const read = async (now: Instant, after: string | null) => {
      const loaders = await loadersAt(now);
      const customer = await loaders.customers.byRoot(gus);
      const found = customer && (await loaders.explain.tier(customer, null));
      if (found === null) {
        throw new Error("no explanation");
      }
      return await loaders.explain.counted(found, { first: 1, after });
    };
    const first = await read(at("2026-03-03T00:00:00Z"), null);
    const second = await read(at("2026-03-03T00:00:05Z"), first.pageInfo.endCursor);
    const amounts = [first, second].flatMap(({ nodes }) =>
      nodes.map(({ row }) => row.qualifyingMinor),
    );
    expect(amounts).toEqual([2_000n, 1_000n]);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});

/**
 * Guarantee: what the record says of now is what the stored state says of now, and what counted is
 * the sum of the entries that are told.
 */
test(
  "of now, worked out from the record alone, is the tier that everybody sees, over random lives",
  async () => {
    const random = rng(testSeed());
    const below = (count: number) => Math.floor(random() * count);
    const people = [
      await member("p0", "60.00", "2024-01-05"),
      await member("p1", "260.00", "2024-01-05"),
      await member("p2", "700.00", "2024-01-05"),
    ];
    let now = at("2024-01-06T12:00:00Z");
    const bought: string[] = [];
    for (let step = 0; step < STEPS; step += 1) {
      now = addMicros(now, below(40) * MICROS_PER_DAY + 1);
      const who = below(people.length);
      const number = `x${step}`;
      const what = below(8);
      if (what < 4 || bought.length === 0) {
        const late = below(3) === 0 ? below(60) * MICROS_PER_DAY : 0;
        const occurredAt = formatInstant(addMicros(now, -late));
        await gateway.send([sale(number, `p${who}`, `${10 + below(300)}.00`, { occurredAt })], {
          now,
        });
        bought.push(number);
      } else if (what < 6) {
        const back = { occurredAt: formatInstant(now), return: { id: number } };
        await gateway.send(
          [about(bought[below(bought.length)] as string, "RETURNED", number, back)],
          {
            now,
          },
        );
      } else if (what === 6) {
        await runDue({ sql: database.sql, catalog: gateway.catalog, now: () => now });
      } else {
        await overrideTier(
          { sql: database.sql, catalog: gateway.catalog, newPublicId: uuidv7, now },
          {
            ...{ viewer: viewerOf("supervisor"), rootId: people[who], mode: "FLOOR" },
            ...{ tier: below(2) === 0 ? "SILVER" : "GOLD", reason: "r", expectedVersion: null },
            expiresAt: addMicros(now, (1 + below(90)) * MICROS_PER_DAY),
            ...{ idempotencyKey: number, said: number },
          } as never,
        );
      }
      // What was sent at `now` is recorded within the second.
      const asked = addMicros(now, MICROS_PER_SECOND);
      const loaders = await loadersAt(asked);
      for (const rootId of people) {
        const customer = await loaders.customers.byRoot(rootId);
        if (customer === null) {
          throw new Error("no customer");
        }
        const stored = await loaders.loyalty.ofCustomer(customer, null);
        const told = await explained(rootId, asked, asked);
        expect([told?.tier, told?.since, told?.until, told?.counted]).toEqual([
          stored?.tier.code,
          formatInstant(stored?.state.since as Instant),
          stored?.state.until,
          stored?.qualifyingMinor,
        ]);
        expect(told?.entries.reduce((sum, minor) => sum + minor, 0n)).toBe(told?.counted);
      }
    }
  },
  TIMEOUT_MS,
);

test("an order's points are told from its purchase events over the rules to entries and tier", async () => {
  const di = await member("di", "260.00", "2026-03-01");
  const now = at("2026-04-01T00:00:00Z");
  const loaders = await loadersAt(now);
  const customer = await loaders.customers.byRoot(di);
  const order = await loaders.orders.byNumber({ value: "di-1", source: null, scope: "" });
  if (customer === null || order === null) {
    throw new Error("nothing bought");
  }
  const explanation = await loaders.explain.points(order);
  expect(explanation.rules).toEqual([
    {
      ...{ rule: "base", wallet: "points", applies: true, points: 260n, room: null },
      ...{ counted: [{ factor: "1", amountMinor: 26_000n }], currency: "GBP" },
    },
  ]);
  const [entry] = await loaders.explain.entriesOf(explanation);
  if (entry === undefined) {
    throw new Error("no entry");
  }
  expect(entry.row).toMatchObject({ kind: "EARNED", points: 260n });
  expect(await loaders.statements.eventOf(entry)).toMatchObject({
    source: "shop",
    row: { eventId: "sold-di-1" },
  });
  const changes = await loaders.explain.changesOf(explanation);
  expect(changes.map(({ row }) => [row.kind, row.toTier])).toEqual([["UPGRADED", "SILVER"]]);
});

test("the points of an order are told with those of all orders that were found to be the same, one after the other", async () => {
  const now = at("2026-03-01T12:00:00Z");
  for (const event of [
    sale("J1", "joy", "20.00"),
    sale("J2", "joy", "30.00"),
    sale("J3", "joy", "260.00"),
    about("J2", "SETTLED", "j", { references: numbers("J2", "J3") }),
    about("J1", "SETTLED", "j", { references: numbers("J1", "J2") }),
  ]) {
    expect(await gateway.send([event], { now })).toMatchObject([{ outcome: "APPLIED" }]);
  }
  const { orders, explain } = await loadersAt(at("2026-04-01T00:00:00Z"));
  const order = await orders.byNumber({ value: "J3", source: null, scope: "" });
  if (order === null) {
    throw new Error("nothing bought");
  }
  const explanation = await explain.points(order);
  const booked = await database.sql<{ id: bigint }[]>`
    select e.id from entry e join orders o on o.id = e.order_id
    where o.leaf_id = ${order.row.leafId} order by e.recorded_at, e.id`;
  expect((await explain.entriesOf(explanation)).map(({ row }) => row.id)).toEqual(
    booked.map(({ id }) => id),
  );
  const changes = await explain.changesOf(explanation);
  expect(changes.map(({ row }) => [row.kind, row.toTier])).toContainEqual(["UPGRADED", "SILVER"]);
});

function numbers(...values: readonly string[]) {
  return values.map((value) => ({ kind: "order", value }));
}
