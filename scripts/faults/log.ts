/**
 * What the client sent and heard. All times are milliseconds since 1970: the database, on this
 * machine, has the same clock.
 */

/** One sending of something to one server. */
export interface Attempt {
  readonly server: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Something that is sent until it is answered, or given up. */
export interface Asking {
  readonly what: "PURCHASES" | "COMMAND";
  readonly attempts: Attempt[];
  answeredMs: number | null;
}

export interface EventAnswer {
  readonly outcome: string;
  readonly duplicate: boolean;
  /** Whether it came at the first sending; from when to when it was waited for. */
  readonly isFirst: boolean;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A purchase event; one that brings back names the sale's order. */
export interface SentEvent {
  readonly id: string;
  readonly kind: "SOLD" | "RETURNED";
  readonly order: string;
  readonly person: number;
  /** Whole pounds of the order, which earn as many points. */
  readonly pounds: number;
  readonly body: object;
  /** The answers to it, in order. */
  readonly answers: EventAnswer[];
  /** How often it was sent; more than once only where an answer was missing, or to try a repeat. */
  sendings: number;
}

/** Points that a person of service gave. */
export interface SentAdjustment {
  readonly key: string;
  readonly person: number;
  readonly points: number;
  answers: number;
}

/** A change that a subscription was told of. */
export interface HeardChange {
  /** The customer as the API names it. */
  readonly customer: string;
  readonly sequence: number;
  readonly atMs: number;
}

/** What one subscription was told over all its connections, in order. */
export interface Hearing {
  readonly name: string;
  /** Null: the changes of tier of all customers. */
  readonly customer: string | null;
  /**
   * The sequence after which it begins; of one that follows all, its first change is its beginning.
   */
  readonly after: number;
  readonly changes: readonly HeardChange[];
  readonly connections: number;
}

/** Everything that the client knows. */
export interface ClientLog {
  readonly events: ReadonlyMap<string, SentEvent>;
  readonly adjustments: ReadonlyMap<string, SentAdjustment>;
  readonly askings: readonly Asking[];
}

export const isAcknowledged = (event: SentEvent): boolean => event.answers.length > 0;
