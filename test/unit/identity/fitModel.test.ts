import { expect, test } from "vitest";
import { fitModel } from "../../../src/domain/identity/matching/fitModel.ts";
import { DEFAULT_MODEL, isWholeModel } from "../../../src/domain/identity/matching/model.ts";
import { PRESETS } from "../../../src/domain/identity/matching/presets.ts";
import { PERSON_FIELDS, prepareFields } from "../../../src/domain/identity/matching/record.ts";

test("a model of no records is whole, and says what the default one does", () => {
  const fitted = fitModel([], { version: 1, seed: 1 });
  expect(isWholeModel(fitted)).toBe(true);
  expect(fitted.version).toBe(1);
  expect(fitted.fields.given.m[0]).toBeCloseTo(DEFAULT_MODEL.fields.given.m[0] ?? 0);
});

test("the same records and seed give the same model", () => {
  const records = ["Ada Byron", "Ada Biron", "Max Born", "Emmy Noether"].map((fullName) =>
    prepareFields({ fullName, birthDate: "1815-12-10" }, null),
  );
  const options = { version: 2, seed: 9 };
  expect(fitModel(records, options)).toEqual(fitModel(records, options));
});

test.each(Object.entries(PRESETS))("the preset %s names fields that there are", (_, preset) => {
  for (const field of Object.values<string>(preset.columns)) {
    expect(PERSON_FIELDS).toContain(field);
  }
});
