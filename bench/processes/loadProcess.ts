import { connect as connectSocket, type Socket } from "node:net";
import { type PurchasePlan, preparePurchases } from "../cases/purchases.ts";
import { serveParent } from "./children.ts";
import { frameOf, readFrames } from "./frames.ts";
import { type Caller, openHttp } from "./httpCaller.ts";

/**
 * The callers, in a process of their own. Closed loop: each caller sends its next call when it has its answer. So
 * latencies leave out what callers that do not wait would have met in a queue (coordinated omission): they are the
 * latencies at this rate of these many callers, not at a rate of arrivals.
 */

/** Where and how calls go. */
export type Door =
  | { readonly kind: "receiver"; readonly port: number }
  | { readonly kind: "graphql" | "ndjson"; readonly port: number; readonly token: string };

export type LoadPlan = PurchasePlan & { readonly door: Door; readonly callers: number };

/** What a run of prepared calls gave. */
export type LoadResult = {
  readonly purchases: number;
  /** What they must have earned in all. */
  readonly points: number;
  /** Answers that were anything but APPLIED for the first time, as text; the first few. */
  readonly wrong: readonly string[];
  readonly wrongCount: number;
  readonly elapsedMs: number;
  /** Of each call. */
  readonly latencyMs: readonly number[];
};

const MUTATION = `mutation Ingest($events: [PurchaseEventInput!]!) {
  ingestPurchases(input: { events: $events }) {
    results { source eventId outcome reason field duplicate }
    userErrors { message }
  }
}`;
const WRONG_SHOWN_MAX = 5;

let prepared: { bodies: readonly Buffer[]; plan: LoadPlan; points: number } | null = null;

serveParent(
  {
    /** Writes the calls of the next run down, so that the clock does not measure their making. */
    prepare: (plan: LoadPlan): void => {
      const { bodies, points } = preparePurchases(plan, Date.now());
      prepared = { bodies: bodies.map((body) => bodyFor(plan.door, body)), plan, points };
    },
    run: async (): Promise<LoadResult> => {
      if (prepared === null) throw new Error("nothing is prepared");
      const { bodies, plan, points } = prepared;
      prepared = null;
      return await run(bodies, plan, points);
    },
  },
  async () => {},
);

async function run(bodies: readonly Buffer[], plan: LoadPlan, points: number): Promise<LoadResult> {
  const callers = await Promise.all(Array.from({ length: plan.callers }, () => open(plan.door)));
  const answers: Buffer[] = new Array(bodies.length);
  const latencyMs: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    callers.map(async (caller) => {
      for (let at = next; at < bodies.length; at = next) {
        next += 1;
        const sentAt = performance.now();
        answers[at] = await caller.send(bodies[at] as Buffer);
        latencyMs.push(performance.now() - sentAt);
      }
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  for (const caller of callers) caller.close();

  const results = answers.flatMap((answer) => resultsIn(plan.door, answer));
  const wrong = results.filter((result) => result.outcome !== "APPLIED" || result.duplicate);
  const missing = plan.purchases - results.length;
  const shown = wrong.slice(0, WRONG_SHOWN_MAX).map((result) => JSON.stringify(result));
  return {
    purchases: plan.purchases,
    points,
    wrong: missing === 0 ? shown : [`${missing} answers are missing`, ...shown],
    wrongCount: wrong.length + Math.abs(missing),
    elapsedMs,
    latencyMs,
  };
}

function bodyFor(door: Door, events: Buffer): Buffer {
  if (door.kind === "receiver") return frameOf(events);
  const parsed = JSON.parse(events.toString("utf8")) as unknown[];
  return door.kind === "graphql"
    ? Buffer.from(JSON.stringify({ query: MUTATION, variables: { events: parsed } }))
    : Buffer.from(parsed.map((event) => `${JSON.stringify(event)}\n`).join(""));
}

type Result = { readonly outcome?: string; readonly duplicate?: boolean };

function resultsIn(door: Door, answer: Buffer): Result[] {
  const text = answer.toString("utf8").trim();
  if (door.kind === "graphql") {
    const { data, errors } = JSON.parse(text) as {
      data?: { ingestPurchases?: { results: Result[] } } | null;
      errors?: unknown;
    };
    return data?.ingestPurchases?.results ?? [{ outcome: `errors: ${JSON.stringify(errors)}` }];
  }
  return text === "" ? [] : text.split("\n").map((line) => JSON.parse(line) as Result);
}

async function open(door: Door): Promise<Caller> {
  if (door.kind === "receiver") return await openSocket(door.port);
  const isGraphql = door.kind === "graphql";
  return openHttp({
    port: door.port,
    token: door.token,
    path: isGraphql ? "/graphql" : "/v1/events",
    contentType: isGraphql ? "application/json" : "application/x-ndjson",
  });
}

async function openSocket(port: number): Promise<Caller> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opened = connectSocket({ port, host: "127.0.0.1", noDelay: true }, () => resolve(opened));
    opened.once("error", reject);
  });
  let waiting: { resolve: (body: Buffer) => void; reject: (error: Error) => void } | null = null;
  const broken = (error?: Error) =>
    waiting?.reject(error ?? new Error("the receiver closed the connection"));
  socket.on("error", broken).on("close", () => broken());
  readFrames(socket, (body) => waiting?.resolve(body));
  return {
    send: (body) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(body);
      }),
    close: () => {
      waiting = null;
      socket.destroy();
    },
  };
}
