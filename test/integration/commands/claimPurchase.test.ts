import { afterAll, beforeAll, expect, test } from "vitest";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import type { Role } from "../../../src/domain/access/viewer.ts";
import { CLAIMS_PER_PERSON_AND_DAY } from "../../../src/domain/setup/installation.ts";
import type { Instant, LocalDate } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import { localDateOf } from "../../../src/domain/time/zone.ts";
import { enrolCustomer } from "../../../src/loyalty/enrolCustomer.ts";
import { adjustPoints } from "../../../src/loyalty/points/adjustPoints.ts";
import {
  CLAIM_DAYS_MAX,
  CLAIMS_PER_CUSTOMER_MAX,
  type ClaimPurchaseAnswer,
  type ClaimPurchaseRequest,
  claimPurchase,
} from "../../../src/orders/claimPurchase.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import {
  type CommandBench,
  expectSound,
  hoursAgo,
  sale,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { viewerOf } from "../../support/receiver.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

const email = (name: string) => [{ kind: "email", value: `${name}@example.com` }];

/** A member, by a purchase of 120 pounds. */
async function member(name: string): Promise<bigint> {
  const [result] = await bench.gateway.send([sale(`M-${name}`, email(name))]);
  return result?.leafId as bigint;
}

/** What stands on the receipts that guests got, by order. */
const receipts = new Map<bigint | undefined, Receipt>();
type Receipt = Pick<ClaimPurchaseRequest, "total" | "purchasedOn">;

function receiptOf(event: Record<string, unknown>): Receipt {
  const lines = event["lines"] as readonly { gross: string }[];
  const total = lines.reduce((sum, { gross }) => sum + Number(gross), 0).toFixed(2);
  return {
    total: { amount: total, currencyCode: "GBP" },
    purchasedOn: londonDay(event["occurredAt"] as string),
  };
}

function londonDay(at: string): LocalDate {
  return localDateOf(parseInstant(at) as Instant, "Europe/London");
}

async function guestOrder(number: string, more: Record<string, unknown> = {}): Promise<bigint> {
  const event = sale(number, [], more);
  const [result] = await bench.gateway.send([event]);
  expect(result?.outcome).toBe("APPLIED");
  receipts.set(result?.orderId as bigint, receiptOf(event));
  return result?.orderId as bigint;
}

const UNKNOWN_RECEIPT = receiptOf(sale("unknown", []));

interface Claim {
  key?: string;
  role?: Role;
  who?: string;
  receipt?: Partial<Receipt>;
}
let keys = 0;
function claim(rootId: bigint, orderId: bigint | null, more: Claim = {}) {
  keys += 1;
  return claimPurchase(bench.deps, {
    viewer: { ...viewerOf(more.role ?? "supervisor"), principal: more.who ?? "sue" },
    rootId,
    orderId,
    ...(receipts.get(orderId ?? undefined) ?? UNKNOWN_RECEIPT),
    ...more.receipt,
    said: [rootId, orderId].map(String),
    idempotencyKey: more.key ?? `claim-${keys}`,
  });
}

const codesOf = ({ userErrors }: ClaimPurchaseAnswer) => userErrors.map(({ code }) => code);

async function standing(rootId: bigint) {
  const [row] = await bench.database.sql<{ tier: string; active: bigint }[]>`
    select c.tier, sum(a.active)::bigint as active from customer c
    join account a on a.leaf_id = c.id where c.id = ${String(rootId)} group by c.id`;
  return row;
}

const about = (number: string, kind: string, more: Record<string, unknown> = {}) => ({
  source: "shop",
  eventId: `${kind}-${number}`,
  kind,
  occurredAt: hoursAgo(1),
  references: [{ kind: "order", value: number }],
  ...more,
});

test("a forgotten receipt gives the points and the tier that it would have given with the card", async () => {
  const rootId = await member("ada");
  expect(await standing(rootId)).toMatchObject({ tier: "BASE", active: 120n });
  const orderId = await guestOrder("G1", {
    lines: [{ id: "1", article: "A", quantity: "1", gross: "300.00" }],
  });
  expect(await claim(rootId, orderId, { key: "ada" })).toEqual({ userErrors: [] });
  expect(await standing(rootId)).toMatchObject({ tier: "SILVER", active: 420n });
  // The same call again is the same claim; another one finds it taken.
  expect(await claim(rootId, orderId, { key: "ada" })).toEqual({ userErrors: [] });
  expect(await standing(rootId)).toMatchObject({ active: 420n });
  expect((await claim(rootId, orderId)).userErrors[0]?.code).toBe("ORDER_TAKEN");
});

test("what comes of the order afterwards is the customer's: a return takes the points back", async () => {
  const rootId = await member("bo");
  const orderId = await guestOrder("G2");
  await claim(rootId, orderId);
  expect(await standing(rootId)).toMatchObject({ active: 240n });
  const [returned] = await bench.gateway.send([about("G2", "RETURNED", { return: { id: "r" } })]);
  expect(returned?.leafId).toBe(rootId);
  expect(await standing(rootId)).toMatchObject({ active: 120n });
});

test("somebody's order, a test, an old one and a return cannot be claimed", async () => {
  const rootId = await member("cy");
  const [theirs] = await bench.gateway.send([sale("T1", email("other"))]);
  const old = hoursAgo(24 * (CLAIM_DAYS_MAX + 1));
  const [document] = await bench.gateway.send([
    about("T4", "RETURNED", {
      references: [{ kind: "return", value: "T4" }],
      return: { id: "T4", lines: [{ article: "A", quantity: "1", amount: "5.00" }] },
      currencyCode: "GBP",
    }),
  ]);
  const nothing = {
    receipt: {
      total: { amount: "0.00", currencyCode: "GBP" },
      purchasedOn: londonDay(hoursAgo(1)),
    },
  };
  const refused = [
    await claim(rootId, theirs?.orderId as bigint),
    await claim(rootId, await guestOrder("T2", { test: true })),
    await claim(rootId, await guestOrder("T3", { occurredAt: old })),
    await claim(rootId, document?.orderId as bigint, nothing),
    await claim(rootId, 999_999_999n),
  ];
  expect(refused.map(({ userErrors }) => userErrors[0]?.code)).toEqual([
    "ORDER_TAKEN",
    "TEST_ORDER",
    "ORDER_TOO_OLD",
    "NOT_A_PURCHASE",
    "ORDER_NOT_FOUND",
  ]);
  expect(await standing(rootId)).toMatchObject({ active: 120n });
});

test("two customers who claim one order at once: one has it, once", async () => {
  const [one, other] = [await member("di"), await member("ed")];
  for (let round = 0; round < 6; round += 1) {
    const orderId = await guestOrder(`W${round}`);
    const answers = await Promise.all([claim(one, orderId), claim(other, orderId)]);
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(["ORDER_TAKEN"]);
  }
  const [a, b] = [await standing(one), await standing(other)];
  expect((a?.active ?? 0n) + (b?.active ?? 0n)).toBe(120n * 8n);
});

test("a claim beside events of its order, and beside one that names another customer, loses and doubles nothing", async () => {
  const rootId = await member("fay");
  let claimed = 0n;
  for (let round = 0; round < 10; round += 1) {
    const number = `E${round}`;
    const orderId = await guestOrder(number);
    const [answer, [back], [named]] = await Promise.all([
      claim(rootId, orderId),
      bench.gateway.send([
        about(number, "REFUNDED", { refund: { id: "m", amount: "20.00" }, currencyCode: "GBP" }),
      ]),
      bench.gateway.send([about(number, "SETTLED", { customer: email(`gus${round}`) })]),
    ]);
    expect([back?.outcome, named?.outcome]).toEqual(["APPLIED", "APPLIED"]);
    const [order] = await bench.database.sql`
      select leaf_id, points_active from orders where id = ${String(orderId)}`;
    const isOurs = order?.["leaf_id"] === rootId;
    expect(answer.userErrors.map(({ code }) => code)).toEqual(isOurs ? [] : ["ORDER_TAKEN"]);
    expect(order?.["points_active"]).toBe(100n);
    if (isOurs) {
      claimed += 100n;
    }
  }
  expect(await standing(rootId)).toMatchObject({ active: 120n + claimed });
});

test("a claim brings the sale that a return without receipt was waiting for", async () => {
  const rootId = await member("hal");
  const credit = (id: string, article: string) =>
    about(id, "RETURNED", {
      references: [{ kind: "return", value: id }],
      customer: email("hal"),
      return: { id, lines: [{ article, quantity: "1" }] },
    });
  const [held] = await bench.gateway.send([credit("R1", "vase")]);
  expect([held?.outcome, held?.reason]).toEqual(["HELD", "RETURN_WITHOUT_SALE"]);
  const vase = { lines: [{ id: "1", article: "vase", quantity: "1", gross: "50.00" }] };
  await claim(rootId, await guestOrder("V1", vase));
  // 50 points for the vase, and taken back again by the return that was released.
  expect(await standing(rootId)).toMatchObject({ active: 120n });
  const [event] = await bench.database
    .sql`select outcome from events where event_id = 'RETURNED-R1'`;
  expect(event).toEqual({ outcome: "APPLIED" });

  // A later sale than the matched one is claimed: the return belongs to the latest before it.
  const later = {
    ...vase,
    lines: [{ ...vase.lines[0], gross: "70.00" }],
    occurredAt: hoursAgo(1.5),
  };
  await claim(rootId, await guestOrder("V2", later));
  expect(await standing(rootId)).toMatchObject({ active: 170n });
});

test("a non-member's claimed order earns nothing until the customer joins", async () => {
  const made = await createCustomer(bench.deps, {
    viewer: viewerOf("agent"),
    name: null,
    language: null,
    identifiers: [{ kind: "loyalty", value: "ivy", verified: false }],
    idempotencyKey: "ivy",
  });
  const rootId = BigInt(made.leafId as string);
  const orderId = await guestOrder("N1");
  expect((await claim(rootId, orderId)).userErrors).toEqual([]);
  const points = async () =>
    await bench.database.sql`select points_active from orders where id = ${String(orderId)}`;
  expect(await points()).toEqual([{ points_active: 0n }]);
  await enrolCustomer(bench.deps, {
    viewer: viewerOf("agent"),
    rootId,
    said: "ivy",
    idempotencyKey: "ivy joins",
    termsVersion: null,
    channel: null,
    store: null,
  });
  expect(await points()).toEqual([{ points_active: 120n }]);
});

test("nobody claims a purchase for their own record", async () => {
  const rootId = await member("self");
  const orderId = await guestOrder("SELF");
  const { sql } = bench.database;
  const [row] = await sql`select public_id from customer where id = ${String(rootId)}`;
  const viewer = { ...viewerOf("supervisor"), customerId: row?.["public_id"] as string };
  const receipt = receipts.get(orderId) as Receipt;
  const asked = { viewer, said: "self", rootId, orderId, ...receipt, idempotencyKey: "self" };
  await expect(claimPurchase(bench.deps, asked)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await claim(rootId, orderId, { key: "self" })).userErrors).toEqual([]);
});

test("a wrong total, another day, another currency and an unknown number are one answer, five times an hour", async () => {
  const rootId = await member("kit");
  const orderId = await guestOrder("P1");
  const answers = [
    await claim(rootId, orderId, { receipt: { total: { amount: "120.01", currencyCode: "GBP" } } }),
    await claim(rootId, orderId, { receipt: { total: { amount: "120.00", currencyCode: "EUR" } } }),
    await claim(rootId, orderId, { receipt: { purchasedOn: londonDay(hoursAgo(50)) } }),
    await claim(rootId, 999_999_999n),
    await claim(rootId, null),
  ];
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([
      JSON.stringify({
        userErrors: [
          {
            code: "ORDER_NOT_FOUND",
            message: "No purchase has this number, total and day.",
            field: ["order"],
          },
        ],
      }),
    ]),
  );
  expect(codesOf(await claim(rootId, orderId))).toEqual(["TOO_MANY_ATTEMPTS"]);
  expect(codesOf(await claim(await member("lea"), orderId))).toEqual([]);
});

test("a total that is no amount of its currency is refused with the field", async () => {
  const bad = { receipt: { total: { amount: "1.005", currencyCode: "GBP" } } };
  await expect(claim(await member("max"), await guestOrder("B1"), bad)).rejects.toMatchObject({
    code: "BAD_USER_INPUT",
  });
});

test("an account that gathers strangers' receipts gets ten in thirty days, whoever claims them", async () => {
  const rootId = await member("nia");
  const claims = [];
  for (let at = 0; at < CLAIMS_PER_CUSTOMER_MAX + 3; at += 1) {
    const who = { role: "agent", who: `agent-${at}` } as const;
    claims.push(...codesOf(await claim(rootId, await guestOrder(`S${at}`), who)));
  }
  expect(claims).toEqual(["CLAIM_LIMIT", "CLAIM_LIMIT", "CLAIM_LIMIT"]);
  expect(await standing(rootId)).toMatchObject({
    active: 120n * BigInt(1 + CLAIMS_PER_CUSTOMER_MAX),
  });
  expect(codesOf(await claim(rootId, await guestOrder("S-more")))).toEqual([]);
});

test("one person claims thirty purchases a day, in whatever role and however many at once", async () => {
  const roots = await Promise.all(
    Array.from({ length: CLAIMS_PER_PERSON_AND_DAY + 2 }, (_, at) => member(`o${at}`)),
  );
  const small = { lines: [{ id: "1", article: "A", quantity: "1", gross: "1.00" }] };
  const orders: bigint[] = [];
  for (const at of roots.keys()) {
    orders.push(await guestOrder(`Q${at}`, small));
  }
  const answers = await Promise.all(
    roots.map((root, at) => claim(root, orders[at] ?? null, { role: "agent", who: "pat" })),
  );
  expect(answers.flatMap(codesOf)).toEqual(["CLAIM_LIMIT", "CLAIM_LIMIT"]);
});

test("what claims earn counts to what the same person may give", async () => {
  const rootId = await member("quin");
  const large = { lines: [{ id: "1", article: "A", quantity: "1", gross: "4990.00" }] };
  const who = { role: "agent", who: "rex" } as const;
  expect(codesOf(await claim(rootId, await guestOrder("L1", large), who))).toEqual([]);
  const adjust = (points: bigint) =>
    adjustPoints(bench.deps, {
      viewer: { ...viewerOf("agent"), principal: "rex" },
      ...{ rootId, said: "quin", wallet: "points", points, reason: "Goodwill" },
      idempotencyKey: `adjust-${points}`,
    });
  expect((await adjust(11n)).userErrors[0]).toMatchObject({
    code: "ADJUSTMENT_LIMIT",
    message: "You may give 10 more points within 24 hours, in whatever form; ask a supervisor.",
  });
  expect((await adjust(10n)).userErrors).toEqual([]);
  expect(codesOf(await claim(rootId, await guestOrder("L2"), who))).toEqual(["CLAIM_LIMIT"]);
});

test("a role that may not write customers is refused", async () => {
  for (const role of ["storefront", "shop", "till", "ingest", "marketer", "operator"] as const) {
    await expect(claim(1n, 1n, { role })).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
});

test("the claims cannot be changed, and the database is sound after all of it", async () => {
  await expect(bench.database.sql`delete from order_claim`).rejects.toThrow("append-only");
  await expectSound(bench);
});

test("verify notices an order that got its customer without a claim on record", async () => {
  const { sql } = bench.database;
  await sql.unsafe(`
    alter table order_claim disable trigger order_claim_append_only;
    delete from order_claim where order_id = (select min(order_id) from order_claim);
    alter table order_claim enable trigger order_claim_append_only;`);
  const { invariants } = await verifyDatabase(sql);
  const replayed = invariants.find(({ invariant }) => invariant === "I7b");
  expect(replayed?.found.map(({ detail }) => detail).join("\n")).toMatch(
    /customer is \d+, should be/,
  );
});
