/**
 * An event of the contract, with whatever its connector wants to know of it when it is answered.
 */
export interface TranslatedEvent {
  readonly eventId: string;
  /** A PurchaseEventInput (schema/purchase.graphql). */
  readonly event: Readonly<Record<string, unknown>>;
}

/**
 * What cannot be used, in a sentence; where it stands is said beside it, in the words of whoever
 * sent it.
 */
export interface Fault {
  readonly problem: string;
}

/** One part of what arrived, such as a row or an invoice, and what it comes to. */
export interface Translation<Event extends TranslatedEvent = TranslatedEvent> {
  /** In the order in which they are sent; none where the part is no purchase, or has a fault. */
  readonly events: readonly Event[];
  readonly faults: readonly Fault[];
}

/**
 * How another system's words come in: they are looked at, and then told again as events of the
 * contract, which go the one way in (src/purchases). A connector decides nothing about points or
 * tiers, and stores nothing. There are two kinds: of files, which are looked at before anything of
 * them is sent (`files/fileConnector.ts`), and of messages, which are stored before they are read
 * (`messages/messageConnector.ts`).
 */
export interface InboundConnector<Arrived, Part extends Translation> {
  /** How it is called from outside, such as `transactions` in `tributary import transactions`. */
  readonly code: string;
  /**
   * What it says, part by part, in its order. The same arrivals make the same events with the same
   * ids, so that sending them again changes nothing. A part that cannot be used is a fault and no
   * reason to stop.
   */
  translate(arrived: Arrived): AsyncIterable<Part>;
}
