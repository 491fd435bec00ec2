import {
  BRIDGE_CAUSES,
  BRIDGE_STEPS,
  type BridgeCause,
  type BridgeStepCode,
  type PurchaseBridge,
} from "./purchase.ts";

/** A cause within a step, or the reason why something is held. */
interface CauseSum {
  readonly code: string;
  readonly minor: bigint;
  readonly count: number;
}

interface StepSum {
  readonly reason: BridgeStepCode;
  /** Smallest units that the step takes off. */
  readonly minor: bigint;
  /** Purchases; one that has several causes counts once. */
  readonly count: number;
  /** The largest first. */
  readonly causes: readonly CauseSum[];
}

/** With the currency of its day. */
export type StepOfDay = StepSum & { readonly currency: string };
export type CauseOfDay = CauseSum & { readonly currency: string };

/** A source's day in one currency, as it adds up. */
export interface DaySums {
  readonly toldMinor: bigint;
  readonly ledgerMinor: bigint;
  /** Purchases that came, held ones among them. */
  readonly purchases: number;
  readonly steps: readonly StepSum[];
}

/** Adds purchases of one day and currency up. */
export class DayTotals {
  #toldMinor = 0n;
  #ledgerMinor = 0n;
  #purchases = 0;
  readonly #steps = new Map<BridgeStepCode, { count: number; causes: Map<string, CauseSum> }>();

  add({ toldMinor, ledgerMinor, causes }: PurchaseBridge): void {
    this.#purchases += 1;
    this.#toldMinor += toldMinor;
    this.#ledgerMinor += ledgerMinor;
    for (const step of new Set([...causes.keys()].map((cause) => BRIDGE_CAUSES[cause]))) {
      this.#step(step).count += 1;
    }
    for (const [cause, minor] of causes) {
      this.#note(BRIDGE_CAUSES[cause], cause, minor);
    }
  }

  /** One that waits, for a reason to hold. */
  addHeld(toldMinor: bigint, reason: string): void {
    this.#purchases += 1;
    this.#toldMinor += toldMinor;
    this.#step("HELD").count += 1;
    this.#note("HELD", reason, toldMinor);
  }

  /** Told by messages whose order is gone: no step explains it. */
  addLost(toldMinor: bigint): void {
    this.#purchases += 1;
    this.#toldMinor += toldMinor;
  }

  get sums(): DaySums {
    const size = ({ minor }: CauseSum) => (minor < 0n ? -minor : minor);
    return {
      ...{ toldMinor: this.#toldMinor, ledgerMinor: this.#ledgerMinor },
      purchases: this.#purchases,
      steps: BRIDGE_STEPS.map((reason) => {
        const { count, causes } = this.#steps.get(reason) ?? { count: 0, causes: new Map() };
        const sorted: CauseSum[] = [...causes.values()];
        sorted.sort((a, b) => (size(a) === size(b) ? 0 : size(a) > size(b) ? -1 : 1));
        const minor = sorted.reduce((sum, cause) => sum + cause.minor, 0n);
        return { reason, minor, count, causes: sorted };
      }),
    };
  }

  #step(reason: BridgeStepCode) {
    const known = this.#steps.get(reason);
    if (known !== undefined) {
      return known;
    }
    const step = { count: 0, causes: new Map<string, CauseSum>() };
    this.#steps.set(reason, step);
    return step;
  }

  #note(reason: BridgeStepCode, code: BridgeCause | string, minor: bigint): void {
    const { causes } = this.#step(reason);
    const before = causes.get(code);
    causes.set(code, {
      code,
      minor: (before?.minor ?? 0n) + minor,
      count: (before?.count ?? 0) + 1,
    });
  }
}
