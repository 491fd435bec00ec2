import { hash } from "node:crypto";
import { faultOf } from "../../../domain/inbound/message.ts";
import type { PurchaseEventKind } from "../../../domain/purchase/event.ts";
import type { MessagePart } from "../messageConnector.ts";
import { refusalOf } from "../refusedEvent.ts";
import { Unusable } from "./fields.ts";

/**
 * Counts among messages of one instant: raised when what is made of a shop's words changes, so that
 * what is read again stands above what was made of them before.
 */
const READER_VERSION = 2;
const HASH_LENGTH = 16;
const PASSED_OVER_LENGTH_MAX = 60;

/** An event before it has its id. */
export interface Draft {
  readonly kind: PurchaseEventKind;
  /** What it is about, such as the number of a refund. */
  readonly subject: string;
  readonly occurredAt: string;
  /** Whole seconds of the version that says so, where the instant does not tell versions apart. */
  readonly versionSeconds?: number;
  readonly rest: Readonly<Record<string, unknown>>;
}

/**
 * What a resource of a shop comes to: all of its events, or its first fault and none.
 *
 * Ids follow from what the events say: the same said twice, by whatever topic, is one event, and
 * what was changed is another one. So no topic order, repetition or reading again can conflict.
 */
export function toldOf(source: string, drafts: readonly Draft[]): MessagePart {
  const events = drafts.map(({ kind, subject, occurredAt, versionSeconds = 0, rest }) => {
    const sequence = String(versionSeconds * 1_000 + READER_VERSION);
    const said = { source, kind, occurredAt, sequence, ...rest };
    const digest = hash("sha256", JSON.stringify(said), "hex").slice(0, HASH_LENGTH);
    const eventId = `${kind.toLowerCase()}:${subject}:${digest}`;
    return { eventId, event: { eventId, ...said } };
  });
  for (const { event } of events) {
    const refusal = refusalOf(event);
    if (refusal !== null) {
      const { reason, field, message } = refusal;
      return { events: [], faults: [faultOf(reason, field, message)] };
    }
  }
  return { events, faults: [] };
}

/** Makes a part, or the fault that keeps it from being made. */
export function partOf(make: () => MessagePart): MessagePart {
  try {
    return make();
  } catch (thrown) {
    return faultyPart(thrown);
  }
}

/** The same of a part for which something is fetched. */
export async function fetchedPartOf(make: () => Promise<MessagePart>): Promise<MessagePart> {
  try {
    return await make();
  } catch (thrown) {
    return faultyPart(thrown);
  }
}

function faultyPart(thrown: unknown): MessagePart {
  if (thrown instanceof Unusable) {
    return { events: [], faults: [thrown.fault] };
  }
  throw thrown;
}

/** Bytes of one field of a person. */
export const PERSON_FIELD_BYTES_MAX = 200;

/** A person as a shop knows them; passed over where nothing is said of them but their key. */
export function personPart(record: {
  readonly key: string;
  readonly [field: string]: string | true | null;
}): MessagePart {
  const said = Object.entries(record).filter(([, value]) => value !== null);
  return said.length === 1
    ? passedOver("customer of whom nothing is said")
    : { events: [], faults: [], records: [Object.fromEntries(said)] };
}

/** @param what a word or two, of the sender's perhaps: as much of it as is counted by */
export function passedOver(what: string): MessagePart {
  return { events: [], faults: [], passedOver: what.slice(0, PASSED_OVER_LENGTH_MAX) };
}
