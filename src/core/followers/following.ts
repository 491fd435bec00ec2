import type { Tx } from "../../../db/connection/client.ts";
import type { Pipeline } from "../../platform/pipeline.ts";
import type { CustomerWork } from "../state.ts";
import type { Followed, Follower, KeptChange } from "./follower.ts";

/** One follower in one transaction, or in one replay: what it keeps of whom. */
export class Following {
  readonly #follower: Follower;
  readonly #loaded: (customer: CustomerWork) => unknown;
  readonly #kept = new Map<CustomerWork, KeptChange<unknown>>();

  /** @param loaded what is stored of a customer; a replay starts from nothing */
  constructor(follower: Follower, loaded: (customer: CustomerWork) => unknown = () => null) {
    this.#follower = follower;
    this.#loaded = loaded;
  }

  get code(): string {
    return this.#follower.code;
  }

  afterMove(customer: CustomerWork, followed: Followed): void {
    const known = this.#kept.get(customer);
    const before = known === undefined ? this.#loaded(customer) : known.before;
    const kept = known === undefined ? before : known.now;
    const now = this.#follower.afterMove(kept, customer, followed);
    this.#kept.set(customer, { rootId: customer.rootId, before, now });
    customer.dirty ||= now !== kept;
  }

  store(tx: Tx, write: Pipeline, customers: readonly CustomerWork[]): void {
    const changes = customers.flatMap((customer) => {
      const change = this.#kept.get(customer);
      return change === undefined || change.now === change.before ? [] : [change];
    });
    if (changes.length > 0) {
      this.#follower.store(tx, write, changes);
    }
  }

  /** What is kept of a customer by now; null for nothing. */
  of(customer: CustomerWork): unknown {
    return this.#kept.get(customer)?.now ?? null;
  }
}
