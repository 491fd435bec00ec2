import { describe, expect, test } from "vitest";
import { takenIdentifiers } from "../../../src/purchases/batchIdentifiers.ts";
import type { EventItem } from "../../../src/purchases/item.ts";
import { identifierKey, referenceKey } from "../../../src/purchases/keys.ts";
import { returnedEvent, settledEvent } from "../../support/purchaseEvents.ts";
import { item, mail, named, number, run, sold, worldOf } from "../../support/resolving.ts";

/** Contract 1.4: what a batch takes for its events, and what it leaves alone. */

const PHONE = { kind: "phone", value: "+49301234567" };
const LOYALTY = { kind: "loyalty", value: "L" };
const pays = (numbers: readonly string[], customer: object[] = []) =>
  settledEvent({ references: numbers.map(named), customer });
const atOnce = { decideAtOnce: true };

describe("a refused event leaves no personal data behind", () => {
  const tooMuch = {
    lines: [{ id: "1", article: "A", quantity: "1", gross: "100000000000.01" }],
    tenders: [],
  };

  test("what it presents is taken for nobody", () => {
    const { of, resolved } = run([item(sold("A", [mail("a@b.example")], tooMuch))]);
    expect(of).toMatchObject([{ kind: "REJECT", reason: "OVERFLOW" }]);
    expect(takenIdentifiers(resolved)).toEqual([]);
  });

  test("what another event of the call presents too stays", () => {
    const { resolved } = run([
      item(sold("A", [mail("a@b.example"), PHONE], tooMuch)),
      item(sold("B", [mail("a@b.example")])),
    ]);
    expect(takenIdentifiers(resolved)).toMatchObject([{ kind: "email", value: "a@b.example" }]);
  });

  test("an identifier with letters that nobody sees is refused by its place, and nothing is drawn for it", () => {
    const hidden = { kind: "loyalty", value: "L\u200b1" };
    const { of, resolved } = run([item(sold("A", [PHONE, hidden]))]);
    const field = ["customer", "1", "value"];
    expect(of).toEqual([{ kind: "REJECT", reason: "TEXT_NOT_ALLOWED", field }]);
    expect(takenIdentifiers(resolved)).toEqual([]);
    const known = worldOf({ "loyalty:L\u200b1": { leafId: 20n, rootId: 20n } });
    expect(run([item(sold("A", [PHONE, hidden]))], known).of[0]).toMatchObject({ leafId: 20n });
  });
});

describe("an identifier", () => {
  test("is proven only by who may give it to customers", () => {
    const proven = [mail("a@b.example"), LOYALTY, PHONE].map((one) => ({ ...one, verified: true }));
    const [email, card, phone] = takenIdentifiers(run([item(sold("A", proven))]).resolved);
    expect([email, card, phone].map((take) => take?.verified)).toEqual([true, false, true]);
    const [plain] = takenIdentifiers(run([item(sold("A", [mail("a@b.example")]))]).resolved);
    expect(plain?.verified).toBe(false);
  });

  test("that nobody held makes the customer's when the call makes one, and is not taken a second time", () => {
    const world = worldOf({ "email:a@b.example": { id: 9n } });
    const { of, resolved } = run([item(sold("A", [mail("a@b.example")]))], world);
    const { leafId } = of[0] as { leafId: bigint };
    expect(resolved.attached).toMatchObject([{ id: 9n, leafId, rootId: leafId }]);
    expect(takenIdentifiers(resolved)).toEqual([]);
  });

  test("is given to the leaf, and counts as the person's under whom the leaf is", () => {
    const world = worldOf({ "email:a@b.example": { id: 9n, leafId: 30n, rootId: 10n } });
    const { resolved } = run([item(sold("A", [mail("a@b.example"), PHONE]))], world);
    const given = resolved.identifiers.get(identifierKey(PHONE));
    expect(given).toMatchObject({ leafId: 30n, rootId: 10n });
    expect(resolved.shown).toEqual([]);
  });

  test("of somebody else makes them a pair to look at, the older first, unless it is blocked", () => {
    const pair = (status: "ACTIVE" | "BLOCKED") =>
      worldOf({
        "email:a@b.example": { id: 9n, leafId: 30n, rootId: 30n, status },
        "loyalty:L": { id: 8n, leafId: 40n, rootId: 40n },
      });
    const event = () => item(sold("A", [LOYALTY, mail("a@b.example")]));
    expect(run([event()], pair("ACTIVE")).resolved.shown).toMatchObject([
      { a: 30n, b: 40n, via: 9n, evidence: { source: "shop", proven: false } },
    ]);
    expect(run([event()], pair("BLOCKED")).resolved.shown).toEqual([]);
  });
});

describe("a number", () => {
  test("that an event waits for is kept, and gets its order when the call opens it", () => {
    const { of, resolved } = run([item(pays(["A", "B"])), item(sold("A", []))]);
    // The payment names both, and B is the sale's order too.
    const { orderId } = of[1] as { orderId: bigint };
    expect(of[0]).toMatchObject({ kind: "APPLY", orderId, opens: false });
    const taken = ["A", "B"].map((one) => resolved.newReferences.get(referenceKey(number(one))));
    expect(taken.map((row) => row?.order_id)).toEqual([orderId, orderId]);
  });

  test("that something already waits for is filled, not taken again", () => {
    const world = worldOf({}, { A: {} });
    const { of, resolved } = run([item(sold("A", []))], world);
    const { orderId } = of[0] as { orderId: bigint };
    expect(resolved.filledReferences.get(referenceKey(number("A")))?.order_id).toBe(orderId);
    expect(resolved.newReferences.size).toBe(0);
  });

  test("that has its order keeps it, and the new one beside it joins", () => {
    const world = worldOf({}, { A: { orderId: 5n } });
    const { of, resolved } = run([item(pays(["A", "B"]))], world);
    expect(of[0]).toMatchObject({ kind: "APPLY", orderId: 5n, absorbs: [] });
    expect(resolved.filledReferences.size).toBe(0);
    expect([...resolved.newReferences.values()].map((row) => [row.value, row.order_id])).toEqual([
      ["B", 5n],
    ]);
  });

  test("belongs to the event that named it first, also when another opens its order", () => {
    const waits = item(pays(["A"]));
    const opens = item(pays(["A"]), atOnce);
    const { of, resolved } = run([waits, opens]);
    expect(of).toMatchObject([{ kind: "HOLD" }, { kind: "APPLY", opens: true }]);
    const { orderId } = of[1] as { orderId: bigint };
    const taken = resolved.newReferences.get(referenceKey(number("A")));
    expect(taken).toMatchObject({ order_id: orderId, owner: waits });
  });

  test("of a sale that waits for its customer is kept for nobody, and what follows waits for it", () => {
    const { of, resolved } = run([item(sold("A", [LOYALTY]))]);
    expect(of).toMatchObject([{ kind: "HOLD", reason: "UNKNOWN_CUSTOMER" }]);
    expect(resolved.newReferences.size).toBe(0);
  });
});

describe("when a wait is over", () => {
  test("an event without its order opens it; without its customer it is a guest's", () => {
    const payment = item(pays(["A"]), atOnce);
    expect(run([payment]).of[0]).toMatchObject({ kind: "APPLY", opens: true });
    const stranger = item(sold("A", [LOYALTY]), atOnce);
    expect(run([stranger]).of[0]).toMatchObject({ kind: "APPLY", leafId: null });
  });

  test.each([
    ["a moment just ahead, a person looks at what is old", "IN_THE_FUTURE", "OLD_EVENT"],
    ["a look at its amount, a person looks at what is old", "IMPLAUSIBLE_AMOUNT", "OLD_EVENT"],
    ["its customer, nobody is asked again", "UNKNOWN_CUSTOMER", null],
  ])("of %s", (_what, reason, waitsFor) => {
    const held = { reason, recorded_at: "2026-11-22 13:00:00+00" } as EventItem["held"];
    const old = { occurredAt: "2020-01-01T00:00:00Z" };
    const again = item(sold("A", [mail("a@b.example")], old), { origin: "RERUN", held });
    const expected = waitsFor === null ? { kind: "APPLY" } : { kind: "HOLD", reason: waitsFor };
    expect(run([again]).of[0]).toMatchObject(expected);
  });

  test("an amount that nobody let go on is refused by its field", () => {
    const more = { gross: "100000.01", id: "1", article: "A", quantity: "1" };
    const sale = sold("A", [], { currencyCode: "GBP", lines: [more], tenders: [] });
    const refusal = { kind: "REJECT", reason: "IMPLAUSIBLE_AMOUNT", field: ["lines"] };
    expect(run([item(sale, atOnce)]).of).toEqual([refusal]);
    const held = { kind: "HOLD", reason: "IMPLAUSIBLE_AMOUNT", waitKey: "operator" };
    expect(run([item(sale)]).of).toMatchObject([held]);
  });
});

test("a return that names an order beside its own number is no document: it waits for that order", () => {
  const references = [
    { kind: "return", value: "R" },
    { kind: "order", value: "A" },
  ];
  const { of } = run([item(returnedEvent({ references, customer: [mail("a@b.example")] }))]);
  expect(of[0]).toMatchObject({ kind: "HOLD", reason: "UNKNOWN_ORDER" });
});

test("a return document that is there already is told of again, and opens nothing", () => {
  const world = worldOf({}, { A: { orderId: 5n, orderLeafId: 20n, orderRootId: 20n } });
  const event = returnedEvent({ references: [named("A")], customer: [] });
  expect(run([item(event)], world).of[0]).toMatchObject({
    ...{ kind: "APPLY", orderId: 5n, leafId: 20n },
    ...{ opens: false, returnDocument: false },
  });
});

test("whose order it is decides, not who is presented; the customer of the older order of two", () => {
  const world = worldOf(
    { "email:a@b.example": { id: 9n, leafId: 30n, rootId: 30n } },
    {
      A: { orderId: 5n, orderLeafId: 10n, orderRootId: 10n },
      B: { orderId: 3n, orderLeafId: 20n, orderRootId: 20n },
    },
  );
  const { of } = run([item(pays(["A", "B"], [mail("a@b.example")]))], world, true);
  expect(of[0]).toMatchObject({
    orderId: 3n,
    absorbs: [5n],
    leafId: 20n,
    matchedIdentifierId: null,
  });
});
