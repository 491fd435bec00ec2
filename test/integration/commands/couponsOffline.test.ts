import { uuidv7 } from "uuidv7";
import { afterAll, describe, expect, test } from "vitest";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { GUESSES_MAX } from "../../../src/domain/access/guessBudget.ts";
import { type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
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

const { database, sql, commands } = await startCouponRetailer();
afterAll(() => database.drop());

const couponRow = (id: bigint) => couponCounts(sql, id);
const attemptsAt = (id: bigint) => attemptsAtCoupon(sql, id);
const later = (days: number) => (COUPON_NOW + days * MICROS_PER_DAY) as Instant;

describe("offline tills", () => {
  const conflictsOf = async (redemptionId: string | null) =>
    (
      await sql<{ reason: string }[]>`
        select reason from coupon_conflict c join redemption r on r.id = c.redemption_id
        where r.public_id = ${redemptionId}::uuid order by reason`
    ).map(({ reason }) => reason);

  test("a double spend is recorded as a fact and as a conflict, and keeps the coupon used", async () => {
    const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
    await commands.redeemCoupon(redeemRequest(coupon.code));
    const offline = redeemRequest(coupon.code, { occurredAt: later(-1) });
    const answer = await commands.redeemCoupon(offline);
    expect(answer).toMatchObject({ refusals: [], isReplay: false });
    expect(await conflictsOf(answer.redemptionId)).toEqual(["OVER_LIMIT"]);
    expect(await couponRow(coupon.id)).toEqual({ state: "REDEEMED", used: 2, drawn: 2 });
    expect(await commands.redeemCoupon(offline)).toEqual({ ...answer, isReplay: true });
    expect((await attemptsAt(coupon.id)).map(({ outcome }) => outcome)).toEqual([
      "REDEEMED",
      "RECORDED",
    ]);
  });

  test("the first use counts when it was offline: online it is then refused", async () => {
    const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
    const offline = await commands.redeemCoupon(
      redeemRequest(coupon.code, { occurredAt: later(-1) }),
    );
    expect(await conflictsOf(offline.redemptionId)).toEqual([]);
    expect((await commands.redeemCoupon(redeemRequest(coupon.code))).refusals).toMatchObject([
      { code: "ALREADY_REDEEMED" },
    ]);
  });

  test("what it would have been refused for becomes a conflict, an unknown code too", async () => {
    const coupon = await issued(
      sql,
      commands,
      issueRequest(await insertCustomer(sql), { conditions: { stores: [OTHER_STORE] } }),
    );
    const answer = await commands.redeemCoupon(
      redeemRequest(coupon.code, { occurredAt: later(-11) }),
    );
    expect(await conflictsOf(answer.redemptionId)).toEqual(["NOT_YET_VALID", "STORE_EXCLUDED"]);
    const unknown = await commands.redeemCoupon(
      redeemRequest("NOSUCHCODE", { occurredAt: later(1) }),
    );
    expect(await conflictsOf(unknown.redemptionId)).toEqual(["OCCURRED_IN_FUTURE", "UNKNOWN_CODE"]);
  });

  test("given to somebody else than its customer, it is recorded and the customer still has the coupon", async () => {
    const owner = await insertCustomer(sql);
    const coupon = await issued(sql, commands, issueRequest(owner));
    const stranger = atTill(await insertCustomer(sql));
    const request = redeemRequest(coupon.code, { occurredAt: later(-1), customer: stranger });
    const answer = await commands.redeemCoupon(request);
    expect(answer).toMatchObject({ refusals: [], isReplay: false });
    expect(await conflictsOf(answer.redemptionId)).toEqual(["OTHER_CUSTOMER"]);
    expect(await couponRow(coupon.id)).toEqual({ state: "ISSUED", used: 0, drawn: 0 });
    // Its attempts show what was done with its code.
    expect(await attemptsAt(coupon.id)).toMatchObject([{ outcome: "RECORDED" }]);
    expect(await commands.redeemCoupon(request)).toEqual({ ...answer, isReplay: true });
    const back = await commands.reverseRedemption({
      ...{ viewer: tillOf(HOME_STORE), idempotencyKey: uuidv7(), reason: "VOIDED" },
      ...{ redemptionId: answer.redemptionId, store: null, till: "1", cashier: null },
    });
    expect(back.redemptionId).toBe(answer.redemptionId);
    expect((await commands.redeemCoupon(redeemRequest(coupon.code))).redemptionId).not.toBeNull();
    const outboxed = await sql`select count(*)::int as n from outbox
      where root_id = ${String(owner)}::text::bigint and kind = 'COUPON_CHANGED'`;
    expect(outboxed).toEqual([{ n: 2 }]);
  });

  test("codes out of a row of guesses are recorded, count as misses, and use nothing up", async () => {
    const guessing = await openCommands(sql);
    const viewer = { ...tillOf(HOME_STORE), principal: "till:guesses-offline" };
    const offline = (code: string) =>
      guessing.redeemCoupon(redeemRequest(code, { viewer, occurredAt: later(-1) }));
    const spare = await issued(sql, commands, issueRequest(null, { code: "SPARE26", usesMax: 1 }));
    const personal = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
    for (let guess = 0; guess < 130; guess += 1) {
      expect((await offline(`OFFGUESS${guess}`)).redemptionId).not.toBeNull();
    }
    const { redemptionId } = await offline("SPARE26");
    expect(await conflictsOf(redemptionId)).toEqual(["TOO_MANY_UNKNOWN_CODES"]);
    expect(await couponRow(spare.id)).toEqual({ state: "ISSUED", used: 0, drawn: 0 });
    await expect(guessing.redeemCoupon(redeemRequest("SPARE26", { viewer }))).rejects.toMatchObject(
      { code: "RATE_LIMITED" },
    );
    // What nobody guesses is used up as ever.
    expect(await conflictsOf((await offline(personal.code)).redemptionId)).toEqual([]);
    expect(await couponRow(personal.id)).toEqual({ state: "REDEEMED", used: 1, drawn: 1 });
  });

  test("who is at the till belongs to the key as said: a retry gets its first answer when they are known by then", async () => {
    const coupon = await issued(sql, commands, issueRequest(null));
    const by = { email: "late@example.com" };
    const rootId = await insertCustomer(sql);
    const offline = redeemRequest(coupon.code, {
      occurredAt: later(-1),
      customer: atTill(null, by),
    });
    const online = redeemRequest(coupon.code, { customer: atTill(null, by) });
    for (const [request, isNobody] of [
      [offline, undefined],
      [online, true],
    ] as const) {
      const first = await commands.redeemCoupon(request);
      expect(first.isNobody).toBe(isNobody);
      expect(first.redemptionId === null).toBe(isNobody === true);
      expect(await commands.redeemCoupon({ ...request, customer: atTill(rootId, by) })).toEqual({
        ...first,
        isReplay: true,
      });
    }
  });
});

test("a thousand guesses: the limit answers, also for good codes that could be guessed, says when to come back, and spares others", async () => {
  const guessing = await openCommands(sql);
  const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
  await issued(sql, commands, issueRequest(null, { code: "SPRING26" }));
  const viewer = { ...tillOf(HOME_STORE), principal: "till:guesser" };
  const outcomes: string[] = [];
  for (let guess = 0; guess < 1_000; guess += 1) {
    const request = redeemRequest(`GUESS${guess}`, { viewer });
    outcomes.push(
      await guessing.redeemCoupon(request).then(
        ({ refusals }) => refusals[0]?.code ?? "REDEEMED",
        (error: { code: string }) => error.code,
      ),
    );
  }
  expect(
    Object.fromEntries(
      Map.groupBy(outcomes, (one) => one)
        .entries()
        .map(([code, all]) => [code, all.length]),
    ),
  ).toEqual({
    UNKNOWN_CODE: GUESSES_MAX.principal,
    RATE_LIMITED: 1_000 - GUESSES_MAX.principal,
  });
  await expect(guessing.redeemCoupon(redeemRequest("SPRING26", { viewer }))).rejects.toMatchObject({
    code: "RATE_LIMITED",
    // A hundredth of ten minutes: the next miss has room then.
    details: { retryAfterSeconds: 6 },
  });
  expect((await guessing.redeemCoupon(redeemRequest("SPRING26"))).redemptionId).not.toBeNull();
  // Nobody guesses a generated code, so a till goes on taking those.
  const generated = redeemRequest(coupon.code, { viewer });
  expect((await guessing.redeemCoupon(generated)).redemptionId).not.toBeNull();
  const stored = await sql`
    select reason, count(*)::int as count from coupon_attempt where actor = 'till:till:guesser'
     group by reason order by reason`;
  expect(stored).toEqual([
    { reason: "TOO_MANY_UNKNOWN_CODES", count: 1_001 - GUESSES_MAX.principal },
    { reason: "UNKNOWN_CODE", count: GUESSES_MAX.principal },
    { reason: null, count: 1 },
  ]);
});

test("over the limit a till still gets its first answers again, and what happened offline is recorded", async () => {
  const guessing = await openCommands(sql);
  const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
  const viewer = { ...tillOf(HOME_STORE), principal: "till:replays" };
  const honest = redeemRequest(coupon.code, { viewer });
  const first = await guessing.redeemCoupon(honest);
  for (let guess = 0; guess < GUESSES_MAX.principal; guess += 1) {
    await guessing.redeemCoupon(redeemRequest(`AGAIN${guess}`, { viewer }));
  }
  const refused = redeemRequest("ONEMORE", { viewer });
  await expect(guessing.redeemCoupon(refused)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  expect(await guessing.redeemCoupon(honest)).toEqual({ ...first, isReplay: true });
  const offline = redeemRequest("OFFLINECODE", { viewer, occurredAt: later(-1) });
  expect((await guessing.redeemCoupon(offline)).redemptionId).not.toBeNull();
  // The limit has answered nothing under its key: later it counts.
  expect((await commands.redeemCoupon({ ...refused, viewer: tillOf(HOME_STORE) })).isReplay).toBe(
    false,
  );
});

test("codes guessed at once are answered like codes guessed in turn; good ones at once are all answered", async () => {
  const limit = new GuessLimit(() => COUPON_NOW);
  const ask = (isMiss: boolean) => async () => {
    await Promise.resolve();
    return isMiss;
  };
  const tries = (count: number, isMiss: boolean) =>
    Promise.allSettled(
      Array.from({ length: count }, () =>
        limit.guard(tillOf(HOME_STORE), ask(isMiss), (missed) => missed),
      ),
    );
  expect(
    (await tries(5 * GUESSES_MAX.principal, false)).every((o) => o.status === "fulfilled"),
  ).toBe(true);
  const guesses = await tries(5 * GUESSES_MAX.principal, true);
  const answered = guesses.filter(({ status }) => status === "fulfilled");
  expect(answered).toHaveLength(GUESSES_MAX.principal);
  expect(guesses.filter(({ status }) => status === "rejected")).toHaveLength(
    4 * GUESSES_MAX.principal,
  );
});

test("attempts cannot be changed or removed, whatever the code does", async () => {
  await commands.redeemCoupon(redeemRequest("NOSUCHCODE"));
  await expect(sql`update coupon_attempt set outcome = 'REDEEMED'`).rejects.toThrow("append-only");
  await expect(sql`delete from coupon_attempt`).rejects.toThrow("append-only");
});

test("the records fit together after all of it", async () => {
  const report = await verifyDatabase(sql, { now: COUPON_NOW });
  expect(report.invariants.find(({ invariant }) => invariant === "I3")).toMatchObject({
    violations: 0,
  });
});
