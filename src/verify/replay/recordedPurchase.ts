import type { Purchase } from "../../core/moves/purchase.ts";
import { channelsInFacts } from "../../core/orderCodec.ts";
import type { PurchaseEvent } from "../../domain/purchase/event.ts";
import { besideOfFact, type FactJson } from "../../domain/purchase/factCodec.ts";
import type { Group } from "../group.ts";
import type { RecordedFact } from "./recordedFacts.ts";

/**
 * An applied event as the move takes it, so that it is applied once more.
 *
 * @param enrols whether its customer became a member by it
 * @param defaultChannelBefore what its source filled in for an event of reading 1; undefined: not
 *   on record
 */
export function recordedPurchase({
  row,
  event,
  source,
  enrols,
  defaultChannelBefore,
}: {
  readonly row: Extract<RecordedFact, { kind: "EVENT" }>["event"];
  readonly event: PurchaseEvent;
  readonly source: Purchase["source"];
  readonly enrols: boolean;
  readonly defaultChannelBefore: string | null | undefined;
}): Purchase {
  return {
    event,
    source: {
      ...source,
      // What the source's settings made of this event then, not what they would make of it now.
      auto_enrol: enrols,
      default_channel:
        event.reading === 1
          ? (defaultChannelBefore ?? source.default_channel)
          : besideOfFact(row.fact as FactJson).defaultChannel,
    },
    mode: row.mode,
    run: null,
    // It was applied: whatever it might wait for was there, or its wait was over.
    decideAtOnce: true,
    held: null,
  };
}

/**
 * By their versions, the channels that orders keep of events: for reading 1 also what a source
 * filled in.
 */
export function channelsOf(group: Group): Map<string, string | null> {
  const channels = new Map<string, string | null>();
  for (const order of group.orders) {
    for (const { channel, ...version } of channelsInFacts(order.facts)) {
      channels.set(versionKey(version), channel);
    }
  }
  return channels;
}

/** Names one message of an order. */
export function versionKey(event: { readonly source: string; readonly eventId: string }): string {
  return `${event.source}\u0000${event.eventId}`;
}
