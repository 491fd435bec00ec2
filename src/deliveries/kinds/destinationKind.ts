import type { Answer } from "../../domain/delivery/answer.ts";
import type { Sends, SendsKind } from "../../domain/delivery/sends.ts";
import type { AddressGuard } from "../../platform/outgoing/guardedAddresses.ts";
import type { OutgoingRequest } from "../../platform/outgoing/guardedConnections.ts";
import type { Message } from "../message.ts";

/** What a kind makes its requests with. */
export interface RequestContext<Kind extends SendsKind = SendsKind> {
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

interface KindOfSystem<Kind extends SendsKind> {
  readonly kind: Kind;
  /** What its secret is, for whoever adds one. */
  readonly secret: string;
  /** Makes one; left out where the destination gives it. */
  readonly newSecret?: () => string;
  /** Why a text cannot be its secret; null: it can. */
  readonly secretFault: (secret: string) => string | null;
  /** Its messages name coupons, with their codes and terms. */
  readonly asksCoupons?: true;
}

/** How one kind of system is told: a new one is a file here and a line in `kinds.ts`. */
export type DestinationKind<Kind extends SendsKind = SendsKind> =
  | RequestKind<Kind>
  | ConversationKind<Kind>
  | ChannelKind<Kind>
  | FolderKind<Kind>;

/** One that is told by files. */
export interface FolderKind<Kind extends SendsKind = SendsKind> {
  readonly kind: Kind;
  readonly secret: null;
  readonly isFolder: true;
  readonly asksCoupons?: true;
}

/** One that is asked by HTTP. Pure. */
export interface RequestKind<Kind extends SendsKind = SendsKind> extends KindOfSystem<Kind> {
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
  /** How several messages go in one request; left out: they do not. */
  readonly batch?: BatchOf<Kind>;
  /** Left out: what it stores cannot be asked for. */
  readonly readBack?: ReadBack<Kind>;
}

/** One that is asked by HTTP, and of which the next question depends on the answer before. */
export interface ConversationKind<Kind extends SendsKind = SendsKind> extends KindOfSystem<Kind> {
  /** @returns what came of it; null: there is nothing in it that this system is told */
  readonly converse: (
    message: Message,
    context: RequestContext<Kind>,
    ask: Ask,
  ) => Promise<Answer | null>;
}

/** Makes a request. Never rejects. `body`: the JSON object of an answer of 2xx, else empty. */
export type Ask = (
  request: OutgoingRequest,
) => Promise<{ readonly answer: Answer; readonly body: object }>;

/** One that is told over a connection of its own. */
export interface ChannelKind<Kind extends SendsKind = SendsKind> extends KindOfSystem<Kind> {
  /** What a message is published as. Pure. */
  readonly publicationOf: (message: Message, context: RequestContext<Kind>) => object;
  /** Connects to nothing yet. */
  readonly open: (guard: AddressGuard) => Channel<Kind>;
}

/** A connection to one destination, which is made and made anew as it is needed. */
export interface Channel<Kind extends SendsKind = SendsKind> {
  /**
   * Tells one message.
   *
   * @param msMax how long that may take, milliseconds
   * @returns what was answered. Never rejects.
   */
  tell(message: Message, context: RequestContext<Kind>, msMax: number): Promise<Answer>;
  close(): Promise<void>;
}

/** One request for messages of several customers, no two of one. */
export interface BatchOf<Kind extends SendsKind = SendsKind> {
  readonly requestOf: (
    messages: readonly Message[],
    context: RequestContext<Kind>,
  ) => OutgoingRequest;
  /**
   * What a JSON answer of 2xx says of each message that was not taken, in their order: null for
   * those that were. Null instead of the list: some were not, and it does not say which ones.
   */
  readonly refusalsOf: (
    body: object,
    messages: readonly Message[],
  ) => readonly (string | null)[] | null;
}
