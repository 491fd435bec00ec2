import { faultOf, type MessageFault } from "../../../domain/inbound/message.ts";

/** Characters of one number: more is none. */
const NUMBER_LENGTH_MAX = 40;
const DECIMAL = /^([+-]?)(\d{1,15})(?:\.(\d*))?$/;
/** As PHP and JavaScript write what a sum of floats leaves over: `5.6843418860808e-14`. */
const SCIENTIFIC = /^([+-]?)(\d{1,15})(?:\.(\d*))?e([+-]?\d{1,2})$/i;
/** A list as PHP writes it once something was taken out of it: by its numbers. */
const INDEX = /^\d{1,9}$/;

/** A part of a message cannot be used, for a reason that has a place there. */
export class Unusable extends Error {
  override readonly name = "Unusable";
  readonly fault: MessageFault;

  constructor(reason: string, at: string, problem: string) {
    super(problem);
    this.fault = faultOf(reason, at, problem);
  }
}

/**
 * An object of somebody else's JSON, with its place in the message. Fields that are asked for are
 * checked; the rest is nobody's business. undefined, null and blank text are all absent.
 *
 * @throws Unusable from every reader, for what is not of the kind that was asked for
 */
export class Fields {
  readonly value: Readonly<Record<string, unknown>>;
  readonly at: string;

  constructor(value: unknown, at: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new Unusable("NOT_AN_OBJECT", at, "An object is expected here.");
    }
    this.value = value as Readonly<Record<string, unknown>>;
    this.at = at;
  }

  placeOf(name: string): string {
    return this.at === "" ? name : `${this.at}.${name}`;
  }

  has(name: string): boolean {
    return this.#own(name) !== null;
  }

  /** Text, or a number as its text. */
  text(name: string): string | null {
    const value = this.#own(name);
    if (value === null) {
      return null;
    }
    if (typeof value === "number") {
      if (!Number.isFinite(value)) {
        throw new Unusable("NUMBER_MALFORMED", this.placeOf(name), "This number is too large.");
      }
      return String(value);
    }
    if (typeof value !== "string") {
      throw new Unusable("WRONG_TYPE", this.placeOf(name), "Text or a number is expected here.");
    }
    return value.trim() === "" ? null : value.trim();
  }

  needText(name: string): string {
    return this.text(name) ?? this.missing(name);
  }

  /** The first of these that is there. */
  firstText(...names: readonly string[]): string | null {
    for (const name of names) {
      const text = this.text(name);
      if (text !== null) {
        return text;
      }
    }
    return null;
  }

  /** Words for people: as much of them as is kept, and nothing that no text can hold. */
  words(name: string, bytesMax: number): string | null {
    const text = this.text(name)?.replaceAll("\u0000", "").toWellFormed() ?? null;
    if (text === null || Buffer.byteLength(text) <= bytesMax) {
      return text === "" ? null : text;
    }
    const clipped = Buffer.from(text).subarray(0, bytesMax).toString("utf8");
    return clipped.replace(/\ufffd+$/, "");
  }

  missing(name: string): never {
    throw new Unusable("MISSING", this.placeOf(name), "This has to be there.");
  }

  isTrue(name: string): boolean {
    return this.#own(name) === true;
  }

  /** An object; none where it is absent, or an empty list, which is how PHP writes an empty one. */
  object(name: string): Fields | null {
    const value = this.#own(name);
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
    return isEmpty ? null : new Fields(value, this.placeOf(name));
  }

  /** The objects of a list, or of an object that numbers them; none where it is absent. */
  list(name: string): readonly Fields[] {
    const value = this.#own(name);
    if (value === null) {
      return [];
    }
    const isList = typeof value === "object" && Object.keys(value).every((key) => INDEX.test(key));
    if (!isList) {
      throw new Unusable("WRONG_TYPE", this.placeOf(name), "A list is expected here.");
    }
    return Object.entries(value).map(
      ([index, item]) => new Fields(item, `${this.placeOf(name)}.${index}`),
    );
  }

  /**
   * An amount in minor units, exact; what has more decimals than the currency is rounded half away
   * from zero, for shops that calculate so.
   */
  minor(name: string, exponent: number): bigint | null {
    const text = this.text(name);
    if (text === null) {
      return null;
    }
    const minor = roundedMinor(text, exponent);
    if (minor === null) {
      throw new Unusable("NUMBER_MALFORMED", this.placeOf(name), "An amount is expected here.");
    }
    return minor;
  }

  /** A whole number of goods, zero or more. */
  count(name: string): bigint | null {
    const text = this.text(name);
    if (text === null) {
      return null;
    }
    const whole = /^(\d{1,9})(?:\.0+)?$/.exec(text)?.[1];
    if (whole === undefined) {
      throw new Unusable("NUMBER_MALFORMED", this.placeOf(name), "A number of goods is expected.");
    }
    return BigInt(whole);
  }

  #own(name: string): unknown {
    const value = Object.hasOwn(this.value, name) ? this.value[name] : null;
    return value === undefined || value === "" ? null : value;
  }
}

/** Without those that stand there twice: the same again, word for word, is no second one. */
export function distinct(items: readonly Fields[]): readonly Fields[] {
  const seen = new Set<string>();
  return items.filter(({ value }) => seen.size !== seen.add(JSON.stringify(value)).size);
}

/** Decimal text as minor units, rounded half away from zero; null: it is none. */
export function roundedMinor(text: string, exponent: number): bigint | null {
  const found = text.length > NUMBER_LENGTH_MAX ? null : DECIMAL.exec(plainOf(text));
  if (found === null) {
    return null;
  }
  const [, sign, whole = "", decimals = ""] = found;
  const kept = decimals.slice(0, exponent).padEnd(exponent, "0");
  const up = decimals.charAt(exponent) >= "5" ? 1n : 0n;
  const minor = BigInt(whole + kept) + up;
  return sign === "-" ? -minor : minor;
}

/** Without its power of ten. */
function plainOf(text: string): string {
  const found = SCIENTIFIC.exec(text);
  if (found === null) {
    return text;
  }
  const [, sign = "", whole = "", decimals = "", power = ""] = found;
  const point = whole.length + Number(power);
  const digits = `${"0".repeat(Math.max(0, 1 - point))}${whole}${decimals}`;
  const end = Math.max(1, point);
  return `${sign}${digits.slice(0, end).padEnd(end, "0")}.${digits.slice(end)}`;
}
