import type { DestinationRow } from "../../db/queries/deliveries/destinations.ts";
import type { Answer } from "../domain/delivery/answer.ts";
import type { GuardedConnections } from "../platform/outgoing/guardedConnections.ts";
import { type BatchedMessage, Batching } from "./batching.ts";
import type { DestinationSecrets } from "./destinationSecrets.ts";
import { exchangeAll, exchangeBatch, NOTHING_TOLD, retryOf } from "./exchange.ts";
import type { RequestContext } from "./kinds/destinationKind.ts";
import { kindOf } from "./kinds/kinds.ts";
import type { Message } from "./message.ts";

/** One message, and who is told it. */
export interface Telling {
  readonly message: Message;
  readonly destination: Pick<DestinationRow, "id" | "settings">;
  /** Whether its customer's lane is ours for long enough to begin. */
  readonly mayStill: () => boolean;
}

export interface TellerDeps {
  readonly connections: Pick<GuardedConnections, "send">;
  readonly secrets: Pick<DestinationSecrets, "of">;
  /** Milliseconds since 1970. */
  readonly wallMs: () => number;
}

/** Tells one destination messages, each alone or several of different customers at once. */
export class Teller {
  readonly #deps: TellerDeps;
  readonly #batching = new Batching();

  constructor(deps: TellerDeps) {
    this.#deps = deps;
  }

  /**
   * @returns what was answered; null: it was not sent, because it was not ours to send any more.
   *   Never rejects.
   */
  async tell({ message, destination, mayStill }: Telling): Promise<Answer | null> {
    const { connections, wallMs } = this.#deps;
    const { settings } = destination;
    const context = this.#contextOf(destination);
    if (context === null) {
      return retryOf("It has no secret that is good: `tributary destinations secret` adds one.");
    }
    const { sends, limits } = settings;
    const kind = kindOf(sends.kind);
    const by = { connections, wallMs, msMax: limits.timeoutSeconds * 1_000 };
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
