import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cutIn } from "../../../../src/deliveries/shadow/cutDestination.ts";
import type { Instant } from "../../../../src/domain/time/instant.ts";
import { makeTestFolder } from "../../../support/cluster.ts";
import {
  type DeliveryBench,
  startDeliveryBench,
} from "../../../support/deliveries/deliveryBench.ts";
import {
  besideFile,
  FEED_KINDS,
  type FedRecord,
  type FeedKind,
  groupsOf,
  ndjsonOf,
} from "../../../support/deliveries/feedBench.ts";
import { startScriptedReceiver } from "../../../support/deliveries/scriptedReceiver.ts";
import { askedOf, cutBy } from "../../../support/deliveries/shadowBench.ts";
import { rng, testSeed } from "../../../support/seed.ts";

const MINUTE_MICROS = 60_000_000;

let bench: DeliveryBench;
let filesFolder: string;
let count = 0;

beforeAll(async () => {
  bench = await startDeliveryBench();
  filesFolder = makeTestFolder("feed");
});
afterAll(async () => {
  await bench?.close();
  rmSync(filesFolder, { recursive: true, force: true });
});

const KINDS = Object.keys(FEED_KINDS) as FeedKind[];

async function beside(kind: FeedKind, more: object = {}) {
  count += 1;
  return await besideFile(bench, { code: `fed${count}`, kind, filesFolder, more });
}

/** Gives one of the lines other values. */
const change = (records: readonly FedRecord[], index: number, values: FedRecord) =>
  records.map((one, at) => (at === index ? { ...one, ...values } : one));

test.each(KINDS)("an equal feed's file is a go for a %s, which cannot be asked", async (kind) => {
  const { right, compare, report, process } = await beside(kind);
  const before = await report();
  expect(before).toMatchObject({ verdict: "NO_GO", customers: { compared: 0, notCompared: 6 } });
  expect(before.reasons[0]).toBe(
    `A ${kind} cannot be asked what it stores; \`destinations compare\` compares it with a file of what the other feed told.`,
  );
  expect(await compare(await right())).toMatchObject({
    ...{ lines: 6, equal: 6, different: 0, missing: 0, inFlight: 0, moved: 0, older: 0 },
    ...{ unknown: { count: 0, lines: [] }, unsent: [], unsentMore: 0, absent: [] },
  });
  expect(await report()).toMatchObject({
    ...{ verdict: "GO", reasons: ["100 % of 6 customers are equal, over 8 days."] },
    customers: { compared: 6, equal: 6, different: 0, missing: 0, notCompared: 0 },
  });
  await process.close();
});

test.each(KINDS)("a value that is wrong in a file of a %s is found in its field", async (kind) => {
  const { right, compare, report, process } = await beside(kind);
  const records = change(await right(), 5, { balance: 1 });
  expect(await compare(records)).toMatchObject({ equal: 5, different: 1 });
  const seen = await report();
  expect(seen).toMatchObject({ verdict: "NO_GO", customers: { equal: 5, different: 1 } });
  expect(seen.fields[0]).toMatchObject({ field: "balance", different: 1, missing: 0 });
  expect(seen.fields[0]?.sample[0]).toMatchObject({ theirs: "1", band: "250-1000" });
  expect(seen.fields.slice(1).every((one) => one.different + one.missing === 0)).toBe(true);
  await process.close();
});

test.each(KINDS)("a value that is missing in a file of a %s is missing", async (kind) => {
  const { right, compare, report, process } = await beside(kind);
  const [first = {}, ...others] = await right();
  const { tier: _, ...without } = first;
  await compare([without, ...others]);
  const seen = await report();
  expect(seen.fields[0]).toMatchObject({ field: "tier", different: 0, missing: 1 });
  expect(seen.customers).toMatchObject({ equal: 5, different: 1, missing: 0 });
  await process.close();
});

test.each(KINDS)("two customers who are swapped in a file of a %s are found", async (kind) => {
  const { right, compare, report, process } = await beside(kind);
  const records = await right();
  const [a, b] = [records[0], records[5]].map(({ customer: _, ...values } = {}) => values);
  const swapped = change(change(records, 0, b ?? {}), 5, a ?? {});
  expect(await compare(swapped)).toMatchObject({ equal: 4, different: 2 });
  const seen = await report();
  for (const field of ["tier", "balance", "mail"]) {
    expect(seen.fields.find((one) => one.field === field)).toMatchObject({ different: 2 });
  }
  // Nobody's address is told, and nobody's is kept.
  const mail = seen.fields.find(({ field }) => field === "mail");
  expect(mail?.sample.map(({ theirs }) => theirs)).toEqual([
    "c***@example.com",
    "c***@example.com",
  ]);
  await process.close();
});

test.each(KINDS)("what is wrong in one band alone of a %s is found in that band", async (kind) => {
  const { right, compare, report, process } = await beside(kind);
  const records = change(change(await right(), 2, { tier: "GOLD" }), 3, { tier: "GOLD" });
  await compare(records);
  const seen = await report();
  expect(groupsOf(seen, "ORDER_SIZE")).toEqual({
    ...{ "0-25": [2, 2, 0, 0], "50-100": [2, 0, 2, 0], "250-1000": [2, 2, 0, 0] },
  });
  expect(seen.groups[0]).toMatchObject({ by: "ORDER_SIZE", value: "50-100", currency: "GBP" });
  await process.close();
});

test.each(KINDS)("what is wrong at one status of a %s is found at that status", async (kind) => {
  const { right, compare, report, process } = await beside(kind);
  await compare(change(await right(), 1, { balance: null }));
  const seen = await report();
  expect(groupsOf(seen, "ORDER_STATUS")).toEqual({
    ...{ PLACED: [1, 0, 1, 0], FULFILLED: [5, 5, 0, 0] },
  });
  await process.close();
});

test.each(KINDS)(
  "of a customer of a %s who was in flight at the file's moment nothing is called wrong",
  async (kind) => {
    const { id, code, right, compare, report, now, drained, process } = await beside(kind);
    const { sql } = bench.database;
    const records = await right();
    await sql`update delivery_sent set sent_at = sent_at - interval '8 minutes'
               where destination_id = ${id}`;
    const at = ((await now()) - 4 * MINUTE_MICROS) as Instant;
    // One bought after the file was written, and it was settled two minutes ago; one waits; one is
    // in no lane yet.
    await bench.buyer(`c0-${code}`, "700.00");
    await drained();
    await sql`update delivery_sent set sent_at = sent_at - interval '2 minutes'
               where destination_id = ${id}`;
    await process.close();
    await bench.buyer(`c1-${code}`, "700.00");
    await bench.fanOut();
    await bench.buyer(`c2-${code}`, "700.00");
    expect(await compare(records, { at })).toMatchObject({ equal: 3, different: 0, inFlight: 3 });
    expect((await report()).customers).toMatchObject({ compared: 3, equal: 3, different: 0 });
    // A file of now has one who was settled by then, who is compared with what they were told last.
    expect(await compare(records)).toMatchObject({ equal: 3, different: 1, inFlight: 2 });
  },
);

test("a second way that shares no code counts what is planted at random the same", async () => {
  const random = rng(testSeed());
  const at = (length: number) => Math.floor(random() * length);
  for (const kind of KINDS) {
    const { right, compare, report, process } = await beside(kind);
    const truth = await right();
    const fed = (await right()).map((one) => ({ ...one }));
    for (let planted = 0; planted < 4; planted += 1) {
      const record = fed[at(fed.length)] as FedRecord;
      const field = ["tier", "balance", "mail"][at(3)] as string;
      record[field] = [null, "OTHER", 7, undefined][at(4)];
    }
    const left = fed.filter(() => random() > 0.2);
    const differs = (field: string, of: FedRecord) =>
      String(left.find(({ customer }) => customer === of["customer"])?.[field] ?? "") !==
      String(of[field]);
    const named = truth.filter((one) => left.some(({ customer }) => customer === one["customer"]));
    const wrong = (of: FedRecord) => ["tier", "balance", "mail"].filter((one) => differs(one, of));
    const equal = named.filter((one) => wrong(one).length === 0).length;
    const missing = truth.length - named.length;
    await compare(left, { whole: true });
    const seen = await report();
    expect(seen.customers, `${kind} ${JSON.stringify(left)}`).toMatchObject({
      ...{ compared: truth.length, equal, missing, different: named.length - equal },
    });
    for (const field of ["tier", "balance", "mail"]) {
      const found = seen.fields.find((one) => one.field === field);
      expect((found?.different ?? 0) + (found?.missing ?? 0)).toBe(
        truth.filter((one) => differs(field, one)).length,
      );
    }
    await process.close();
  }
});

test("who is not in a file is missing there where it is said to be whole, and else not compared", async () => {
  const { right, compare, report, process } = await beside("segment");
  const some = (await right()).slice(0, 4);
  expect(await compare(some)).toMatchObject({ equal: 4, missing: 0 });
  expect((await report()).customers).toMatchObject({ compared: 4, notCompared: 2, missing: 0 });
  expect(await compare(some, { whole: true })).toMatchObject({ equal: 4, missing: 2 });
  const seen = await report();
  expect(seen).toMatchObject({
    verdict: "NO_GO",
    customers: { compared: 6, equal: 4, missing: 2 },
  });
  expect(groupsOf(seen, "TIER")).toEqual({ BASE: [4, 4, 0, 0], SILVER: [2, 0, 0, 2] });
  await process.close();
});

test("after a go by a file it is cut over without force, and told what comes after alone", async () => {
  const receiver = await startScriptedReceiver();
  const { id, code, right, tell, compare, drained, process } = await beside("webhook", {
    sends: { kind: "webhook", url: receiver.url },
  });
  const { sql } = bench.database;
  const cut = () =>
    sql.begin((tx) =>
      cutIn(tx, { destination: code, mode: "LIVE", force: false, reason: "equal" }, "test"),
    );
  await compare(change(await right(), 0, { tier: "GOLD" }));
  expect(await cut()).toMatchObject({ mode: "SHADOW", userErrors: [{ code: "VERDICT_NO_GO" }] });
  await compare(await right());
  expect(await cut()).toEqual({ mode: "LIVE", userErrors: [] });
  await process.refresh();
  expect(askedOf(receiver, code)).toEqual([]);
  await bench.buyer(`c0-${code}`, "5.00");
  await drained();
  expect(askedOf(receiver, code).length).toBeGreaterThan(0);
  expect((await bench.deliveriesOf(id)).at(-1)).toMatchObject({ outcome: "DELIVERED" });
  // Back in shadow, what was kept before the cut says nothing of now.
  await cutBy(bench, code, "SHADOW");
  expect(await tell(ndjsonOf(await right()), { whole: true })).toMatchObject({
    ...{ ok: false, message: expect.stringContaining("No line names a customer") },
  });
  await process.close();
  await receiver.close();
});
