import type { SettledMessage } from "../../db/queries/inbound/messages.ts";
import {
  countOf,
  FAULTS_KEPT_MAX,
  faultOf,
  type MessageCounts,
  type MessageFault,
} from "../domain/inbound/message.ts";
import type { RecordResult } from "../identity/records/receiveRecords.ts";
import type { MessagePart } from "../inbound/messages/messageConnector.ts";
import type { InteractionResult } from "../interactions/recordInteractions.ts";
import type { CommandError } from "../platform/userErrors.ts";
import type { PurchaseResult } from "../purchases/receive/submission.ts";

/** A reason of ours, which passes: the message is read again. */
const OURS = "INTERNAL";

type Counts = Record<string, number>;

/** Adds up what became of the parts of one message. */
export class MessageAccount {
  readonly id: bigint;
  readonly tries: number;
  /** Events that were told: the place of the next one in the intake. */
  eventsTold = 0;
  readonly #counts: Record<
    "purchases" | "interactions" | "records" | "browsing" | "passedOver",
    Counts
  > = {
    purchases: {},
    interactions: {},
    records: {},
    browsing: {},
    passedOver: {},
  };
  readonly #faults: MessageFault[] = [];
  readonly #mappings: Counts = {};
  #moreFaults = 0;
  #isUnread = false;
  #isOurs = false;

  constructor(message: { readonly id: bigint; readonly tries: number }) {
    this.id = message.id;
    this.tries = message.tries;
  }

  /** Something was not taken for a reason of ours. */
  get failed(): boolean {
    return this.#isOurs;
  }

  add(part: MessagePart): void {
    for (const fault of part.faults) {
      this.notUnderstood(fault);
    }
    if (part.readBy !== undefined) {
      this.#mappings[part.readBy.mapping] = part.readBy.version;
    }
    if (part.passedOver !== undefined) {
      countOf(this.#counts.passedOver, part.passedOver);
    }
  }

  /** Something of the message could not be understood: it can be read again once that is mended. */
  notUnderstood(fault: MessageFault): void {
    this.#isUnread = true;
    this.#keep(fault);
  }

  /** @param at where the part stands that said it */
  purchase(result: PurchaseResult, at: string): void {
    const { outcome, duplicate, reason, field, message } = result;
    countOf(this.#counts.purchases, duplicate && outcome !== "CONFLICT" ? "DUPLICATE" : outcome);
    if (outcome === "REJECTED" || outcome === "CONFLICT") {
      this.#refused(reason ?? outcome, [at, field], message);
    }
  }

  interaction({ publicId, duplicate, userErrors }: InteractionResult, at: string): void {
    const [error] = userErrors;
    const outcome =
      publicId === null ? (error?.code ?? OURS) : duplicate ? "DUPLICATE" : "RECORDED";
    countOf(this.#counts.interactions, outcome);
    if (publicId === null) {
      this.#refused(outcome, [at, error?.field ?? null], error?.message ?? null);
    }
  }

  record(result: RecordResult | undefined, errors: readonly CommandError[], at: string): void {
    const [error] = result?.userErrors ?? errors;
    const outcome = result?.outcome ?? error?.code ?? OURS;
    countOf(this.#counts.records, outcome);
    if (result === undefined || result.outcome === "REJECTED") {
      this.#refused(error?.code ?? outcome, [at, error?.field ?? null], error?.message ?? null);
    }
  }

  view(isKept: boolean): void {
    countOf(this.#counts.browsing, isKept ? "KEPT" : "PASSED_OVER");
  }

  /** How it is settled. */
  outcome(): Pick<SettledMessage, "state" | "counts" | "faults"> {
    const all = { ...this.#counts, mappings: this.#mappings };
    const filled = Object.entries(all).filter(([, counts]) => Object.keys(counts).length > 0);
    const counts: MessageCounts = {
      ...Object.fromEntries(filled),
      ...(this.#moreFaults === 0 ? {} : { moreFaults: this.#moreFaults }),
    };
    // What failed for a reason of ours is to be found and read again, too.
    const isUnread = this.#isUnread || this.#isOurs;
    return { state: isUnread ? "UNREAD" : "READ", counts, faults: this.#faults };
  }

  /** With its place in the message, and in what was made of it: `line 12: lines.0.gross`. */
  #refused(
    reason: string,
    [at, field]: readonly [string, readonly string[] | null],
    message: string | null,
  ): void {
    this.#isOurs ||= reason === OURS;
    const place = [at, (field ?? []).join(".")].filter((text) => text !== "").join(": ");
    this.#keep(faultOf(reason, place, message ?? ""));
  }

  #keep(fault: MessageFault): void {
    if (this.#faults.length < FAULTS_KEPT_MAX) {
      this.#faults.push(fault);
    } else {
      this.#moreFaults += 1;
    }
  }
}
