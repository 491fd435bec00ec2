/**
 * Repeatable numbers: the same seed and stream give the same sequence on every machine
 * (mulberry32).
 */
export class Random {
  #state: number;

  /**
   * @param stream keeps parts of the demo apart, so that one can grow without changing the others
   */
  constructor(seed: number, stream: string) {
    let state = seed >>> 0;
    for (const character of stream) {
      state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    }
    this.#state = state;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from min to max, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) {
      throw new RangeError("nothing to pick from");
    }
    return item;
  }

  /** Picks in proportion to the weights. */
  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item {
    let left = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) {
        return item;
      }
    }
    return this.pick(items)[0];
  }

  /**
   * A whole number from 1 to max with a heavy tail: most are small, a few are large.
   * @param exponent the smaller, the heavier the tail; above 0
   */
  heavyTailed(exponent: number, max: number): number {
    return Math.min(max, Math.floor((1 - this.next()) ** (-1 / exponent)));
  }
}
