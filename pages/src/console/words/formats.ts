/** An amount of money as the graph gives it: an exact decimal, and ISO 4217. */
export interface Money {
  readonly amount: string;
  readonly currencyCode: string;
}

/** How a reader's locale writes what the graph gives as text. */
export interface Formats {
  readonly money: (value: Money) => string;
  /** A whole number, also beyond 2^53. */
  readonly points: (value: string) => string;
  readonly count: (value: number) => string;
  /** A decimal in a unit: money where the unit is a currency, otherwise the number and its unit. */
  readonly amount: (value: string, unit: string) => string;
  readonly day: (instant: string) => string;
  readonly moment: (instant: string) => string;
  /** How long ago or from now, such as "3 hours ago". */
  readonly ago: (instant: string, nowMs: number) => string;
  /** Milliseconds as people say them, such as "2 min". */
  readonly lag: (ms: number) => string;
  readonly share: (ratio: number) => string;
  /** Of something by the minute. */
  readonly rate: (perMinute: number) => string;
}

const STEPS = [
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 30],
  ["month", 12],
] as const;
const CURRENCY = /^[A-Z]{3}$/;
const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;

function agoOf(relative: Intl.RelativeTimeFormat, deltaMs: number): string {
  let value = deltaMs / 1_000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(value) < size) {
      return relative.format(Math.round(value), unit);
    }
    value /= size;
  }
  return relative.format(Math.round(value), "year");
}

function lagOf(locale: string, ms: number): string {
  const in_ = (value: number, unit: string) =>
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit,
      unitDisplay: "short",
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value);
  if (ms < 1_000) {
    return in_(ms, "millisecond");
  }
  if (ms < 60_000) {
    return in_(ms / 1_000, "second");
  }
  if (ms < 3_600_000) {
    return in_(ms / 60_000, "minute");
  }
  return ms < 86_400_000 ? in_(ms / 3_600_000, "hour") : in_(ms / 86_400_000, "day");
}

export function createFormats(locale: string): Formats {
  const whole = new Intl.NumberFormat(locale);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const utcDay = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const money = ({ amount, currencyCode }: Money) =>
    new Intl.NumberFormat(locale, { style: "currency", currency: currencyCode }).format(
      amount as Intl.StringNumericLiteral,
    );
  return {
    money,
    points: (value) => whole.format(BigInt(value)),
    count: (value) => whole.format(value),
    amount: (value, unit) =>
      CURRENCY.test(unit)
        ? money({ amount: value, currencyCode: unit })
        : `${whole.format(value as Intl.StringNumericLiteral)} ${unit}`,
    // A date has no time zone: it is not moved into the reader's.
    day: (text) => (DAY_ONLY.test(text) ? utcDay : day).format(new Date(text)),
    moment: (text) => moment.format(new Date(text)),
    ago: (text, nowMs) => agoOf(relative, Date.parse(text) - nowMs),
    lag: (ms) => lagOf(locale, ms),
    share: (ratio) => share.format(ratio),
    rate: (perMinute) => rate.format(perMinute),
  };
}
