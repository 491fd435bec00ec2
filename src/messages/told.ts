import { scopesOf, type Viewer } from "../domain/access/viewer.ts";
import { faultOf } from "../domain/inbound/message.ts";
import type {
  ReceiveRecordsAnswer,
  ReceiveRecordsRequest,
} from "../identity/records/receiveRecords.ts";
import type { MessagePart } from "../inbound/messages/messageConnector.ts";
import type {
  InteractionResult,
  RecordInteractionsRequest,
} from "../interactions/recordInteractions.ts";
import {
  EVENTS_PER_CALL_MAX,
  type IngestMode,
  type PurchaseResult,
  type ReceivePurchases,
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
}

/** Whose message it is, and by whose numbers it may name orders. */
export interface Sender {
  readonly code: string;
  readonly numbersOf: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

interface Queued<Value> {
  readonly account: MessageAccount;
  readonly sender: Sender;
  readonly value: Value;
}

interface QueuedPurchases {
  readonly account: MessageAccount;
  readonly submission: Submission;
}

/**
 * What messages say, on its way to the doors of events, interactions and records: collected over
 * many messages, told together.
 */
export class Told {
  readonly #deps: TellDeps;
  #purchases: QueuedPurchases[] = [];
  #interactions: Queued<Fields>[] = [];
  #records: Queued<Fields>[] = [];
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
    const said = part.events.map(({ event }) => event);
    const own = said.filter((event) => isOwn(event, sender, account));
    for (let from = 0; from < own.length; from += EVENTS_PER_CALL_MAX) {
      const events = own.slice(from, from + EVENTS_PER_CALL_MAX);
      this.#purchases.push({
        account,
        submission: submissionOf(message, sender, account, events, mode),
      });
      account.eventsTold += events.length;
    }
    for (const value of part.interactions ?? []) {
      if (isOwn(value, sender, account)) {
        this.#interactions.push({ account, sender, value });
      }
    }
    for (const value of part.records ?? []) {
      this.#records.push({ account, sender, value });
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
    await Promise.all(joined(purchases).map((one) => this.#tellPurchases(one)));
    // Behind the purchases, which may make the customers that they are about.
    for (let from = 0; from < interactions.length; from += PER_CALL_MAX) {
      await this.#tellInteractions(interactions.slice(from, from + PER_CALL_MAX));
    }
    for (const call of callsOf(records)) {
      await this.#tellRecords(call);
    }
  }

  async #tellPurchases({ account, submission }: QueuedPurchases): Promise<void> {
    const results = await whenThereIsRoom(() => this.#deps.receivePurchases(submission));
    for (const result of results) {
      account.purchase(result satisfies PurchaseResult);
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
        own[index]?.account.interaction(result);
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
    for (const [index, { account: of }] of queued.entries()) {
      of.record(results[index], userErrors);
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

/** Events of one message that follow each other go in one submission. */
function joined(queued: readonly QueuedPurchases[]): QueuedPurchases[] {
  const calls: QueuedPurchases[] = [];
  for (const one of queued) {
    const last = calls.at(-1);
    const isSame = last?.account === one.account && last.submission.mode === one.submission.mode;
    const events = isSame ? [...last.submission.events, ...one.submission.events] : [];
    if (isSame && events.length <= EVENTS_PER_CALL_MAX) {
      calls[calls.length - 1] = { ...last, submission: { ...last.submission, events } };
    } else {
      calls.push(one);
    }
  }
  return calls;
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

function submissionOf(
  message: MessageToRead,
  sender: Sender,
  account: MessageAccount,
  events: readonly Fields[],
  mode: IngestMode,
): Submission {
  return {
    ...{ door: message.door as Submission["door"], viewer: viewerOf(sender), requestId: null },
    ...{ headers: {}, body: NO_BODY, events, mode },
    storedIntake: {
      id: message.intakeId,
      receivedOn: message.intakeOn,
      eventsBefore: account.eventsTold,
    },
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
