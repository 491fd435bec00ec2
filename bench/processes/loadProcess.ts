import { createHash, createHmac } from "node:crypto";
import { type CouponPlan, isRedeemed, prepareRedemptions } from "../cases/coupons.ts";
import { type PurchasePlan, preparePurchases } from "../cases/purchases.ts";
import { foreignRecord } from "../made/foreignRecords.ts";
import {
  callAtRate,
  callInLoop,
  frameOf,
  openSocket,
  postOf,
  postWith,
  queryOf,
  readFrames,
  readHttp,
  type Timed,
} from "./callers.ts";
import { serveParent } from "./children.ts";

/** The callers, in a process of their own. */

interface ServerDoor {
  readonly port: number;
  readonly token: string;
}

/** Where and how purchases go. */
export type Door =
  | { readonly kind: "receiver"; readonly port: number }
  | {
      readonly kind: "webhook" | "mapped";
      readonly port: number;
      readonly source: string;
      readonly secret: string;
    }
  | ({ readonly kind: "graphql" | "ndjson" } & ServerDoor);

export type LoadPlan = {
  readonly callers: number;
  /** Purchases that are due each second, whatever is answered; absent: callers wait for answers. */
  readonly perSecond?: number;
} & (
  | ({ readonly door: Door } & PurchasePlan)
  | ({ readonly door: { readonly kind: "till" } & ServerDoor } & CouponPlan)
);

/** What a run of prepared calls gave. */
export type LoadResult = Timed & {
  /** Purchases or redemptions. */
  readonly calls: number;
  /** What purchases must have earned in all. */
  readonly points: number;
  /** Answers that were anything but a success for the first time, as text; the first few. */
  readonly wrong: readonly string[];
  readonly wrongCount: number;
};

const MUTATION = `mutation Ingest($events: [PurchaseEventInput!]!) {
  ingestPurchases(input: { events: $events }) {
    results { source eventId outcome reason field duplicate }
    userErrors { message }
  }
}`;
const WRONG_SHOWN_MAX = 5;

serveParent({
  run: async (plan: LoadPlan): Promise<LoadResult> => {
    // Written down first, so that the clock does not measure their making.
    const { bodies, points } = prepare(plan);
    const read = plan.door.kind === "receiver" ? readFrames : readHttp;
    const opened = Array.from({ length: plan.callers }, () => openSocket(plan.door.port, read));
    const callers = await Promise.all(opened);
    const answers: Buffer[] = new Array(bodies.length);
    const send = async (caller: (typeof callers)[number], at: number) => {
      answers[at] = await caller.send(bodies[at] as Buffer);
    };
    const { perSecond, purchases } = plan;
    const calls = bodies.length;
    const timed = await (perSecond === undefined
      ? callInLoop(callers, { calls }, send)
      : callAtRate(callers, { calls, perSecond: (perSecond * calls) / purchases }, send));
    for (const caller of callers) {
      caller.close();
    }

    const results = answers.flatMap((answer) => resultsIn(plan, answer.toString("utf8")));
    const wrong = results.filter((result) => result.outcome !== "APPLIED" || result.duplicate);
    const missing = purchases - results.length;
    const shown = wrong.slice(0, WRONG_SHOWN_MAX).map((result) => JSON.stringify(result));
    return {
      ...{ ...timed, calls: purchases, points, wrongCount: wrong.length + Math.abs(missing) },
      wrong: missing === 0 ? shown : [`${missing} answers are missing`, ...shown],
    };
  },
});

function prepare(plan: LoadPlan): { readonly bodies: readonly Buffer[]; readonly points: number } {
  const { door } = plan;
  if (door.kind === "till") {
    return { bodies: prepareRedemptions(plan as CouponPlan, door.token), points: 0 };
  }
  const { bodies, points } = preparePurchases(plan as PurchasePlan, Date.now());
  return { bodies: bodies.map((body) => bodyFor(door, body)), points };
}

function bodyFor(door: Door, body: Buffer): Buffer {
  if (door.kind === "receiver") {
    return frameOf(body);
  }
  const events = JSON.parse(body.toString("utf8")) as unknown[];
  if ("secret" in door) {
    return door.kind === "webhook"
      ? signed(door, body.toString("utf8"), "application/json")
      : signed(door, linesOf(events.map(foreignRecord)), "application/x-ndjson");
  }
  if (door.kind === "graphql") {
    return queryOf(door.token, MUTATION, { events });
  }
  return postOf("/v1/events", door.token, "application/x-ndjson", linesOf(events));
}

function linesOf(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}

/** As Standard Webhooks has it; the key of a message is that of its events. */
function signed(
  door: Extract<Door, { kind: "webhook" | "mapped" }>,
  body: string,
  contentType: string,
): Buffer {
  const id = createHash("sha256").update(body).digest("hex");
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const key = Buffer.from(door.secret, "base64");
  const text = `${id}.${timestamp}.${body}`;
  const signature = createHmac("sha256", key).update(text).digest("base64");
  const headers = {
    ...{ "content-type": contentType, "webhook-id": id, "webhook-timestamp": timestamp },
    "webhook-signature": `v1,${signature}`,
  };
  return postWith(`/v1/webhooks/${door.source}`, headers, body);
}

interface Result {
  readonly outcome?: string;
  readonly duplicate?: boolean;
}

function resultsIn(plan: LoadPlan, text: string): readonly Result[] {
  const { kind } = plan.door;
  if (kind === "till") {
    return [{ outcome: isRedeemed(text) ? "APPLIED" : text }];
  }
  if (kind === "graphql") {
    const { data, errors } = JSON.parse(text) as {
      data?: { ingestPurchases?: { results: Result[] } } | null;
      errors?: unknown;
    };
    return data?.ingestPurchases?.results ?? [{ outcome: `errors: ${JSON.stringify(errors)}` }];
  }
  if (kind === "webhook" || kind === "mapped") {
    // What was made of it is asked of the database: it is read behind the answer.
    const { duplicate } = JSON.parse(text) as Result;
    const outcome = duplicate === undefined ? text : "APPLIED";
    const { batch } = plan as PurchasePlan;
    return Array.from({ length: batch }, () => ({ outcome, duplicate: duplicate ?? false }));
  }
  const lines = text.trim();
  return lines === "" ? [] : lines.split("\n").map((line) => JSON.parse(line) as Result);
}
