import { type DocumentNode, OperationTypeNode, parse } from "graphql";
import { createClient } from "graphql-sse";
import { type Answer, ask, type Operation } from "../shared/server.ts";

/** Events of a subscription that stay on the page; older ones go. */
export const EVENTS_SHOWN_MAX = 50;

export interface Run {
  /** Ends it; what came stays. */
  stop(): void;
  readonly ended: Promise<void>;
}

interface Asked {
  readonly query: string;
  readonly variables: string;
  readonly token: string | null;
  /** Where the cursor is: of several operations the one around it is run. */
  readonly cursor: number;
  readonly show: (text: string) => void;
  readonly say: (text: string) => void;
}

/** Runs what is in the editor: a query or mutation once, a subscription until it is stopped. */
export function run(asked: Asked): Run {
  const controller = new AbortController();
  const work = async () => {
    const operation = { query: asked.query, ...variablesOf(asked.variables) };
    const chosen = operationAt(asked.query, asked.cursor);
    const named =
      chosen?.name === undefined ? operation : { ...operation, operationName: chosen.name };
    if (chosen?.kind === OperationTypeNode.SUBSCRIPTION) {
      await follow(named, asked, controller.signal);
    } else {
      await askOnce(named, asked, controller.signal);
    }
  };
  const ended = work().catch((error: unknown) => {
    if (!controller.signal.aborted) {
      asked.say(error instanceof Error ? error.message : String(error));
    }
  });
  return { stop: () => controller.abort(), ended };
}

/** @throws Error with a sentence, for what is no JSON object */
function variablesOf(text: string): { readonly variables?: object } {
  if (text.trim() === "") {
    return {};
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return { variables: value };
    }
  } catch (error) {
    throw new Error(`The variables are no JSON: ${(error as Error).message}`);
  }
  throw new Error("The variables must be one JSON object.");
}

/** Null for what cannot be read: the server then says what is wrong with it. */
function operationAt(query: string, cursor: number) {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch {
    return null;
  }
  const operations = document.definitions.filter((one) => one.kind === "OperationDefinition");
  const around = operations.find(
    ({ loc }) => loc !== undefined && loc.start <= cursor && cursor <= loc.end,
  );
  const chosen = around ?? operations[0];
  return chosen === undefined ? null : { kind: chosen.operation, name: chosen.name?.value };
}

async function askOnce(operation: Operation, asked: Asked, signal: AbortSignal): Promise<void> {
  const startedMs = performance.now();
  asked.say("Asking …");
  const answer: Answer = await ask(operation, asked.token, signal);
  const ms = Math.round(performance.now() - startedMs);
  asked.show(JSON.stringify(answer, null, 2));
  const count = answer.errors?.length ?? 0;
  const how = count === 0 ? "Answered" : `Answered with ${count} error${count === 1 ? "" : "s"}`;
  asked.say(`${how} after ${ms} ms.`);
}

async function follow(operation: Operation, asked: Asked, signal: AbortSignal): Promise<void> {
  const client = createClient({
    url: "/graphql/stream",
    headers: asked.token === null ? {} : { authorization: `Bearer ${asked.token}` },
  });
  const events = client.iterate({
    query: operation.query,
    variables: (operation.variables ?? {}) as Record<string, unknown>,
    ...(operation.operationName === undefined ? {} : { operationName: operation.operationName }),
  });
  signal.addEventListener("abort", () => {
    void events.return?.(undefined);
    client.dispose();
  });
  const shown: string[] = [];
  let count = 0;
  asked.show("");
  asked.say("Following. What happens from now on comes in here.");
  for await (const event of events) {
    count += 1;
    shown.unshift(JSON.stringify(event, null, 2));
    shown.length = Math.min(shown.length, EVENTS_SHOWN_MAX);
    asked.show(shown.join("\n"));
    asked.say(`Following: ${count} event${count === 1 ? "" : "s"}, the latest first.`);
  }
  asked.say("The server has ended the stream.");
}
