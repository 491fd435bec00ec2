import { parse } from "graphql";
import { expect, test } from "vitest";
import { lintSdl } from "../../scripts/lintSdl.ts";

const messagesFor = (sdl: string) => lintSdl(parse(sdl)).map(({ message }) => message);

test("a schema that describes everything and pages its lists has nothing to say", () => {
  const sdl = `
    "A shop."
    type Shop {
      "Its customers."
      customers("Page size." first: Int!, "Cursor." after: String): CustomerConnection!
    }
    "How it is run."
    enum Mode { "By hand." BY_HAND }
    "What to change."
    input ChangeShopInput { "New name." name: String }
    extend type Shop { "Its name." name: String! }`;
  expect(messagesFor(sdl)).toEqual([]);
});

test.each([
  ['type Shop { "Name." name: String }', "Shop has no description"],
  ['"S." type Shop { name: String }', "Shop.name has no description"],
  ['"S." type Shop { "N." name(upper: Boolean): String }', "Shop.name(upper:) has no description"],
  ['"S." input ShopInput { name: String }', "ShopInput.name has no description"],
  ['"S." enum Mode { A }', "Mode.A has no description"],
  ["scalar Money", "Money has no description"],
  ["union Either = A | B", "Either has no description"],
  ['"S." type shop { "N." name: String }', "shop is not written in PascalCase"],
  ['"S." type Shop { "N." full_name: String }', "Shop.full_name is not written in camelCase"],
  ['"S." enum Mode { "A." byHand }', "Mode.byHand is not written in UPPER_CASE"],
  ['"S." type Shop { "N." name: String @deprecated }', "Shop.name is deprecated without a reason"],
  [
    '"S." type Shop { "C." list("A." after: String): CustomerConnection! }',
    "Shop.list returns a connection and must take first: Int!",
  ],
  [
    '"S." type Shop { "C." list("F." first: Int, "A." after: String): CustomerConnection! }',
    "Shop.list returns a connection and must take first: Int!",
  ],
  [
    '"S." type Shop { "C." list("F." first: Int!): CustomerConnection! }',
    "Shop.list returns a connection and must take after: String",
  ],
])("%s is reported", (sdl, message) => {
  expect(messagesFor(sdl)).toEqual([message]);
});
