import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";

/**
 * The spellings in which a telephone number may be stored, as `normaliseIdentifier` stores them,
 * read in a country: `020 7946 0018` in GB is `02079460018` and `+442079460018`, and either finds
 * the other. A number of another country has its international spelling alone.
 *
 * For finding somebody and comparing; what is stored stays as its sender spelled it, for a country
 * that was guessed would join strangers.
 *
 * @param region ISO 3166-1 alpha-2; null, or one that is not known: none
 * @returns empty for what is no telephone number in use there
 */
export function phoneSpellings(text: string, region: string | null): readonly string[] {
  if (region === null || !isSupportedCountry(region)) {
    return [];
  }
  const number = parsePhoneNumberFromString(text, { defaultCountry: region, extract: false });
  if (number === undefined || !number.isValid()) {
    return [];
  }
  const extension = number.ext === undefined ? "" : `;ext=${number.ext}`;
  const isHere = number.countryCallingCode === getCountryCallingCode(region);
  const national = number.formatNational().replaceAll(/\D/g, "");
  const spellings = isHere ? [number.number, national] : [number.number];
  return spellings.map((spelling) => `${spelling}${extension}`);
}

/**
 * Whether a number, as it is stored, can be one: dialled in `region`, or of the country that its
 * prefix names. By its length alone: which numbers are in use changes every week.
 */
export function isNumberIn(value: string, region: string): boolean {
  if (!isSupportedCountry(region)) {
    return true;
  }
  const number = parsePhoneNumberFromString(value, { defaultCountry: region, extract: false });
  return number?.isPossible() === true;
}
