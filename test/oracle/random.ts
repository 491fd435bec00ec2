/** Chance that depends on its seed alone: 64-bit xorshift with a multiplier. */
const MASK = (1n << 64n) - 1n;

export class Chance {
  #state: bigint;
  constructor(seed: number) {
    this.#state = (BigInt(seed) * 0x9e3779b97f4a7c15n + 0x2545f4914f6cdd1dn) & MASK || 1n;
    for (let at = 0; at < 8; at += 1) {
      this.below(2);
    }
  }
  below(end: number): number {
    let x = this.#state;
    x ^= x >> 12n;
    x = (x ^ (x << 25n)) & MASK;
    x ^= x >> 27n;
    this.#state = x;
    return Number(((x * 0x2545f4914f6cdd1dn) & MASK) >> 33n) % end;
  }
  from(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }
  /** True in so many of a hundred. */
  percent(share: number): boolean {
    return this.below(100) < share;
  }
  pick<T>(all: readonly T[]): T {
    const one = all[this.below(all.length)];
    if (one === undefined) {
      throw new Error("nothing to pick from");
    }
    return one;
  }
  shuffled<T>(all: readonly T[]): T[] {
    const left = [...all];
    for (let at = left.length - 1; at > 0; at -= 1) {
      const other = this.below(at + 1);
      const [a, b] = [left[at], left[other]];
      if (a === undefined || b === undefined) {
        continue;
      }
      left[at] = b;
      left[other] = a;
    }
    return left;
  }
}
