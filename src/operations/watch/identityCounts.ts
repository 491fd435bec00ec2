import { Counter, type Registry } from "prom-client";
import { orderOpens } from "../../domain/order/mergeOrder.ts";
import { MISMATCH_REASONS, type PurchaseIdentity } from "../../domain/purchase/mismatch.ts";
import type { BatchOutcome } from "../../purchases/batch.ts";
import { hasWaited } from "../../purchases/item.ts";
import type { Answered } from "../../purchases/results.ts";

/**
 * What a commit says of the identifiers of a live purchase, once for each when it is first known,
 * and once more for one that waited and found its customer. Null: nothing, or nothing new.
 */
export function identityNow({ item, result, opens }: Answered): PurchaseIdentity | null {
  const { event, mode } = item;
  if (event === null || mode !== "LIVE" || event.test || !orderOpens(event.kind)) {
    return null;
  }
  const isKnown = hasWaited(item);
  if (result.outcome === "HELD") {
    return result.reason === "UNKNOWN_CUSTOMER" && !isKnown && !result.duplicate
      ? "UNKNOWN_CUSTOMER"
      : null;
  }
  if (result.outcome !== "APPLIED") {
    return null;
  }
  if (isKnown) {
    return result.leafId === null ? null : "MATCHED_LATE";
  }
  if (!opens) {
    return null;
  }
  if (event.identifiers.length === 0) {
    return "GUEST";
  }
  if (result.leafId !== null) {
    return "MATCHED";
  }
  // What would wait for its customer is decided at once when another wait of it is over.
  return item.decideAtOnce ? "APPLIED_AS_GUEST" : "IDENTIFIER_BLOCKED";
}

/**
 * Counters of what committed batches say of purchases' identifiers. Labels are rows of set-up: a
 * channel that is none is "".
 */
export function countIdentities(
  registry: Registry,
  isChannel: (code: string) => boolean,
): (outcome: Pick<BatchOutcome, "answered">) => void {
  const counters = countersIn(registry);
  const seen = new Set<string>();
  return ({ answered }) => {
    for (const one of answered) {
      const identity = identityNow(one);
      if (identity === null) {
        continue;
      }
      const { event, source } = one.item;
      const channel = event?.channel ?? source?.default_channel ?? "";
      const labels = { source: source?.code ?? "", channel: isChannel(channel) ? channel : "" };
      const key = JSON.stringify(labels);
      if (!seen.has(key)) {
        seen.add(key);
        beginAtZero(counters, labels);
      }
      if (identity === "GUEST") {
        counters.guests.inc(labels);
      } else if (identity === "MATCHED_LATE") {
        counters.late.inc(labels);
      } else {
        counters.presented.inc(labels);
        if (identity !== "MATCHED") {
          counters.mismatch.inc({ ...labels, reason: identity });
        }
      }
    }
  };
}

type Counters = ReturnType<typeof countersIn>;

function countersIn(registry: Registry) {
  const labelNames = ["source", "channel"];
  const registers = [registry];
  return {
    presented: new Counter({
      name: "tributary_identity_presented_total",
      help: "Purchases that carried an identifier, when it was first known whose they are or that nobody is known. What tributary_identity_mismatch_total is a share of.",
      ...{ labelNames, registers },
    }),
    mismatch: new Counter({
      name: "tributary_identity_mismatch_total",
      help: "Purchases that carried an identifier and had no customer then, by reason. More than 2 % less those of tributary_identity_matched_late_total: identityMismatch names them (runbook identity).",
      ...{ labelNames: [...labelNames, "reason"], registers },
    }),
    late: new Counter({
      name: "tributary_identity_matched_late_total",
      help: "Purchases that waited for their customer and found them: counted as a mismatch before. Many: customers reach us later than their purchases (runbook identity).",
      ...{ labelNames, registers },
    }),
    guests: new Counter({
      name: "tributary_identity_guests_total",
      help: "Purchases without any identifier. Suddenly many of a till's: its cards are not read (runbook identity).",
      ...{ labelNames, registers },
    }),
  };
}

/** A series that begins with its first 1 hides that 1 from `increase`, and breaks a difference. */
function beginAtZero(
  { presented, mismatch, late, guests }: Counters,
  labels: { readonly source: string; readonly channel: string },
): void {
  for (const counter of [presented, late, guests]) {
    counter.inc(labels, 0);
  }
  for (const reason of MISMATCH_REASONS) {
    mismatch.inc({ ...labels, reason }, 0);
  }
}
