import { type Fields, fieldsIn, filled, firstWord } from "../foreign.ts";

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** A PersonRecordInput of what `identify` says; null where it says nothing of a person. */
export function personOf(key: string, traits: Fields): Fields | null {
  const address = fieldsIn(traits["address"]);
  const said = filled({
    name: firstWord(traits, "name"),
    givenName: firstWord(traits, "firstName", "first_name", "firstname"),
    familyName: firstWord(traits, "lastName", "last_name", "lastname"),
    // Written as people like; one that is no date says nothing.
    birthDate: DAY.exec(firstWord(traits, "birthday", "birthDate") ?? "")?.[0],
    email: firstWord(traits, "email"),
    phone: firstWord(traits, "phone"),
    street: firstWord(address, "street"),
    postalCode: firstWord(address, "postalCode", "postal_code", "zip"),
    city: firstWord(address, "city"),
    region: firstWord(address, "state", "region"),
    country: firstWord(address, "country"),
  });
  return Object.keys(said).length === 0 ? null : { key, ...said };
}
