import type { CouponRow } from "../../db/queries/coupons/readCoupons.ts";
import type { CustomerFieldsRow } from "../../db/queries/deliveries/customerFields.ts";
import type { LaneRowRead } from "../../db/queries/deliveries/lanes.ts";
import { type EventType, eventTypeOf } from "../domain/delivery/events.ts";
import { identifierKindOf } from "../domain/delivery/fields.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { encodeGlobalId, type NodeType } from "../platform/globalId.ts";

/** Of the form of messages: another one means something else. */
const MESSAGE_VERSION = 1;

/** Of a message that only tries whether a destination takes any. */
const TEST_TYPE = "tributary.test";

/** One event for one destination, as its kind turns it into a request. */
export interface Message {
  /** The same whenever it is sent: a receiver that has seen it drops it. */
  readonly id: string;
  readonly type: EventType | typeof TEST_TYPE;
  /** When it was recorded. */
  readonly at: string;
  /** The customer's id in the graph. */
  readonly customerId: string;
  /** Number of the event in its customer's stream. */
  readonly sequence: number;
  /** What happened: ids of the graph, amounts and codes. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What the destination knows the customer by; null: nothing, or it asks for nothing. */
  readonly knownBy: string | null;
  /** What the destination asked for of its customer, by its own names. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The coupon that it is about, as it is now; null: none, or the destination asks for none. */
  readonly coupon: CouponRow | null;
}

/** Which parts of a payload are ids, and of what. */
const IDS: Readonly<Partial<Record<EventType, Readonly<Record<string, NodeType>>>>> = {
  "points.changed": { orders: "Order" },
  "coupon.changed": { couponId: "Coupon" },
  "interaction.recorded": { interactionId: "Interaction" },
  "customer.merged": { into: "Customer", absorbed: "Customer" },
  "customer.unmerged": { from: "Customer", separated: "Customer" },
};

/** Of our own and of nobody else. */
const UNSAID: ReadonlySet<string> = new Set(["customerId", "trace", "bulk"]);

/**
 * The message about a row of the outbox.
 *
 * @param customer as it is now; null: it asks for nothing of it
 */
export function messageOf(
  row: LaneRowRead,
  {
    code,
    fields,
    knownBy,
    customer,
    coupons,
  }: {
    readonly code: string;
    readonly fields: Readonly<Record<string, string>>;
    /** A field of the customer; null: none. */
    readonly knownBy: string | null;
    readonly customer: CustomerFieldsRow | null;
    /** By their public ids. */
    readonly coupons: ReadonlyMap<string, CouponRow>;
  },
): Message {
  const type = eventTypeOf(row.kind);
  const payload = row.payload as Readonly<Record<string, unknown>>;
  const asked = Object.entries(fields).map(([name, field]) => [name, fieldOf(field, customer)]);
  const known = knownBy === null ? null : fieldOf(knownBy, customer);
  return {
    ...{ id: `${code}-${row.id}`, type, at: formatInstant(instantFromPg(row.recordedAt)) },
    customerId: encodeGlobalId("Customer", String(payload["customerId"])),
    sequence: Number(row.seq),
    knownBy: known === null ? null : String(known),
    data: Object.fromEntries(
      Object.entries(payload)
        .filter(([name]) => !UNSAID.has(name))
        .map(([name, value]) => [name, withIds(value, IDS[type]?.[name])]),
    ),
    fields: Object.fromEntries(asked),
    coupon: coupons.get(String(payload["couponId"])) ?? null,
  };
}

/** The document that receivers of our own form read. */
export function documentOf(message: Message): object {
  return { type: message.type, timestamp: message.at, data: dataOf(message) };
}

/** What our own form says of an event. */
export function dataOf({ id, customerId, sequence, data, fields }: Message): object {
  const asked = Object.keys(fields).length === 0 ? {} : { customer: fields };
  return { id, version: MESSAGE_VERSION, customerId, sequence, ...data, ...asked };
}

function withIds(value: unknown, type: NodeType | undefined): unknown {
  if (type === undefined || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map((key) => encodeGlobalId(type, String(key)))
    : encodeGlobalId(type, String(value));
}

/** A field of a customer; null where nothing is known, or it has been erased. */
export function fieldOf(field: string, customer: CustomerFieldsRow | null): unknown {
  if (customer === null) {
    return null;
  }
  const kind = identifierKindOf(field);
  if (kind !== null) {
    return customer.identifiers[kind] ?? null;
  }
  switch (field) {
    case "customer.id":
      return encodeGlobalId("Customer", customer.publicId);
    case "customer.name":
      return customer.name;
    case "customer.language":
      return customer.language;
    case "customer.email":
      return customer.identifiers["email"] ?? null;
    case "customer.phone":
      return customer.identifiers["phone"] ?? null;
    case "customer.loyaltyNumber":
      return customer.identifiers["loyalty"] ?? null;
    case "tier.code":
      return customer.tier;
    case "tier.since":
      return momentOf(customer.tierSince);
    case "tier.until":
      return momentOf(customer.tierUntil);
    case "points.active":
      return Number(customer.active);
    case "points.pending":
      return Number(customer.pending);
    default:
      throw new RangeError(`${field} is no field of a customer`);
  }
}

function momentOf(text: string | null): string | null {
  return text === null ? null : formatInstant(instantFromPg(text));
}
