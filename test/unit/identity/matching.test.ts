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

describe("any two records, whatever they say", () => {
  test("are as alike one way round as the other", () => {
    fc.assert(
      fc.property(anyFields, anyFields, (a, b) => {
        expect(score(a, b)).toEqual(score(b, a));
      }),
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
