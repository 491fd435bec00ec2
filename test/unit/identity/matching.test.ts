import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BLOCKS_MAX, blocksOf } from "../../../src/domain/identity/matching/blocks.ts";
import { DEFAULT_MODEL, isWholeModel } from "../../../src/domain/identity/matching/model.ts";
import {
  PERSON_FIELDS,
  type PersonFields,
  prepareFields,
} from "../../../src/domain/identity/matching/record.ts";
import { scorePair } from "../../../src/domain/identity/matching/scorePair.ts";

const prepared = (fields: PersonFields) => prepareFields(fields, null);
const score = (a: PersonFields, b: PersonFields) =>
  scorePair(prepared(a), prepared(b), DEFAULT_MODEL);

const anyFields: fc.Arbitrary<PersonFields> = fc
  .dictionary(fc.constantFrom(...PERSON_FIELDS), fc.string({ unit: "grapheme", maxLength: 40 }))
  .map((fields) => fields);

const NAMES = [
  "Bauer",
  "Baeur",
  "Elizabeth",
  "Elizabeht",
  "Liz",
  "William",
  "Bill",
  "Heinrich",
  "H",
];

/** Few names, so that they are often mistyped, short for each other or the wrong way round. */
const anyNamed: fc.Arbitrary<PersonFields> = fc.record(
  {
    givenName: fc.constantFrom(...NAMES),
    surname: fc.constantFrom(...NAMES),
    birthDate: fc.constantFrom("1990-05-17", "1990-05-18"),
  },
  { requiredKeys: [] },
);

describe("any two records, whatever they say", () => {
  test("are as alike one way round as the other", () => {
    fc.assert(
      fc.property(anyFields, anyFields, (a, b) => {
        expect(score(a, b)).toEqual(score(b, a));
      }),
    );
    fc.assert(
      fc.property(anyNamed, anyNamed, (a, b) => {
        expect(score(a, b)).toEqual(score(b, a));
      }),
      { numRuns: 1_000 },
    );
  });

  test("have a score that is a number, and blocks that a bigint of the database holds", () => {
    fc.assert(
      fc.property(anyFields, anyFields, (a, b) => {
        expect(Number.isFinite(score(a, b).weight)).toBe(true);
        const blocks = blocksOf(prepared(a));
        expect(blocks.length).toBeLessThanOrEqual(BLOCKS_MAX);
        expect(new Set(blocks).size).toBe(blocks.length);
        expect(blocks.every((block) => BigInt.asIntN(64, block) === block)).toBe(true);
      }),
    );
  });
});

test("the default model has every field's levels and survives being stored", () => {
  expect(isWholeModel(DEFAULT_MODEL)).toBe(true);
  expect(isWholeModel(JSON.parse(JSON.stringify(DEFAULT_MODEL)))).toBe(true);
});

const HOME = { phone: "+49 30 1234567", street: "Lindenallee 5", postcode: "10115" };
const mergesBy = DEFAULT_MODEL.thresholds.merge;

describe("two people stay two", () => {
  test.each<[string, PersonFields, PersonFields]>([
    [
      "twins of one household",
      { ...HOME, givenName: "Anna", surname: "Meier", birthDate: "1990-05-17" },
      { ...HOME, givenName: "Sophie", surname: "Meier", birthDate: "1990-05-17" },
    ],
    [
      "father and son of one name",
      { ...HOME, givenName: "Karl", surname: "Meier", birthDate: "1950-05-17" },
      { ...HOME, givenName: "Karl", surname: "Meier", birthDate: "1981-11-02" },
    ],
    [
      "siblings, of one of whom no first name was taken down",
      { ...HOME, givenName: "Anna", surname: "Meier", birthDate: "1990-05-17" },
      { ...HOME, surname: "Meier", birthDate: "1993-11-02" },
    ],
    [
      "siblings, whose names are short for one",
      { ...HOME, givenName: "Betty", surname: "Smith", birthDate: "1990-05-17" },
      { ...HOME, givenName: "Lisa", surname: "Smith", birthDate: "1993-11-02" },
    ],
    [
      "senior and junior",
      { ...HOME, givenName: "John", surname: "Smith Sr" },
      { ...HOME, givenName: "John", surname: "Smith Jr" },
    ],
    [
      "flatmates",
      { ...HOME, givenName: "Ines", surname: "Garcia" },
      { ...HOME, givenName: "Paul", surname: "Koch" },
    ],
    [
      "sites of one organisation",
      { organisation: "Sunrise Bakery", address: "12 High Street", phone: "5551234567" },
      { organisation: "Sunrise Bakery", address: "98 Mill Lane", phone: "5551234567" },
    ],
  ])("%s", (_, a, b) => {
    expect(score(a, b).conflict).toBe(true);
  });

  test("who have a common name and nothing else, or a mailbox of the whole office", () => {
    const smith = { givenName: "Andrew", surname: "Anderson", email: "info@office.example" };
    const other = { ...smith, givenName: "Andy" };
    expect(score(smith, other).weight).toBeLessThan(mergesBy);
    expect(score(smith, smith).weight).toBeLessThan(mergesBy);
  });

  test("of one household, of one of whom neither first name nor birth was taken down", () => {
    const home = { ...HOME, city: "Berlin", surname: "Quittenbaum" };
    const anna = { ...home, givenName: "Anna", email: "anna.quittenbaum@example.com" };
    const somebody = { ...home, email: "paul.quittenbaum@example.com" };
    expect(score(anna, somebody).weight).toBeLessThan(mergesBy);
    expect(score(somebody, somebody).weight).toBeGreaterThanOrEqual(mergesBy);
  });

  test("of one birthday and household, of one of whom there is no first name", () => {
    const home = { ...HOME, city: "Berlin", surname: "Quittenbaum", birthDate: "1990-05-17" };
    const anna = { ...home, givenName: "Anna", email: "anna.quittenbaum@example.com" };
    for (const email of ["paul.quittenbaum@example.com", "qb@other.example"]) {
      expect(score(anna, { ...home, email }).weight).toBeLessThan(mergesBy);
      expect(score(anna, { ...anna, email }).weight).toBeGreaterThanOrEqual(mergesBy);
    }
    const her = { ...home, email: anna.email };
    expect(score(anna, her).weight).toBeGreaterThanOrEqual(mergesBy);
    expect(score(anna, { ...her, birthDate: "1961-11-02" }).weight).toBeLessThan(mergesBy);
    expect(score(anna, home).weight).toBeGreaterThanOrEqual(mergesBy);
  });

  test("of one name, of whom each has a number of their own in the address", () => {
    const ada = { givenName: "Ada", surname: "Vicmoor", email: "ada.vicmoor51@example.com" };
    const slip = { ...ada, email: "ada.vicmoor57@example.com" };
    const namesake = { ...ada, email: "ada.vicmoor317@example.com" };
    expect(score(ada, namesake).weight).toBeLessThan(mergesBy);
    expect(score(ada, slip).weight).toBeGreaterThan(score(ada, namesake).weight);
  });

  test("whose names only look alike: Darla and Darlene of one surname and birthday", () => {
    const born = { surname: "Anderson", birthDate: "1/7/80" };
    const weight = score({ ...born, givenName: "Darla" }, { ...born, givenName: "Darlene" }).weight;
    expect(weight).toBeLessThan(mergesBy);
  });
});

describe("one person stays one", () => {
  const known = { ...HOME, givenName: "Robert", surname: "Fischer", birthDate: "1984-03-07" };
  test.each<[string, PersonFields]>([
    ["by a nickname", { ...known, givenName: "Bob" }],
    ["with given name and surname swapped", { ...known, givenName: "Fischer", surname: "Robert" }],
    ["with day and month swapped", { ...known, birthDate: "1984-07-03" }],
    ["with the date in another form", { ...known, birthDate: "7-Mar-84" }],
    ["mistyped here and there", { ...known, surname: "Fihscer", birthDate: "1984-03-97" }],
    ["with the phone as it is dialled at home", { ...known, phone: "030 / 123 45 67" }],
    ["in another script", { ...known, givenName: "Роберт", surname: "Фишер" }],
    ["who moved", { ...known, street: "Am Markt 9", postcode: "80331" }],
    ["in one field", { ...HOME, fullName: "Fischer, Robert", birthDate: "19840307" }],
  ])("%s", (_, other) => {
    const { weight, conflict } = score(known, other);
    expect(conflict).toBe(false);
    expect(weight).toBeGreaterThan(mergesBy);
    const blocks = new Set(blocksOf(prepared(known)));
    expect(blocksOf(prepared(other)).some((block) => blocks.has(block))).toBe(true);
  });

  test("proven by a number, though all of a household and the first name differ", () => {
    const a = { ...HOME, givenName: "Amelia", surname: "Ryan", nationalId: "613-25-9" };
    const { conflict, proof } = score(a, { ...a, givenName: "Edith", nationalId: "613259" });
    expect({ conflict, proof }).toEqual({ conflict: false, proof: true });
  });
});

test("what forms send for nothing says nothing", () => {
  const nothing = { givenName: "N/A", surname: "unknown", email: "null", phone: "000-0000" };
  expect(score(nothing, nothing).evidence).toEqual([]);
  expect(blocksOf(prepared(nothing))).toEqual([]);
});
