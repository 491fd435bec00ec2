import { describe, expect, test } from "vitest";
import { decodeFact, encodeFact } from "../../../src/domain/purchase/factCodec.ts";
import { bodyHash } from "../../../src/domain/purchase/hash.ts";
import type { IdentifierReading } from "../../../src/domain/purchase/parseCustomer.ts";
import { parsePurchaseEvent } from "../../../src/domain/purchase/parsePurchaseEvent.ts";
import { soldEvent } from "../../support/purchases.ts";

const LONDON: IdentifierReading = {
  regionOf: () => "GB",
  namesNobody: (_kind, text) => text === "000-0000",
};
const CARD = { kind: "loyalty", value: "00771" };
const parse = (customer: readonly object[], more: object = {}, reading?: IdentifierReading) =>
  parsePurchaseEvent(soldEvent({ customer, ...more }), null, reading);

function taken(...args: Parameters<typeof parse>) {
  const parsed = parse(...args);
  if (!parsed.ok) {
    throw new Error(parsed.rejection.message);
  }
  return parsed;
}

describe("an identifier that cannot be read", () => {
  test.each([
    ["phone", "000-0000", "PHONE_MALFORMED"],
    ["email", "ada.secret", "EMAIL_MALFORMED"],
    ["erp", "  ", "EMPTY"],
    ["crm", "\u0000", "TEXT_NOT_ALLOWED"],
    ["shop", "x".repeat(513), "TOO_LONG"],
  ])(
    "%s %s is left out and told, and the event is taken with the others",
    (kind, value, reason) => {
      const parsed = taken([{ kind, value }, CARD]);
      expect(parsed.event.identifiers).toEqual([{ ...CARD, verified: false }]);
      expect(parsed.event.refusedIdentifiers).toEqual([{ kind, reason }]);
      const field = ["customer", "0", "value"];
      expect(parsed.refused).toMatchObject([{ reason, field }]);
      expect(parsed.refused[0]?.message).toContain("customer.0.value ");
      expect(JSON.stringify(parsed.refused)).not.toContain("secret");
    },
  );

  test("refuses the event where no other one is there", () => {
    const both = parse([
      { kind: "phone", value: "000-0000" },
      { kind: "email", value: "ada" },
    ]);
    expect(both).toMatchObject({
      ok: false,
      rejection: { reason: "PHONE_MALFORMED", field: ["customer", "0", "value"] },
    });
  });

  test("stands for a guest where set-up says that it names nobody", () => {
    const nobody = taken([{ kind: "phone", value: " 000-0000 " }], {}, LONDON);
    expect(nobody.event.identifiers).toEqual([]);
    expect(nobody.refused).toMatchObject([{ reason: "PHONE_MALFORMED" }]);
    const { ok } = parse(
      [
        { kind: "phone", value: "000-0000" },
        { kind: "email", value: "ada" },
      ],
      {},
      LONDON,
    );
    expect(ok).toBe(false);
  });

  test("that is of no kind refuses the event: its sender has misunderstood the format", () => {
    expect(parse([CARD, { kind: "E-Mail", value: "a@b" }])).toMatchObject({
      rejection: { reason: "KIND_MALFORMED", field: ["customer", "1", "kind"] },
    });
  });

  test("is part of what the event says, without its value", () => {
    const { event } = taken([CARD, { kind: "phone", value: "000-0000" }]);
    const [other] = [taken([CARD])];
    expect(bodyHash(event)).not.toBe(bodyHash(other.event));
    const fact = encodeFact(event, ["7"]);
    expect(JSON.stringify(fact)).not.toContain("000-0000");
    const back = decodeFact(fact, new Map([["7", CARD.value]]));
    expect(back).toEqual(event);
    expect(bodyHash(back)).toBe(bodyHash(event));
  });
});

describe("a telephone number of a source that says where it is", () => {
  test.each(["020 794", "020 7946 0018 00", "+44 20 7946 00180"])("%s is none there", (value) => {
    const parsed = taken([CARD, { kind: "phone", value }], {}, LONDON);
    expect(parsed.refused).toMatchObject([
      { reason: "PHONE_NOT_OF_REGION", field: ["customer", "1", "value"] },
    ]);
    expect(parsed.refused[0]?.message).toContain("GB");
  });

  test.each(["020 7946 0018", "+49 30 1234567", "0049 30 1234567", "020 7946 0018 ext. 12"])(
    "%s is one",
    (value) => expect(taken([{ kind: "phone", value }], {}, LONDON).refused).toEqual([]),
  );

  test("is read by its form alone where the source does not say", () => {
    const phone = { kind: "phone", value: "020 7946 0018 00" };
    expect(taken([phone]).event.identifiers).toHaveLength(1);
  });
});

test("what was written stands beside each identifier that is kept", () => {
  const { raws, event } = taken([
    { kind: "email", value: " Ada@X.org" },
    { kind: "phone", value: "12" },
    { kind: "loyalty", value: "00771" },
  ]);
  expect(event.identifiers.map(({ value }) => value)).toEqual(["ada@x.org", "00771"]);
  expect(raws).toEqual([" Ada@X.org", null]);
});
