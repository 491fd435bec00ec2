import { type Fields, Unusable } from "../shop/fields.ts";

/** As the V2 interface writes moments (RFC 2822): `Tue, 20 Nov 2012 00:00:00 +0000`. */
const MAIL_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/;

/** RFC 3339, with its offset taken into account; null where there is none. */
export function momentOf(order: Fields, name: string): string | null {
  const text = order.text(name);
  if (text === null) {
    return null;
  }
  const ms = MAIL_DATE.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new Unusable("INSTANT_MALFORMED", order.placeOf(name), "A moment is expected here.");
  }
  return new Date(ms).toISOString();
}
