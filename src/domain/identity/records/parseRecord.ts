import { EVENT_ID_BYTES_MAX, NAME_BYTES_MAX } from "../../purchase/limits.ts";
import {
  type Fields,
  flagOf,
  optionalDateOf,
  optionalTextOf,
  textOf,
} from "../../purchase/read.ts";
import { Refusal } from "../../purchase/rejection.ts";
import type { LocalDate } from "../../time/instant.ts";
import type { PersonFields } from "../matching/record.ts";
import { normaliseIdentifier } from "../normaliseIdentifier.ts";

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

/** What a source may say that it has proven: by kind, the flag and where it is kept. */
const PROOFS = [
  { kind: "email", flag: "emailVerified", field: "verifiedEmail" },
  { kind: "phone", flag: "phoneVerified", field: "verifiedPhone" },
] as const;

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
 * Texts are kept as they are: what is compared is brought to one form when it is compared. That one
 * is proven counts of a source that is trusted with the kind, of a text that can be an identifier.
 *
 * @param today nobody is born later
 * @param trusted kinds of identifiers that the source may give to customers
 */
export function parseRecord(
  raw: Fields,
  today: LocalDate,
  trusted: readonly string[],
): ParsedRecord {
  try {
    const key = textOf(raw["key"], "key", EVENT_ID_BYTES_MAX);
    const fields: Record<string, string> = {};
    for (const [name, field] of Object.entries(TEXTS)) {
      const text = optionalTextOf(raw[name], name, NAME_BYTES_MAX);
      if (text !== null) {
        fields[field] = text;
      }
    }
    for (const { kind, flag, field } of PROOFS) {
      const text = fields[kind];
      if (!flagOf(raw[flag], flag)) {
        continue;
      }
      if (text === undefined) {
        return refused("MISSING", `${flag} says something of no ${kind}; send it too`, [kind]);
      }
      const identifier = normaliseIdentifier(kind, text);
      if (identifier.ok && trusted.includes(kind)) {
        fields[field] = identifier.value;
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
