import { describe, expect, test } from "vitest";
import { PointsMoves } from "../../../src/core/moves/movePoints.ts";
import type { AccountWork, LotWork } from "../../../src/core/state.ts";
import { exampleIn } from "../../support/docs/examples.ts";
import { Life } from "../../support/docs/life.ts";
import { at } from "../../support/receiver.ts";

/**
 * What a till or an agent does to an account: every point that leaves a lot is entered, and comes
 * back to that lot.
 */

const NOON = at("2026-03-10T12:00:00Z");
const WHY = { kind: "SPENT", rule: null, reason: "voucher", holdId: 5n } as const;

/** Two lots: 100 of 1 March, gone on 1 April, and 40 of 5 March, gone on 5 April. */
function account() {
  const life = new Life(
    exampleIn(`name: life
rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 1 } }] }
events:
  - { at: "2026-03-01T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-05T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "40.00" }] }
expect: {}
`),
  );
  const { context, effects } = life;
  effects.entries.length = 0;
  const [own] = [...life.customer.accounts.values()] as [AccountWork];
  const lots = [...own.lots.values()] as [LotWork, LotWork];
  const ruleset = context.catalog.rulesetAt(NOON);
  const movesAt = (now: typeof NOON) => {
    const cause = {
      eventRowId: null,
      actor: "till",
      store: "S01",
      run: null,
      recordedAt: now,
      now,
    };
    return new PointsMoves(context, own, ruleset, cause);
  };
  return { own, lots, effects, movesAt, moves: movesAt(NOON) };
}

const left = (lots: readonly LotWork[]) => lots.map(({ remaining }) => remaining);

describe("points that are spent", () => {
  test("are those that are lost first, and the entry says of which lots", () => {
    const { own, lots, effects, moves } = account();
    const parts = moves.take(110n, WHY);
    expect(left(lots)).toEqual([0n, 30n]);
    expect(own).toMatchObject({
      active: 30n,
      drawn: true,
      dirty: true,
      nextLotAt: lots[1].expiresAt,
    });
    expect(parts).toEqual([
      [lots[0].id, -100n],
      [lots[1].id, -10n],
    ]);
    expect(effects.entries).toMatchObject([
      {
        ...{ kind: "SPENT", points: 110n, debit_account_id: own.id, credit_account_id: -1n },
        ...{ lots: parts.map((part) => part.map(String)), reason: "voucher", hold_id: 5n },
        ...{ actor: "till", store: "S01", business_period: "2026-03", effective_day: "2026-03-10" },
      },
    ]);
  });

  test("are never more than there are", () => {
    expect(() => account().moves.take(141n, WHY)).toThrow("1 points too few");
  });
});

describe("points that were set aside", () => {
  test("go back into the lots that they came from", () => {
    const { own, lots, effects, moves } = account();
    const parts = moves.take(110n, { ...WHY, kind: "AUTHORISED" as never });
    moves.giveBack(parts, { ...WHY, kind: "RELEASED" });
    expect([left(lots), own.active]).toEqual([[100n, 40n], 140n]);
    expect(own.nextLotAt).toBe(lots[0].expiresAt);
    expect(effects.entries[1]).toMatchObject({
      ...{ kind: "RELEASED", points: 110n, debit_account_id: -1n, credit_account_id: own.id },
      lots: [
        [String(lots[0].id), "100"],
        [String(lots[1].id), "10"],
      ],
    });
  });

  test("are spent out of those lots, the first taken first, also when they have expired meanwhile", () => {
    const { own, lots, effects, moves, movesAt } = account();
    const parts = moves.take(110n, WHY);
    const later = movesAt(at("2026-04-02T12:00:00Z"));
    later.giveBack(parts, { ...WHY, kind: "RELEASED" });
    later.takeFrom(parts, 105n, WHY);
    expect([left(lots), own.active]).toEqual([[0n, 35n], 35n]);
    expect(effects.entries[2]).toMatchObject({
      ...{ kind: "SPENT", points: 105n, debit_account_id: own.id },
      lots: [
        [String(lots[0].id), "-100"],
        [String(lots[1].id), "-5"],
      ],
    });
    later.giveBack([[lots[0].id, -100n]], { ...WHY, kind: "RELEASED" });
    later.takeFrom(parts, 100n, WHY);
    // Of a lot that need not give anything nothing is said.
    expect(effects.entries[4]?.lots).toEqual([[String(lots[0].id), "-100"]]);
  });

  test("are no more than were set aside, and of lots that are known", () => {
    const { lots, moves } = account();
    expect(() => moves.takeFrom([[lots[0].id, -10n]], 11n, WHY)).toThrow("1 points short");
    expect(() => moves.giveBack([[999n, -1n]], WHY)).toThrow("lot 999 was not loaded");
  });
});

describe("points that are given", () => {
  const times = { activatesAt: NOON, expiresAt: null, rollsUntil: null };

  test("are a lot of the entry that gave it, of no order", () => {
    const { own, lots, effects, moves } = account();
    moves.give(25n, times, { ...WHY, kind: "ADJUSTED" });
    const [entry, lot] = [effects.entries.at(-1), effects.lots.at(-1)];
    expect(entry).toMatchObject({ kind: "ADJUSTED", points: 25n, credit_account_id: own.id });
    expect(lot).toMatchObject({ entry_id: entry?.id, order_id: null, points: 25n, remaining: 25n });
    expect(entry?.lots).toEqual([[String(lot?.id), "25"]]);
    expect([own.active, left(lots)]).toEqual([165n, [100n, 40n]]);
  });

  test("pay first what is owed: only the rest can be spent", () => {
    const { own, effects, moves } = account();
    moves.take(140n, WHY);
    own.active -= 30n;
    moves.give(25n, times, { ...WHY, kind: "ADJUSTED" });
    expect(effects.entries.at(-1)?.lots).toEqual([[String(effects.lots.at(-1)?.id), "0"]]);
    expect(own.active).toBe(-5n);
    moves.give(25n, times, { ...WHY, kind: "ADJUSTED" });
    expect([own.active, effects.lots.at(-1)?.remaining]).toEqual([20n, 20n]);
  });

  test("and not active yet wait beside the balance; a rolling end only moves away", () => {
    const { own, moves } = account();
    const later = at("2026-03-20T00:00:00Z");
    moves.give(25n, { activatesAt: later, expiresAt: null, rollsUntil: later }, WHY);
    expect(own).toMatchObject({ active: 140n, maturing: 25n, nextLotAt: later, rollsUntil: later });
    moves.give(5n, { ...times, rollsUntil: NOON }, WHY);
    expect(own).toMatchObject({ active: 145n, rollsUntil: later });
  });
});
