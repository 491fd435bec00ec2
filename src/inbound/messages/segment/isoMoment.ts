/** Date and time of ISO 8601, and perhaps a zone: `+01:00`, `+0100`, `+01`, `Z`. */
const MOMENT =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:[.,](\d+))?(?:([Zz])|([+-]\d\d):?(\d\d)?)?$/;
/** Digits behind the second that are read. */
const FRACTION_DIGITS_MAX = 9;

/**
 * A moment as RFC 3339 that a library wrote as ISO 8601, which knows more spellings: zones without
 * a colon, and none at all, which is UTC (https://segment.com/docs/connections/spec/common/). What
 * is none stays as it is: whoever reads it refuses it.
 */
export function isoMoment(text: string): string {
  const match = MOMENT.exec(text);
  if (match === null) {
    return text;
  }
  const [, day, time, fraction = "", , hours, minutes = "00"] = match;
  const part = fraction === "" ? "" : `.${fraction.slice(0, FRACTION_DIGITS_MAX)}`;
  return `${day}T${time}${part}${hours === undefined ? "Z" : `${hours}:${minutes}`}`;
}
