import { type PreparedAddress, prepareAddress, prepareCode, preparePlace } from "./address.ts";
import { type PreparedBirth, prepareBirth } from "./birthDate.ts";
import { type PreparedEmail, prepareEmail, preparePhone } from "./contact.ts";
import {
  type PreparedName,
  type PreparedWords,
  prepareNames,
  prepareWords,
} from "./personNames.ts";

/**
 * What one source says of one person or organisation, as given. All optional: what is missing
 * speaks neither for nor against. A file's mapping only says which column is which field.
 */
export interface PersonFields {
  readonly givenName?: string;
  readonly middleName?: string;
  readonly surname?: string;
  /** "Given Surname" or "Surname, Given" in one; read where the parts are not given. */
  readonly fullName?: string;
  /** Jr, Sr, II, III: of who else in the family the name is. */
  readonly generation?: string;
  /** The name of an organisation, when the record is one. */
  readonly organisation?: string;
  /** Whom the person works for. */
  readonly employer?: string;
  /** In any of the common forms; what could be day or month is taken as either. */
  readonly birthDate?: string;
  readonly birthYear?: string;
  readonly birthMonth?: string;
  readonly birthDay?: string;
  readonly email?: string;
  readonly phone?: string;
  /** The address as identifiers are spelled, where the source has proven it; not compared. */
  readonly verifiedEmail?: string;
  /** The number alike. */
  readonly verifiedPhone?: string;
  readonly houseNumber?: string;
  /** House number and street, or the street alone where `houseNumber` is given. */
  readonly street?: string;
  /** What stands beside the street: building, flat, district. */
  readonly addressLine2?: string;
  /** The whole address in one line; read where `street` is not given. */
  readonly address?: string;
  readonly city?: string;
  readonly region?: string;
  readonly postcode?: string;
  readonly country?: string;
  readonly nationalId?: string;
  readonly taxId?: string;
  readonly passport?: string;
  readonly driversLicence?: string;
  readonly socialSecurity?: string;
  readonly birthPlace?: string;
  readonly occupation?: string;
  readonly gender?: string;
}

export const PERSON_FIELDS = [
  "givenName",
  "middleName",
  "surname",
  "fullName",
  "generation",
  "organisation",
  "employer",
  "birthDate",
  "birthYear",
  "birthMonth",
  "birthDay",
  "email",
  "phone",
  "houseNumber",
  "street",
  "addressLine2",
  "address",
  "city",
  "region",
  "postcode",
  "country",
  "nationalId",
  "taxId",
  "passport",
  "driversLicence",
  "socialSecurity",
  "birthPlace",
  "occupation",
  "gender",
] as const satisfies readonly (keyof PersonFields)[];

/** Numbers that an authority gives to one person each; only numbers of one kind are compared. */
const NUMBER_FIELDS = [
  "nationalId",
  "taxId",
  "passport",
  "driversLicence",
  "socialSecurity",
] as const satisfies readonly (keyof PersonFields)[];

interface PreparedNumber {
  readonly kind: string;
  readonly value: string;
}

/** What is compared: normal forms for comparing only, never stored as anybody's identifier. */
export interface PreparedFields {
  readonly given: PreparedName | null;
  readonly middle: PreparedName | null;
  readonly surname: PreparedName | null;
  readonly generation: string | null;
  readonly organisation: PreparedWords | null;
  readonly employer: PreparedWords | null;
  readonly birth: PreparedBirth | null;
  readonly email: PreparedEmail | null;
  readonly phone: string | null;
  readonly address: PreparedAddress | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
  readonly birthPlace: string | null;
  readonly occupation: string | null;
  readonly gender: string | null;
  readonly numbers: readonly PreparedNumber[];
}

/** Characters of one field that are looked at: names and addresses are shorter. */
const FIELD_LENGTH_MAX = 300;

/**
 * Normal forms of what a source says, for comparing.
 *
 * `_region`, the country of the source, is not needed yet: numbers are compared by their tails,
 * and a date that can be read two ways is taken as either.
 * Guarantee: the same fields give the same forms; nothing throws, whatever the text is. Different
 * people may have the same forms: they are evidence, never a key.
 */
export function prepareFields(fields: PersonFields, _region: string | null): PreparedFields {
  const read = (name: keyof PersonFields) => {
    const text = fields[name]?.slice(0, FIELD_LENGTH_MAX).trim();
    return text === undefined || isNothing(text) ? null : text;
  };
  const names = prepareNames({
    given: read("givenName"),
    middle: read("middleName"),
    surname: read("surname"),
    full: read("fullName"),
    generation: read("generation"),
  });
  const address = prepareAddress({
    number: read("houseNumber"),
    street: read("street"),
    whole: read("address"),
    postcode: read("postcode"),
  });
  return {
    ...names,
    organisation: prepareWords(read("organisation")),
    employer: prepareWords(read("employer")),
    birth: prepareBirth(read("birthDate"), read("birthYear"), read("birthMonth"), read("birthDay")),
    email: prepareEmail(read("email")),
    phone: preparePhone(read("phone")),
    address: address.address,
    line2: preparePlace(read("addressLine2")),
    city: preparePlace(read("city")),
    region: preparePlace(read("region")),
    postcode: address.postcode,
    country: preparePlace(read("country")),
    birthPlace: preparePlace(read("birthPlace")),
    occupation: preparePlace(read("occupation")),
    gender: genderOf(read("gender")),
    numbers: NUMBER_FIELDS.flatMap((kind) => {
      const value = prepareCode(read(kind));
      return value === null ? [] : [{ kind, value }];
    }),
  };
}

/** What forms send for a field that nobody filled in. */
function isNothing(text: string): boolean {
  return text === "" || /^(?:null|none|nan|n\/?a|unknown|undefined|anonymous|[-.?x]+)$/i.test(text);
}

function genderOf(text: string | null): string | null {
  const first = text?.toLowerCase().charAt(0) ?? "";
  if (first === "m") {
    return "m";
  }
  return first === "f" || first === "w" ? "f" : null;
}
