import { expect, test } from "vitest";
import { earns } from "../../../src/domain/points/earns.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";

const JOINED = 1_774_951_200_000_001 as Instant;
const rules = { retroCreditDays: 30 };
const member = { status: "ENROLLED", enrolledAt: JOINED };
const daysBefore = (days: number, micros = 0) => addMicros(JOINED, -days * MICROS_PER_DAY + micros);

test.each([
  ["placed later", member, daysBefore(-1), rules, true],
  ["placed at the very instant", member, JOINED, rules, true],
  ["placed 30 days before", member, daysBefore(30), rules, true],
  ["placed a microsecond earlier than that", member, daysBefore(30, -1), rules, false],
  [
    "placed just before, under rules that credit nothing",
    member,
    daysBefore(0, -1),
    { retroCreditDays: 0 },
    false,
  ],
  [
    "placed at the instant, under rules that credit nothing",
    member,
    JOINED,
    { retroCreditDays: 0 },
    true,
  ],
  ["of who never joined", undefined, JOINED, rules, false],
  ["of who has left", { ...member, status: "CLOSED" }, JOINED, rules, false],
  ["of who is suspended", { ...member, status: "SUSPENDED" }, JOINED, rules, false],
] as const)("an order %s: %#", (_what, membership, placedAt, under, expected) => {
  expect(earns(membership, placedAt, under)).toBe(expected);
});
