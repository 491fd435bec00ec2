import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetReadBack } from "../../../../db/queries/deliveries/readBackFindings.ts";
import { readShadowStandings } from "../../../../db/queries/deliveries/shadow.ts";
import type { Instant } from "../../../../src/domain/time/instant.ts";
import { verifyDatabase } from "../../../../src/verify/verifyDatabase.ts";
import {
  type DeliveryBench,
  startDeliveryBench,
} from "../../../support/deliveries/deliveryBench.ts";
import {
  besideFile,
  type FedRecord,
  type FeedKind,
  ndjsonOf,
} from "../../../support/deliveries/feedBench.ts";
import { settled } from "../../../support/deliveries/readBackBench.ts";
import { cutBy } from "../../../support/deliveries/shadowBench.ts";

const DAY_MICROS = 86_400_000_000;

let bench: DeliveryBench;
let count = 0;

beforeAll(async () => {
  bench = await startDeliveryBench();
});
afterAll(async () => {
  await bench?.close();
});

async function beside(kind: FeedKind = "segment", more: object = {}) {
  count += 1;
  return await besideFile(bench, { code: `sure${count}`, kind, more });
}

const change = (records: readonly FedRecord[], index: number, values: FedRecord) =>
  records.map((one, at) => (at === index ? { ...one, ...values } : one));

async function comparedOf(id: number) {
  return await bench.database.sql<{ isFound: boolean; wrong: number; text: string }[]>`
    select is_found as "isFound", jsonb_array_length(differences) as wrong,
           to_jsonb(s)::text as text
      from shadow_compared s where destination_id = ${id} order by root_id`;
}

test("nothing personal of a file is kept or told in clear, and who compared is on record", async () => {
  const { id, code, right, compare, report, process } = await beside();
  const records = change(await right(), 0, { mail: `secret-${code}@example.org` });
  const told = await compare(records);
  const { sql } = bench.database;
  const kept = await comparedOf(id);
  expect(kept).toHaveLength(6);
  const audit = await sql<{ actor: string; leafId: bigint | null; details: object }[]>`
    select actor, leaf_id as "leafId", details from audit where action = 'destination.compare'`;
  expect(audit.at(-1)).toMatchObject({
    ...{ actor: "test", leafId: null },
    details: { destination: code, isWhole: false, lines: 6, equal: 5, different: 1, missing: 0 },
  });
  const sent = await sql`
    select to_jsonb(s)::text as text from delivery_sent s where destination_id = ${id}`;
  const all = JSON.stringify([kept, audit, sent, told, await report()], (_, value) =>
    typeof value === "bigint" ? String(value) : value,
  );
  expect(all).toContain("s***@example.org");
  expect(all).not.toMatch(new RegExp(`-${code}@example`));
  // The session's tables are gone with it.
  const left = await sql`select from pg_class where relname like 'feed\\_%'`;
  expect(left).toHaveLength(0);
  await process.close();
});

test("whoever is killed half-way leaves what differs, and no better verdict than the whole file", async () => {
  const { id, right, tell, compare, report, process } = await beside();
  await compare(await right());
  expect((await report()).verdict).toBe("GO");
  const records = change(await right(), 3, { tier: "GOLD" });
  const killed = tell(ndjsonOf(records.slice(0, 5)), {
    whole: true,
    onProgress: async (doing) => {
      if (doing === "WRITTEN") {
        throw new Error("killed");
      }
    },
  });
  await expect(killed).rejects.toThrow("killed");
  expect(await report()).toMatchObject({
    ...{ verdict: "NO_GO", customers: { compared: 6, equal: 4, different: 1, missing: 1 } },
  });
  expect(await comparedOf(id)).toHaveLength(6);
  await process.close();
});

test("of whom something is settled while a file is compared nothing is written", async () => {
  const { id, code, right, tell, drained, process } = await beside();
  const records = change(await right(), 0, { tier: "GOLD" });
  const answer = await tell(ndjsonOf(records), {
    onProgress: async (doing) => {
      if (doing === "COMPARED") {
        await bench.buyer(`c0-${code}`, "5.00");
        await drained();
      }
    },
  });
  expect(answer).toMatchObject({ ok: true, report: { equal: 5, different: 0, moved: 1 } });
  expect((await comparedOf(id)).map(({ wrong }) => wrong)).toEqual([0, 0, 0, 0, 0]);
  await process.close();
});

test("a cut ends a comparison: what comes after is no other feed's", async () => {
  const { id, code, right, tell, process } = await beside();
  const answer = await tell(ndjsonOf(await right()), {
    onProgress: async (doing) => {
      if (doing === "COMPARED") {
        await cutBy(bench, code, "LIVE");
      }
    },
  });
  expect(answer).toMatchObject({ ok: false, message: expect.stringContaining("cut meanwhile") });
  expect(await comparedOf(id)).toEqual([]);
  await process.close();
});

test("what lines say that we do not send is named up to a bound, and what no line says is, too", async () => {
  const { right, compare, process } = await beside();
  const others = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`other${at}`, [at]]));
  const records = (await right()).map(({ mail: _, ...record }) => ({ ...record, ...others }));
  const { unsent, unsentMore, absent } = await compare(records);
  expect(unsent).toHaveLength(50);
  expect(unsent[0]).toEqual({ name: "other0", lines: 6 });
  expect([unsentMore, absent]).toEqual([60, ["mail"]]);
  await process.close();
});

test("what customers are broken down by is read by keys, and no customer costs a whole table", async () => {
  const { roots, process } = await beside();
  await process.close();
  await bench.database.sql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    // PostgreSQL 15 counts what the session did before, too.
    const scans = async () => {
      const [seen] = await tx<{ scans: number }[]>`
        select coalesce(sum(seq_scan), 0)::int as scans from pg_stat_xact_user_tables
         where relname in ('customer', 'orders')`;
      return seen?.scans ?? 0;
    };
    const before = await scans();
    const standings = await readShadowStandings(tx, roots);
    expect([...standings.values()].map(({ currency }) => currency)).toEqual(roots.map(() => "GBP"));
    expect(await scans()).toBe(before);
  });
});

test("an older file takes nothing back that a newer one showed", async () => {
  const { right, compare, report, now, process } = await beside();
  const older = await now();
  await compare(change(await right(), 0, { tier: "GOLD" }));
  expect(await compare(await right(), { at: older })).toMatchObject({ equal: 0, older: 6 });
  expect((await report()).customers).toMatchObject({ compared: 6, equal: 5, different: 1 });
  await process.close();
});

test("who is known there by something else since is neither wrong nor missing", async () => {
  const { roots, right, compare, process } = await beside();
  const records = await right();
  await bench.database.sql`
    update identifiers set value = 'anew-' || value where leaf_id = ${String(roots[2])}::bigint`;
  const anew = change(records, 2, { customer: `anew-${records[2]?.["customer"]}` });
  for (const fed of [records, anew]) {
    expect(await compare(fed, { whole: true })).toMatchObject({
      ...{ equal: 5, different: 0, missing: 0, keyChanged: 1 },
    });
  }
  await process.close();
});

test("a file is as of a moment of this shadow that has passed and that is kept", async () => {
  const { id, right, tell, now, process } = await beside();
  const records = ndjsonOf(await right());
  const at = (days: number, from: Instant) => (from + days * DAY_MICROS) as Instant;
  for (const [days, said] of [
    [1, "lies ahead"],
    [-9, "before it was in shadow"],
    [-31, "more than 30 days ago"],
  ] as const) {
    expect(await tell(records, { at: at(days, await now()) })).toMatchObject({
      ...{ ok: false, message: expect.stringContaining(said), faults: [] },
    });
  }
  expect(await comparedOf(id)).toEqual([]);
  await process.close();
});

test("what is told by us, read back, or told nothing of customers is compared with no file", async () => {
  const url = "http://127.0.0.1:1/";
  const coupons = { events: ["coupon.changed"], sends: { kind: "voucherify", url } };
  for (const [more, said] of [
    [{ fields: {} }, "no `fields`"],
    [{ sends: { kind: "hubspot", url }, readBack: {} }, "`tributary destinations check`"],
    [coupons, "coupons alone"],
    [{}, "told by us"],
  ] as const) {
    const { code, tell, process } = await beside("segment", more);
    if (said === "told by us") {
      await cutBy(bench, code, "LIVE");
    }
    expect(await tell('{"customer":"a@example.com"}')).toMatchObject({
      ...{ ok: false, message: expect.stringContaining(said) },
    });
    await process.close();
  }
});

test("what would have been sent is kept while it is in shadow, and forgotten once it is told", async () => {
  const { id, code, right, compare, process } = await beside();
  await compare(await right());
  const { sql } = bench.database;
  const forget = () => forgetReadBack(sql, { before: "2000-01-01", limit: 100, repairedMax: 9 });
  const sent = async () =>
    (await sql`select from delivery_sent where destination_id = ${id}`).length;
  await forget();
  expect([await sent(), (await comparedOf(id)).length]).toEqual([6, 6]);
  await cutBy(bench, code, "LIVE");
  await forget();
  expect([await sent(), (await comparedOf(id)).length]).toEqual([0, 0]);
  await process.close();
});

test("a kind that could be asked and is not read back is compared with a file by its own rules", async () => {
  const url = "http://127.0.0.1:1/";
  const { right, compare, report, process } = await beside("segment", {
    sends: { kind: "hubspot", url },
  });
  // As HubSpot writes them: numbers as texts, blanks around, addresses in any case.
  const fed = (await right()).map(({ customer, mail, balance, tier }) => ({
    customer: String(customer).toUpperCase(),
    ...{ mail: ` ${String(mail).toUpperCase()}`, balance: `${balance}.0`, tier: ` ${tier} ` },
  }));
  expect(await compare(fed)).toMatchObject({ equal: 6, different: 0 });
  expect((await report()).verdict).toBe("GO");
  await process.close();
});

test("comparing with a file leaves a database that verify finds nothing in", async () => {
  const { id, right, compare, process } = await beside("webhook");
  await compare(change(await right(), 0, { tier: "GOLD" }));
  await settled(bench, id);
  const { invariants } = await verifyDatabase(bench.database.sql);
  const found = invariants.flatMap((one) => one.found.map((each) => JSON.stringify(each)));
  expect(found.filter((text) => /what was sent|wrong values?|shadow/.test(text))).toEqual([]);
  await process.close();
});
