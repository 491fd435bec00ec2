import { describe, expect, test } from "vitest";
import { orderFactOf } from "../../../src/domain/order/factOf.ts";
import { EMPTY_FACTS, mergeOrder } from "../../../src/domain/order/mergeOrder.ts";
import { waitKey } from "../../../src/domain/purchase/holds.ts";
import {
  amendedEvent,
  exchangedEvent,
  parsed,
  placedEvent,
  type RawPurchaseEvent,
  returnedEvent,
  settledEvent,
  soldEvent,
} from "../../support/purchaseEvents.ts";
import { item, mail, named, number, run, SOURCE, sold, worldOf } from "../../support/resolving.ts";

/**
 * Contract 3.5: what a credential that is bound to one store may bring about which orders, as far
 * as keys and facts tell.
 */

const ofStore = (raw: RawPurchaseEvent, more = {}) =>
  item(
    { store: "S01", channel: "store", ...raw },
    { boundStore: "S01", source: { ...SOURCE, default_channel: "store" }, ...more },
  );

function factsOf(...raws: readonly RawPurchaseEvent[]) {
  return raws.reduce((facts, raw) => {
    const { key, fact } = orderFactOf(parsed(raw));
    return mergeOrder(facts, key, fact).facts;
  }, EMPTY_FACTS);
}

const webOrder = () => factsOf(placedEvent({ channel: "web" }));
const ownSale = () => factsOf(soldEvent());
const comesBack = (...numbers: readonly string[]) =>
  returnedEvent({ references: numbers.map(named), customer: [mail("a@b.example")] });
const known = (facts: ReturnType<typeof factsOf> | null, more = {}) => ({
  ...{ orderId: 5n, orderFacts: facts },
  ...more,
});
const ANNA = { "email:a@b.example": { id: 9n, leafId: 20n, rootId: 20n } };

describe("a store that takes back what was ordered elsewhere", () => {
  test("names the order by its number, and gives it no customer", () => {
    const world = worldOf(ANNA, { "erp:E": known(webOrder()) });
    const { of, resolved } = run([ofStore(comesBack("erp:E"))], world);
    expect(of[0]).toMatchObject({ kind: "APPLY", orderId: 5n, leafId: null, visits: true });
    expect(resolved.attached).toEqual([]);
  });

  test("gives the order's own customer nothing either: neither an identifier nor a suspected twin", () => {
    const identifiers = { ...ANNA, "phone:+49301234567": { id: 10n } };
    const owned = known(webOrder(), { orderLeafId: 10n, orderRootId: 10n });
    const event = { ...comesBack("erp:E"), customer: [mail("a@b.example"), PHONE] };
    const { of, resolved } = run([ofStore(event)], worldOf(identifiers, { "erp:E": owned }));
    expect(of[0]).toMatchObject({ kind: "APPLY", leafId: 10n, visits: true });
    expect([resolved.attached, resolved.shown]).toEqual([[], []]);
  });

  test("does what it likes with its own sale, whose customer it may name", () => {
    const world = worldOf(ANNA, { A: known(ownSale()) });
    const { of } = run([ofStore(comesBack("A"))], world);
    expect(of[0]).toMatchObject({ kind: "APPLY", leafId: 20n, visits: false });
  });

  test("waits while the number is nobody's yet", () => {
    const { of } = run([ofStore(comesBack("erp:E"))]);
    const key = waitKey.order(number("erp:E"));
    expect(of[0]).toMatchObject({ kind: "HOLD", reason: "UNKNOWN_ORDER", waitKey: key });
  });

  test("waits for the number it does not know, not for its own", () => {
    const { of } = run([ofStore(comesBack("A", "erp:E"))]);
    expect(of[0]).toMatchObject({ waitKey: waitKey.order(number("erp:E")) });
  });
});

const PHONE = { kind: "phone", value: "+49301234567" };

describe("a store gives no order a number that is another source's", () => {
  const refusal = {
    ...{ kind: "REJECT", reason: "NUMBER_OF_ANOTHER_SOURCE" },
    field: ["references"],
  };

  test("not its own sale", () => {
    expect(run([ofStore(sold("A", [], { references: ["A", "erp:E"].map(named) }))]).of).toEqual([
      refusal,
    ]);
    expect(run([ofStore(sold("A", []))]).of[0]).toMatchObject({ kind: "APPLY" });
  });

  test("not by a return of its own sale", () => {
    const world = worldOf({}, { A: known(ownSale()) });
    expect(run([ofStore(comesBack("A", "erp:E"))], world).of).toEqual([refusal]);
  });

  test("nor when its wait for the number is over", () => {
    expect(run([ofStore(comesBack("erp:E"), { decideAtOnce: true })]).of).toEqual([refusal]);
  });
});

describe("what a store may not bring about an order of elsewhere", () => {
  const refused = (field: string) => ({
    ...{ kind: "REJECT", reason: "ORDER_OF_ANOTHER_STORE" },
    field: [field],
  });
  const amends = (value: string) =>
    ofStore(amendedEvent({ references: [named(value)], customer: [] }));

  test("is refused, and its neighbours are not", () => {
    const world = worldOf({}, { A: known(webOrder()) });
    const { of } = run([amends("A"), ofStore(sold("B", []))], world);
    expect(of).toMatchObject([refused("kind"), { kind: "APPLY" }]);
  });

  test("is looked at alone where the order was not read", () => {
    const world = worldOf({}, { A: known(null) });
    expect(run([amends("A")], world).of).toEqual([{ kind: "ALONE" }]);
  });

  test("is never refused because of what the same call only says", () => {
    const { of } = run([item(placedEvent({ references: [named("A")] })), amends("A")]);
    expect(of).toMatchObject([{ kind: "APPLY" }, { kind: "ALONE" }]);
  });

  test("is looked at alone once it turned out to be planned on what is no longer so", () => {
    const world = worldOf({}, { A: known(ownSale()) });
    const again = ofStore(amendedEvent({ references: [named("A")], customer: [] }), { slow: true });
    expect(run([again], world).of).toEqual([{ kind: "ALONE" }]);
    expect(run([again], world, true).of[0]).toMatchObject({ kind: "APPLY" });
  });

  test("of the same call, its own sale is its own", () => {
    const { of } = run([ofStore(sold("A", [])), amends("A")]);
    expect(of).toMatchObject([
      { kind: "APPLY", opens: true },
      { kind: "APPLY", visits: false },
    ]);
  });

  test("joining its own order to another's is refused, joining two of its own is not", () => {
    const joins = ofStore(settledEvent({ references: ["A", "B"].map(named), customer: [] }));
    const other = { orderId: 3n, orderFacts: webOrder() };
    const mixed = worldOf({}, { A: known(ownSale()), B: other });
    expect(run([joins], mixed, true).of).toEqual([refused("references")]);
    const own = worldOf({}, { A: known(ownSale()), B: { ...other, orderFacts: ownSale() } });
    expect(run([joins], own, true).of[0]).toMatchObject({ kind: "APPLY", absorbs: [5n] });
  });

  test("nobody without a store is asked", () => {
    const world = worldOf({}, { A: known(webOrder()) });
    const event = exchangedEvent({ references: [named("A")], customer: [] });
    expect(run([item(event)], world).of[0]).toMatchObject({ kind: "APPLY", visits: false });
  });
});
