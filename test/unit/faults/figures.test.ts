import { expect, test } from "vitest";
import { figuresByKind, recoveriesOf, waitOf } from "../../../scripts/faults/figures.ts";
import type { Asking } from "../../../scripts/faults/log.ts";

const FROZEN = { server: 0, fromMs: 1_000, toMs: 5_000 };
const AWAY = { server: null, fromMs: 1_000, toMs: 3_000 };

const asked = (
  answeredMs: number | null,
  ...attempts: readonly (readonly [server: number, startMs: number, endMs: number])[]
): Asking => ({
  what: "PURCHASES",
  attempts: attempts.map(([server, startMs, endMs]) => ({ server, startMs, endMs })),
  answeredMs,
});

test.each([
  ["a server that was not struck", asked(1_900, [1, 1_100, 1_900]), FROZEN, 800],
  [
    "a server that sleeps, then another one",
    asked(4_400, [0, 1_100, 4_100], [1, 4_200, 4_400]),
    FROZEN,
    200,
  ],
  ["a server that slept, from when it woke up", asked(5_300, [0, 4_000, 5_300]), FROZEN, 300],
  ["the database, from when it was back", asked(3_600, [1, 1_500, 3_600]), AWAY, 600],
  [
    "a server that refused, and again",
    asked(2_500, [1, 1_100, 1_200], [2, 1_300, 2_500]),
    FROZEN,
    1_400,
  ],
  [
    "a server that refused, beside the time at one that sleeps",
    asked(5_200, [1, 1_100, 1_300], [0, 1_400, 4_400], [2, 4_500, 5_200]),
    FROZEN,
    1_100,
  ],
])("waits for %s", (_, asking, outage, ms) => {
  expect(waitOf(asking, [outage])?.ms).toBe(ms);
});

test("what was never answered, or only by who was struck meanwhile, is no wait", () => {
  expect(waitOf(asked(null, [1, 1_100, 4_100]), [FROZEN])).toBeNull();
  expect(waitOf(asked(4_000, [0, 1_100, 4_000]), [FROZEN])).toBeNull();
});

test("a push counts from its record to whoever is told first, and each wait for one fault", () => {
  const hearing = (atMs: number) => ({
    name: "",
    customer: "A",
    after: 0,
    connections: 1,
    changes: [{ customer: "A", sequence: 1, atMs }],
  });
  const second = { server: 1, fromMs: 8_000, toMs: 9_000 };
  const recoveries = recoveriesOf(
    [
      { kind: "freeze", outage: FROZEN, untilMs: 7_000 },
      { kind: "freeze", outage: second, untilMs: 11_000 },
    ],
    [asked(2_000, [1, 1_100, 2_000]), asked(9_000, [2, 6_900, 9_000])],
    [hearing(9_500), hearing(4_000)],
    [{ customer: "A", sequence: 1, isTier: false, recordedMs: 1_500 }],
  );
  expect(recoveries).toMatchObject([
    { purchasesMs: 900, pushesMs: 2_500 },
    { purchasesMs: 2_100, pushesMs: 0 },
  ]);
  expect(figuresByKind(recoveries)).toMatchObject([
    { faults: 2, recovery: { p50: 2_100, max: 2_500 }, purchases: { p50: 900, max: 2_100 } },
  ]);
});
