import { Counter, Gauge } from "prom-client";
import { AppError } from "../../errors.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { Pace } from "./pace.ts";

/** Sockets and event streams of one process. */
export const CONNECTIONS_MAX = 10_000;
/** Sockets and event streams of one signed-in principal, in one process. */
export const CONNECTIONS_PER_PRINCIPAL_MAX = 100;

/** Who is connected, so that nobody takes all the room. */
export class Connections {
  readonly #byPrincipal = new Map<string, number>();
  /** How fast whoever is connected begins subscriptions. */
  readonly pace = new Pace();
  readonly #figures;
  #count = 0;

  constructor({ registry }: Pick<Metrics, "registry">) {
    const registers = [registry];
    this.#figures = {
      connections: new Gauge({
        name: "tributary_push_connections",
        help: "Open sockets and event streams; 10,000 a server at most. A sudden fall: a proxy or a restart cut them, they come back by themselves.",
        registers,
      }),
      subscriptions: new Gauge({
        name: "tributary_subscriptions",
        help: "Subscriptions that follow a stream. Fewer than usual: clients do not come back, look at tributary_push_closed_total.",
        registers,
      }),
      events: new Counter({
        name: "tributary_push_events_total",
        help: "Events handed to sockets and event streams. None while purchases are applied and subscriptions are open: runbook push.",
        registers,
      }),
      closed: new Counter({
        name: "tributary_push_closed_total",
        help: "Sockets and event streams that this side ended, by close code. 4401 and 4403: tokens; 4429: too many of one caller; 4500: ours, see the log; 1012: a restart.",
        labelNames: ["code"],
        registers,
      }),
    };
  }

  get figures() {
    return this.#figures;
  }

  /** Takes a place in the process. @returns how to give it back; null when there is none */
  enter(): (() => void) | null {
    if (this.#count >= CONNECTIONS_MAX) {
      return null;
    }
    const { connections } = this.#figures;
    this.#count += 1;
    connections.inc();
    let isIn = true;
    return () => {
      if (!isIn) {
        return;
      }
      isIn = false;
      this.#count -= 1;
      connections.dec();
    };
  }

  /**
   * Counts a connection for its principal. @returns how to end that. @throws AppError
   * TOO_MANY_STREAMS
   */
  take(principal: string): () => void {
    const count = this.#byPrincipal.get(principal) ?? 0;
    if (count >= CONNECTIONS_PER_PRINCIPAL_MAX) {
      throw new AppError(
        "TOO_MANY_STREAMS",
        `At most ${CONNECTIONS_PER_PRINCIPAL_MAX} connections at once; close one, or share it.`,
      );
    }
    this.#byPrincipal.set(principal, count + 1);
    let isIn = true;
    return () => {
      if (!isIn) {
        return;
      }
      isIn = false;
      const left = (this.#byPrincipal.get(principal) ?? 1) - 1;
      if (left === 0) {
        this.#byPrincipal.delete(principal);
      } else {
        this.#byPrincipal.set(principal, left);
      }
    };
  }
}
