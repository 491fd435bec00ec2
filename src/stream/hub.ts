import type { Change } from "./change.ts";

/** Whoever waits for changes. Called in the order of the stream; must not throw. */
export interface Listener {
  push(change: Change): void;
}

/** Who waits for what in this process. */
export class Hub {
  readonly #byRoot = new Map<bigint, Set<Listener>>();
  readonly #ofAll = new Set<Listener>();

  /** @returns how to stop it */
  joinCustomer(rootId: bigint, listener: Listener): () => void {
    const listeners = this.#byRoot.get(rootId) ?? new Set();
    listeners.add(listener);
    this.#byRoot.set(rootId, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#byRoot.get(rootId) === listeners) {
        this.#byRoot.delete(rootId);
      }
    };
  }

  /** @returns how to stop it */
  joinAll(listener: Listener): () => void {
    this.#ofAll.add(listener);
    return () => this.#ofAll.delete(listener);
  }

  get isEmpty(): boolean {
    return this.#byRoot.size === 0 && this.#ofAll.size === 0;
  }

  get hasAll(): boolean {
    return this.#ofAll.size > 0;
  }

  hasCustomer(rootId: bigint): boolean {
    return this.#byRoot.has(rootId);
  }

  tellCustomer(change: Change): void {
    for (const listener of this.#byRoot.get(change.rootId) ?? []) {
      listener.push(change);
    }
  }

  tellAll(change: Change): void {
    for (const listener of this.#ofAll) {
      listener.push(change);
    }
  }
}
