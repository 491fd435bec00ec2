import { afterAll, describe, expect, test } from "vitest";
import { type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import {
  atTill,
  attemptsAtCoupon,
  COUPON_NOW,
  couponCounts,
  HOME_STORE,
  insertCustomer,
  issued,
  issueRequest,
  OTHER_STORE,
  openCommands,
  redeemRequest,
  startCouponRetailer,
  tillOf,
} from "../../support/coupons.ts";
import { viewerOf } from "../../support/receiver.ts";

const { database, sql, commands } = await startCouponRetailer();
afterAll(() => database.drop());

const couponRow = (id: bigint) => couponCounts(sql, id);
const attemptsAt = (id: bigint) => attemptsAtCoupon(sql, id);
const later = (days: number) => (COUPON_NOW + days * MICROS_PER_DAY) as Instant;

describe("redeeming", () => {
  test("a personal coupon is used once; the second till is told so, and both attempts are on record", async () => {
    const rootId = await insertCustomer(sql);
    const coupon = await issued(sql, commands, issueRequest(rootId));
    const first = await commands.redeemCoupon(redeemRequest(coupon.code));
    expect(first).toMatchObject({ refusals: [], isReplay: false });
    expect(first.redemptionId).not.toBeNull();

    const second = await commands.redeemCoupon(redeemRequest(coupon.code, { till: "2" }));
    expect(second).toMatchObject({
      redemptionId: null,
      refusals: [{ code: "ALREADY_REDEEMED", final: true }],
    });
    expect(await couponRow(coupon.id)).toEqual({ state: "REDEEMED", used: 1, drawn: 1 });
    expect(await attemptsAt(coupon.id)).toEqual([
      { kind: "REDEEM", outcome: "REDEEMED", reason: null, store: HOME_STORE, till: "1" },
      {
        kind: "REDEEM",
        outcome: "REFUSED",
        reason: "ALREADY_REDEEMED",
        store: HOME_STORE,
        till: "2",
      },
    ]);
    const stream = await sql`
      select seq, kind, payload->>'change' as change, payload->>'couponId' as coupon
      from outbox where root_id = ${rootId} order by seq`;
    expect(stream).toEqual([
      { seq: 1n, kind: "COUPON_CHANGED", change: "ISSUED", coupon: coupon.publicId },
      { seq: 2n, kind: "COUPON_CHANGED", change: "REDEEMED", coupon: coupon.publicId },
    ]);
  });

  test("a repeat gets the first answer, a refusal too, and puts no second attempt on record", async () => {
    const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
    const request = redeemRequest(coupon.code);
    const first = await commands.redeemCoupon(request);
    const refused = redeemRequest(coupon.code);
    const refusal = await commands.redeemCoupon(refused);
    expect(await commands.redeemCoupon(request)).toEqual({ ...first, isReplay: true });
    expect(await commands.redeemCoupon(refused)).toEqual({ ...refusal, isReplay: true });
    expect(await attemptsAt(coupon.id)).toHaveLength(2);
  });

  test("the same key with another input is refused, and nothing changes", async () => {
    const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
    const request = redeemRequest(coupon.code);
    await commands.redeemCoupon(request);
    await expect(
      commands.redeemCoupon({ ...request, amount: { amount: "4.00", currencyCode: "GBP" } }),
    ).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" });
    expect(await attemptsAt(coupon.id)).toHaveLength(1);
  });

  test("two stores and two tills may use the same key without meeting each other's answers", async () => {
    const key = "b-1/line-1";
    const rootId = await insertCustomer(sql);
    const coupons = await Promise.all(
      [0, 1, 2].map(() => issued(sql, commands, issueRequest(rootId))),
    );
    const places = [
      { viewer: tillOf(HOME_STORE), till: "1" },
      { viewer: tillOf(HOME_STORE), till: "2" },
      { viewer: tillOf(OTHER_STORE), till: "1" },
    ];
    const answers = await Promise.all(
      places.map((place, at) =>
        commands.redeemCoupon(
          redeemRequest(coupons[at]?.code as string, { ...place, idempotencyKey: key }),
        ),
      ),
    );
    expect(new Set(answers.map(({ redemptionId }) => redemptionId)).size).toBe(3);
    expect(answers.every(({ isReplay }) => !isReplay)).toBe(true);
  });

  test("a code is found however it is typed, and a slip of the finger finds nothing", async () => {
    const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
    const typed = ` ${coupon.code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o")} `;
    const swapped = coupon.code.replace(/.$/, (last) => (last === "2" ? "3" : "2"));
    const miss = await commands.redeemCoupon(redeemRequest(swapped));
    expect(miss.refusals).toMatchObject([{ code: "UNKNOWN_CODE" }]);
    expect((await commands.redeemCoupon(redeemRequest(typed))).redemptionId).not.toBeNull();
  });

  test("what is typed as a code and is none of ours is not kept: it may be anything", async () => {
    await commands.redeemCoupon(redeemRequest("+44 7700 900123", { till: "privacy" }));
    expect(
      await sql`select coupon_id, code, reason from coupon_attempt where till = 'privacy'`,
    ).toEqual([{ coupon_id: null, code: null, reason: "UNKNOWN_CODE" }]);
  });

  test("another customer's coupon looks unknown to the till and is on record as another's", async () => {
    const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
    const rootId = await insertCustomer(sql);
    const answer = await commands.redeemCoupon(
      redeemRequest(coupon.code, { customer: atTill(rootId) }),
    );
    const unknown = await commands.redeemCoupon(redeemRequest("0000000000000000"));
    expect(answer).toEqual(unknown);
    expect(await attemptsAt(coupon.id)).toMatchObject([{ reason: "OTHER_CUSTOMER" }]);
  });

  test("the amount of the sale must not exceed what the coupon gives, and a bad one names its field", async () => {
    const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
    const tooMuch = { amount: "5.01", currencyCode: "GBP" };
    expect(
      (await commands.redeemCoupon(redeemRequest(coupon.code, { amount: tooMuch }))).refusals,
    ).toMatchObject([{ code: "AMOUNT_TOO_HIGH", needed: "5.00 GBP", seen: "5.01 GBP" }]);
    for (const [amount, field] of [
      [{ amount: "5.001", currencyCode: "GBP" }, "amount"],
      [{ amount: "-1", currencyCode: "GBP" }, "amount"],
      [{ amount: "1", currencyCode: "XXX" }, "currencyCode"],
    ] as const) {
      await expect(
        commands.redeemCoupon(redeemRequest(coupon.code, { amount })),
      ).rejects.toMatchObject({
        code: "BAD_USER_INPUT",
        details: { field: ["input", "amount", field] },
      });
    }
    expect(await couponRow(coupon.id)).toMatchObject({ used: 0 });
  });
});

describe("whose, where and when", () => {
  test("a till cannot act for another store, nor without one; a role without coupon:redeem cannot at all", async () => {
    const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
    const forbidden = { code: "FORBIDDEN" };
    const call = (changes: object) => commands.redeemCoupon(redeemRequest(coupon.code, changes));
    await expect(call({ store: OTHER_STORE })).rejects.toMatchObject(forbidden);
    await expect(call({ viewer: viewerOf("till"), store: HOME_STORE })).rejects.toMatchObject(
      forbidden,
    );
    for (const role of ["agent", "marketer", "storefront", "ingest", "operator"] as const) {
      await expect(call({ viewer: viewerOf(role), store: HOME_STORE })).rejects.toMatchObject(
        forbidden,
      );
    }
    await expect(call({ viewer: viewerOf("admin"), store: "nowhere" })).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      details: { field: ["input", "store"] },
    });
    expect(await attemptsAt(coupon.id)).toEqual([]);
    expect(
      (await call({ viewer: viewerOf("admin"), store: OTHER_STORE })).redemptionId,
    ).not.toBeNull();
  });

  test("a coupon that is refused registers no campaign", async () => {
    const campaign = { code: "spring-refused", name: "Spring" };
    const gold = { tiers: ["GOLD"] };
    const personal = issueRequest(await insertCustomer(sql), { campaign, conditions: gold });
    const code = issueRequest(null, { code: "SPRINGFIVE" });
    await issued(sql, commands, code);
    const taken = issueRequest(null, { code: "SPRINGFIVE", campaign });
    for (const request of [personal, taken]) {
      expect((await commands.issueCoupon(request)).userErrors).toHaveLength(1);
    }
    const known = () => sql`select name from campaign where code = ${campaign.code}`;
    expect(await known()).toEqual([]);
    await issued(sql, commands, issueRequest(await insertCustomer(sql), { campaign }));
    expect(await known()).toEqual([{ name: "Spring" }]);
  });

  test("nobody issues a coupon to their own record", async () => {
    const rootId = await insertCustomer(sql);
    const [row] = await sql`select public_id from customer where id = ${rootId}`;
    const viewer = { ...viewerOf("marketer"), customerId: row?.["public_id"] as string };
    await expect(commands.issueCoupon(issueRequest(rootId, { viewer }))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await sql`select 1 from coupon where leaf_id = ${rootId}`).toHaveLength(0);
    await issued(sql, commands, issueRequest(await insertCustomer(sql), { viewer }));
  });

  test("nobody uses or takes back their own at their own till; offline it is a fact with a conflict", async () => {
    const rootId = await insertCustomer(sql);
    const [row] = await sql`select public_id from customer where id = ${rootId}`;
    const viewer = { ...tillOf(HOME_STORE), customerId: row?.["public_id"] as string };
    const coupon = await issued(sql, commands, issueRequest(rootId, { usesMax: 3 }));
    const refused = { redemptionId: null, refusals: [{ code: "OWN_RECORD", final: false }] };
    for (const customer of [null, atTill(rootId)]) {
      const request = redeemRequest(coupon.code, { viewer, customer });
      expect(await commands.redeemCoupon(request)).toMatchObject(refused);
    }
    const asked = await commands.validateCoupon({
      ...{ viewer, code: coupon.code, store: null, till: "1", cashier: null, channel: null },
      ...{ cart: null, customer: null },
    });
    expect(asked.eligibility).toMatchObject({ redeemable: false, refusals: refused.refusals });
    expect(await couponCounts(sql, coupon.id)).toMatchObject({ used: 0 });
    const offline = await commands.redeemCoupon(
      redeemRequest(coupon.code, { viewer, occurredAt: COUPON_NOW }),
    );
    const conflicts = await sql`
      select c.reason from coupon_conflict c join redemption r on r.id = c.redemption_id
       where r.public_id = ${offline.redemptionId}::uuid`;
    expect(conflicts).toEqual([{ reason: "OWN_RECORD" }]);
    const reversal = {
      ...{ idempotencyKey: "own-reversal", redemptionId: offline.redemptionId, reason: "mine" },
      ...{ store: null, till: "1", cashier: null },
    };
    await expect(commands.reverseRedemption({ viewer, ...reversal })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const colleague = tillOf(HOME_STORE);
    const reversed = await commands.reverseRedemption({ viewer: colleague, ...reversal });
    expect(reversed.userErrors).toEqual([]);
    const used = await commands.redeemCoupon(redeemRequest(coupon.code, { viewer: colleague }));
    expect(used.refusals).toEqual([]);
  });

  test("only who may issue coupons can", async () => {
    for (const role of ["till", "storefront", "ingest", "operator"] as const) {
      await expect(
        commands.issueCoupon(issueRequest(null, { viewer: viewerOf(role) })),
      ).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });

  test("an honoured coupon is issued to its tiers alone and stays good when the tier is lost", async () => {
    const conditions = { tiers: ["GOLD"] };
    const silver = await insertCustomer(sql, "SILVER");
    expect(await commands.issueCoupon(issueRequest(silver, { conditions }))).toMatchObject({
      couponId: null,
      userErrors: [{ code: "TIER_NEEDED", field: ["conditions", "tiers"] }],
    });
    const gold = await insertCustomer(sql, "GOLD");
    const coupon = await issued(sql, commands, issueRequest(gold, { conditions }));
    await sql`update customer set tier = 'BASE' where id = ${gold}`;
    expect((await commands.redeemCoupon(redeemRequest(coupon.code))).refusals).toEqual([]);
  });

  test("a LIVE coupon asks for the tier as of now, passed term ends included", async () => {
    const conditions = { tiers: ["GOLD"] };
    const rootId = await insertCustomer(sql, "GOLD");
    await sql`insert into membership (id, leaf_id, programme, status, enrolled_at)
      select nextval('id_block_seq'), ${rootId}, 'main', 'ENROLLED', '2026-01-01Z'`;
    const request = issueRequest(rootId, { conditions, basis: "LIVE" });
    const coupon = await issued(sql, commands, request);
    await sql`update customer set tier_until = '2026-03-01Z' where id = ${rootId}`;
    await sql`insert into due (root_id, next_due_at) values (${rootId}, '2026-03-01Z')`;
    expect((await commands.redeemCoupon(redeemRequest(coupon.code))).refusals).toMatchObject([
      { code: "TIER_NEEDED", needed: "GOLD", seen: "BASE" },
    ]);
    // What time had done before is told to the customer's stream, before anything of the coupon.
    expect(await sql`select kind from outbox where root_id = ${rootId} order by seq`).toEqual([
      { kind: "COUPON_CHANGED" },
      { kind: "TIER_CHANGED" },
    ]);
  });

  test("a public code counts uses in all and per customer, and asks who it is", async () => {
    const request = issueRequest(null, { code: "Spring-26", usesMax: 2, usesPerCustomerMax: 1 });
    const coupon = await issued(sql, commands, request);
    const [ada, bo, cy] = [
      await insertCustomer(sql),
      await insertCustomer(sql),
      await insertCustomer(sql),
    ];
    const use = async (rootId: bigint | null) => {
      const customer = rootId === null ? null : atTill(rootId);
      const answer = await commands.redeemCoupon(redeemRequest("SPRING26", { customer }));
      return answer.refusals[0]?.code ?? "REDEEMED";
    };
    expect(await use(null)).toBe("CUSTOMER_NEEDED");
    expect(await use(ada)).toBe("REDEEMED");
    expect(await use(ada)).toBe("CUSTOMER_LIMIT_REACHED");
    expect(await use(bo)).toBe("REDEEMED");
    expect(await use(cy)).toBe("LIMIT_REACHED");
    expect(await couponRow(coupon.id)).toEqual({ state: "REDEEMED", used: 2, drawn: 2 });
    expect(await commands.issueCoupon(issueRequest(null, { code: "spring 26" }))).toMatchObject({
      userErrors: [{ code: "CODE_TAKEN", field: ["code"] }],
    });
  });

  test("an order for a coupon that makes no sense names the field, and nothing is issued", async () => {
    const rootId = await insertCustomer(sql);
    const cases = [
      [{ validUntil: COUPON_NOW, validFrom: null }, ["validUntil"]],
      [{ validFrom: later(2), validUntil: later(1) }, ["validUntil"]],
      [{ code: "MINE" }, ["code"]],
      [{ names: [] }, ["names"]],
      [{ names: [{ locale: "e n", text: "x" }] }, ["names", "0", "locale"]],
      [{ value: { percent: "100.01" } }, ["value", "percent"]],
      [{ value: { amount: { amount: "0", currencyCode: "GBP" } } }, ["value", "amount", "amount"]],
      [{ usesMax: 0 }, ["uses"]],
      [{ campaign: { code: "a b" } }, ["campaign", "code"]],
      [
        { conditions: { basketMin: { amount: "1", currencyCode: "EUR" } } },
        ["conditions", "basketMin", "currencyCode"],
      ],
      [{ issuedBecause: "" }, ["issuedBecause"]],
    ] as const;
    for (const [changes, field] of cases) {
      await expect(
        commands.issueCoupon(issueRequest(rootId, changes as object)),
      ).rejects.toMatchObject({
        code: "BAD_USER_INPUT",
        details: { field: ["input", ...field] },
      });
    }
    expect(await sql`select count(*)::int as count from coupon where leaf_id = ${rootId}`).toEqual([
      { count: 0 },
    ]);
  });
});

describe("taking back", () => {
  const reversal = (redemptionId: string, changes: object = {}) => ({
    viewer: tillOf(OTHER_STORE),
    idempotencyKey: `undo-${redemptionId}`,
    redemptionId,
    reason: "RETURNED",
    store: null,
    till: "3",
    cashier: null,
    ...changes,
  });

  test("a reversed redemption frees its use, once, in any store, and the coupon can be used again", async () => {
    const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
    const first = await commands.redeemCoupon(redeemRequest(coupon.code));
    const undo = reversal(first.redemptionId as string);
    const done = { redemptionId: first.redemptionId, userErrors: [] };
    expect(await Promise.all([1, 2].map(() => commands.reverseRedemption(undo)))).toEqual([
      done,
      done,
    ]);
    expect(await couponRow(coupon.id)).toEqual({ state: "ISSUED", used: 0, drawn: 1 });
    expect(await commands.reverseRedemption({ ...undo, idempotencyKey: "another" })).toMatchObject({
      userErrors: [{ code: "ALREADY_REVERSED" }],
    });

    const second = await commands.redeemCoupon(redeemRequest(coupon.code));
    expect(second.redemptionId).not.toBeNull();
    expect(second.redemptionId).not.toBe(first.redemptionId);
    expect(await couponRow(coupon.id)).toEqual({ state: "REDEEMED", used: 1, drawn: 2 });
    expect((await attemptsAt(coupon.id)).map(({ outcome }) => outcome)).toEqual([
      "REDEEMED",
      "REVERSED",
      "REFUSED",
      "REDEEMED",
    ]);
  });

  test("after thirty days a redemption stands, and an unknown one cannot be taken back", async () => {
    const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
    const { redemptionId } = await commands.redeemCoupon(redeemRequest(coupon.code));
    const late = await openCommands(sql, later(31));
    expect(await late.reverseRedemption(reversal(redemptionId as string))).toMatchObject({
      userErrors: [{ code: "REVERSAL_TOO_LATE", field: ["redemption"] }],
    });
    expect(await commands.reverseRedemption(reversal("x", { redemptionId: null }))).toMatchObject({
      userErrors: [{ code: "REDEMPTION_NOT_FOUND" }],
    });
    await expect(
      commands.reverseRedemption(reversal("y", { viewer: viewerOf("agent") })),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await couponRow(coupon.id)).toMatchObject({ used: 1 });
  });
});
