import { setTimeout as delay } from "node:timers/promises";
import { Random } from "../../src/demo/random.ts";
import { type Answer, Caller } from "../soak/caller.ts";
import { INGEST } from "../soak/documents.ts";
import {
  type Asking,
  type ClientLog,
  isAcknowledged,
  type SentAdjustment,
  type SentEvent,
} from "./log.ts";
import { emailOf, returnOf, saleOf } from "./purchases.ts";
import type { Servers } from "./servers.ts";

const WORKERS = 8;
/** Milliseconds until a client takes a server for gone and asks another one. */
const ATTEMPT_MS = 3_000;
const PAUSE_MS_MIN = 50;
const PAUSE_MS_MAX = 200;
/** Milliseconds until something that is sent again and again counts as never answered. */
const PATIENCE_MS = 60_000;
/**
 * Milliseconds that a worker thinks between two acts at most: what is tried is faults, not
 * throughput.
 */
const THINK_MS_MAX = 40;
const CALL_EVENTS_MAX = 6;
/** What is not answered at once and not sent again: a sender that has gone itself. */
const GIVE_UP_CHANCE = 0.15;
/** People that are followed, and bought by more often than others. */
export const FOLLOWED = 8;
/** People at once; new ones come all the time, so that tiers go on changing. */
const PEOPLE_AT_ONCE = 60;
const ACTS_PER_PERSON = 12;
const FIRST_PERSON = 1;

const ADJUST = `mutation($input: AdjustPointsInput!) { adjustPoints(input: $input) { customer { id } userErrors { code message } } }`;

/**
 * Sends purchases and commands to several servers by chance, again until answered, and keeps
 * account of all of it.
 */
export class Client {
  readonly #servers: Servers;
  readonly #callers: readonly Caller[];
  readonly #seed: number;
  readonly #events = new Map<string, SentEvent>();
  readonly #adjustments = new Map<string, SentAdjustment>();
  readonly #askings: Asking[] = [];
  readonly #problems: string[] = [];
  #acts = 0;
  #isStopped = false;
  #isEnded = false;
  #workers: Promise<unknown> = Promise.resolve();

  constructor(servers: Servers, seed: number) {
    this.#servers = servers;
    this.#seed = seed;
    this.#callers = Array.from(
      { length: servers.count },
      (_, server) => new Caller(servers.portOf(server)),
    );
  }

  get log(): ClientLog {
    return { events: this.#events, adjustments: this.#adjustments, askings: this.#askings };
  }

  /** What was answered as it must not be, and faults of the servers. */
  get problems(): readonly string[] {
    return [...this.#problems, ...this.#callers.flatMap(({ faults }) => faults)];
  }

  /** One sale of each, so that they are customers. */
  async introduce(people: readonly number[], pounds?: number): Promise<void> {
    const random = new Random(this.#seed, `introduce-${people.join()}`);
    const events = people.map((person) => this.#note(saleOf(random, this.#name(), person, pounds)));
    await this.#sendEvents(random, events, false);
  }

  /** Begins to work; until `stop`. */
  start(): void {
    this.#workers = Promise.all(
      Array.from({ length: WORKERS }, async (_, at) => {
        const acts = new Random(this.#seed, `acts-${at}`);
        const ways = new Random(this.#seed, `ways-${at}`);
        while (!this.#isStopped) {
          await this.#act(acts, ways);
          await delay(acts.integer(0, THINK_MS_MAX));
        }
      }),
    );
  }

  /** Begins nothing any more; returns when all that was begun is answered or given up. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#workers;
  }

  /** Sends everything again that was given up, and the commands: each must say what it came to. */
  async sendAgain(): Promise<void> {
    const random = new Random(this.#seed, "again");
    for (const event of this.#events.values()) {
      if (!isAcknowledged(event)) {
        await this.#sendEvents(random, [event], false);
      }
    }
    for (const adjustment of this.#adjustments.values()) {
      await this.#sendAdjustment(random, adjustment, false);
    }
  }

  /** Lets everything lie, answered or not, and closes all connections. */
  async end(): Promise<void> {
    this.#isEnded = true;
    for (const caller of this.#callers) {
      caller.hangUp();
    }
    await this.stop();
  }

  async #act(random: Random, ways: Random): Promise<void> {
    this.#acts += 1;
    const act = random.weighted([
      ["sell", 10],
      ["bringBack", 2],
      ["repeat", 2],
      ["adjust", 3],
    ] as const);
    if (act === "sell") {
      const count = random.integer(1, CALL_EVENTS_MAX);
      const events = Array.from({ length: count }, () =>
        this.#note(saleOf(random, this.#name(), this.#somebody(random))),
      );
      return await this.#sendEvents(ways, events, true);
    }
    if (act === "adjust") {
      const known = this.#someEvent(random);
      if (known === undefined) {
        return;
      }
      const key = this.#name();
      const points = random.integer(1, 50);
      const adjustment = { key, person: known.person, points, answers: 0 };
      this.#adjustments.set(key, adjustment);
      return await this.#sendAdjustment(ways, adjustment, true);
    }
    const sold = this.#someEvent(random);
    if (sold === undefined) {
      return;
    }
    if (act === "repeat") {
      return await this.#sendEvents(ways, [sold], false);
    }
    const back = returnOf(sold);
    if (!this.#events.has(back.id)) {
      await this.#sendEvents(ways, [this.#note(back)], true);
    }
  }

  #name(): string {
    return `faults-${this.#seed}-${this.#events.size}-${this.#adjustments.size}`;
  }

  #note(event: SentEvent): SentEvent {
    this.#events.set(event.id, event);
    return event;
  }

  #somebody(random: Random): number {
    if (random.chance(0.3)) {
      return random.integer(FIRST_PERSON, FOLLOWED);
    }
    return FOLLOWED + Math.floor(this.#acts / ACTS_PER_PERSON) + random.integer(1, PEOPLE_AT_ONCE);
  }

  /** A sale that was acknowledged lately. */
  #someEvent(random: Random): SentEvent | undefined {
    const lately = [...this.#events.values()].slice(-200);
    const sold = lately.filter((event) => event.kind === "SOLD" && isAcknowledged(event));
    return sold.length === 0 ? undefined : random.pick(sold);
  }

  async #sendEvents(random: Random, events: readonly SentEvent[], mayGiveUp: boolean) {
    const isNdjson = random.chance(0.5);
    const bodies = events.map(({ body }) => body);
    const token = await this.#servers.demo.sign({ role: "ingest" });
    await this.#untilAnswered(random, "PURCHASES", mayGiveUp, async (caller) => {
      const fromMs = Date.now();
      for (const event of events) {
        event.sendings += 1;
      }
      const results = isNdjson
        ? await sendLines(caller, token, bodies)
        : await sendCall(caller, token, bodies);
      // A stream that breaks off has answered what it has answered.
      for (const result of results) {
        this.#take(result, events, fromMs);
      }
      return results.length === events.length ? results : null;
    });
  }

  #take({ eventId, outcome, duplicate }: Result, asked: readonly SentEvent[], fromMs: number) {
    const event = asked.find(({ id }) => id === eventId);
    if (event === undefined) {
      this.#problems.push(`an answer named ${eventId}, which was not asked`);
    } else {
      if (!duplicate && event.answers.length > 0) {
        this.#problems.push(`${eventId} was answered before and is called new`);
      }
      const isFirst = event.sendings === 1;
      event.answers.push({ outcome, duplicate, isFirst, fromMs, toMs: Date.now() });
    }
  }

  async #sendAdjustment(random: Random, adjustment: SentAdjustment, mayGiveUp: boolean) {
    const { key, person, points } = adjustment;
    const token = await this.#servers.demo.sign({ role: "supervisor", sub: "faults-supervisor" });
    const customer = { email: emailOf(person) };
    const input = { customer, points: String(points), reason: key, idempotencyKey: key };
    const body = JSON.stringify({ query: ADJUST, variables: { input } });
    const answer = await this.#untilAnswered(random, "COMMAND", mayGiveUp, async (caller) => {
      const said = await caller.send("/graphql", { token, body, abortAfterMs: ATTEMPT_MS });
      return dataOf(said)?.adjustPoints ?? null;
    });
    if (answer === null) {
      return;
    }
    adjustment.answers += 1;
    for (const { code } of answer.userErrors) {
      this.#problems.push(`${key} was refused: ${code}`);
    }
  }

  /** Asks one server after the other, by chance. @returns null when it was given up */
  async #untilAnswered<Said>(
    random: Random,
    what: Asking["what"],
    mayGiveUp: boolean,
    ask: (caller: Caller) => Promise<Said | null>,
  ): Promise<Said | null> {
    const asking: Asking = { what, attempts: [], answeredMs: null };
    this.#askings.push(asking);
    const deadline = performance.now() + PATIENCE_MS;
    let server = random.integer(0, this.#servers.count - 1);
    while (performance.now() < deadline && !this.#isEnded) {
      const startMs = Date.now();
      const said = await ask(this.#callers[server] as Caller).catch(() => null);
      const endMs = Date.now();
      asking.attempts.push({ server, startMs, endMs });
      if (said !== null) {
        asking.answeredMs = endMs;
        return said;
      }
      if (mayGiveUp && asking.attempts.length === 1 && random.chance(GIVE_UP_CHANCE)) {
        return null;
      }
      await delay(random.integer(PAUSE_MS_MIN, PAUSE_MS_MAX));
      server =
        (server + random.integer(1, Math.max(1, this.#servers.count - 1))) % this.#servers.count;
    }
    if (!this.#isEnded) {
      this.#problems.push(`${what} were not answered within ${PATIENCE_MS / 1_000} s`);
    }
    return null;
  }
}

interface Result {
  readonly eventId: string;
  readonly outcome: string;
  readonly duplicate: boolean;
}

async function sendLines(caller: Caller, token: string, events: readonly object[]) {
  const body = events.map((event) => JSON.stringify(event)).join("\n");
  const contentType = "application/x-ndjson";
  const options = { token, body, contentType, abortAfterMs: ATTEMPT_MS };
  const { status, text } = await caller.send("/v1/events", options);
  if (status !== 200) {
    return [];
  }
  return text.split("\n").flatMap((line): Result[] => {
    try {
      const said = JSON.parse(line) as Partial<Result>;
      return said.outcome == null ? [] : [said as Result];
    } catch {
      return [];
    }
  });
}

async function sendCall(caller: Caller, token: string, events: readonly object[]) {
  const body = JSON.stringify({ query: INGEST, variables: { events } });
  const answer = await caller.send("/graphql", { token, body, abortAfterMs: ATTEMPT_MS });
  return (dataOf(answer)?.ingestPurchases.results ?? []) as readonly Result[];
}

/** Data of a whole answer; null when anything in it failed. */
// biome-ignore lint/suspicious/noExplicitAny: answers of any operation.
function dataOf({ status, json }: Answer): any {
  return status === 200 && json?.errors === undefined ? json?.data : null;
}
