import { afterAll, describe, expect, test } from "vitest";
import { GuessLimit, UNKNOWN_CODES_MAX } from "../../../src/commands/guessLimit.ts";
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

test("a thousand guesses: the limit answers, also for good codes, says when to come back, and spares others", async () => {
  const guessing = await openCommands(sql);
  const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
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
    UNKNOWN_CODE: UNKNOWN_CODES_MAX,
    RATE_LIMITED: 1_000 - UNKNOWN_CODES_MAX,
  });
  await expect(guessing.redeemCoupon(redeemRequest(coupon.code, { viewer }))).rejects.toMatchObject(
    {
      code: "RATE_LIMITED",
      details: { retryAfterSeconds: 600 },
    },
  );
  expect((await guessing.redeemCoupon(redeemRequest(coupon.code))).redemptionId).not.toBeNull();
  const stored = await sql`
    select reason, count(*)::int as count from coupon_attempt where actor = 'till:till:guesser'
     group by reason order by reason`;
  expect(stored).toEqual([
    { reason: "TOO_MANY_UNKNOWN_CODES", count: 1_001 - UNKNOWN_CODES_MAX },
    { reason: "UNKNOWN_CODE", count: UNKNOWN_CODES_MAX },
  ]);
});

test("over the limit a till still gets its first answers again, and what happened offline is recorded", async () => {
  const guessing = await openCommands(sql);
  const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
  const viewer = { ...tillOf(HOME_STORE), principal: "till:replays" };
  const honest = redeemRequest(coupon.code, { viewer });
  const first = await guessing.redeemCoupon(honest);
  for (let guess = 0; guess < UNKNOWN_CODES_MAX; guess += 1) {
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

test("codes guessed at once are counted like codes guessed in turn; good ones at once are all answered", async () => {
  const limit = new GuessLimit(() => COUPON_NOW);
  let answered = 0;
  const ask = (isMiss: boolean) => async () => {
    answered += 1;
    await Promise.resolve();
    return isMiss;
  };
  const tries = (count: number, isMiss: boolean) =>
    Promise.allSettled(
      Array.from({ length: count }, () => limit.guard("one", ask(isMiss), (missed) => missed)),
    );
  expect((await tries(5 * UNKNOWN_CODES_MAX, false)).every((o) => o.status === "fulfilled")).toBe(
    true,
  );
  answered = 0;
  const guesses = await tries(5 * UNKNOWN_CODES_MAX, true);
  expect(answered).toBe(UNKNOWN_CODES_MAX);
  expect(guesses.filter(({ status }) => status === "rejected")).toHaveLength(4 * UNKNOWN_CODES_MAX);
});

test("attempts cannot be changed or removed, whatever the code does", async () => {
  await commands.redeemCoupon(redeemRequest("NOSUCHCODE"));
  await expect(sql`update coupon_attempt set outcome = 'REDEEMED'`).rejects.toThrow("append-only");
  await expect(sql`delete from coupon_attempt`).rejects.toThrow("append-only");
});
