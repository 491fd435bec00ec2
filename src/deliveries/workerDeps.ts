import type { Sql } from "../../db/connection/client.ts";
import type { DestinationRow } from "../../db/queries/deliveries/destinations.ts";
import type { OPEN_MS } from "../domain/delivery/breaker.ts";
import type { ReadOutcome } from "../domain/delivery/readBack.ts";
import type { waitAfter } from "../domain/delivery/retry.ts";
import type { Logger } from "../platform/logger.ts";
import type { SecretBox } from "../platform/secretBox.ts";
import type { DestinationSecrets } from "./destinationSecrets.ts";
import type { Pace } from "./pace.ts";
import type { Settling } from "./settling.ts";
import type { Teller } from "./teller.ts";

/** A destination as it is known now. */
export type ActiveDestination = DestinationRow;

/** Is told what sending comes to. */
export interface DeliveryObserver {
  /** @param lagMs since it was recorded, milliseconds */
  attempted(attempt: {
    readonly destination: ActiveDestination;
    readonly outcome: "delivered" | "failed" | "refused";
    readonly lagMs: number;
    readonly isFirst: boolean;
  }): void;
  /** A customer was asked for, to compare what is stored. */
  readBack?(destination: ActiveDestination, outcome: ReadOutcome): void;
}

/** What telling one lane takes. */
export interface LaneRunDeps {
  readonly teller: Pick<Teller, "tell" | "wouldTell">;
  /** Makes keyed hashes of what must not be kept. */
  readonly box: Pick<SecretBox, "hashOf">;
  readonly observer: DeliveryObserver;
  /** Milliseconds since 1970. */
  readonly wallMs: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** How long a message waits after so many tries, milliseconds; tests pass shorter ones. */
  readonly waitAfter?: typeof waitAfter;
}

export interface WorkerDeps extends LaneRunDeps {
  /** The pool of deliveries. */
  readonly sql: Sql;
  readonly settling: Settling;
  readonly pace: Pace;
  readonly secrets: Pick<DestinationSecrets, "of">;
  readonly log: Logger;
  /** Tests pass a shorter one. */
  readonly leaseMs?: number;
  /** How long a destination that answers nobody is left alone; tests pass less. */
  readonly openMs?: typeof OPEN_MS;
}
