import type { MessageFault } from "../../domain/inbound/message.ts";
import type { ConnectorCode, SettingsOf } from "../../domain/inbound/receives.ts";
import type { ToldName, ToldView } from "../../domain/interaction/browsing.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { InboundConnector, Translation } from "../connector.ts";
import type { FetchBack } from "./fetchBack.ts";
import type { MappingOf } from "./mappingOf.ts";

/** A request as it came, before anything of it was believed. */
export interface Arrival {
  readonly method: string;
  /** As the sender knows it, with its host: some sign it. */
  readonly url: URL;
  /** By name in lower case; repeated ones joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What its sender knows a message by, or why nothing of it is taken. */
export type Admission =
  | {
      readonly ok: true;
      /** The same for every repetition, at most MESSAGE_KEY_BYTES_MAX bytes. */
      readonly key: string;
      readonly topic: string | null;
    }
  | {
      readonly ok: false;
      /** UNAUTHENTICATED: it is not proved who sends it. BAD_USER_INPUT: it is no message. */
      readonly code: "UNAUTHENTICATED" | "BAD_USER_INPUT";
      /** What to do about it; nothing that helps whoever guesses. */
      readonly message: string;
    };

/** A message as it stands in the receive log. */
export interface StoredMessage<Settings> {
  readonly settings: Settings;
  /** Code of its source. */
  readonly source: string;
  readonly topic: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly receivedAt: Instant;
  /** Fetches what the message only names. */
  readonly fetchBack: FetchBack;
  /** Mappings that settings name. */
  readonly mappingOf: MappingOf;
}

/** A part of a message and what it comes to. */
export interface MessagePart extends Translation {
  readonly faults: readonly MessageFault[];
  /** InteractionInput each, without its source. */
  readonly interactions?: readonly Readonly<Record<string, unknown>>[];
  /** PersonRecordInput each. */
  readonly records?: readonly Readonly<Record<string, unknown>>[];
  /** What people looked at. */
  readonly views?: readonly ToldView[];
  /** Whose a browser is. */
  readonly names?: readonly ToldName[];
  /** What it is, in a word or two, where it carries nothing for us. */
  readonly passedOver?: string;
  /** Where it stands in the message, such as `line 12`; absent or empty: it is the whole of it. */
  readonly at?: string;
  /** The mapping that read it. */
  readonly readBy?: { readonly mapping: string; readonly version: number };
  /** The purchases are history: as in a first load or a snapshot (contract 1.6). */
  readonly isHistory?: boolean;
}

/** An answer that a sender asks for before it sends anything. */
export interface Handshake {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * How one system's messages come in: `POST /v1/webhooks/{source}`, a stream, or files of them. It
 * says who sent a message and what it is known by, without reading more than that takes; the body
 * is stored; then it is read.
 */
export interface MessageConnector<Code extends ConnectorCode = ConnectorCode>
  extends InboundConnector<StoredMessage<SettingsOf<Code>>, MessagePart> {
  readonly code: Code;
  /** Headers that are kept with the body, because reading needs them. */
  readonly headers: readonly string[];
  /** The content type of a stream's message that has none of `headers`; absent: nobody's. */
  readonly streamContentType?: string;
  /**
   * Pure; compares secrets in constant time.
   *
   * @param secrets the source's that are good, the newest first; none: nothing of it is taken
   */
  admit(
    arrival: Arrival,
    proof: {
      readonly settings: SettingsOf<Code>;
      readonly secrets: readonly string[];
      readonly now: Instant;
    },
  ): Admission;
  /** Answers what is no message but asks whether it may send. Null: it asks nothing. */
  handshake?(arrival: Arrival, settings: SettingsOf<Code>): Handshake | null;
  /** What a sender is told of a message that is stored; absent: its id, with 200. */
  readonly thanks?: { readonly status: number; readonly body: string };
}
