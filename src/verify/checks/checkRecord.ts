import type { RecordedEventRow, StoredOrderRow } from "../../../db/queries/verify/verifyRows.ts";
import type { Catalog } from "../../core/catalog.ts";
import { decodeFacts } from "../../core/orderCodec.ts";
import { compareVersions } from "../../domain/order/compareVersions.ts";
import { orderFactOf } from "../../domain/order/factOf.ts";
import type { OrderFacts } from "../../domain/order/facts.ts";
import { wordsOf } from "../../domain/order/mergeFact.ts";
import { decodeFact, type FactJson } from "../../domain/purchase/factCodec.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { Findings } from "../findings.ts";
import type { Group } from "../group.ts";
import { SplitsOnRecord } from "../replay/splitsOnRecord.ts";
import { checkFact } from "./checkFacts.ts";

const NO_IDENTIFIERS: ReadonlyMap<string, string> = new Map();

/**
 * I1 within a group: every applied event's fact stands in its order, or in the one that absorbed
 * it, or a newer one stands in its place; and every fact of an order is that of an applied event.
 */
export function checkRecord(group: Group, catalog: Catalog, findings: Findings): void {
  findings.checked("I1", "applied events", group.events.length);
  findings.checked("I1", "orders", group.orders.length);
  const orders = new Map(group.orders.map((row) => [row.id, row]));
  const facts = new Map(group.orders.map((row) => [row.id, decodeFacts(row.facts)]));
  const applied = new Set<string>();
  const splits = new SplitsOnRecord(group.decisions);
  for (const event of group.events) {
    if (event.fact !== null) {
      checkFact(event, group.identifiers, catalog, findings);
    }
    applied.add(checkEvent(event, { orders, facts, splits }, findings));
  }
  for (const [orderId, known] of facts) {
    for (const fact of [...known.facts.values()].flatMap(wordsOf)) {
      const { source, eventId } = fact.version;
      if (!applied.has(keyOf(source, eventId))) {
        findings.violated(
          "I1",
          `order ${orderId}`,
          `has a fact of event ${source} ${eventId}, which was not applied to it`,
        );
      }
    }
    if (known.facts.size === 0) {
      findings.violated("I1", `order ${orderId}`, "has no facts");
    }
  }
}

function checkEvent(
  row: RecordedEventRow,
  {
    orders,
    facts,
    splits,
  }: {
    readonly orders: ReadonlyMap<bigint, Pick<StoredOrderRow, "leaf_id" | "absorbed_into">>;
    readonly facts: ReadonlyMap<bigint, OrderFacts>;
    readonly splits: SplitsOnRecord;
  },
  findings: Findings,
): string {
  const id = `event ${row.id}`;
  if (row.fact === null || row.order_id === null) {
    // Named by the check of incomplete events.
    return "";
  }
  const customer = orders.get(row.order_id)?.leaf_id;
  // One that came before anybody knew whose the order is, is nobody's.
  if (row.leaf_id !== null && customer !== undefined) {
    const at = instantFromPg(row.recorded_at);
    const then = customer === null ? null : splits.leafOfOrder(row.order_id, customer, at);
    findings.compare("I1", id, "customer", row.leaf_id, then);
  }
  const event = decodeFact(row.fact as FactJson, NO_IDENTIFIERS);
  const { key, fact } = orderFactOf(event);
  const own = keyOf(event.source, event.eventId);
  for (const orderId of absorbers(row.order_id, orders)) {
    const stored = facts.get(orderId)?.facts.get(key);
    if (!orders.has(orderId)) {
      findings.violated("I1", id, `was applied to order ${orderId}, which is not there`);
    } else if (stored === undefined) {
      findings.violated("I1", id, `was applied, but order ${orderId} has no fact ${key}`);
    } else if (compareVersions(stored.version, fact.version) < 0) {
      findings.violated("I1", id, `is newer than what order ${orderId} has as ${key}`);
    }
  }
  return own;
}

/**
 * The order, and those it went into one after the other. Ends also where a chain would bite its
 * tail.
 */
function absorbers(
  orderId: bigint,
  orders: ReadonlyMap<bigint, { readonly absorbed_into: bigint | null }>,
): bigint[] {
  const chain: bigint[] = [];
  for (let at: bigint | null = orderId; at !== null && !chain.includes(at); ) {
    chain.push(at);
    at = orders.get(at)?.absorbed_into ?? null;
  }
  return chain;
}

function keyOf(source: string, eventId: string): string {
  return `${source}\u0000${eventId}`;
}
