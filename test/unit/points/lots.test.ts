import { describe, expect, test } from "vitest";
import { maturingNext, spendable, type TakenLot } from "../../../src/domain/points/lots.ts";
import { addMicros, type Instant } from "../../../src/domain/time/instant.ts";
import { at } from "../../support/receiver.ts";

/** programme 3.4 and 3.6: from when to when points may be spent. */

const ACTIVE = at("2026-03-01T00:00:00Z");
const GONE = at("2026-04-02T00:00:00Z");

function lot(own: Partial<TakenLot>): TakenLot {
  return {
    ...{ id: 1n, orderId: 1n, remaining: 10n, activatesAt: ACTIVE, expiresAt: GONE },
    ...own,
  };
}

describe("points may be spent from the instant they are active up to the instant they expire, and not from then on", () => {
  const cases: readonly (readonly [string, Instant, boolean])[] = [
    ["a microsecond before they are active", addMicros(ACTIVE, -1), false],
    ["when they become active", ACTIVE, true],
    ["a month before the end", at("2026-03-02T00:00:00Z"), true],
    ["a day before the end", at("2026-04-01T00:00:00Z"), true],
    ["in the last hour", at("2026-04-01T23:00:00Z"), true],
    ["in the last minute", at("2026-04-01T23:59:30Z"), true],
    ["in the last microsecond", addMicros(GONE, -1), true],
    ["at the end", GONE, false],
    ["a microsecond later", addMicros(GONE, 1), false],
    ["a day later", at("2026-04-03T00:00:00Z"), false],
  ];
  test.each(cases)("%s", (_, now, may) => {
    const expected = may ? [1n] : [];
    const ids = (lots: readonly TakenLot[], rollsUntil: Instant | null) =>
      spendable(lots, rollsUntil, now).map(({ id }) => id);
    expect(ids([lot({})], null)).toEqual(expected);
    // With its account: the end is the account's; an end of its own comes before that.
    expect(ids([lot({ expiresAt: null })], GONE)).toEqual(expected);
    expect(ids([lot({})], addMicros(GONE, 1_000_000))).toEqual(expected);
  });

  test("without an end they may be spent for ever, and where nothing is left, never", () => {
    const late = at("2126-01-01T00:00:00Z");
    expect(spendable([lot({ expiresAt: null })], null, late)).toHaveLength(1);
    expect(spendable([lot({ remaining: 0n })], null, ACTIVE)).toEqual([]);
  });
});

test("what becomes active next is all of one instant, and nothing that is active or used up", () => {
  const [now, soon] = [addMicros(ACTIVE, -2), addMicros(ACTIVE, -1)];
  const lots = [
    lot({ remaining: 3n }),
    lot({ activatesAt: soon, remaining: 4n }),
    lot({ activatesAt: soon, remaining: 5n }),
    lot({ activatesAt: soon, remaining: 0n }),
    lot({ activatesAt: now, remaining: 7n }),
  ];
  expect(maturingNext(lots, now)).toEqual({ at: soon, points: 9n });
  expect(maturingNext(lots, soon)).toEqual({ at: ACTIVE, points: 3n });
  expect(maturingNext(lots, ACTIVE)).toBeNull();
});
