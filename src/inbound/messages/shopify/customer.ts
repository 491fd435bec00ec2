import type { MessagePart } from "../messageConnector.ts";
import type { Fields } from "../shop/fields.ts";
import { PERSON_FIELD_BYTES_MAX, personPart } from "../shop/told.ts";

/**
 * What an order's customer is known by. Nothing of it counts as proved: a shop files what anybody
 * orders under the customer whose address was typed.
 */
export function identifiersOf(order: Fields) {
  const customer = order.object("customer");
  const id = customer?.text("id") ?? null;
  const email = customer?.text("email") ?? order.firstText("email", "contact_email");
  const phone = customer?.text("phone") ?? order.text("phone");
  return [
    { kind: "shop", value: id },
    { kind: "email", value: email },
    { kind: "phone", value: phone },
  ].filter(({ value }) => value !== null);
}

/** Whoever has an account that is active: they have followed what was sent to the address. */
const ACTIVE_ACCOUNT = "enabled";

/**
 * Whether the customer has proven the address. Shopify says so of everybody whom staff or an app
 * enters, too (`verified_email` defaults to true then): it counts of those who have an account. An
 * address that was cut off is another one.
 */
function hasProven(customer: Fields, email: string | null): boolean {
  return (
    email !== null &&
    email === customer.text("email") &&
    customer.isTrue("verified_email") &&
    customer.text("state") === ACTIVE_ACCOUNT
  );
}

/** A person as the shop knows them. */
export function customerPart(customer: Fields): MessagePart {
  const [first] = customer.list("addresses");
  const address = customer.object("default_address") ?? first ?? null;
  const words = (fields: Fields | null, name: string) =>
    fields?.words(name, PERSON_FIELD_BYTES_MAX) ?? null;
  const email = words(customer, "email");
  return personPart({
    key: customer.needText("id"),
    givenName: words(customer, "first_name"),
    familyName: words(customer, "last_name"),
    email,
    emailVerified: hasProven(customer, email) ? true : null,
    phone: words(customer, "phone") ?? words(address, "phone"),
    street: words(address, "address1"),
    addressLine2: words(address, "address2"),
    postalCode: words(address, "zip"),
    city: words(address, "city"),
    region: words(address, "province_code") ?? words(address, "province"),
    country: words(address, "country_code") ?? words(address, "country"),
  });
}
