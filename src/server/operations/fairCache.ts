/** What one owner has put in, oldest first. */
interface Share<Value> {
  readonly kept: Map<string, Kept<Value>>;
  chars: number;
}
interface Kept<Value> {
  readonly value: Value;
  readonly chars: number;
  readonly owner: string;
}

/**
 * A cache, bounded by count and characters, in which nobody pushes out what others use: when it is
 * full, whoever has put in the most loses what it used least recently. An owner without anything in
 * it is forgotten.
 */
export class FairCache<Value> {
  readonly #max: number;
  readonly #charsMax: number;
  readonly #onEvicted: (value: Value) => void;
  readonly #known = new Map<string, Kept<Value>>();
  readonly #shares = new Map<string, Share<Value>>();
  #chars = 0;

  constructor(
    limits: { readonly max: number; readonly charsMax: number },
    onEvicted: (value: Value) => void = () => {},
  ) {
    this.#max = limits.max;
    this.#charsMax = limits.charsMax;
    this.#onEvicted = onEvicted;
  }

  get(key: string): Value | undefined {
    const found = this.#known.get(key);
    if (found === undefined) {
      return undefined;
    }
    const kept = this.#shares.get(found.owner)?.kept;
    kept?.delete(key);
    kept?.set(key, found);
    return found.value;
  }

  /** Keeps a value under a key that is not there yet. `owner`: the principal that brought it. */
  set(key: string, value: Value, by: { readonly owner: string; readonly chars: number }): void {
    const entry = { value, ...by };
    const share = this.#shares.get(by.owner) ?? { kept: new Map(), chars: 0 };
    this.#shares.set(by.owner, share);
    this.#known.set(key, entry);
    share.kept.set(key, entry);
    share.chars += by.chars;
    this.#chars += by.chars;
    while (this.#known.size > this.#max || this.#chars > this.#charsMax) {
      this.#evict();
    }
  }

  #evict(): void {
    const isCrowded = this.#chars <= this.#charsMax;
    const sizeOf = (share: Share<Value>) => (isCrowded ? share.kept.size : share.chars);
    let greedy: [string, Share<Value>] | undefined;
    for (const one of this.#shares) {
      if (greedy === undefined || sizeOf(one[1]) > sizeOf(greedy[1])) {
        greedy = one;
      }
    }
    if (greedy === undefined) {
      return;
    }
    const [owner, share] = greedy;
    for (const [key, { value, chars }] of share.kept) {
      share.kept.delete(key);
      share.chars -= chars;
      this.#known.delete(key);
      this.#chars -= chars;
      if (share.kept.size === 0) {
        this.#shares.delete(owner);
      }
      this.#onEvicted(value);
      return;
    }
  }
}
