import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { SHADOW_GROUPINGS } from "../../../../db/queries/deliveries/shadow.ts";
import { findDestination } from "../../../../src/deliveries/operate.ts";
import { readShadowReport } from "../../../../src/deliveries/shadow/shadowReport.ts";
import type { Instant } from "../../../../src/domain/time/instant.ts";
import { instantFromPg } from "../../../../src/domain/time/parseInstant.ts";
import {
  type DeliveryBench,
  startDeliveryBench,
} from "../../../support/deliveries/deliveryBench.ts";
import { readBackOf, settled } from "../../../support/deliveries/readBackBench.ts";
import {
  type StoringReceiver,
  startStoringReceiver,
} from "../../../support/deliveries/storingReceiver.ts";

let bench: DeliveryBench;
const receivers: StoringReceiver[] = [];
let count = 0;

beforeAll(async () => {
  bench = await startDeliveryBench();
});
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((one) => one.close()));
});
afterAll(async () => {
  await bench?.close();
});

/** Amounts of last orders, in three bands; 600.00 and more makes SILVER. */
const AMOUNTS = ["10.00", "24.99", "60.00", "99.99", "600.00", "999.00"] as const;

interface Written {
  tier: string;
  balance: number;
  mail: string;
}

/**
 * A destination in shadow beside a feed that writes what is right of every customer, but for what
 * `plant` does to it.
 */
async function beside(
  plant: (records: Map<string, Record<string, unknown>>, mail: (index: number) => string) => void,
  settings: object = {},
) {
  count += 1;
  const code = `beside${count}`;
  const { sql } = bench.database;
  const receiver = await startStoringReceiver({ kind: "hubspot" });
  receivers.push(receiver);
  const url = new URL("/base/", receiver.url).href;
  const { id } = await bench.destination(
    code,
    url,
    {
      ...{ mode: "SHADOW", sends: { kind: "hubspot", url } },
      fields: { tier: "tier.code", balance: "points.active", mail: "customer.email" },
      readBack: { sample: 100, settleSeconds: 60, repair: true },
      shadow: { customersMin: AMOUNTS.length, daysMin: 7 },
      ...settings,
    },
    "pat-1",
  );
  const process = await bench.open();
  const roots: bigint[] = [];
  const mail = (index: number) => `c${index}-${code}@example.com`;
  for (const [index, amount] of AMOUNTS.entries()) {
    roots.push(await bench.buyer(`c${index}-${code}`, amount));
  }
  // One whose order is not handed over yet.
  await sql`update orders set status = 'PLACED' where leaf_id = ${String(roots[1])}::bigint`;
  await bench.fanOut();
  await bench.drained(id);
  await settled(bench, id);
  const stands = await sql<(Pick<Written, "tier"> & { id: bigint; active: string })[]>`
    select c.id, c.tier, a.active::text as active
      from customer c join account a on a.leaf_id = c.id
     where c.id = any(${roots.map(String)}::bigint[])`;
  for (const { id: root, tier, active } of stands) {
    const own = mail(roots.indexOf(root));
    receiver.records.set(own, { email: own, mail: own, tier, balance: active });
  }
  plant(receiver.records, mail);
  const run = await readBackOf(bench, code);
  expect(run).toMatchObject({ problem: null, repaired: 0 });
  const destination = await findDestination(sql, code);
  const report = async (days: number) => {
    await sql`
      update destination_mode set since = clock_timestamp() - make_interval(days => ${days})
       where destination_id = ${id}`;
    const [clock] = await sql<{ now: string }[]>`select clock_timestamp() as now`;
    const now = instantFromPg(clock?.now ?? "") as Instant;
    const bounds = { from: null, to: null };
    if (destination === null) {
      throw new Error(`${code} is not set up`);
    }
    const read = await readShadowReport(sql, destination, { bounds, now });
    expectSums(read);
    return read;
  };
  return { id, code, roots, mail, report, receiver, process };
}

/** Counted another way: each grouping has every customer once, and each outcome is one of three. */
function expectSums({ customers, groups, fields }: Report): void {
  const { compared, equal, different, missing } = customers;
  expect(equal + different + missing).toBe(compared);
  for (const by of SHADOW_GROUPINGS) {
    const own = groups.filter((one) => one.by === by);
    const sum = (name: "compared" | "equal" | "different" | "missing") =>
      own.reduce((total, one) => total + one[name], 0);
    expect([sum("compared"), sum("equal"), sum("different"), sum("missing")]).toEqual([
      ...[compared, equal, different, missing],
    ]);
  }
  for (const field of fields) {
    expect(field.sample).toHaveLength(Math.min(20, field.different + field.missing));
  }
}

type Report = Awaited<ReturnType<typeof readShadowReport>>;
const groupsOf = ({ groups }: Report, by: string) =>
  Object.fromEntries(
    groups
      .filter((one) => one.by === by)
      .map(({ value, compared, equal, different, missing }) => [
        value,
        [compared, equal, different, missing],
      ]),
  );

test("a feed that is right is a go once enough was compared for long enough, and not before", async () => {
  const { report, process } = await beside(() => undefined);
  expect(await report(8)).toMatchObject({
    ...{ verdict: "GO", reasons: ["100 % of 6 customers are equal, over 8 days."] },
    customers: { compared: 6, equal: 6, different: 0, missing: 0, inFlight: 0, notCompared: 0 },
  });
  const early = await report(6);
  expect(early).toMatchObject({
    ...{ verdict: "NO_GO" },
    reasons: ["It has been in shadow for 6 days of what is looked at; it takes 7."],
  });
  await process.close();
});

test("a wrong value of one band of order sizes alone is found in that band", async () => {
  const { report, process } = await beside((records, mail) => {
    for (const index of [2, 3]) {
      Object.assign(records.get(mail(index)) ?? {}, { tier: "GOLD" });
    }
  });
  const seen = await report(8);
  expect(seen.verdict).toBe("NO_GO");
  expect(seen.reasons.join(" ")).toContain("66.66 % of the customers are equal");
  expect(groupsOf(seen, "ORDER_SIZE")).toEqual({
    ...{ "0-25": [2, 2, 0, 0], "50-100": [2, 0, 2, 0], "250-1000": [2, 2, 0, 0] },
  });
  expect(seen.groups[0]).toMatchObject({ by: "ORDER_SIZE", value: "50-100", currency: "GBP" });
  const tier = seen.fields.find(({ field }) => field === "tier");
  expect(tier).toMatchObject({ compared: 6, different: 2, missing: 0 });
  expect(tier?.sample).toHaveLength(2);
  expect(tier?.sample[0]).toMatchObject({ ours: "BASE", theirs: "GOLD", band: "50-100" });
  await process.close();
});

test("a value that is missing at one status alone is found at that status", async () => {
  const { report, process } = await beside((records, mail) => {
    Object.assign(records.get(mail(1)) ?? {}, { balance: null });
  });
  const seen = await report(8);
  expect(groupsOf(seen, "ORDER_STATUS")).toEqual({
    ...{ PLACED: [1, 0, 1, 0], FULFILLED: [5, 5, 0, 0] },
  });
  expect(seen.fields[0]).toMatchObject({ field: "balance", different: 0, missing: 1 });
  expect(seen.verdict).toBe("NO_GO");
  await process.close();
});

test("customers whom the feed left out are found in their segment, and count against it", async () => {
  const { report, process } = await beside((records, mail) => {
    records.delete(mail(4));
    records.delete(mail(5));
  });
  const seen = await report(8);
  expect(seen.customers).toMatchObject({ compared: 6, equal: 4, different: 0, missing: 2 });
  expect(groupsOf(seen, "TIER")).toEqual({ BASE: [4, 4, 0, 0], SILVER: [2, 0, 0, 2] });
  expect(seen.verdict).toBe("NO_GO");
  await process.close();
});

test("customers whose records were swapped are found, though each record is somebody's", async () => {
  const { report, process } = await beside((records, mail) => {
    const [a, b] = [records.get(mail(0)), records.get(mail(1))];
    records.set(mail(0), b ?? {});
    records.set(mail(1), a ?? {});
  });
  const seen = await report(8);
  expect(seen.customers).toMatchObject({ equal: 4, different: 2 });
  const mail = seen.fields.find(({ field }) => field === "mail");
  expect(mail).toMatchObject({ different: 2 });
  // Nobody's address is told.
  expect(mail?.sample.map(({ ours }) => ours)).toEqual(["c***@example.com", "c***@example.com"]);
  const kept = await bench.database.sql`
    select differences::text as text from shadow_compared`;
  expect(kept.filter(({ text }) => text.includes(`-beside${count}@`))).toEqual([]);
  await process.close();
});

test("what the feed wrote otherwise and mended since counts as it is now, and what is under way does not count", async () => {
  const { id, code, report, receiver, mail, process } = await beside((records, at) => {
    Object.assign(records.get(at(0)) ?? {}, { tier: "GOLD" });
  });
  expect((await report(8)).customers).toMatchObject({ equal: 5, different: 1 });
  Object.assign(receiver.records.get(mail(0)) ?? {}, { tier: "BASE" });
  await settled(bench, id);
  await readBackOf(bench, code);
  expect((await report(8)).customers).toMatchObject({ compared: 6, equal: 6, different: 0 });
  await bench.buyer(`c0-${code}`, "5.00");
  await bench.fanOut();
  await bench.drained(id);
  expect((await report(8)).customers).toMatchObject({ compared: 6, inFlight: 1 });
  await process.close();
});

test("customers whose key there we do not know are counted as unknown, and not as equal", async () => {
  const { code, report, process, id } = await beside(() => undefined);
  const { sql } = bench.database;
  const root = await bench.buyer(`nokey-${code}`, "10.00");
  await sql`update identifiers set value = null where leaf_id = ${String(root)}::bigint`;
  await bench.fanOut();
  await bench.drained(id);
  expect((await report(8)).customers).toMatchObject({ compared: 6, equal: 6, unknown: 1 });
  await process.close();
});

const BY_FILE = "`destinations compare` compares it with a file of what the other feed told.";

test.each([
  [
    "a kind that cannot be asked",
    { sends: { kind: "segment", customer: "customer.email" } },
    `A segment cannot be asked what it stores; ${BY_FILE}`,
  ],
  [
    "one that is not read back",
    {},
    `It is not read back: \`readBack\` of its set-up says how; or ${BY_FILE}`,
  ],
  [
    "one that is told nothing of customers",
    { sends: { kind: "segment", customer: "customer.email" }, fields: {} },
    "Its set-up has no `fields`, so that it cannot be compared.",
  ],
  [
    "one that is told of coupons",
    { sends: { kind: "voucherify", customer: "customer.email" }, events: ["coupon.changed"] },
    "It is told of coupons alone, so that it cannot be compared.",
  ],
])(
  "%s runs in shadow, and is a no-go that says that nothing could be compared",
  async (_, more, said) => {
    count += 1;
    const code = `beside${count}`;
    const url = "http://127.0.0.1:1/";
    const { id } = await bench.destination(
      code,
      url,
      { mode: "SHADOW", sends: { kind: "hubspot", url }, fields: { tier: "tier.code" }, ...more },
      "pat-1",
    );
    const process = await bench.open();
    await bench.buyer(`c-${code}`, "5.00");
    await bench.fanOut();
    await bench.drained(id);
    const destination = await findDestination(bench.database.sql, code);
    expect(destination).not.toBeNull();
    const bounds = { from: null, to: null };
    const now = (Date.now() * 1_000) as Instant;
    const seen =
      destination && (await readShadowReport(bench.database.sql, destination, { bounds, now }));
    expect(seen).toMatchObject({ verdict: "NO_GO", customers: { compared: 0 } });
    expect(seen?.reasons).toContain("Nothing could be compared.");
    expect(seen?.reasons[0]).toBe(said);
    await process.close();
  },
);

test("a customer who became another's is counted no more, with what was wrong then", async () => {
  const { roots, report, process } = await beside((records, mail) => {
    Object.assign(records.get(mail(0)) ?? {}, { tier: "GOLD" });
  });
  expect((await report(8)).customers).toMatchObject({ compared: 6, different: 1 });
  const [absorbed, survivor] = roots.map(String);
  const { sql } = bench.database;
  await sql`update customer set root_id = ${survivor ?? ""}::bigint where id = ${absorbed ?? ""}::bigint`;
  expect((await report(8)).customers).toMatchObject({ compared: 5, equal: 5, different: 0 });
  await process.close();
});

test("who asks for a time is told of what was compared in it alone", async () => {
  const { report, process, id, code } = await beside(() => undefined);
  const seen = await report(8);
  const destination = await findDestination(bench.database.sql, code);
  const to = (seen.to - 3_600_000_000) as Instant;
  const before =
    destination &&
    (await readShadowReport(bench.database.sql, destination, {
      bounds: { from: null, to },
      now: seen.to,
    }));
  expect(before).toMatchObject({ verdict: "NO_GO", customers: { compared: 0 }, groups: [] });
  expect(id).toBeGreaterThan(0);
  await process.close();
});
