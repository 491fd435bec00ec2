import { describe, expect, test } from "vitest";
import {
  compareDuplicates,
  comparePushes,
  compareWrites,
} from "../../../scripts/faults/compare.ts";
import type { ClientLog, Hearing, SentEvent } from "../../../scripts/faults/log.ts";
import type { Recorded, RecordedChange } from "../../../scripts/faults/recorded.ts";

/** A comparison is worth what it finds: each difference that it is there for, put in by hand. */

const EMAIL = "faults-1@example.com";

function sent(id: string, more: Partial<SentEvent> = {}): SentEvent {
  const answers = [
    { outcome: "APPLIED", duplicate: false, isFirst: true, fromMs: 1_000, toMs: 1_100 },
  ];
  return {
    id,
    kind: "SOLD",
    order: id,
    person: 1,
    pounds: 10,
    body: {},
    answers,
    sendings: 1,
    ...more,
  };
}

/**
 * One sale that stays, one that came back, one that was given up before it was recorded, and an
 * adjustment.
 */
function client(): ClientLog {
  const events = [
    sent("a"),
    sent("b", { pounds: 30 }),
    sent("b-back", { kind: "RETURNED", order: "b", pounds: 30 }),
    sent("lost", { answers: [] }),
  ];
  return {
    events: new Map(events.map((event) => [event.id, event])),
    adjustments: new Map([["k", { key: "k", person: 1, points: 5, answers: 1 }]]),
    askings: [],
  };
}

function database() {
  const event = { rows: 1, outcome: "APPLIED" };
  return {
    events: new Map([
      ["a", event],
      ["b", event],
      ["b-back", event],
    ]),
    orders: new Map([
      ["a", { rows: 1, email: EMAIL, active: 10, entries: 10 }],
      ["b", { rows: 1, email: EMAIL, active: 0, entries: 0 }],
    ]),
    balances: new Map([[EMAIL, { active: 15, entries: 15 }]]),
    adjustments: new Map([["k", { rows: 1, points: 5 }]]),
    changes: [],
  } satisfies Recorded;
}

describe("what is written", () => {
  test("no difference, with what was given up not there at all", () => {
    expect(compareWrites(client(), database())).toEqual([]);
  });

  test("no difference, with what was given up there as a whole", () => {
    const recorded = database();
    recorded.events.set("lost", { rows: 1, outcome: "APPLIED" });
    recorded.orders.set("lost", { rows: 1, email: EMAIL, active: 10, entries: 10 });
    recorded.balances.set(EMAIL, { active: 25, entries: 25 });
    expect(compareWrites(client(), recorded)).toEqual([]);
  });

  test.each<[string, (recorded: ReturnType<typeof database>) => void, RegExp]>([
    ["an event that was acknowledged is lost", ({ events }) => events.delete("a"), /a was ack/],
    [
      "an event is there twice",
      ({ events }) => events.set("a", { rows: 2, outcome: "APPLIED" }),
      /a is there 2 times/,
    ],
    [
      "an event was told applied and is held",
      ({ events }) => events.set("a", { rows: 1, outcome: "HELD" }),
      /a should be APPLIED; recorded and told: HELD, APPLIED/,
    ],
    ["an event without its order", ({ orders }) => orders.delete("a"), /a is there without its/],
    [
      "what was given up left an order alone",
      ({ orders }) => orders.set("lost", { rows: 1, email: EMAIL, active: 0, entries: 0 }),
      /order lost is there without its event/,
    ],
    [
      "an order that earned twice",
      ({ orders }) => orders.set("a", { rows: 1, email: EMAIL, active: 10, entries: 20 }),
      /order a earned 10 points, entries of 20; it should be 10/,
    ],
    [
      "an order of somebody else",
      ({ orders }) => orders.set("a", { rows: 1, email: "", active: 10, entries: 10 }),
      /order a is nobody's/,
    ],
    [
      "a return without an effect",
      ({ orders }) => orders.set("b", { rows: 1, email: EMAIL, active: 30, entries: 30 }),
      /order b earned 30/,
    ],
    ["a command that is lost", ({ adjustments }) => adjustments.delete("k"), /k was ack/],
    [
      "a command that took effect twice",
      ({ adjustments }) => adjustments.set("k", { rows: 2, points: 10 }),
      /k gave 10 points in 2 entries, not 5/,
    ],
    [
      "a balance that is not the sum",
      ({ balances }) => balances.set(EMAIL, { active: 16, entries: 15 }),
      /has 16 points, entries of 15; it should be 15/,
    ],
    [
      "something that nobody sent",
      ({ events }) => events.set("x", { rows: 1, outcome: "APPLIED" }),
      /x is there, and nobody/,
    ],
  ])("finds %s", (_, damage, said) => {
    const recorded = database();
    damage(recorded);
    expect(compareWrites(client(), recorded)).toContainEqual(expect.stringMatching(said));
  });
});

describe("what is called a duplicate", () => {
  const answer = { outcome: "APPLIED", duplicate: true, isFirst: true, fromMs: 1_000, toMs: 1_100 };
  const log = (more: Partial<typeof answer>): ClientLog => ({
    ...client(),
    events: new Map([["a", sent("a", { answers: [{ ...answer, ...more }] })]]),
  });

  test.each([
    ["sent again", log({ isFirst: false })],
    ["new", log({ duplicate: false })],
    ["sent while the database went away", log({ fromMs: 2_500, toMs: 5_000 })],
  ])("may be so: %s", (_, sentLog) => {
    expect(compareDuplicates(sentLog, [{ server: null, fromMs: 3_000, toMs: 4_000 }])).toEqual([]);
  });

  test("at the first sending, with nothing the matter, it is found", () => {
    expect(compareDuplicates(log({}), [{ server: null, fromMs: 3_000, toMs: 4_000 }])).toEqual([
      "a is called a duplicate at its first sending",
    ]);
  });
});

describe("what is pushed", () => {
  const change = (customer: string, sequence: number, isTier = false): RecordedChange => ({
    customer,
    sequence,
    isTier,
    recordedMs: 0,
  });
  const STREAM = [
    change("A", 1, true),
    change("A", 2),
    change("B", 1, true),
    change("A", 3),
    change("A", 4, true),
  ];
  const heard = (...names: readonly (readonly [string, number])[]): Hearing["changes"] =>
    names.map(([customer, sequence]) => ({ customer, sequence, atMs: 0 }));
  const one = (changes: Hearing["changes"]): Hearing => ({
    name: "one",
    customer: "A",
    after: 1,
    changes,
    connections: 2,
  });
  const all = (changes: Hearing["changes"]): Hearing => ({ ...one(changes), customer: null });

  test("no difference: each once and in order, a follower of all from its first change on", () => {
    const hearings = [
      one(heard(["A", 2], ["A", 3], ["A", 4])),
      all(heard(["A", 1], ["B", 1], ["A", 4])),
      all(heard(["B", 1], ["A", 4])),
    ];
    expect(comparePushes(hearings, STREAM)).toEqual([]);
  });

  test.each([
    ["a change that was not told", one(heard(["A", 2], ["A", 4]))],
    ["the last change not told", one(heard(["A", 2], ["A", 3]))],
    ["a change told twice", one(heard(["A", 2], ["A", 2], ["A", 3], ["A", 4]))],
    ["a change told again at the end", one(heard(["A", 2], ["A", 3], ["A", 4], ["A", 4]))],
    ["changes out of order", one(heard(["A", 3], ["A", 2], ["A", 4]))],
    ["nothing told", one([])],
    ["another customer's change", one(heard(["A", 2], ["B", 1], ["A", 3], ["A", 4]))],
    ["of all, one left out", all(heard(["A", 1], ["A", 4]))],
    ["of all, none told", all([])],
  ])("finds %s", (_, hearing) => {
    expect(comparePushes([hearing], STREAM)).toHaveLength(1);
  });
});
