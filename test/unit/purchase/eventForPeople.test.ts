import { expect, test } from "vitest";
import { eventForPeople } from "../../../src/domain/purchase/eventForPeople.ts";
import { parsed, soldEvent } from "../../support/purchaseEvents.ts";

test("an event is told in decimal amounts and ISO moments, with nothing that is empty", () => {
  const told = eventForPeople(
    parsed(
      soldEvent({
        occurredAt: "2026-03-01T10:00:00.25Z",
        lines: [{ id: "1", article: "MUG", name: "Mug", quantity: "1.5", gross: "12.00" }],
        tenders: [{ kind: "card", amount: "12.00" }],
      }),
    ),
  );
  expect(told).toMatchObject({
    ...{ kind: "SOLD", occurredAt: "2026-03-01T10:00:00.250000Z" },
    lines: [{ id: "1", article: "MUG", quantity: "1.5", gross: "12.00", net: "12.00" }],
    tenders: [{ kind: "card", amount: "12.00" }],
  });
  expect(JSON.stringify(told)).not.toMatch(/null|Minor|\[\]|""/);
});

test("of whom an event is, only the kinds of identifier are told, and nobody who rang it up", () => {
  const told = eventForPeople(
    parsed(
      soldEvent({
        cashier: "Erika Muster",
        customer: [
          { kind: "email", value: "ann@example.com" },
          { kind: "loyalty", value: "L-1" },
        ],
      }),
    ),
  );
  expect(told["identifiedBy"]).toEqual(["email", "loyalty"]);
  expect(JSON.stringify(told)).not.toMatch(/ann@|L-1|Erika/);
});
