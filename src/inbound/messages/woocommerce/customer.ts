import type { MessagePart } from "../messageConnector.ts";
import type { Fields } from "../shop/fields.ts";
import { PERSON_FIELD_BYTES_MAX, personPart } from "../shop/told.ts";

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
  const own = (name: string) => customer.words(name, PERSON_FIELD_BYTES_MAX);
  const billed = (name: string) => billing?.words(name, PERSON_FIELD_BYTES_MAX) ?? null;
  return personPart({
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
  });
}
