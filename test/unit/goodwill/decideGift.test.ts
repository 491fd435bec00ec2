import { expect, test } from "vitest";
import {
  customerSince,
  decodeBasis,
  encodeBasis,
  type GoodwillBasis,
  leftOf,
  personSince,
  refusalOfGift,
  undoableUntil,
} from "../../../src/domain/goodwill/decideGift.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";

const BASIS: GoodwillBasis = {
  ...{ personMax: 500n, personGiven: 450n, customerMax: 1_000n, customerGiven: 960n },
  ...{ giftsMax: 5, giftsGiven: 4 },
};

test("what may be given is the least that any limit leaves", () => {
  expect(leftOf(BASIS, null)).toEqual({ ofPerson: 50n, ofCustomer: 40n, gifts: 1, now: 40n });
  expect(leftOf(BASIS, 30n).now).toBe(30n);
  expect(leftOf({ ...BASIS, giftsGiven: 5 }, null).now).toBe(0n);
  const over = { ...BASIS, personGiven: 2_000n, customerGiven: 1_001n, giftsGiven: 9 };
  expect(leftOf(over, null)).toEqual({ ofPerson: 0n, ofCustomer: 0n, gifts: 0, now: 0n });
});

test("a gift may use a limit up and not cross it, and the refusal says what is left", () => {
  expect(refusalOfGift(BASIS, 40n)).toBeNull();
  expect(refusalOfGift(BASIS, 41n)).toMatchObject({ code: "CUSTOMER_LIMIT" });
  expect(refusalOfGift(BASIS, 41n)?.message).toContain("40 more points within 12 months");
  const rich = { ...BASIS, customerGiven: 0n };
  expect(refusalOfGift(rich, 50n)).toBeNull();
  expect(refusalOfGift(rich, 51n)).toMatchObject({ code: "PERSON_LIMIT" });
  expect(refusalOfGift(rich, 51n)?.message).toContain("50 more points of goodwill");
  expect(refusalOfGift({ ...rich, giftsGiven: 5 }, 0n)).toMatchObject({ code: "CUSTOMER_LIMIT" });
});

test("a basis is read as it was written, whatever its points", () => {
  const basis = { ...BASIS, personMax: 2n ** 62n };
  expect(decodeBasis(JSON.parse(JSON.stringify(encodeBasis(basis))))).toEqual(basis);
});

test("a day is 24 hours, a year is from the same day and time, and an undo ends after ten minutes", () => {
  const at = parseInstant("2028-02-29T12:00:00Z") as Instant;
  expect(formatInstant(personSince(at))).toBe("2028-02-28T12:00:00.000000Z");
  expect(formatInstant(customerSince(at, "Europe/London"))).toBe("2027-02-28T12:00:00.000000Z");
  expect(formatInstant(undoableUntil(at))).toBe("2028-02-29T12:10:00.000000Z");
});
