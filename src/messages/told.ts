import { scopesOf, type Viewer } from "../domain/access/viewer.ts";
import { faultOf } from "../domain/inbound/message.ts";
import type { ToldName, ToldView } from "../domain/interaction/browsing.ts";
import type {
  ReceiveRecordsAnswer,
  ReceiveRecordsRequest,
} from "../identity/records/receiveRecords.ts";
import type { MessagePart } from "../inbound/messages/messageConnector.ts";
import type { RecordBrowsingRequest } from "../interactions/recordBrowsing.ts";
import type {
  InteractionResult,
  RecordInteractionsRequest,
} from "../interactions/recordInteractions.ts";
import {
  EVENTS_PER_CALL_MAX,
  type IngestMode,
  type PurchaseResult,
  type ReceivePurchases,
  type StoredIntake,
  type Submission,
} from "../purchases/receive/submission.ts";
import type { MessageAccount } from "./messageAccount.ts";
import type { MessageToRead } from "./messageToRead.ts";
import { whenThereIsRoom } from "./room.ts";

/** Interactions, and records, of one call. */
const PER_CALL_MAX = 500;

/** The ways in that messages are told by. */
export interface TellDeps {
  readonly receivePurchases: ReceivePurchases;
  readonly recordInteractions: (
    request: RecordInteractionsRequest,
  ) => Promise<readonly InteractionResult[]>;
  readonly receiveRecords: (request: ReceiveRecordsRequest) => Promise<ReceiveRecordsAnswer>;
  readonly recordBrowsing: (request: RecordBrowsingRequest) => Promise<readonly boolean[]>;
}

/** Whose message it is, and by whose numbers it may name orders. */
export interface Sender {
  readonly code: string;
  readonly numbersOf: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** What a message says of what people looked at. */
interface QueuedBrowsing {
  readonly sourceId: number;
  readonly account: MessageAccount;
  readonly views: readonly ToldView[];
  readonly names: readonly ToldName[];
}

interface Queued<Value> {
  readonly account: MessageAccount;
  readonly sender: Sender;
  readonly value: Value;
  /** Where the part stands that says it. */
  readonly at: string;
}

/** A purchase event, and where it stands in the receive log. */
interface QueuedEvent extends Queued<Fields> {
  readonly mode: IngestMode;
  readonly door: Submission["door"];
  readonly stored: StoredIntake;
}

/**
 * What messages say, on its way to the doors of events, interactions and records: collected over
 * many messages, told together.
 */
export class Told {
  readonly #deps: TellDeps;
  #purchases: QueuedEvent[] = [];
  #interactions: Queued<Fields>[] = [];
  #records: Queued<Fields>[] = [];
  #browsing: QueuedBrowsing[] = [];
  /** Keys that make a call of records repeatable. */
  #calls = 0;

  constructor(deps: TellDeps) {
    this.#deps = deps;
  }

  /** Collects what a part says. */
  add(message: MessageToRead, sender: Sender, account: MessageAccount, part: MessagePart): void {
    account.add(part);
    const isHistory = part.isHistory === true || message.door === "LOAD";
    const mode = isHistory ? "BACKFILL" : "LIVE";
    const at = part.at ?? "";
    const door = message.door as Submission["door"];
    for (const { event } of part.events) {
      if (isOwn(event, sender, account)) {
        const { intakeId: id, intakeOn: receivedOn } = message;
        const stored = { id, receivedOn, position: account.eventsTold };
        this.#purchases.push({ account, sender, value: event, at, mode, door, stored });
        account.eventsTold += 1;
      }
    }
    for (const value of part.interactions ?? []) {
      if (isOwn(value, sender, account)) {
        this.#interactions.push({ account, sender, value, at });
      }
    }
    const { views = [], names = [] } = part;
    if (views.length > 0 || names.length > 0) {
      this.#browsing.push({ sourceId: message.sourceId, account, views, names });
    }
    for (const value of part.records ?? []) {
      this.#records.push({ account, sender, value, at });
    }
  }

  /**
   * Tells what was collected, purchases in the order of the messages.
   *
   * @throws AppError OVERLOADED, UNAVAILABLE: some of it was not told; tell it again
   */
  async flush(): Promise<void> {
    const [purchases, interactions, records] = [this.#purchases, this.#interactions, this.#records];
    [this.#purchases, this.#interactions, this.#records] = [[], [], []];
    await this.#tellAllPurchases(purchases);
    // Behind the purchases, which may make the customers that they are about.
    for (let from = 0; from < interactions.length; from += PER_CALL_MAX) {
      await this.#tellInteractions(interactions.slice(from, from + PER_CALL_MAX));
    }
    for (const call of callsOf(records)) {
      await this.#tellRecords(call);
    }
    const browsing = this.#browsing;
    this.#browsing = [];
    for (let from = 0; from < browsing.length; from += PER_CALL_MAX) {
      await this.#tellBrowsing(browsing.slice(from, from + PER_CALL_MAX));
    }
  }

  /**
   * One submission goes once the one before it is in the queue of events, which keeps their order:
   * one that waits for room there is not overtaken.
   */
  async #tellAllPurchases(queued: readonly QueuedEvent[]): Promise<void> {
    const told: Promise<void>[] = [];
    try {
      for (const events of submissionsOf(queued)) {
        await new Promise<void>((taken, failed) => {
          const answered = this.#tellPurchases(events, taken);
          told.push(answered);
          answered.then(taken, failed);
        });
      }
    } finally {
      await Promise.allSettled(told);
    }
    await Promise.all(told);
  }

  async #tellPurchases(events: readonly QueuedEvent[], onTaken: () => void): Promise<void> {
    const submission = { ...submissionOf(events), onTaken };
    const results = await whenThereIsRoom(() => this.#deps.receivePurchases(submission));
    for (const result of results) {
      const queued = events[result.index];
      queued?.account.purchase(result satisfies PurchaseResult, queued.at);
    }
  }

  async #tellInteractions(queued: readonly Queued<Fields>[]): Promise<void> {
    for (const [, own] of Map.groupBy(queued, ({ sender }) => sender.code)) {
      const [first] = own;
      const viewer = viewerOf((first as Queued<Fields>).sender);
      const interactions = own.map(({ sender, value }) => ({
        raw: { source: sender.code, ...value },
        customerPublicId: null,
      }));
      const results = await whenThereIsRoom(() =>
        this.#deps.recordInteractions({ viewer, interactions }),
      );
      for (const [index, result] of results.entries()) {
        own[index]?.account.interaction(result, own[index].at);
      }
    }
  }

  async #tellBrowsing(queued: readonly QueuedBrowsing[]): Promise<void> {
    for (const [sourceId, own] of Map.groupBy(queued, (one) => one.sourceId)) {
      const views = own.flatMap((one) => one.views);
      const names = own.flatMap((one) => one.names);
      const kept = await whenThereIsRoom(() =>
        this.#deps.recordBrowsing({ sourceId, views, names }),
      );
      for (const [index, account] of own
        .flatMap((one) => one.views.map(() => one.account))
        .entries()) {
        account.view(kept[index] === true);
      }
    }
  }

  async #tellRecords(queued: readonly Queued<Fields>[]): Promise<void> {
    const { sender, account } = queued[0] as Queued<Fields>;
    this.#calls += 1;
    const request: ReceiveRecordsRequest = {
      viewer: viewerOf(sender),
      source: sender.code,
      records: queued.map(({ value }) => value),
      // Of this reading: a later one asks anew, and records that say the same change nothing.
      idempotencyKey: `message:${account.id}:${account.tries}:${this.#calls}`,
    };
    const { results, userErrors } = await whenThereIsRoom(() => this.#deps.receiveRecords(request));
    for (const [index, { account: of, at }] of queued.entries()) {
      of.record(results[index], userErrors, at);
    }
  }
}

/** A message speaks for its own source alone, whatever stands in it. */
function isOwn(value: Fields, { code }: Sender, account: MessageAccount): boolean {
  const source = value["source"] ?? code;
  if (source === code) {
    return true;
  }
  const problem = `It is of another source than ${code}: leave source out.`;
  account.notUnderstood(faultOf("SOURCE_NOT_ALLOWED", "source", problem));
  return false;
}

/** In their order: those that follow each other from one sender, in one way, go together. */
function* submissionsOf(queued: readonly QueuedEvent[]): Generator<readonly QueuedEvent[]> {
  let call: QueuedEvent[] = [];
  for (const one of queued) {
    const [first] = call;
    const isLike =
      first === undefined ||
      (first.sender.code === one.sender.code && first.mode === one.mode && first.door === one.door);
    if (!isLike || call.length === EVENTS_PER_CALL_MAX) {
      yield call;
      call = [];
    }
    call.push(one);
  }
  if (call.length > 0) {
    yield call;
  }
}

/** In their order, no key twice in a call: the later one counts, and comes later. */
function* callsOf(queued: readonly Queued<Fields>[]): Generator<Queued<Fields>[]> {
  let call: Queued<Fields>[] = [];
  let keys = new Set<unknown>();
  for (const one of queued) {
    const isOther = call[0] !== undefined && call[0].sender.code !== one.sender.code;
    if (isOther || call.length === PER_CALL_MAX || keys.has(one.value["key"])) {
      yield call;
      call = [];
      keys = new Set();
    }
    call.push(one);
    keys.add(one.value["key"]);
  }
  if (call.length > 0) {
    yield call;
  }
}

function submissionOf(events: readonly QueuedEvent[]): Submission {
  const { door, sender, mode } = events[0] as QueuedEvent;
  return {
    ...{ door, viewer: viewerOf(sender), requestId: null, headers: {}, body: NO_BODY, mode },
    events: events.map(({ value }) => value),
    storedIntakes: events.map(({ stored }) => stored),
  };
}

const NO_BODY = new Uint8Array(0);

/** A source, for what it may send: its own events, and numbers of those that it may name. */
export function viewerOf({ code, numbersOf }: Sender): Viewer {
  return {
    ...{ principal: `source:${code}`, role: "ingest", scopes: scopesOf("ingest") },
    ...{ customerId: null, store: null, sources: [code, ...numbersOf] },
  };
}
