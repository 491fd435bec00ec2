import { type Fields, fieldsIn, filled, firstWord, own } from "../foreign.ts";

/**
 * A PersonRecordInput of a contact or an account, by the record's id. Changes hold compound fields
 * (`Name`, `MailingAddress`), records that are fetched plain ones.
 */
export function personOf(entity: string, key: string, fields: Fields): Fields | null {
  const name = fieldsIn(own(fields, "Name"));
  const isPerson = entity === "Contact" || own(fields, "IsPersonAccount") === true;
  const kind = entity === "Contact" ? "Mailing" : isPerson ? "PersonMailing" : "Billing";
  const address = fieldsIn(own(fields, `${kind}Address`));
  const place = (part: string) =>
    firstWord(fields, `${kind}${part}`) ??
    firstWord(address, part, part.charAt(0).toLowerCase() + part.slice(1));
  const said = filled({
    givenName: isPerson ? (firstWord(name, "FirstName") ?? firstWord(fields, "FirstName")) : null,
    familyName: isPerson ? (firstWord(name, "LastName") ?? firstWord(fields, "LastName")) : null,
    organisation: isPerson ? null : firstWord(fields, "Name"),
    birthDate: dateIn(own(fields, "Birthdate")) ?? dateIn(own(fields, "PersonBirthdate")),
    email: firstWord(fields, "Email", "PersonEmail"),
    phone: firstWord(fields, "Phone", "MobilePhone", "PersonMobilePhone"),
    street: place("Street")?.replaceAll(/\s*\n\s*/g, ", "),
    postalCode: place("PostalCode"),
    city: place("City"),
    region: place("State"),
    country: place("Country"),
  });
  return Object.keys(said).length === 0 ? null : { key, ...said };
}

/** A date, or milliseconds since 1970 as of the Pub/Sub API; one that is none says nothing. */
function dateIn(value: unknown): string | null {
  if (typeof value === "string") {
    return /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? null;
  }
  const date = new Date(typeof value === "number" ? value : Number.NaN);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, "2026-11-30".length) : null;
}
