import type { MessagePart } from "../messageConnector.ts";
import type { Fields } from "../shop/fields.ts";
import { passedOver } from "../shop/told.ts";

/** Bytes of one field of a record. */
const FIELD_BYTES_MAX = 200;

/** What an order's customer is known by; nothing of it counts as proved: it was typed. */
export function identifiersOf(order: Fields) {
  const billing = order.object("billing");
  const id = order.text("customer_id");
  return [
    { kind: "shop", value: id === "0" ? null : id },
    { kind: "email", value: billing?.text("email") ?? null },
    { kind: "phone", value: billing?.text("phone") ?? null },
  ].filter(({ value }) => value !== null);
}

/** A person as the shop knows them. */
export function customerPart(customer: Fields): MessagePart {
  const billing = customer.object("billing");
  const own = (name: string) => customer.words(name, FIELD_BYTES_MAX);
  const billed = (name: string) => billing?.words(name, FIELD_BYTES_MAX) ?? null;
  const record = {
    key: customer.needText("id"),
    givenName: own("first_name") ?? billed("first_name"),
    familyName: own("last_name") ?? billed("last_name"),
    email: own("email") ?? billed("email"),
    phone: billed("phone"),
    street: billed("address_1"),
    addressLine2: billed("address_2"),
    postalCode: billed("postcode"),
    city: billed("city"),
    region: billed("state"),
    country: billed("country"),
  };
  const said = Object.entries(record).filter(([, value]) => value !== null);
  return said.length === 1
    ? passedOver("customer of whom nothing is said")
    : { events: [], faults: [], records: [Object.fromEntries(said)] };
}
