import { type Lookup, type Memo, memoOf } from "../platform/reads/batch.ts";
import type { Caller } from "../platform/reads/batcher.ts";
import type { Lookups } from "./lookups.ts";

/** What one request reads with: each lookup, and what it has already asked it for. */
export type Reads = {
  readonly [Name in keyof Lookups]: Lookups[Name] extends Lookup<infer Key, infer Value>
    ? Memo<Key, Value>
    : never;
} & {
  /** Forgets everything: for after a mutation, so that one reads what one wrote. */
  readonly clear: () => void;
};

/** The reads of one request over the lookups of the process. */
export function createReads(lookups: Lookups, caller: Caller = {}): Reads {
  let Kind = KINDS_OF_READS.get(lookups);
  if (Kind === undefined) {
    Kind = kindOfReads(lookups);
    KINDS_OF_READS.set(lookups, Kind);
  }
  return new Kind(caller) as unknown as Reads;
}

type ReadsConstructor = new (caller: Caller) => object;
const KINDS_OF_READS = new WeakMap<Lookups, ReadsConstructor>();

/** A request asks few of many lookups: each memo is made when it is first asked for. */
function kindOfReads(lookups: Lookups): ReadsConstructor {
  class RequestReads {
    readonly memos: Memo<unknown, unknown>[] = [];
    readonly caller: Caller;

    constructor(caller: Caller) {
      this.caller = caller;
    }

    clear(): void {
      for (const memo of this.memos) {
        memo?.clearAll();
      }
    }
  }
  for (const [place, [name, lookup]] of Object.entries(lookups).entries()) {
    Object.defineProperty(RequestReads.prototype, name, {
      get(this: RequestReads) {
        this.memos[place] ??= memoOf(lookup as unknown as Lookup<unknown, unknown>, this.caller);
        return this.memos[place];
      },
    });
  }
  return RequestReads;
}
