import type { Sends, SendsKind } from "../../domain/delivery/sends.ts";
import type { OutgoingRequest } from "../../platform/outgoing/guardedConnections.ts";
import type { Message } from "../message.ts";

/** What a kind makes its requests with. */
export interface RequestContext<Kind extends SendsKind> {
  readonly sends: Extract<Sends, { readonly kind: Kind }>;
  /** What we prove ourselves by there, the newest first; at least one. */
  readonly secrets: readonly [string, ...string[]];
  /** Seconds since 1970. */
  readonly nowSeconds: number;
}

/** Of whom it is asked what is stored, and what. */
export interface ReadQuery {
  /** As the destination knows the customer. */
  readonly knownBy: string;
  /** The destination's names of what was sent. */
  readonly names: readonly string[];
}

/** What a destination says that it stores of a customer. */
export type Stored =
  | {
      readonly found: true;
      readonly fields: Readonly<Record<string, unknown>>;
      /** Whose record it says that it is, and its name of that; null: it does not say. */
      readonly key: { readonly name: string; readonly value: unknown } | null;
    }
  /** It has nobody of that key. */
  | { readonly found: false }
  /** It did not say. */
  | { readonly found: null };

/** How one kind of system is asked what it stores: pure, too. */
export interface ReadBack<Kind extends SendsKind = SendsKind> {
  /** Null: no request can name the customer. */
  readonly requestOf: (query: ReadQuery, context: RequestContext<Kind>) => OutgoingRequest | null;
  /** @param body of the answer, as JSON; null: it was none */
  readonly storedIn: (
    answer: { readonly status: number; readonly body: unknown },
    query: ReadQuery,
    sends: RequestContext<Kind>["sends"],
  ) => Stored;
}

/**
 * How one kind of system is told: pure, so that adding one is a file and a line in `kinds.ts`.
 */
export interface DestinationKind<Kind extends SendsKind = SendsKind> {
  readonly kind: Kind;
  /** What its secret is, for whoever adds one. */
  readonly secret: string;
  /** Makes one; left out where the destination gives it. */
  readonly newSecret?: () => string;
  /** Why a text cannot be its secret; null: it can. */
  readonly secretFault: (secret: string) => string | null;
  /**
   * The requests that tell a message, sent one after the other until one fails; none: there is
   * nothing in it that this system is told.
   */
  readonly requestsOf: (
    message: Message,
    context: RequestContext<Kind>,
  ) => readonly OutgoingRequest[];
  /**
   * What a JSON answer of 2xx says of a message that was not taken all the same; null: it was.
   * Left out: 2xx says that it was.
   */
  readonly refusalOf?: (body: object) => string | null;
  /** Left out: what it stores cannot be asked for. */
  readonly readBack?: ReadBack<Kind>;
}
