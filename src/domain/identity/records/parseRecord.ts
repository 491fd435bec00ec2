import { EVENT_ID_BYTES_MAX, NAME_BYTES_MAX } from "../../purchase/limits.ts";
import { type Fields, optionalDateOf, optionalTextOf, textOf } from "../../purchase/read.ts";
import { Refusal } from "../../purchase/rejection.ts";
import type { LocalDate } from "../../time/instant.ts";
import type { PersonFields } from "../matching/record.ts";

/** Texts of a record by their names in the graph, and what they are when records are compared. */
const TEXTS = {
  name: "fullName",
  givenName: "givenName",
  middleName: "middleName",
  familyName: "surname",
  organisation: "organisation",
  birthPlace: "birthPlace",
  email: "email",
  phone: "phone",
  houseNumber: "houseNumber",
  street: "street",
  addressLine2: "addressLine2",
  postalCode: "postcode",
  city: "city",
  region: "region",
  country: "country",
} as const satisfies Readonly<Record<string, keyof PersonFields>>;

export interface RecordFault {
  readonly code: string;
  readonly message: string;
  /** Path within the record; null when it is no single field. */
  readonly field: readonly string[] | null;
}

export type ParsedRecord =
  | { readonly ok: true; readonly key: string; readonly fields: PersonFields }
  | { readonly ok: false; readonly fault: RecordFault };

/**
 * Reads a record of a person as a source sent it; the first fault ends it. Blank text is nothing.
 * Texts are kept as they are: what is compared is brought to one form when it is compared.
 *
 * @param today nobody is born later
 */
export function parseRecord(raw: Fields, today: LocalDate): ParsedRecord {
  try {
    const key = textOf(raw["key"], "key", EVENT_ID_BYTES_MAX);
    const fields: Record<string, string> = {};
    for (const [name, field] of Object.entries(TEXTS)) {
      const text = optionalTextOf(raw[name], name, NAME_BYTES_MAX);
      if (text !== null) {
        fields[field] = text;
      }
    }
    const birthDate = optionalDateOf(raw["birthDate"], "birthDate");
    if (birthDate !== null && birthDate > today) {
      return refused("IN_THE_FUTURE", "birthDate is later than today", ["birthDate"]);
    }
    if (birthDate !== null) {
      fields["birthDate"] = birthDate;
    }
    if (Object.keys(fields).length === 0) {
      return refused("RECORD_EMPTY", "the record says nothing; give a field beside its key", null);
    }
    return { ok: true, key, fields };
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      const { reason, message, field } = thrown.toRejection();
      return refused(reason, message, field);
    }
    throw thrown;
  }
}

function refused(code: string, message: string, field: readonly string[] | null): ParsedRecord {
  return { ok: false, fault: { code, message, field } };
}
