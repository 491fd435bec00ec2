import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readGraphSurplus } from "../../../db/queries/identity/graph.ts";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import { unlinkIdentifier } from "../../../src/customers/unlinkIdentifier.ts";
import { regroupCustomers } from "../../../src/identity/regroupCustomers.ts";
import { transact } from "../../../src/platform/transact.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { type CommandBench, expectSound, sale } from "../../support/bench/commandBench.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  setUpRetailer,
  startReceiver,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";

/** A purchase gives its customer no more identifiers of a kind than set-up allows. */

const MOST = 2;

let database: TestDatabase;
/** Two server processes. */
let gateways: readonly [TestReceiver, TestReceiver];
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  const kinds = ["email", "phone"].map((kind) => ({ kind, valuesPerCustomer: MOST }));
  await database.sql`
    insert into setting (key, value) values ('identity', ${database.sql.json({ kinds })})`;
  gateways = [await startReceiver(database.url), await startReceiver(database.url)];
});
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await database?.drop();
});

const mail = (value: string, verified = false) => ({ kind: "email", value, verified });
let sold = 0;
const saleOf = (...customer: { kind: string; value: string }[]) => {
  sold += 1;
  return sale(`L-${sold}`, customer);
};
const leafOf = async (value: string): Promise<bigint | null | undefined> => {
  const [row] = await database.sql<{ leaf_id: bigint | null }[]>`
    select leaf_id from identifiers where value = ${value}`;
  return row?.leaf_id;
};
const surplusOf = async (...leaves: bigint[]) =>
  await database.sql<{ value: string; reason: string }[]>`
    select i.value, s.reason from surplus_identifier s join identifiers i on i.id = s.identifier_id
    where s.leaf_id = any(${leaves.map(String)}::bigint[]) order by i.value`;
const held = async (leaf: bigint): Promise<string[]> =>
  (
    await database.sql<{ value: string }[]>`
      select value from identifiers where leaf_id = ${String(leaf)}::text::bigint order by value`
  ).map(({ value }) => value);
const deps = () => ({
  ...{ sql: database.sql, catalog: gateways[0].catalog, newPublicId: uuidv7 },
  runHeld: async (ids: readonly bigint[]) => {
    await gateways[0].receiver.runHeld(ids, { atOnce: false });
  },
});
const sound = () => expectSound({ database } as CommandBench);
const SURPLUS = (value: string) => ({ value, reason: "LIMIT_OF_CUSTOMER" });
const phone = (n: number) => ({ kind: "phone", value: `+4477009001${n}` });

describe("a purchase that shows more of a kind than its customer may have", () => {
  test("is applied to them, and the surplus is nobody's, on record with its reason", async () => {
    await gateways[0].send([saleOf(mail("a1@example.org"), phone(10), phone(11))]);
    const leaf = (await leafOf("a1@example.org")) as bigint;
    const [result] = await gateways[0].send([saleOf(mail("a1@example.org"), phone(12))]);
    expect(result).toMatchObject({ outcome: "APPLIED", leafId: leaf });
    expect(await held(leaf)).toEqual(["+447700900110", "+447700900111", "a1@example.org"]);
    expect(await leafOf("+447700900112")).toBeNull();
    expect(await surplusOf(leaf)).toEqual([SURPLUS("+447700900112")]);
    await sound();
  });

  test("and makes the customer gives the proven ones, then by value, in whatever order it says them", async () => {
    const shown = [mail("b3@example.org"), mail("b9@example.org", true), mail("b1@example.org")];
    const [result] = await gateways[0].send([saleOf({ kind: "shop", value: "shop-b" }, ...shown)]);
    const leaf = result?.leafId as bigint;
    expect(await held(leaf)).toEqual(["b1@example.org", "b9@example.org", "shop-b"]);
    expect(await surplusOf(leaf)).toEqual([SURPLUS("b3@example.org")]);
  });

  test("does not have the next one of its call found by what it did not give", async () => {
    await gateways[0].send([saleOf(mail("c1@example.org"))]);
    const leaf = (await leafOf("c1@example.org")) as bigint;
    const results = await gateways[0].send([
      saleOf(mail("c1@example.org"), mail("c2@example.org"), mail("c3@example.org")),
      saleOf(mail("c3@example.org")),
      saleOf(mail("c2@example.org")),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["APPLIED", "APPLIED", "APPLIED"]);
    expect(results[0]?.leafId).toBe(leaf);
    expect(results[1]?.leafId).not.toBe(leaf);
    expect(results[2]?.leafId).toBe(leaf);
    await sound();
  });

  test("counts what all leaves of a customer have, and what the order alone says whose it is", async () => {
    await gateways[0].send([saleOf(mail("d1@example.org")), saleOf(mail("d2@example.org"))]);
    const [one, other] = [await leafOf("d1@example.org"), await leafOf("d2@example.org")] as [
      bigint,
      bigint,
    ];
    await transact(database.sql, (tx) =>
      regroupCustomers(tx, deps(), {
        ...{ viewer: viewerOf("admin"), act: null },
        groups: [{ leaves: [one, other], root: one }],
      }),
    );
    const known = saleOf(mail("d2@example.org"));
    await gateways[0].send([known]);
    const { references } = known as { references: { value: string }[] };
    const number = references[0]?.value ?? "";
    const [result] = await gateways[0].send([
      { ...sale(number, [mail("d3@example.org"), phone(20)]), kind: "PLACED", eventId: "placed-d" },
    ]);
    expect(result).toMatchObject({ outcome: "APPLIED", leafId: other });
    expect(await held(other)).toEqual(["+447700900120", "d2@example.org"]);
    expect(await surplusOf(other)).toEqual([SURPLUS("d3@example.org")]);
  });

  test("gives it as soon as there is room, and the graph no longer tells of it", async () => {
    await gateways[0].send([saleOf(...[1, 2, 3].map((n) => mail(`e${n}@example.org`)))]);
    const leaf = (await leafOf("e1@example.org")) as bigint;
    const told = async () => await readGraphSurplus(database.sql, [leaf], 10);
    expect(await told()).toMatchObject([{ identifierKind: "email", reason: "LIMIT_OF_CUSTOMER" }]);
    const identifier = { kind: "email", value: "e2@example.org" };
    await unlinkIdentifier(deps(), {
      ...{ viewer: viewerOf("admin"), identifier, reason: "TEST", idempotencyKey: "unlink-e2" },
    });
    await gateways[0].send([saleOf(mail("e1@example.org"), mail("e3@example.org"))]);
    expect(await leafOf("e3@example.org")).toBe(leaf);
    expect(await told()).toEqual([]);
    await sound();
  });
});

test("purchases of two processes and a link that each give the last one at once leave the limit kept", async () => {
  for (let round = 0; round < 8; round += 1) {
    const own = mail(`race${round}@example.org`);
    const [made] = await gateways[0].send([saleOf(own, phone(30 + round))]);
    const leaf = made?.leafId as bigint;
    const shown = Array.from({ length: 6 }, (_, n) => `+44770091${round}0${10 + n}`);
    const calls = shown.map((value, n) =>
      (gateways[n % 2] as TestReceiver).send([saleOf(own, { kind: "phone", value })]),
    );
    const link = linkIdentifier(deps(), {
      ...{ viewer: viewerOf("admin"), rootId: leaf, said: String(leaf) },
      identifier: { kind: "phone", value: `+44770092${round}010`, verified: false },
      idempotencyKey: `race-${round}`,
    });
    const results = (await Promise.all(calls)).flat();
    await link;
    expect(results.map(({ outcome, leafId }) => ({ outcome, leafId }))).toEqual(
      results.map(() => ({ outcome: "APPLIED", leafId: leaf })),
    );
    expect(await held(leaf)).toHaveLength(MOST + 1);
    const surplus = (await surplusOf(leaf)).map(({ value }) => value);
    const attached = (await held(leaf)).filter((value) => shown.includes(value));
    expect([...surplus, ...attached].sort()).toEqual(shown);
  }
  await sound();
});

test("verify warns of a leaf that has more than set-up allows, and finds what was kept from nobody", async () => {
  const [made] = await gateways[0].send([
    saleOf(mail("v1@example.org"), mail("v2@example.org"), mail("v3@example.org")),
  ]);
  const leaf = made?.leafId as bigint;
  const warnings = async () => {
    const { invariants } = await verifyDatabase(database.sql);
    return invariants.flatMap(({ warnings: all }) =>
      all.map(({ id, detail }) => `${id} ${detail}`),
    );
  };
  expect((await warnings()).join()).not.toContain("more than");
  await database.sql`
    update identifiers set leaf_id = ${String(leaf)}::text::bigint where value = 'v3@example.org'`;
  expect((await warnings()).join()).toContain(`leaf ${leaf} has 3 identifiers of kind email`);
  await database.sql`update identifiers set leaf_id = null where value = 'v3@example.org'`;
  const at = `update surplus_identifier set leaf_id = leaf_id + 1 where leaf_id = ${leaf}`;
  await database.sql.unsafe(at);
  expect(formatReport(await verifyDatabase(database.sql))).toContain("was kept from leaf");
  await database.sql.unsafe(
    `update surplus_identifier set leaf_id = ${leaf} where leaf_id = ${leaf + 1n}`,
  );
  await sound();
});
