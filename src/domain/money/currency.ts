/**
 * Currency codes and how many decimals their smallest unit stands for.
 *
 * Source: ISO 4217 list one (active codes; funds codes included), as of 2026, and those of list
 * three that went out of use since 2010: history that is migrated still carries them. Codes without
 * a minor unit (gold XAU, "no currency" XXX, test XTS, SDR XDR) are not money a shop can take and
 * stay out.
 */
const CODES_BY_EXPONENT: readonly (readonly [exponent: number, codes: string])[] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
     CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
     GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR
     LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD
     PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC
     SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR
     ZMW ZWG`,
  ],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
  // Out of use since 2010.
  [0, "BYR"],
  [2, "ANG CUC EEK HRK LTL LVL MRO SLL STD VEF ZMK ZWL"],
];

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  CODES_BY_EXPONENT.flatMap(([exponent, codes]) =>
    codes.split(/\s+/).map((code) => [code, exponent] as const),
  ),
);

/** What is said of a code that `currencyExponent` does not know, however long what was sent is. */
export function unknownCurrency(code: string): string {
  return `${code.slice(0, 8)} is no currency we know.`;
}

/**
 * Decimals of the currency's smallest unit (EUR 2, JPY 0, KWD 3), null for an unknown code; upper
 * case only.
 */
export function currencyExponent(code: string): number | null {
  return EXPONENTS.get(code) ?? null;
}
