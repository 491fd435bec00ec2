import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PurchaseEvent } from "../../../src/domain/purchase/event.ts";
import {
  besideOfFact,
  decodeFact,
  encodeFact,
  type FactJson,
  waitingAs,
} from "../../../src/domain/purchase/factCodec.ts";
import { parsed, rawPurchaseEvent, soldEvent, soldLine } from "../../support/purchaseEvents.ts";

/** Row ids 1, 2, ... for an event's identifiers, and the table that gives their values. */
function rowsOf(event: PurchaseEvent): { ids: string[]; values: Map<string, string> } {
  const ids = event.identifiers.map((_, at) => String(at + 1));
  const values = new Map(event.identifiers.map(({ value }, at) => [String(at + 1), value]));
  return { ids, values };
}

function throughJson(json: FactJson): FactJson {
  return JSON.parse(JSON.stringify(json)) as FactJson;
}

describe("the stored fact", () => {
  test("gives any event back, through the text of JSON", () => {
    fc.assert(
      fc.property(rawPurchaseEvent(), (raw) => {
        const event = parsed(raw);
        const { ids, values } = rowsOf(event);
        expect(decodeFact(throughJson(encodeFact(event, ids)), values)).toEqual(event);
      }),
    );
  });

  test("gives a negative adjustment and a full 64-bit amount back", () => {
    const event = parsed(
      soldEvent({
        lines: [
          soldLine("1", { kind: "ADJUSTMENT", gross: "-3.00", net: "-2.50", tax: "-0.10" }),
          soldLine("2", { gross: "92233720368547755.00" }),
        ],
        sequence: "9223372036854775807",
      }),
    );
    const { ids, values } = rowsOf(event);
    expect(decodeFact(throughJson(encodeFact(event, ids)), values)).toEqual(event);
  });

  test("contains no identifier's value", () => {
    const customer = [
      { kind: "email", value: "ada@example.org", verified: true },
      { kind: "phone", value: "+49301234567" },
    ];
    const json = JSON.stringify(encodeFact(parsed(soldEvent({ customer })), ["71", "72"]));
    expect(json).not.toMatch(/ada|1234567/);
    expect(json).toContain('[{"k":"email","id":"71","v":true},{"k":"phone","id":"72"}]');
  });

  test("of an erased person comes back without the value", () => {
    const event = parsed(soldEvent());
    const decoded = decodeFact(encodeFact(event, ["1"]), new Map());
    expect(decoded.identifiers).toEqual([{ kind: "loyalty", value: "", verified: false }]);
    expect({ ...decoded, identifiers: event.identifiers }).toEqual(event);
  });

  test("leaves defaults out and needs at most 150 bytes for an ordinary line", () => {
    const line = soldLine("1", { article: "85123A", name: "WHITE HANGING HEART T-LIGHT HOLDER" });
    const one = JSON.stringify(encodeFact(parsed(soldEvent({ lines: [line] })), ["1"]));
    const lines = [line, { ...line, id: "2" }];
    const two = JSON.stringify(encodeFact(parsed(soldEvent({ lines })), ["1"]));
    expect(two.length - one.length).toBeLessThanOrEqual(150);
    expect(one).not.toContain("null");
  });

  test("says whose it was while it waited, each once, through a further run", () => {
    const event = parsed(soldEvent());
    const fact = waitingAs(waitingAs(waitingAs(encodeFact(event, ["1"]), 7n), 8n), 7n);
    expect(besideOfFact(throughJson(fact)).waitedAs).toEqual(["7", "8"]);
    expect(encodeFact(event, ["1"], besideOfFact(fact))).toEqual(fact);
    expect(encodeFact(event, ["1"])).not.toHaveProperty("wl");
  });

  test("needs a row id for every identifier", () => {
    expect(() => encodeFact(parsed(soldEvent()), [])).toThrow(RangeError);
  });
});
