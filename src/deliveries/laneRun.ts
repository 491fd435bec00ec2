import type { CustomerFieldsRow } from "../../db/queries/deliveries/customerFields.ts";
import type {
  ClaimedLane,
  EndedRow,
  LaneRowRead,
  SentRow,
  SettledLaneRow,
} from "../../db/queries/deliveries/lanes.ts";
import { type Answer, answerOfHttp } from "../domain/delivery/answer.ts";
import type { Planned } from "../domain/delivery/planLane.ts";
import { isOverdue, waitAfter } from "../domain/delivery/retry.ts";
import { knownByOf } from "../domain/delivery/sends.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { OutgoingRequest } from "../platform/outgoing/guardedConnections.ts";
import type { DestinationKind } from "./kinds/destinationKind.ts";
import { kindOf } from "./kinds/kinds.ts";
import { messageOf } from "./message.ts";
import { sentRowOf } from "./readBack/sentRow.ts";
import type { ActiveDestination, WorkerDeps } from "./workerDeps.ts";

/** Characters of an answer that are kept. */
const ANSWER_LENGTH_MAX = 500;

/** One claimed lane, and what is to become of its rows. */
export interface LaneWork {
  readonly lane: ClaimedLane;
  readonly plan: readonly Planned<LaneRowRead>[];
  readonly destination: ActiveDestination;
  readonly customer: CustomerFieldsRow | null;
  /** Messages that may be sent now. */
  readonly sends: number;
  /** How long those beyond have to wait, milliseconds. */
  readonly waitMs: number;
  /** Whether the lane is ours for long enough to begin another. */
  readonly mayStill: () => boolean;
}

/** How the next row stands when a run ends before it. */
interface Stop {
  readonly isDead: boolean;
  readonly waitMs: number;
  readonly tries: number;
  readonly firstTriedAt: string | null;
  readonly status: number | null;
  readonly answer: string | null;
}

const GO_ON: Stop = {
  ...{ isDead: false, waitMs: 0, tries: 0, firstTriedAt: null, status: null, answer: null },
};

/** Tells what one lane has, row by row, until one does not arrive. */
export class LaneRun {
  readonly #deps: WorkerDeps;
  readonly #work: LaneWork;
  readonly #ended: EndedRow[] = [];
  /** The last row that has ended here, whatever became of it. */
  #last: LaneRowRead | null = null;
  #stop: Stop = GO_ON;
  #sent: SentRow | null = null;

  constructor(deps: WorkerDeps, work: LaneWork) {
    this.#deps = deps;
    this.#work = work;
  }

  /** @returns what was answered last; null: nothing was sent */
  async tell(): Promise<Answer | null> {
    const { plan, lane, sends, waitMs, mayStill } = this.#work;
    let worst: Answer | null = null;
    let left = sends;
    for (const planned of plan) {
      const { row } = planned;
      if (planned.fate === "SEND") {
        const isTriedOn = this.#last === null && lane.tries > 0;
        if (left === 0) {
          this.#stop = isTriedOn ? { ...this.#triedBefore(), waitMs } : { ...GO_ON, waitMs };
          return worst;
        }
        if (!mayStill()) {
          this.#stop = isTriedOn ? this.#triedBefore() : GO_ON;
          return worst;
        }
        left -= 1;
        worst = await this.#send(row, isTriedOn);
        if (worst.kind !== "DELIVERED") {
          return worst;
        }
      } else if (planned.fate === "COALESCED") {
        this.#end(row, { outcome: "COALESCED", into_id: planned.into, tries: 0 });
      }
      this.#last = row;
    }
    return worst;
  }

  /** What is to be written down. */
  settlement(): {
    readonly lane: SettledLaneRow;
    readonly rows: readonly EndedRow[];
    readonly sent: SentRow | null;
  } {
    const { lane, destination, plan } = this.#work;
    const isAgain = lane.againSeq !== null;
    // A lane of which no row is kept any more: there is nothing to tell of it.
    const isGone = plan.length === 0;
    const last = this.#last?.seq ?? (isGone ? (isAgain ? lane.againTo : lane.headSeq) : null);
    const stop = this.#stop;
    return {
      lane: {
        ...{ destination_id: destination.id, root_id: lane.rootId, token: lane.token },
        next_seq: isAgain || last === null ? null : last + 1n,
        next_id: isAgain || this.#last === null ? null : this.#last.id + 1n,
        ended: isAgain ? 0 : this.#ended.filter(({ outcome }) => outcome !== "DEAD").length,
        again_after: isAgain ? last : null,
        ...{ is_dead: stop.isDead, wait_ms: stop.waitMs, tries: stop.tries },
        first_tried_at: stop.firstTriedAt,
        ...{ last_status: stop.status, last_answer: stop.answer },
      },
      rows: this.#ended,
      sent: this.#sent,
    };
  }

  async #send(row: LaneRowRead, isTriedOn: boolean): Promise<Answer> {
    const { destination, lane } = this.#work;
    const triedMs = this.#deps.wallMs();
    const tries = (isTriedOn ? lane.tries : 0) + 1;
    const firstMs = isTriedOn && lane.firstTriedAt !== null ? msOf(lane.firstTriedAt) : triedMs;
    const firstTriedAt = momentOf(firstMs);
    const answer = await this.#answerTo(row);
    const outcome = ({ DELIVERED: "delivered", RETRY: "failed", REFUSED: "refused" } as const)[
      answer.kind
    ];
    const lagMs = this.#deps.wallMs() - msOf(row.recordedAt);
    this.#deps.observer.attempted({ destination, outcome, lagMs, isFirst: tries === 1 });
    const said = { status: answer.status, answer: answer.text };
    const isPastHorizon = isOverdue(firstMs, triedMs);
    if (answer.kind === "DELIVERED") {
      this.#end(row, { outcome: "DELIVERED", tries, first_tried_at: firstTriedAt, ...said });
    } else if (answer.kind === "REFUSED" || isPastHorizon) {
      this.#end(row, { outcome: "DEAD", tries, first_tried_at: firstTriedAt, ...said });
      this.#stop = { ...said, tries, firstTriedAt, isDead: true, waitMs: 0 };
    } else {
      const wait = this.#deps.waitAfter ?? waitAfter;
      const waitMs = Math.max(wait(tries, this.#deps.random()), answer.retryAfterMs ?? 0);
      this.#stop = { ...said, tries, firstTriedAt, isDead: false, waitMs };
    }
    return answer;
  }

  async #answerTo(row: LaneRowRead): Promise<Answer> {
    const { destination, customer } = this.#work;
    const { id, code, settings } = destination;
    const [first, ...others] = this.#deps.secrets.of(id, settings);
    if (first === undefined) {
      return retryOf("It has no secret that is good: `tributary destinations secret` adds one.");
    }
    const { sends, limits, fields } = settings;
    const kind = kindOf(sends.kind);
    const knownBy = knownByOf(sends);
    const message = messageOf(row, { code, fields, knownBy, customer });
    const requests = kind.requestsOf(message, {
      ...{ sends, secrets: [first, ...others] },
      nowSeconds: Math.floor(this.#deps.wallMs() / 1_000),
    });
    let last: Answer = {
      kind: "DELIVERED",
      status: null,
      text: "There is nothing in it that is told there.",
    };
    for (const request of requests) {
      last = await this.#exchange(request, kind, limits.timeoutSeconds * 1_000);
      if (last.kind !== "DELIVERED") {
        return last;
      }
    }
    if (requests.length > 0) {
      this.#sent =
        sentRowOf(row, { destination, customer, said: message.fields }, this.#deps.box) ??
        this.#sent;
    }
    return last;
  }

  async #exchange(
    request: OutgoingRequest,
    { refusalOf }: DestinationKind,
    msMax: number,
  ): Promise<Answer> {
    const outcome = await this.#deps.connections.send(request, msMax);
    if (!outcome.ok) {
      return retryOf(outcome.problem);
    }
    const { status, retryAfter, body } = outcome;
    const answer = answerOfHttp({ status, retryAfter, text: textOf(body) }, this.#deps.wallMs());
    const refusal = answer.kind === "DELIVERED" ? (refusalOf?.(jsonOf(body)) ?? null) : null;
    return refusal === null
      ? answer
      : { kind: "REFUSED", status, text: refusal.slice(0, ANSWER_LENGTH_MAX) };
  }

  #triedBefore(): Stop {
    const { tries, firstTriedAt } = this.#work.lane;
    return { ...GO_ON, tries, firstTriedAt };
  }

  #end(
    row: LaneRowRead,
    what: Pick<EndedRow, "outcome" | "tries"> &
      Partial<Pick<EndedRow, "into_id" | "status" | "answer" | "first_tried_at">>,
  ): void {
    this.#ended.push({
      ...{ into_id: null, status: null, answer: null, first_tried_at: null, ...what },
      ...{ destination_id: this.#work.destination.id, root_id: row.rootId },
      ...{ outbox_id: row.id, seq: row.seq, ended_at: momentOf(this.#deps.wallMs()) },
    });
  }
}

function momentOf(ms: number): string {
  return formatInstant((ms * MICROS_PER_MILLISECOND) as Instant);
}

function retryOf(text: string): Answer {
  return { kind: "RETRY", status: null, text, retryAfterMs: null, isOfAll: false };
}

function msOf(text: string): number {
  return instantFromPg(text) / MICROS_PER_MILLISECOND;
}

/** Empty for what is no JSON object. */
function jsonOf(body: Buffer): object {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** For people: what no text column holds, and what would break a line, is left out. */
function textOf(body: Buffer): string {
  return body
    .toString("utf8")
    .replaceAll(/[\p{Cc}\p{Cs}]+/gu, " ")
    .trim()
    .slice(0, ANSWER_LENGTH_MAX)
    .toWellFormed();
}
