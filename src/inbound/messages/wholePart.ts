import { faultOf } from "../../domain/inbound/message.ts";
import type { TranslatedEvent } from "../connector.ts";
import type { MessagePart } from "./messageConnector.ts";
import { messageKey } from "./messageKey.ts";
import { refusalOf } from "./refusedEvent.ts";

/** An event that was made of a part, without what all of them share. */
export interface MadeEvent {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** What all events of a part share. */
export interface PartOfOrder {
  /** Code of the message's source. */
  readonly source: string;
  /** What its sender knows the part by. */
  readonly id: string;
  /** Where it stands in the message. */
  readonly at: string;
}

/**
 * Events of one part, all or none: where one of them would be refused, the part is a fault with
 * that reason, so that nothing of it has an effect until it is mended. Their ids follow from the
 * part's.
 */
export function wholePart(
  { source, id, at }: PartOfOrder,
  events: readonly MadeEvent[],
): MessagePart {
  const made = events.map((event): TranslatedEvent => {
    const eventId = messageKey(events.length === 1 ? id : `${id}/${event.kind.toLowerCase()}`);
    return { eventId, event: { source, eventId, ...event } };
  });
  for (const { event } of made) {
    const refusal = refusalOf(event);
    if (refusal !== null) {
      const problem = `${event["kind"]}: ${refusal.field}: ${refusal.message}`;
      return { events: [], faults: [faultOf(refusal.reason, at, problem)] };
    }
  }
  return { events: made, faults: [] };
}
