import type { DestinationRow } from "../../db/queries/deliveries/destinations.ts";
import type { Answer } from "../domain/delivery/answer.ts";
import type { AddressGuard } from "../platform/outgoing/guardedAddresses.ts";
import { GuardedConnections } from "../platform/outgoing/guardedConnections.ts";
import { type BatchedMessage, Batching } from "./batching.ts";
import type { DestinationSecrets } from "./destinationSecrets.ts";
import {
  type ExchangeBy,
  exchange,
  exchangeAll,
  exchangeBatch,
  NOTHING_TOLD,
  retryOf,
} from "./exchange.ts";
import type {
  Channel,
  ChannelKind,
  ConversationKind,
  RequestContext,
  RequestKind,
} from "./kinds/destinationKind.ts";
import { kindOf } from "./kinds/kinds.ts";
import type { Message } from "./message.ts";
import { NotLive, type SendLeave } from "./sendLeave.ts";

/** One message, and who is told it. */
export interface Telling {
  readonly message: Message;
  readonly destination: Pick<DestinationRow, "id" | "code" | "settings">;
  /** Whether its customer's lane is ours for long enough to begin. */
  readonly mayStill: () => boolean;
}

export interface TellerDeps {
  readonly guard: AddressGuard;
  readonly secrets: Pick<DestinationSecrets, "of">;
  /** Milliseconds since 1970. */
  readonly wallMs: () => number;
  /** Whether it may be told now, asked before each request; left out: it may. */
  readonly leave?: SendLeave;
}

/** Tells one destination messages, each alone or several of different customers at once. */
export class Teller {
  readonly #deps: TellerDeps;
  readonly #connections: GuardedConnections;
  readonly #batching = new Batching();
  #channel: { readonly kind: ChannelKind; readonly channel: Channel } | null = null;

  constructor(deps: TellerDeps) {
    this.#deps = deps;
    this.#connections = new GuardedConnections(deps.guard);
  }

  /**
   * @returns what was answered; null: it was not sent, because it was not ours to send any more.
   *   Never rejects.
   */
  async tell(telling: Telling): Promise<Answer | null> {
    try {
      return await this.#tell(telling);
    } catch (error) {
      if (error instanceof NotLive) {
        return null;
      }
      throw error;
    }
  }

  /**
   * Makes of a message what would be sent, and asks nobody.
   *
   * @returns whether there is anything in it that is told there; null: it has no good secret
   */
  async wouldTell({ message, destination }: Telling): Promise<boolean | null> {
    const kind = kindOf(destination.settings.sends.kind);
    if ("isFolder" in kind) {
      return true;
    }
    const context = this.#contextOf(destination);
    if (context === null) {
      return null;
    }
    if ("open" in kind) {
      kind.publicationOf(message, context);
      return true;
    }
    if ("converse" in kind) {
      return await wouldAsk(kind, message, context);
    }
    return kind.requestsOf(message, context).length > 0;
  }

  async #tell(telling: Telling): Promise<Answer | null> {
    const { message, destination } = telling;
    const { code, settings } = destination;
    const kind = kindOf(settings.sends.kind);
    if ("isFolder" in kind) {
      return retryOf("It is told by files, and not message by message.");
    }
    const context = this.#contextOf(destination);
    if (context === null) {
      return retryOf(`It has no secret that is good: \`tributary destinations secret ${code}\`.`);
    }
    if ("open" in kind) {
      const msMax = settings.limits.timeoutSeconds * 1_000;
      await this.#deps.leave?.take();
      return await this.#channelOf(kind).tell(message, context, msMax);
    }
    if ("converse" in kind) {
      const by = this.#by(destination);
      const answer = await kind.converse(message, context, (request) => exchange(request, by));
      return answer ?? NOTHING_TOLD;
    }
    return await this.#ask(kind, telling, context);
  }

  /** Those that its requests are made by, whether or not it is told; a channel has its own. */
  get connections(): Pick<GuardedConnections, "send"> {
    return this.#connections;
  }

  /** Ends what is open; what is under way has ended before. */
  async close(): Promise<void> {
    this.#connections.close();
    await this.#channel?.channel.close();
  }

  async #ask(
    kind: RequestKind,
    { message, destination, mayStill }: Telling,
    context: RequestContext,
  ): Promise<Answer | null> {
    const { sends, limits } = destination.settings;
    const by = this.#by(destination);
    const requests = kind.requestsOf(message, context);
    const { batch } = kind;
    if (batch === undefined || limits.batchSize === 1 || requests.length === 0) {
      return requests.length === 0 ? NOTHING_TOLD : await exchangeAll(requests, kind, by);
    }
    return await this.#batching.add(
      { message, mayStill },
      {
        ...{ size: limits.batchSize, requestsMax: limits.concurrency },
        // What is told otherwise by now is not told together with what was before.
        likeness: JSON.stringify(sends),
        send: (together: readonly BatchedMessage[]) =>
          exchangeBatch(together, { batch, context: this.#contextOf(destination) ?? context, by }),
      },
    );
  }

  #by({ settings }: Telling["destination"]): ExchangeBy {
    const msMax = settings.limits.timeoutSeconds * 1_000;
    const { leave, wallMs } = this.#deps;
    const connections: ExchangeBy["connections"] = {
      send: async (request, ms) => {
        await leave?.take();
        return await this.#connections.send(request, ms);
      },
    };
    return { connections, wallMs, msMax };
  }

  #channelOf(kind: ChannelKind): Channel {
    if (this.#channel?.kind !== kind) {
      void this.#channel?.channel.close();
      this.#channel = { kind, channel: kind.open(this.#deps.guard) };
    }
    return this.#channel.channel;
  }

  #contextOf({ id, settings }: Telling["destination"]): RequestContext | null {
    const [first, ...others] = this.#deps.secrets.of(id, settings);
    return first === undefined
      ? null
      : {
          ...{ sends: settings.sends, secrets: [first, ...others] },
          nowSeconds: Math.floor(this.#deps.wallMs() / 1_000),
        };
  }
}

/** A conversation is over before its first question, which depends on the message alone. */
async function wouldAsk(
  kind: ConversationKind,
  message: Message,
  context: RequestContext,
): Promise<boolean> {
  try {
    return (await kind.converse(message, context, () => Promise.reject(new NotLive()))) !== null;
  } catch (error) {
    if (error instanceof NotLive) {
      return true;
    }
    throw error;
  }
}
