/** Two groups and the strongest evidence between them. */
export interface QueuedPair {
  readonly weight: number;
  /** a < b. */
  readonly a: number;
  readonly b: number;
}

/** Pairs by their weight, the heaviest first; ties by `a`, then `b`. A binary heap. */
export class PairQueue {
  readonly #heap: QueuedPair[] = [];

  push(pair: QueuedPair): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(pair);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, pair)) {
        break;
      }
      heap[at] = parent;
      at = above;
    }
    heap[at] = pair;
  }

  pop(): QueuedPair | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) {
      return first;
    }
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      const [left, right] = [heap[below], heap[below + 1]];
      if (left === undefined) {
        break;
      }
      if (right !== undefined && isBefore(right, left)) {
        below += 1;
      }
      const child = heap[below];
      if (child === undefined || isBefore(last, child)) {
        break;
      }
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(x: QueuedPair, y: QueuedPair): boolean {
  return x.weight !== y.weight ? x.weight > y.weight : x.a !== y.a ? x.a < y.a : x.b <= y.b;
}
