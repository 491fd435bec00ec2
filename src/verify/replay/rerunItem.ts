import { channelsInFacts } from "../../core/orderCodec.ts";
import type { PurchaseEvent } from "../../domain/purchase/event.ts";
import { besideOfFact, type FactJson } from "../../domain/purchase/factCodec.ts";
import type { EventItem } from "../../purchases/item.ts";
import type { Group } from "../group.ts";
import type { RecordedFact } from "./recordedFacts.ts";

/**
 * An applied event as the write path takes it, so that it is applied once more.
 *
 * @param enrols whether its customer became a member by it
 * @param defaultChannelBefore what its source filled in for an event of reading 1; undefined: not on record
 */
export function rerunItem({
  row,
  event,
  source,
  enrols,
  defaultChannelBefore,
}: {
  readonly row: Extract<RecordedFact, { kind: "EVENT" }>["event"];
  readonly event: PurchaseEvent;
  readonly source: EventItem["source"];
  readonly enrols: boolean;
  readonly defaultChannelBefore: string | null | undefined;
}): EventItem {
  return {
    origin: "RERUN",
    sentBy: null,
    event,
    refusal: null,
    source: {
      ...source,
      // What the source's settings made of this event then, not what they would make of it now.
      auto_enrol: enrols,
      default_channel:
        event.reading === 1
          ? (defaultChannelBefore ?? source.default_channel)
          : besideOfFact(row.fact as FactJson).defaultChannel,
    },
    eventId: row.event_id,
    bodyHash: null,
    hashVersion: 0,
    held: null,
    intake: null,
    position: 0,
    mode: row.mode,
    // It was applied: whatever it might wait for was there, or its wait was over.
    decideAtOnce: true,
    now: null,
    // It was allowed when it was applied.
    boundStore: null,
    isApproved: true,
    keys: [],
    eventKey: null,
    rounds: 0,
    slow: false,
    rematches: false,
    settle: () => {},
    fail: () => {},
  };
}

/** By their versions, the channels that orders keep of events: for reading 1 also what a source filled in. */
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
