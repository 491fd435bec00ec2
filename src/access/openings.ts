import type { NewOpening } from "../../db/queries/access/openings.ts";
import type { Role, Viewer } from "../domain/access/viewer.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MINUTE } from "../domain/time/instant.ts";

/** How often openings are written, milliseconds: a process that dies loses no more. */
export const OPENINGS_WRITTEN_MS = 1_000;
/**
 * Openings between two writes, and while none succeeds; more are counted and logged, but not on
 * record.
 */
export const OPENINGS_MAX = 20_000;
/**
 * People at customers in this hour that are known to be written, so that they are not written
 * again.
 */
const WRITTEN_MAX = 50_000;

/**
 * People at a desk. A till looks up whoever comes, for the sale that is on record itself; a shopper
 * sees their own.
 */
const RECORDED: ReadonlySet<Role> = new Set<Role>(["agent", "supervisor", "admin"]);

/** Whether it is put on record whom the viewer opens. */
export function isRecorded({ role }: Viewer): boolean {
  return RECORDED.has(role);
}

interface Waiting {
  readonly hour: number;
  readonly opening: NewOpening;
}

interface Log {
  warn(found: object, message: string): void;
  error(found: object, message: string): void;
}

/**
 * Whom staff had open: noted in memory when a customer is given out, written together once a
 * second, one row per person, customer and hour, and never waited for.
 *
 * Guarantee: nothing is lost at an orderly stop, nor while the database is away for less than
 * OPENINGS_MAX openings.
 */
export class Openings {
  readonly #write: (openings: readonly NewOpening[]) => Promise<void>;
  readonly #max: number;
  readonly #waiting = new Map<string, Waiting>();
  readonly #written = new WrittenInHour();
  #lost = 0;
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | null = null;
  #log: Log | null = null;

  /** @param max openings that wait at once; tests pass fewer */
  constructor(write: (openings: readonly NewOpening[]) => Promise<void>, max = OPENINGS_MAX) {
    this.#write = write;
    this.#max = max;
  }

  note({ principal, role }: Viewer, rootId: bigint, at: Instant): void {
    const hour = hourOf(at);
    if (this.#written.has(hour, principal, rootId)) {
      return;
    }
    const key = `${rootId} ${hour} ${principal}`;
    if (this.#waiting.has(key)) {
      return;
    }
    if (this.#waiting.size >= this.#max) {
      this.#lost += 1;
      return;
    }
    this.#waiting.set(key, { hour, opening: { rootId, principal, role, at: formatInstant(at) } });
  }

  /** Writes every OPENINGS_WRITTEN_MS until `stop`. */
  start(log: Log): void {
    this.#log = log;
    this.#timer = setInterval(() => void this.flush(), OPENINGS_WRITTEN_MS);
    this.#timer.unref();
  }

  /** Writes what is noted. What could not be written waits for the next time. */
  async flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = null;
    });
    await this.#flushing;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
    // What was noted while the last write was under way.
    await this.flush();
  }

  async #flush(): Promise<void> {
    if (this.#lost > 0) {
      this.#log?.error({ openings: this.#lost }, "customers were opened and it is not on record");
      this.#lost = 0;
    }
    const batch = [...this.#waiting];
    if (batch.length === 0) {
      return;
    }
    try {
      await this.#write(batch.map(([, { opening }]) => opening));
    } catch (error) {
      this.#log?.warn({ error }, "who opened customers is not written yet");
      return;
    }
    for (const [key, { hour, opening }] of batch) {
      this.#waiting.delete(key);
      this.#written.add(hour, opening.principal, opening.rootId);
    }
  }
}

/**
 * Who is known to be written for the hour that runs: an hour that is over is never asked for again.
 */
class WrittenInHour {
  #hour = -1;
  #count = 0;
  /** Ids as numbers, which take half of what bigints take: a sequence never comes to 2^53. */
  readonly #rootsOf = new Map<string, Set<number>>();

  has(hour: number, principal: string, rootId: bigint): boolean {
    return hour === this.#hour && (this.#rootsOf.get(principal)?.has(Number(rootId)) ?? false);
  }

  add(hour: number, principal: string, rootId: bigint): void {
    if (hour < this.#hour) {
      return;
    }
    if (hour > this.#hour || this.#count >= WRITTEN_MAX) {
      this.#rootsOf.clear();
      this.#count = 0;
      this.#hour = hour;
    }
    let roots = this.#rootsOf.get(principal);
    if (roots === undefined) {
      roots = new Set();
      this.#rootsOf.set(principal, roots);
    }
    roots.add(Number(rootId));
    this.#count += 1;
  }
}

function hourOf(at: Instant): number {
  return Math.floor(at / (60 * MICROS_PER_MINUTE));
}
