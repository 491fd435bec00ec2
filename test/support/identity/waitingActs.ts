import type { Random } from "../../../src/demo/random.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { type CommandBench, hoursAgo, sale } from "../bench/commandBench.ts";
import { endWaits, viewerOf } from "../receiver.ts";

export interface WaitingLife {
  readonly random: Random;
  /** Another one each time. */
  readonly key: () => string;
  /** Somebody, known or not. */
  readonly someone: () => { readonly kind: string; readonly value: string };
  readonly someArticle: () => string;
  readonly someAmount: () => string;
  /** Numbers of orders that were named; more are added. */
  readonly orders: string[];
}

/**
 * What has events wait, or ends waits, about orders that others told of too: in a currency without
 * a rate, by stores, before their orders, as returns without a receipt.
 */
export function waitingActs(
  { database, gateway }: CommandBench,
  { random, key, someone, someArticle, someAmount, orders }: WaitingLife,
): Readonly<Record<string, () => Promise<unknown>>> {
  const orderNumber = () => {
    const number = random.chance(0.5) && orders.length > 0 ? random.pick(orders) : `wo-${key()}`;
    orders.push(number);
    return number;
  };
  const currency = () => random.pick(["CHF", "GBP"]);
  const sold = () => {
    const gross = someAmount();
    return {
      ...{ eventId: key(), currencyCode: currency(), occurredAt: hoursAgo(random.integer(1, 90)) },
      lines: [{ id: "1", article: someArticle(), quantity: "1", gross }],
      tenders: [{ kind: "card", amount: gross }],
    };
  };
  const word = (kind: string, more: object) => ({
    ...{ source: "shop", kind, eventId: key(), occurredAt: hoursAgo(random.integer(1, 90)) },
    ...more,
  });
  return {
    abroad: () => {
      const people = random.chance(0.3) ? [someone(), someone()] : [someone()];
      return gateway.send([sale(orderNumber(), random.chance(0.15) ? [] : people, sold())]);
    },
    handOver: () => {
      const references = [{ kind: "order", value: orderNumber() }];
      const customer = random.chance(0.5) ? { customer: [someone()] } : {};
      const kind = random.pick(["FULFILLED", "SETTLED"]);
      return gateway.send([word(kind, { references, ...customer, fulfilment: { id: key() } })]);
    },
    tie: () => {
      const references = [orderNumber(), orderNumber()].map((value) => ({ kind: "order", value }));
      return gateway.send([word("SETTLED", { references })]);
    },
    atTill: () => {
      const number = orderNumber();
      const references = [{ kind: "order", value: number, source: random.pick(["shop", "till"]) }];
      const store = random.chance(0.5) ? { store: "london-1" } : {};
      const event = sale(number, [someone()], { ...sold(), references, source: "till", ...store });
      const viewer = { ...viewerOf("till"), store: "london-1" };
      return gateway.send([event], random.chance(0.5) ? { viewer } : {});
    },
    comesBack: () => {
      const id = key();
      const [source, lineId] = [random.pick(["shop", "till"]), "1"];
      const references = [{ kind: "order", value: orderNumber(), source: "shop" }];
      const lines = random.chance(0.5) ? [{ lineId, quantity: "1" }] : null;
      const more = { source, references, customer: [someone()], return: { id, lines } };
      const abroad = random.chance(0.5) ? { currencyCode: "CHF" } : {};
      return gateway.send([word("RETURNED", { ...more, ...abroad })]);
    },
    comesBackLoose: () => {
      const id = key();
      const lines = [{ article: someArticle(), quantity: "1" }];
      const more = { references: [{ kind: "return", value: id }], customer: [someone()] };
      const event = { ...more, return: { id, lines }, currencyCode: currency() };
      return gateway.send([word("RETURNED", event)]);
    },
    waitOver: () => endWaits(database.sql, gateway, (Date.now() * 1_000) as Instant),
  };
}
