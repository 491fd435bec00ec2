import fc from "fast-check";
import { expect, test } from "vitest";
import { MASKED_LENGTH_MAX, maskedText } from "../../../src/domain/inbound/maskedText.ts";

test("a masked JSON text keeps its form and the names of its fields, and no value", () => {
  const text =
    '{"email": "Ada@x.org", "n": [12.5, true], "say \\"hi\\"": {"ä": "7 rue d\'Él\\"x"}}';
  expect(maskedText(text)).toBe(
    '{"email": "xxx@x.xxx", "n": [99.9, xxxx], "say \\"hi\\"": {"ä": "9 xxx x\'xx\\"x"}}',
  );
});

test("a masked text of any other form keeps no letter and no digit", () => {
  expect(maskedText("<Name>Ada 42</Name>;\n")).toBe("<xxxx>xxx 99</xxxx>;\n");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(maskedText(`<${text}`)).not.toMatch(/[a-wyzA-Z0-8]/);
    }),
  );
});

test("no value of a JSON text is left, wherever its quotes are", () => {
  const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.double(), fc.boolean());
  fc.assert(
    fc.property(fc.array(value), (values) => {
      expect(maskedText(JSON.stringify(values))).not.toMatch(/[a-wyzA-Z0-8]/);
    }),
  );
  fc.assert(
    fc.property(fc.string(), fc.array(value), (name, values) => {
      const named = JSON.stringify({ [name]: values });
      const left = maskedText(named).slice(`{${JSON.stringify(name)}`.length);
      expect(left).not.toMatch(/[a-wyzA-Z0-8]/);
    }),
  );
});

test("a long text is cut", () => {
  expect(maskedText("a".repeat(MASKED_LENGTH_MAX + 1))).toHaveLength(MASKED_LENGTH_MAX);
});
