import type { QualifyingDays } from "../domain/tier/state.ts";
import { dateOfDayNumber, dayNumberAt, dayNumberOf } from "../domain/time/calendar.ts";
import type { LocalDate } from "../domain/time/instant.ts";

/**
 * PostgreSQL's binary form of an array (its array_send): 20 bytes about the array, then every
 * element behind its length of 4 bytes; all big-endian. An array without elements has 12 bytes.
 */
const LENGTH_AT = 12;
const ELEMENTS_AT = 20;
const LENGTH_BYTES = 4;
const DATE_BYTES = LENGTH_BYTES + 4;
const BIGINT_BYTES = LENGTH_BYTES + 8;
/** PostgreSQL counts days from here. */
const FIRST_DAY = dayNumberOf(2000, 1, 1);

/**
 * An account's qualifying days as the database sends them: what a read costs must not depend on how
 * many there are, so nothing is made of them but the sums that are asked for.
 */
export class PackedDays implements QualifyingDays {
  readonly #days: Buffer;
  readonly #minor: Buffer;
  readonly #count: number;

  /**
   * @param days array_send of ascending `date`s
   * @param minor array_send of as many `bigint`s
   */
  constructor(days: Buffer, minor: Buffer) {
    this.#days = days;
    this.#minor = minor;
    this.#count = days.length < ELEMENTS_AT ? 0 : days.readInt32BE(LENGTH_AT);
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  sumBetween(dayBefore: LocalDate | null, lastDay: LocalDate): bigint {
    const end = this.#firstAfter(dayNumberAt(lastDay));
    // Halves of 32 bits, each exact as a number, instead of a bigint for every day.
    let high = 0;
    let low = 0;
    for (
      let at = dayBefore === null ? 0 : this.#firstAfter(dayNumberAt(dayBefore));
      at < end;
      at += 1
    ) {
      const place = ELEMENTS_AT + at * BIGINT_BYTES + LENGTH_BYTES;
      high += this.#minor.readInt32BE(place);
      low += this.#minor.readUInt32BE(place + 4);
    }
    return (BigInt(high) << 32n) + BigInt(low);
  }

  *[Symbol.iterator](): Generator<[LocalDate, bigint]> {
    for (let at = 0; at < this.#count; at += 1) {
      const minor = this.#minor.readBigInt64BE(ELEMENTS_AT + at * BIGINT_BYTES + LENGTH_BYTES);
      yield [dateOfDayNumber(this.#dayAt(at)), minor];
    }
  }

  #dayAt(index: number): number {
    return this.#days.readInt32BE(ELEMENTS_AT + index * DATE_BYTES + LENGTH_BYTES) + FIRST_DAY;
  }

  /** The index of the first day after that one. */
  #firstAfter(day: number): number {
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#dayAt(middle) <= day) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
