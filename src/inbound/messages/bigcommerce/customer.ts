import type { MessagePart } from "../messageConnector.ts";
import type { Fields } from "../shop/fields.ts";
import { PERSON_FIELD_BYTES_MAX, personPart } from "../shop/told.ts";

/** What an order's customer is known by; nothing of it counts as proved: it was typed. */
export function identifiersOf(order: Fields) {
  const billing = order.object("billing_address");
  const id = order.text("customer_id");
  return [
    { kind: "shop", value: id === "0" ? null : id },
    { kind: "email", value: billing?.text("email") ?? null },
    { kind: "phone", value: billing?.text("phone") ?? null },
  ].filter(({ value }) => value !== null);
}

/** A person as the store knows them, with the first of their addresses. */
export function customerPart(customer: Fields): MessagePart {
  const [address] = customer.list("addresses");
  const own = (name: string) => customer.words(name, PERSON_FIELD_BYTES_MAX);
  const lives = (name: string) => address?.words(name, PERSON_FIELD_BYTES_MAX) ?? null;
  return personPart({
    key: customer.needText("id"),
    givenName: own("first_name"),
    familyName: own("last_name"),
    email: own("email"),
    phone: own("phone") ?? lives("phone"),
    street: lives("address1"),
    addressLine2: lives("address2"),
    postalCode: lives("postal_code"),
    city: lives("city"),
    region: lives("state_or_province"),
    country: lives("country_code"),
  });
}
