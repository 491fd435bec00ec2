/** Whole numbers, exactly (programme 0.1 to 0.3). */

export function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
export function max(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
export function min(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
export function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

/** Towards minus infinity; `under` is above 0. */
export function floor(over: bigint, under: bigint): bigint {
  const cut = over / under;
  return over % under < 0n ? cut - 1n : cut;
}
export function ceil(over: bigint, under: bigint): bigint {
  return -floor(-over, under);
}
/** To the nearest, halves away from zero. */
export function round(over: bigint, under: bigint): bigint {
  const size = (abs(over) * 2n + under) / (under * 2n);
  return over < 0n ? -size : size;
}

/** Splits a whole number by weights of 0 and more, by largest remainder. */
export function split(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) {
    return split(-total, weights).map((part) => -part);
  }
  const all = sum(weights);
  if (all === 0n) {
    if (weights.length === 0) {
      return [];
    }
    return split(
      total,
      weights.map(() => 1n),
    );
  }
  const parts = weights.map((weight) => (total * weight) / all);
  const cut = weights.map((weight, at) => ({ at, rest: (total * weight) % all }));
  cut.sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
  let left = total - sum(parts);
  for (const { at } of cut) {
    if (left === 0n) {
      break;
    }
    parts[at] = (parts[at] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts;
}

/** A decimal number as a whole number of its last place. */
export function scaled(text: string, places: number): bigint {
  const [whole = "", cut = ""] = text.replace("-", "").split(".");
  if (cut.length > places) {
    throw new Error(`${text} has more than ${places} decimals`);
  }
  const size = BigInt(whole + cut.padEnd(places, "0"));
  return text.startsWith("-") ? -size : size;
}

/** The same back as text, with all its places. */
export function decimal(value: bigint, places: number): string {
  const digits = abs(value)
    .toString()
    .padStart(places + 1, "0");
  const at = digits.length - places;
  const text = places === 0 ? digits : `${digits.slice(0, at)}.${digits.slice(at)}`;
  return value < 0n ? `-${text}` : text;
}

/** ISO 4217, of the currencies of the lives. */
const DECIMALS: Readonly<Record<string, number>> = {
  ...{ GBP: 2, EUR: 2, USD: 2, SEK: 2, JPY: 0, KWD: 3 },
};
export function decimalsOf(currency: string): number {
  const places = DECIMALS[currency];
  if (places === undefined) {
    throw new Error(`no decimals of ${currency}`);
  }
  return places;
}
