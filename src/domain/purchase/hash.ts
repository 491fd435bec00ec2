import { hash } from "node:crypto";
import type { PurchaseEvent, PurchaseLine, PurchasePart } from "./event.ts";

/** Stored beside every hash; raised whenever `canonicalText` changes, because old hashes stay. */
export const BODY_HASH_VERSION = 1;

/**
 * SHA-256 of what an event says, 64 hex digits: the same event id with another hash is a CONFLICT.
 *
 * Guarantee: GraphQL and NDJSON, any order of keys, an explicit default and "1.50" for "1.5" hash
 * alike, as do the same references or identifiers in another order; any other change of a value
 * changes the hash. Taken of the event as parsed, before `withBusinessDate`: what the caller fills
 * in is not the sender's word.
 */
export function bodyHash(event: PurchaseEvent): string {
  return hash("sha256", canonicalText(event), "hex");
}

/**
 * One text per meaning. Every present value is written as name, length, value (a netstring), so no
 * value can imitate the next field; absent ones are not written. Deliberately independent of
 * `factCodec`: that one may change its keys, this one must not. Reference scopes are left out, they
 * follow from store, till and businessDate.
 */
function canonicalText(event: PurchaseEvent): string {
  let text = `tributary.purchase.v${BODY_HASH_VERSION};`;
  text += entry("source", event.source);
  text += entry("eventId", event.eventId);
  text += entry("kind", event.kind);
  text += entry("occurredAt", event.occurredAt);
  text += entry("sequence", event.sequence);
  text += group(
    "reference",
    event.references
      .map((one) => entry("source", one.source) + entry("kind", one.kind) + entry("v", one.value))
      .sort(),
  );
  text += group(
    "identifier",
    event.identifiers
      .map(
        (one) => entry("kind", one.kind) + entry("v", one.value) + flag("verified", one.verified),
      )
      .sort(),
  );
  text += group(
    "refused",
    (event.refusedIdentifiers ?? [])
      .map((one) => entry("kind", one.kind) + entry("reason", one.reason))
      .sort(),
  );
  text += entry("channel", event.channel);
  text += entry("store", event.store);
  text += entry("till", event.till);
  text += entry("cashier", event.cashier);
  text += entry("businessDate", event.businessDate);
  text += entry("currency", event.currency);
  text += entry("fulfilmentMethod", event.fulfilmentMethod);
  text += entry("placedAt", event.placedAt);
  text += entry("capturedAt", event.capturedAt);
  text += entry("erpReceivedAt", event.erpReceivedAt);
  text += entry("signalledAt", event.signalledAt);
  text += group("line", event.lines?.map(lineText) ?? []);
  text += group(
    "tender",
    event.tenders?.map((one) => entry("kind", one.kind) + entry("amount", one.amountMinor)) ?? [],
  );
  text += entry("fulfilment", event.fulfilment === null ? null : partText(event.fulfilment));
  text += entry("return", event.return === null ? null : partText(event.return));
  if (event.refund !== null) {
    text += entry("refund", event.refund.id) + entry("amount", event.refund.amountMinor);
  }
  text += entry("reason", event.reason);
  text += flag("test", event.test);
  text += flag("history", event.history);
  return text;
}

function lineText(line: PurchaseLine): string {
  return (
    entry("id", line.id) +
    entry("kind", line.kind) +
    entry("article", line.article) +
    entry("name", line.name) +
    entry("brand", line.brand) +
    group("category", line.category) +
    entry("quantity", line.quantity) +
    entry("gross", line.grossMinor) +
    group(
      "discount",
      line.discounts.map(
        (one) =>
          entry("source", one.source) +
          entry("code", one.code) +
          entry("fundedBy", one.fundedBy) +
          entry("amount", one.amountMinor),
      ),
    ) +
    entry("net", line.netMinor) +
    entry("tax", line.taxMinor)
  );
}

function partText(part: PurchasePart): string {
  const lines = part.lines?.map(
    (line) =>
      entry("lineId", line.lineId) +
      entry("article", line.article) +
      entry("quantity", line.quantity) +
      entry("amount", line.amountMinor),
  );
  return entry("id", part.id) + group("line", lines ?? []);
}

function entry(name: string, value: string | number | bigint | null): string {
  if (value === null) {
    return "";
  }
  const text = typeof value === "string" ? value : value.toString();
  return `${name}${text.length}:${text}`;
}

function flag(name: string, isSet: boolean): string {
  return isSet ? `${name};` : "";
}

function group(name: string, texts: readonly string[]): string {
  let text = "";
  for (const one of texts) {
    text += entry(name, one);
  }
  return text;
}
