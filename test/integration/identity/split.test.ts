import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { previewSplit } from "../../../src/identity/byHand/previewSplit.ts";
import { unmergeCustomers } from "../../../src/identity/byHand/unmergeCustomers.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { authorisePoints } from "../../../src/loyalty/points/authorisePoints.ts";
import { capturePoints } from "../../../src/loyalty/points/endAuthorisation.ts";
import { expectSound, hoursAgo, sale } from "../../support/bench/commandBench.ts";
import { type MergeBench, startTrustingBench } from "../../support/bench/mergeBench.ts";
import { splitActs } from "../../support/bench/splitBench.ts";
import { shownOf } from "../../support/identity/shownOf.ts";
import { viewerOf } from "../../support/receiver.ts";

let bench: MergeBench;
beforeAll(async () => {
  bench = await startTrustingBench();
});
afterAll(() => bench?.close());

const {
  key,
  email,
  split,
  unsplit,
  link,
  merge,
  spend,
  pointsOf,
  rootsOf,
  redecide,
  codes,
  shared,
} = splitActs(() => bench);

describe("splitting a customer by hand", () => {
  test("gives the other one the orders of their identifiers, with points and a tier", async () => {
    const root = await shared("s1-father", "s1-son");
    await bench.buy("s1-father", "300.00");
    await bench.buy("s1-son", "700.00");
    await expectSound(bench);
    const answer = await split(root, ["s1-son"]);
    expect(codes(answer)).toEqual([]);
    const son = BigInt(answer.otherId as string);
    expect(await bench.stateOf(root, son)).toMatchObject([
      { id: root, tier: "SILVER", accounts: [{ active: 420 }] },
      { id: son, tier: "SILVER", accounts: [{ active: 700 }], orders: [{ points_active: 700 }] },
    ]);
    await expectSound(bench);
    expect(await bench.buy("s1-son", "400.00")).toBe(son);
    expect(await bench.tierOf(son)).toBe("GOLD");
    await expectSound(bench);
  });

  test("is taken back so that the one customer shows what it showed, spent points apart or not", async () => {
    const root = await shared("s2-a", "s2-b");
    await bench.buy("s2-a", "500.00");
    await bench.buy("s2-b", "900.00");
    await spend(root, 600n);
    const before = await shownOf(bench.database.sql, root);
    const other = BigInt((await split(root, ["s2-b"])).otherId as string);
    await expectSound(bench);
    expect(await rootsOf(root, other)).toEqual([root, other]);
    const again = await unsplit(other);
    expect(again).toEqual({ leafId: `${root}`, userErrors: [] });
    expect(await shownOf(bench.database.sql, root)).toEqual(before);
    expect(await rootsOf(root, other)).toEqual([root, root]);
    await expectSound(bench);
    await redecide(root, other);
    expect(await rootsOf(root, other)).toEqual([root, root]);
    expect(await bench.buy("s2-b", "10.00")).toBe(other);
    await expectSound(bench);
  });

  test("leaves what was spent with whose points they were, and no sum changes", async () => {
    const root = await shared("s3-a", "s3-b");
    await bench.buy("s3-b", "100.00");
    await spend(root, 150n);
    // 120 of the first purchase are lost first, then 30 of the second.
    const other = BigInt((await split(root, ["s3-b"])).otherId as string);
    expect(await pointsOf(root, other)).toEqual([0n, 70n]);
    await expectSound(bench);
  });

  test("takes along what was held back, and a return takes its points from whose it is now", async () => {
    const root = await shared("s4-a", "s4-b");
    await bench.gateway.send([sale("s4-order", [email("s4-b")])]);
    const other = BigInt((await split(root, ["s4-b"])).otherId as string);
    expect(await pointsOf(root, other)).toEqual([120n, 120n]);
    await bench.gateway.send([
      {
        ...{ source: "shop", eventId: "s4-return", kind: "RETURNED", occurredAt: hoursAgo(1) },
        ...{ references: [{ kind: "order", value: "s4-order" }], return: { id: "R" } },
      },
    ]);
    expect(await pointsOf(root, other)).toEqual([120n, 0n]);
    await expectSound(bench);
  });

  test("keeps an order that showed both with the one who stays, unless it is named", async () => {
    const root = await shared("s5-a", "s5-b");
    const [both] = await bench.database.sql<{ id: bigint }[]>`
      select id from orders where leaf_id = ${root}`;
    await bench.buy("s5-b", "50.00");
    const other = BigInt((await split(root, ["s5-b"])).otherId as string);
    expect(await pointsOf(root, other)).toEqual([120n, 50n]);
    await expectSound(bench);
    const second = await shared("s5-c", "s5-d");
    const [order] = await bench.database.sql<{ id: bigint }[]>`
      select id from orders where leaf_id = ${second}`;
    const named = await split(second, ["s5-d"], { orders: [order?.id] });
    expect(codes(named)).toEqual([]);
    expect(await pointsOf(second, BigInt(named.otherId as string))).toEqual([0n, 120n]);
    await expectSound(bench);
    await link(root, "s5-e");
    expect(codes(await split(root, ["s5-e"], { orders: [order?.id] }))).toEqual([
      "ORDER_NOT_FOUND",
    ]);
    expect(both?.id).not.toBe(order?.id);
  });

  test("binds the matcher: what both show later joins them no more", async () => {
    const root = await shared("s6-a", "s6-b");
    const other = BigInt((await split(root, ["s6-b"])).otherId as string);
    await bench.gateway.send([
      sale(
        `shown-${key()}`,
        ["s6-a", "s6-b"].map((name) => ({ ...email(name), verified: true })),
      ),
    ]);
    await decideLinks(bench.deps);
    await redecide(root, other);
    expect(await rootsOf(root, other)).toEqual([root, other]);
    await expectSound(bench);
  });

  test("gives what a term still holds to whose days reach it, and no more", async () => {
    const root = await shared("s7-a", "s7-b");
    await bench.buy("s7-a", "400.00");
    await bench.buy("s7-b", "700.00");
    expect(await bench.tierOf(root)).toBe("GOLD");
    const [before] = await bench.stateOf(root);
    const other = BigInt((await split(root, ["s7-b"])).otherId as string);
    expect([await bench.tierOf(root), await bench.tierOf(other)]).toEqual(["SILVER", "SILVER"]);
    await unsplit(other);
    const [after] = await bench.stateOf(root);
    const { tier, tier_since, tier_until } = before as Record<string, unknown>;
    expect(after).toMatchObject({ tier, tier_since, tier_until });
  });

  test("with what came in for either since is taken back with all of it", async () => {
    const root = await shared("s8-a", "s8-b");
    await bench.buy("s8-b", "100.00");
    const other = BigInt((await split(root, ["s8-b"])).otherId as string);
    await bench.buy("s8-b", "30.00");
    await bench.buy("s8-a", "40.00");
    await spend(other, 50n);
    expect(codes(await unsplit(other))).toEqual([]);
    expect((await pointsOf(root, other)).reduce((a, b) => a + b)).toBe(240n);
    await expectSound(bench);
  });

  test("of a split customer once more, of the part that went, and all taken back", async () => {
    const root = await shared("s9-a", "s9-b", "s9-c");
    for (const name of ["s9-a", "s9-b", "s9-c"]) {
      await bench.buy(name, "260.00");
    }
    const before = await shownOf(bench.database.sql, root);
    const bAndC = BigInt((await split(root, ["s9-b", "s9-c"])).otherId as string);
    const c = BigInt((await split(bAndC, ["s9-c"])).otherId as string);
    expect(await pointsOf(root, bAndC, c)).toEqual([380n, 260n, 260n]);
    await expectSound(bench);
    expect(codes(await unsplit(c))).toEqual([]);
    await expectSound(bench);
    expect(codes(await unsplit(bAndC))).toEqual([]);
    expect(await shownOf(bench.database.sql, root)).toEqual(before);
    await expectSound(bench);
  });

  test("twice of one customer is taken back in the other order alone", async () => {
    const root = await shared("s16-a", "s16-b", "s16-c");
    for (const name of ["s16-a", "s16-b", "s16-c"]) {
      await bench.buy(name, "300.00");
    }
    const before = await shownOf(bench.database.sql, root);
    const b = BigInt((await split(root, ["s16-b"])).otherId as string);
    const c = BigInt((await split(root, ["s16-c"])).otherId as string);
    expect(codes(await unsplit(b))).toEqual(["SPLIT_OVERTAKEN"]);
    expect([codes(await unsplit(c)), codes(await unsplit(b))]).toEqual([[], []]);
    expect(codes(await unsplit(b))).toEqual(["NOT_SPLIT"]);
    expect(await shownOf(bench.database.sql, root)).toEqual(before);
    await expectSound(bench);
  });

  test("of a customer who was merged leaves the others where they were, and so does the undo", async () => {
    const a = await shared("s10-a", "s10-x");
    await bench.buy("s10-x", "500.00");
    const b = await bench.buyer("s10-b", "300.00");
    await merge(a, b);
    expect(await bench.tierOf(a)).toBe("SILVER");
    const x = BigInt((await split(a, ["s10-x"])).otherId as string);
    expect(await rootsOf(a, b, x)).toEqual([a, a, x]);
    await redecide(a, b, x);
    expect(await rootsOf(a, b, x)).toEqual([a, a, x]);
    await expectSound(bench);
    await unmergeCustomers(bench.deps, {
      ...{ viewer: viewerOf("agent"), rootId: a, separate: b, said: key(), reason: "two" },
      idempotencyKey: key(),
    });
    expect(await bench.tierOf(a)).toBe("BASE");
    expect(codes(await unsplit(x))).toEqual(["SPLIT_OVERTAKEN"]);
    await expectSound(bench);
  });

  test("is refused with the field for what cannot be", async () => {
    const root = await shared("s11-a", "s11-b");
    const stranger = await bench.buyer("s11-z", "5.00");
    expect(codes(await split(null, ["s11-b"]))).toEqual(["CUSTOMER_NOT_FOUND"]);
    expect(codes(await split(root, []))).toEqual(["MISSING"]);
    expect(codes(await split(root, ["s11-b"], { reason: " " }))).toEqual(["REASON_INVALID"]);
    const foreign = await split(root, ["s11-b", "s11-z"]);
    expect(foreign.userErrors).toMatchObject([
      { code: "IDENTIFIER_NOT_FOUND", field: ["identifiers", "1"] },
    ]);
    expect(codes(await split(root, ["nobody"]))).toEqual(["IDENTIFIER_NOT_FOUND"]);
    expect(codes(await split(root, ["s11-a", "s11-b"]))).toEqual(["NOTHING_STAYS"]);
    const many = Array.from({ length: 10_000 }, (_, n) => `s11-${n}`);
    expect(codes(await split(root, many))).toEqual(["TOO_MANY"]);
    const orders = await split(root, ["s11-b"], { orders: [null] });
    expect(orders.userErrors).toMatchObject([{ code: "ORDER_NOT_FOUND", field: ["orders", "0"] }]);
    expect(codes(await unsplit(stranger))).toEqual(["NOT_SPLIT"]);
    expect(codes(await unsplit(null))).toEqual(["CUSTOMER_NOT_FOUND"]);
    await merge(root, stranger);
    expect(codes(await split(root, ["s11-b", "s11-z"]))).toEqual(["IDENTIFIERS_OF_SEVERAL"]);
    expect(codes(await split(stranger, ["s11-b"]))).toEqual(["IDENTIFIER_NOT_FOUND"]);
    expect(await rootsOf(root, stranger)).toEqual([root, root]);
  });

  test("is refused while points of the orders that go are set aside", async () => {
    const root = await shared("s12-a", "s12-b");
    await bench.buy("s12-b", "100.00");
    const held = await authorisePoints(bench.deps, {
      ...{ viewer: viewerOf("till"), rootId: root, said: key(), idempotencyKey: key() },
      ...{ wallet: "points", reference: null, expiresInSeconds: null, points: 150n },
    });
    expect(codes(await split(root, ["s12-b"]))).toEqual(["POINTS_SET_ASIDE"]);
    await capturePoints(bench.deps, {
      ...{ viewer: viewerOf("till"), authorisation: held.hold?.publicId ?? null },
      ...{ points: 10n, idempotencyKey: key() },
    });
    const other = BigInt((await split(root, ["s12-b"])).otherId as string);
    expect((await pointsOf(root, other)).reduce((a, b) => a + b)).toBe(210n);
    await expectSound(bench);
  });

  test("happens once of two at once, once per key, and to nobody by a wrong role", async () => {
    const root = await shared("s13-a", "s13-b");
    const answers = await Promise.all([split(root, ["s13-b"]), split(root, ["s13-b"])]);
    expect(answers.map(codes).sort()).toEqual([[], ["IDENTIFIER_NOT_FOUND"]]);
    const second = await shared("s13-c", "s13-d");
    const idempotencyKey = key();
    const first = await split(second, ["s13-d"], { idempotencyKey });
    expect(await split(second, ["s13-d"], { idempotencyKey })).toEqual(first);
    await expect(
      split(second, ["s13-d"], { idempotencyKey, reason: "other" }),
    ).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" });
    const roles = [
      ...(["agent", "storefront", "shop", "till", "ingest"] as const),
      ...(["marketer", "operator"] as const),
    ];
    for (const role of roles) {
      const viewer = viewerOf(role);
      const forbidden = { code: "FORBIDDEN" };
      await expect(split(second, ["s13-c"], { viewer })).rejects.toMatchObject(forbidden);
      await expect(unsplit(second, { viewer })).rejects.toMatchObject(forbidden);
    }
    const [row] = await bench.database.sql`select public_id from customer where id = ${second}`;
    const own = { ...viewerOf("supervisor"), customerId: row?.["public_id"] };
    await bench.buyer("s13-e", "5.00");
    const third = await shared("s13-f", "s13-g");
    const [their] = await bench.database.sql`select public_id from customer where id = ${third}`;
    const viewer = { ...own, customerId: their?.["public_id"] };
    await expect(split(third, ["s13-g"], { viewer })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expectSound(bench);
  });

  test("of a stranger's return without a receipt goes with its sale, or not at all", async () => {
    const root = await shared("s14-a", "s14-b");
    const line = { id: "1", article: "s14-mug", quantity: "1", gross: "80.00" };
    const tenders = [{ kind: "card", amount: "80.00" }];
    await bench.gateway.send([sale("s14-sale", [email("s14-a")], { lines: [line], tenders })]);
    await bench.gateway.send([
      {
        ...{ source: "shop", eventId: "s14-back", kind: "RETURNED", occurredAt: hoursAgo(1) },
        ...{ references: [{ kind: "return", value: "s14-R" }], customer: [email("s14-b")] },
        return: { id: "R", lines: [{ article: "s14-mug", quantity: "1" }] },
        currencyCode: "GBP",
      },
    ]);
    expect(codes(await split(root, ["s14-b"]))).toEqual(["RETURN_OF_BOTH"]);
    const [row] = await bench.database.sql<{ id: bigint }[]>`
      select order_id as id from events where event_id = 'sold-s14-sale'`;
    const both = await split(root, ["s14-b"], { orders: [row?.id] });
    expect(codes(both)).toEqual([]);
    expect(await pointsOf(root, BigInt(both.otherId as string))).toEqual([120n, 0n]);
    await expectSound(bench);
  });

  test("is shown before it is done, and then nothing has changed", async () => {
    const root = await shared("s15-a", "s15-b");
    await bench.buy("s15-b", "300.00");
    const before = await bench.stateOf(root);
    const asked = { viewer: viewerOf("supervisor"), rootId: root, orders: [] };
    const preview = await previewSplit(bench.deps, { ...asked, identifiers: [email("s15-b")] });
    expect(preview).toMatchObject({
      before: { tier: "SILVER", identifiers: 2, orders: 2, balances: [{ active: 420n }] },
      after: { tier: "BASE", identifiers: 1, orders: 1, balances: [{ active: 120n }] },
      otherAfter: { tier: "SILVER", identifiers: 1, orders: 1, balances: [{ active: 300n }] },
      userErrors: [],
    });
    expect(await bench.stateOf(root)).toEqual(before);
    const none = await previewSplit(bench.deps, { ...asked, identifiers: [email("s15-z")] });
    expect(none).toMatchObject({ after: null, otherAfter: null });
    expect(codes(none)).toEqual(["IDENTIFIER_NOT_FOUND"]);
  });
});
