/** Dates, money and numbers as the reader's locale writes them. */
export interface Figures {
  points(value: string): string;
  money(amount: string | number, currency: string): string;
  /** The day of an instant, where the programme is. */
  day(at: string): string;
  /** The last day before an instant: what holds until midnight is not good on the next day. */
  lastDay(at: string): string;
  /** A moment, where the reader is; of another day with its day. */
  time(atMs: number, nowMs: number): string;
}

/** @param locale BCP 47. @param timeZone of the programme */
export function figuresIn(locale: string, timeZone: string): Figures {
  const whole = new Intl.NumberFormat(locale);
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
  const dayAndClock = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return {
    points: (value) => whole.format(BigInt(value)),
    money: (amount, currency) =>
      // The amount may stay a text, which loses no digit, though the types know numbers alone.
      new Intl.NumberFormat(locale, {
        ...{ style: "currency", currency, trailingZeroDisplay: "stripIfInteger" },
      } as Intl.NumberFormatOptions).format(amount as number),
    day: (at) => days.format(new Date(at)),
    lastDay: (at) => days.format(Date.parse(at) - 1),
    time: (atMs, nowMs) => {
      const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
      return (isToday ? clock : dayAndClock).format(atMs);
    },
  };
}

/** A locale that can be used: the first of these that is one. */
export function localeOf(...wanted: readonly (string | null | undefined)[]): string {
  for (const one of wanted) {
    try {
      const [locale] = one ? Intl.getCanonicalLocales(one) : [];
      if (locale !== undefined) {
        return locale;
      }
    } catch {
      // Not a locale: the next one may be.
    }
  }
  return "en";
}
