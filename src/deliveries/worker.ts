import { mendDestination, restDestination } from "../../db/queries/deliveries/destinations.ts";
import { type ClaimedLane, claimLanes, renewLanes } from "../../db/queries/deliveries/lanes.ts";
import { isAskedTooOften, restOf, sentenceOf } from "../domain/delivery/answer.ts";
import { Breaker } from "../domain/delivery/breaker.ts";
import { within } from "../platform/within.ts";
import { LaneRun, type LaneWork } from "./laneRun.ts";
import { readLaneWorks } from "./laneWorks.ts";
import type { ActiveDestination, WorkerDeps } from "./workerDeps.ts";

/** How long a claim holds, milliseconds: whoever dies, another takes its place within 15 s. */
export const LEASE_MS = 10_000;
/** How often claims are renewed within a lease. */
export const RENEWALS_PER_LEASE = 3;
/** Customers under way at once, however many their requests take together. */
const LANES_MAX = 2_000;
/** Between two looks when nothing was due, milliseconds. */
const POLL_MS = 250;
/** How long closing waits for what came of a request to be written down, milliseconds. */
const SETTLE_MS = 5_000;
/** After a failure of the database, milliseconds. */
const FAILURE_MS = 1_000;

/** A lane that is under way, and until when it is ours for certain. */
interface Busy {
  readonly token: bigint;
  validUntilMs: number;
}

/**
 * Sends what waits for one destination: lanes are claimed, told in the order of their customers'
 * streams, and settled; never two of one customer at once, whoever sends.
 */
export class DestinationWorker {
  readonly #deps: WorkerDeps;
  #destination: ActiveDestination;
  readonly #busy = new Map<bigint, Busy>();
  readonly #breaker: Breaker;
  readonly #leaseMs: number;
  readonly #renewal: NodeJS.Timeout;
  #isClosed = false;
  #wake: (() => void) | null = null;
  #isAsked = false;
  /** There was more than room, or it came meanwhile: whoever ends makes room for it. */
  #isMoreDue = false;
  #running: Promise<void>;

  constructor(deps: WorkerDeps, destination: ActiveDestination) {
    this.#deps = deps;
    this.#destination = destination;
    this.#leaseMs = deps.leaseMs ?? LEASE_MS;
    this.#breaker = new Breaker(deps.openMs);
    this.#renewal = setInterval(() => void this.#renew(), this.#leaseMs / RENEWALS_PER_LEASE);
    this.#renewal.unref();
    this.#running = this.#run();
  }

  /** Takes what is known of the destination now. */
  update(destination: ActiveDestination): void {
    this.#destination = destination;
  }

  /** There may be something to send. */
  wake(): void {
    this.#isAsked = true;
    this.#wake?.();
  }

  /**
   * Claims nothing more, and waits for what is under way: for as long as a request may take, and it
   * takes to write down what came of it. What is not over by then, as while the database is away,
   * is another one's once its claim has ended.
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.wake();
    const requestMs = this.#destination.settings.limits.timeoutSeconds * 1_000;
    await within(requestMs + SETTLE_MS, this.#running);
    clearInterval(this.#renewal);
  }

  async #run(): Promise<void> {
    const under = new Set<Promise<void>>();
    while (!this.#isClosed) {
      let waitMs = POLL_MS;
      try {
        const works = await this.#claim();
        for (const work of works) {
          const run = this.#deliver(work).finally(() => under.delete(run));
          under.add(run);
        }
        waitMs = this.#isMoreDue && this.#busy.size < this.#lanesMax ? 0 : POLL_MS;
      } catch (error) {
        const { code } = this.#destination;
        this.#deps.log.warn({ error, destination: code }, "lanes could not be claimed");
        waitMs = FAILURE_MS;
      }
      await this.#rest(waitMs);
    }
    await Promise.all(under);
  }

  get #lanesMax(): number {
    // One that was found broken is asked for one customer, to see whether it answers again.
    const { brokenLevel, mode, settings } = this.#destination;
    const { concurrency, batchSize } = settings.limits;
    return brokenLevel > 0 && mode === "LIVE" ? 1 : Math.min(concurrency * batchSize, LANES_MAX);
  }

  /** Until somebody asks, one that is under way ends, or the time is over. */
  async #rest(ms: number): Promise<void> {
    if (this.#isAsked || this.#isClosed || ms === 0) {
      this.#isAsked = false;
      await Promise.resolve();
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
    this.#wake = null;
    this.#isAsked = false;
  }

  async #claim(): Promise<readonly LaneWork[]> {
    const { sql } = this.#deps;
    const { id, settings } = this.#destination;
    const room = this.#lanesMax - this.#busy.size;
    this.#isMoreDue = room <= 0;
    if (room <= 0 || this.#deps.secrets.of(id, settings).length === 0) {
      return [];
    }
    const claim = { destinationId: id, leaseMs: this.#leaseMs };
    const sinceMs = performance.now();
    const lanes = await claimLanes(sql, { ...claim, limit: room });
    this.#isMoreDue ||= lanes.length === room;
    if (lanes.length === 0) {
      return [];
    }
    for (const { rootId, token } of lanes) {
      this.#busy.set(rootId, { token, validUntilMs: sinceMs + this.#leaseMs });
    }
    try {
      return await readLaneWorks(sql, this.#destination, lanes, (lane) => this.#mayStill(lane));
    } catch (error) {
      for (const { rootId } of lanes) {
        this.#busy.delete(rootId);
      }
      throw error;
    }
  }

  /** Whether the lane is ours for as long as a request may take until the next renewal. */
  #mayStill({ rootId, token }: ClaimedLane): boolean {
    const busy = this.#busy.get(rootId);
    const marginMs = this.#leaseMs / RENEWALS_PER_LEASE;
    return busy?.token === token && performance.now() < busy.validUntilMs - marginMs;
  }

  async #deliver(work: LaneWork): Promise<void> {
    const { rootId } = work.lane;
    const { code } = work.destination;
    try {
      await this.#deps.pace.take();
      const run = new LaneRun(this.#deps, work);
      const worst = await run.tell();
      await this.#judge(rootId, worst);
      const isMore = await this.#deps.settling.settle(run.settlement());
      this.#isMoreDue ||= isMore;
    } catch (error) {
      // Its claim ends by itself, and it is sent again.
      this.#deps.log.warn({ error, destination: code }, "a lane was not settled");
    } finally {
      this.#busy.delete(rootId);
      if (this.#isMoreDue || this.#isClosed) {
        this.#wake?.();
      }
    }
  }

  /** What one lane came to, for the destination as a whole. */
  async #judge(rootId: bigint, worst: Awaited<ReturnType<LaneRun["tell"]>>): Promise<void> {
    const { sql } = this.#deps;
    const { id, brokenLevel, code } = this.#destination;
    if (worst === null) {
      return;
    }
    if (worst.kind === "DELIVERED") {
      await this.#noteAnswer();
      return;
    }
    const problem = sentenceOf(worst);
    const isThere = isAskedTooOften(worst);
    if (isThere) {
      await this.#noteAnswer();
    }
    const restMs = restOf(worst);
    if (restMs !== null) {
      const rest = { restMs, brokenLevel: null, problem };
      await restDestination(sql, { destinationId: id, ...rest });
    }
    if (isThere) {
      return;
    }
    const openMs = this.#breaker.failed(rootId, brokenLevel);
    if (openMs !== null) {
      const level = Math.min(brokenLevel + 1, 1_000);
      const rest = { restMs: openMs, brokenLevel: level, problem };
      await restDestination(sql, { destinationId: id, ...rest });
      this.#destination = { ...this.#destination, brokenLevel: level };
      this.#deps.log.warn({ destination: code, restMs: openMs }, "a destination answers nobody");
    }
  }

  /** Whatever it was broken by, it answers. */
  async #noteAnswer(): Promise<void> {
    const { id, brokenLevel, code } = this.#destination;
    this.#breaker.succeeded();
    if (brokenLevel > 0) {
      await mendDestination(this.#deps.sql, id);
      this.#destination = { ...this.#destination, brokenLevel: 0 };
      this.#deps.log.info({ destination: code }, "a destination answers again");
    }
  }

  async #renew(): Promise<void> {
    const { id, code } = this.#destination;
    const claims = [...this.#busy].map(([rootId, { token }]) => ({
      ...{ destinationId: id, rootId, token },
    }));
    if (claims.length === 0) {
      return;
    }
    const sinceMs = performance.now();
    try {
      for (const rootId of await renewLanes(this.#deps.sql, claims, this.#leaseMs)) {
        const busy = this.#busy.get(rootId);
        if (busy !== undefined) {
          busy.validUntilMs = sinceMs + this.#leaseMs;
        }
      }
    } catch (error) {
      this.#deps.log.warn({ error, destination: code }, "claims of lanes were not renewed");
    }
  }
}
