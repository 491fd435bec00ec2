import {
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  subscribe,
} from "graphql";
import { systemViewer } from "../../../../src/domain/access/viewer.ts";
import type { Context } from "../../../../src/graph/context.ts";
import { createLogger } from "../../../../src/platform/logger.ts";
import { createExecutor, type Execute } from "../../../../src/server/execution/execute.ts";
import { maskError } from "../../../../src/server/formatError.ts";
import { Live, openLive } from "../../../../src/server/live/live.ts";
import { createPrepareSubscription } from "../../../../src/server/live/operations.ts";
import type { PrepareOperation } from "../../../../src/server/operations/prepare.ts";
import { told } from "./answers.ts";

/**
 * A source of events: for graphql-js to iterate over, and for a live subscription to read as a
 * feed.
 */
export class Source implements AsyncIterableIterator<unknown> {
  /** It follows nobody in particular. */
  readonly leafId = null;
  readonly #steps: unknown[];
  readonly #isEndless: boolean;
  #wake: (() => void) | null = null;
  asked = 0;
  closed = 0;

  /**
   * @param steps events, or an error that `next` rejects with; `isEndless`: it waits for more
   * behind them
   */
  constructor(steps: readonly unknown[], isEndless = false) {
    this.#steps = [...steps];
    this.#isEndless = isEndless;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<unknown, undefined>> {
    this.asked += 1;
    if (this.#steps.length === 0 && this.#isEndless && this.closed === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#steps.length === 0 || this.closed > 0) {
      return { done: true, value: undefined };
    }
    const step = this.#steps.shift();
    if (step instanceof Error) {
      throw step;
    }
    return { done: false, value: step };
  }

  async return(): Promise<IteratorResult<unknown, undefined>> {
    this.close();
    return { done: true, value: undefined };
  }

  close(): void {
    this.closed += 1;
    this.#wake?.();
  }
}

/** An event as the streams have them, with whatever else a case gives it. */
export function eventOf(given: object, at: number): object {
  const change = { once: (_key: string, make: () => unknown) => make(), rootId: 1n };
  return { ...given, change, cursor: `after ${at}`, isTold: true };
}

export interface Asked {
  readonly schema: GraphQLSchema;
  readonly source: string;
  readonly variables?: Record<string, unknown>;
  readonly context?: unknown;
  readonly operationName?: string;
}

/** What a client is told and then how it ends; `results` before they are masked. */
export interface Followed {
  readonly refused: readonly string[];
  readonly texts: readonly string[];
  readonly results: readonly ExecutionResult[];
  readonly end: string;
}

const log = createLogger({ level: "silent" });

/** One reader of a subscription, whoever runs it. */
export interface Reader {
  /** The answer to the next event; null: it has ended. */
  next(): Promise<{ readonly text: string; readonly result: ExecutionResult | undefined } | null>;
  close(): unknown;
}

/** The errors of a request that is refused. */
type Opened = Reader | { readonly refused: readonly string[] };

export async function openByReference(asked: Asked): Promise<Opened> {
  const { schema, source, variables, context, operationName } = asked;
  const stream = await subscribe({
    ...{ schema, document: parse(source), contextValue: context },
    variableValues: variables ?? {},
    ...(operationName === undefined ? {} : { operationName }),
  }).catch((error: Error) => ({ errors: [error] }));
  if (!(Symbol.asyncIterator in stream)) {
    return { refused: (stream.errors ?? []).map(nameOf) };
  }
  return {
    next: async () => {
      const { done, value } = await stream.next();
      return done === true ? null : { text: textOf(value as ExecutionResult), result: value };
    },
    close: () => stream.return(undefined),
  };
}

/** As the doors do: through a live subscription, with a session that may see everything. */
export async function openLiveOf(asked: Asked, run?: Execute): Promise<Opened> {
  const { schema, source, variables, context, operationName } = asked;
  const execute = run ?? createExecutor(schema);
  let result: ExecutionResult | undefined;
  const viewer = systemViewer("a test");
  const opened = await openLive(
    {
      ...{ schema, log, hideSuggestions: false },
      prepare: createPrepareSubscription(schema, unchecked),
      createContext: () => context as Context,
      execute: async (args) => {
        result = await execute(args);
        return result;
      },
    },
    { viewer, current: async () => viewer },
    { query: source, variables, operationName } as Parameters<typeof openLive>[2],
  );
  if (!(opened instanceof Live)) {
    return { refused: opened.errors.map((error) => nameOf(error as Error)) };
  }
  return {
    next: async () => {
      const answer = await opened.next();
      return answer === null ? null : { text: withoutId(answer.text), result };
    },
    close: () => opened.close(),
  };
}

/** Reads to the end. */
export async function followed(opening: Promise<Opened>): Promise<Followed> {
  const opened = await opening;
  const texts: string[] = [];
  const results: ExecutionResult[] = [];
  if ("refused" in opened) {
    return { ...opened, texts, results, end: "refused" };
  }
  try {
    for (let answer = await opened.next(); answer !== null; answer = await opened.next()) {
      texts.push(answer.text);
      if (answer.result !== undefined) {
        results.push(answer.result);
      }
    }
    return { refused: [], texts, results, end: "ended" };
  } catch (error) {
    return { refused: [], texts, results, end: String(error) };
  }
}

/** Checks are another test's: here documents run that no client could send. */
const unchecked: PrepareOperation = ({ query, operationName }) => {
  const document = parse(query ?? "");
  const operation = getOperationAST(document, operationName) as OperationDefinitionNode;
  const ready = { document, operation, rootFields: new Set(["any"]) };
  return { ok: true, ready } as unknown as ReturnType<PrepareOperation>;
};

function nameOf(error: Error): string {
  return "locations" in error ? told(error as GraphQLError) : String(error);
}

function textOf({ data, errors }: ExecutionResult): string {
  if (errors === undefined) {
    return JSON.stringify({ data });
  }
  return withoutId(JSON.stringify({ errors: errors.map((error) => maskError(error, log)), data }));
}

/** Each fault of ours has an id of its own. */
function withoutId(text: string): string {
  return text.replace(/"errorId":"[^"]*"/g, '"errorId":""');
}
