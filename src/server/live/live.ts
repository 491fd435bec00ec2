import { createSourceEventStream, type GraphQLSchema } from "graphql";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { Context } from "../../graph/context.ts";
import { isTransient } from "../../platform/failure.ts";
import type { Logger } from "../../platform/logger.ts";
import { during, pushSpan } from "../../platform/tracing/spans.ts";
import type { EventFeed, FeedEvent } from "../../stream/change.ts";
import type { Execute } from "../execution/execute.ts";
import { maskError } from "../formatError.ts";
import type {
  PreparedSubscription,
  PrepareSubscription,
  SubscriptionRequest,
} from "./operations.ts";
import type { Session } from "./session.ts";
import { isSeenBy } from "./sight.ts";

/**
 * While the database is away an event waits: milliseconds between two attempts, and how many there
 * are.
 */
const RETRY_MS = 200;
const ATTEMPTS_MAX = 50;

export interface LiveDeps {
  readonly schema: GraphQLSchema;
  readonly prepare: PrepareSubscription;
  /**
   * What runs each event, as it runs queries: planned with the document, whatever the number of
   * events.
   */
  readonly execute: Execute;
  /** A client that mistypes what it gives is not told names of the schema. */
  readonly hideSuggestions: boolean;
  /** A context of its own for each event: what was read for one must not answer for the next. */
  readonly createContext: (viewer: Viewer) => Context;
  readonly log: Logger;
}

/** One answer to one event. */
export interface LiveAnswer {
  /** The execution result as JSON. */
  readonly text: string;
  /** Where the stream stands after it; null for what cannot be told again. */
  readonly cursor: string | null;
}

/**
 * Starts a subscription: validates it, and follows the stream that its field names, as the
 * session's viewer. The stream is made by graphql-js (once a subscription, so nothing is to be
 * gained there); its events are run by ours.
 *
 * @returns what is wrong with the request as errors to be masked
 */
export async function openLive(
  deps: LiveDeps,
  session: Session,
  request: SubscriptionRequest,
): Promise<Live | { readonly errors: readonly unknown[] }> {
  const variables = (request.variables ?? {}) as Record<string, unknown>;
  try {
    const viewer = await session.current();
    const prepared = deps.prepare(request, viewer);
    if (!prepared.ok) {
      return { errors: prepared.errors };
    }
    const { operation } = prepared;
    const stream = await createSourceEventStream({
      schema: deps.schema,
      document: operation.document,
      operationName: operation.operation.name?.value,
      variableValues: variables,
      contextValue: deps.createContext(viewer),
      hideSuggestions: deps.hideSuggestions,
    });
    if ("errors" in stream) {
      return { errors: stream.errors ?? [] };
    }
    // The resolvers of Subscription give out feeds and nothing else.
    const feed = stream as EventFeed;
    return new Live(deps, session, operation, variables, feed);
  } catch (error) {
    return { errors: [error] };
  }
}

/**
 * A subscription under way: authorised again at every event; equal answers are made once for all
 * sockets.
 */
export class Live {
  readonly #deps: LiveDeps;
  readonly #session: Session;
  readonly operation: PreparedSubscription;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #variablesKey: string;
  readonly #feed: EventFeed;
  #isClosed = false;
  onClose: () => void = () => {};

  constructor(
    deps: LiveDeps,
    session: Session,
    operation: PreparedSubscription,
    variables: Readonly<Record<string, unknown>>,
    feed: EventFeed,
  ) {
    this.#deps = deps;
    this.#session = session;
    this.operation = operation;
    this.#variables = variables;
    this.#variablesKey = JSON.stringify(operation.variables.map((name) => variables[name] ?? null));
    this.#feed = feed;
  }

  /**
   * The answer to the next event; null when the subscription was closed.
   *
   * @throws what ends it: AppError UNAUTHENTICATED, FORBIDDEN, SLOW_READER, CURSOR_EXPIRED, or a
   *   fault of ours
   */
  async next(): Promise<LiveAnswer | null> {
    for (;;) {
      const { done, value } = await this.#feed.next();
      if (done === true) {
        return null;
      }
      const text = await this.#traced(value.change, async () => {
        const viewer = await this.#patiently(() => this.#viewerToTell(value));
        return (
          viewer && (await this.#patiently(() => this.#answer(value, viewer)).catch(textOfLast))
        );
      });
      if (this.#isClosed) {
        return null;
      }
      if (text !== null) {
        return { text, cursor: value.cursor };
      }
    }
  }

  /** Whoever comes first; thousands may follow the same change. */
  #traced<Answer>(change: FeedEvent["change"], work: () => Promise<Answer>): Promise<Answer> {
    const cause = change.trace;
    if (cause === null || change.spansLeft <= 0) {
      return work();
    }
    change.spansLeft -= 1;
    return during(pushSpan(this.operation.rootField, cause), work());
  }

  close(): void {
    if (this.#isClosed) {
      return;
    }
    this.#isClosed = true;
    this.#feed.close();
    this.onClose();
  }

  /** Null for an event that is not told. */
  async #viewerToTell(event: FeedEvent): Promise<Viewer | null> {
    const viewer = await this.#session.current();
    const { createContext } = this.#deps;
    const isSeen = await isSeenBy(viewer, event, this.#feed.leafId, createContext);
    return isSeen && event.isTold ? viewer : null;
  }

  async #answer(event: FeedEvent, viewer: Viewer): Promise<string> {
    const { id, isSameForAll } = this.operation;
    const whose = isSameForAll ? "" : classOf(viewer);
    return await event.change.once(`${id} ${this.#variablesKey} ${whose}`, () =>
      this.#execute(event, viewer),
    );
  }

  async #execute(event: FeedEvent, viewer: Viewer): Promise<string> {
    const { data, errors } = await this.#deps.execute({
      schema: this.#deps.schema,
      document: this.operation.document,
      operationName: this.operation.operation.name?.value,
      variableValues: this.#variables,
      rootValue: event,
      contextValue: this.#deps.createContext(viewer),
    });
    if (errors === undefined) {
      return JSON.stringify({ data });
    }
    const masked = errors.map((error) => maskError(error, this.#deps.log));
    const text = JSON.stringify({ errors: masked, data });
    const isPassing = masked.some(({ extensions }) => extensions?.["code"] === "UNAVAILABLE");
    if (isPassing) {
      throw new NotNow(text);
    }
    return text;
  }

  /** Waits out a database that is away: the feed waits meanwhile, and misses nothing. */
  async #patiently<Value>(attempt: () => Promise<Value>): Promise<Value> {
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await attempt();
      } catch (error) {
        const isPassing = error instanceof NotNow || isTransient(error);
        if (!isPassing || this.#isClosed || attempts >= ATTEMPTS_MAX) {
          throw error;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** An answer with errors that will pass. */
class NotNow extends Error {
  /** The answer, for when they do not. */
  readonly text: string;

  constructor(text: string) {
    super("a dependency is not available");
    this.text = text;
  }
}

/** Viewers of one class get equal answers whatever they ask. */
function classOf({ principal, role, customerId, store, sources }: Viewer): string {
  return JSON.stringify([principal, role, customerId, store, sources]);
}

function textOfLast(error: unknown): string {
  if (error instanceof NotNow) {
    return error.text;
  }
  throw error;
}
