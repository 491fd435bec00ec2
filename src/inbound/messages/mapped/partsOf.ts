import { faultOf, type MessageFault } from "../../../domain/inbound/message.ts";
import type { Made } from "../../mapping/mapping.ts";
import type { RecordOutcome } from "../../mapping/readRecords.ts";
import type { MessagePart } from "../messageConnector.ts";

/** Whose events they are, and what they were read by. */
export interface PartsOf {
  readonly source: string;
  readonly readBy: { readonly mapping: string; readonly version: number };
  /** What an event says that is made without a sequence. */
  readonly sequence?: string;
  /** The record is history, whatever its mapping says. */
  readonly isHistory?: boolean;
}

/** What a record came to, as parts of a message: one for each event. */
export function* partsOf(
  { at, made, passedOver }: RecordOutcome,
  of: PartsOf,
): Generator<MessagePart> {
  const { readBy } = of;
  if (made.length === 0) {
    yield { events: [], faults: [], readBy, passedOver: passedOver ?? "record" };
  }
  for (const one of made) {
    yield one.ok
      ? { ...partOf(one, of), at }
      : { events: [], faults: [madeFault(one, at)], readBy };
  }
}

function partOf(made: Extract<Made, { ok: true }>, of: PartsOf): MessagePart {
  const { source, readBy, sequence } = of;
  const none = { events: [], faults: [], readBy };
  switch (made.make) {
    case "purchase": {
      const event = { source, ...(sequence === undefined ? {} : { sequence }), ...made.value };
      const eventId = String(made.value["eventId"] ?? "");
      const isHistory = made.isHistory || of.isHistory === true;
      return { ...none, events: [{ eventId, event }], isHistory };
    }
    case "interaction":
      return { ...none, interactions: [made.value] };
    case "person":
      return { ...none, records: [made.value] };
  }
}

/** With its place in the message, and in the mapping: `line 12: lines.0.quantity`. */
function madeFault(one: Extract<Made, { ok: false }>, at: string): MessageFault {
  const fields = one.path.slice(one.path.indexOf("fields") + 1).join(".");
  return faultOf(one.reason, [at, fields].filter((text) => text !== "").join(": "), one.problem);
}
