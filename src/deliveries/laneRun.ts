import type { CouponRow } from "../../db/queries/coupons/readCoupons.ts";
import type { CustomerFieldsRow } from "../../db/queries/deliveries/customerFields.ts";
import type {
  ClaimedLane,
  EndedRow,
  LaneRowRead,
  SentRow,
  SettledLaneRow,
} from "../../db/queries/deliveries/lanes.ts";
import type { Answer } from "../domain/delivery/answer.ts";
import type { Planned } from "../domain/delivery/planLane.ts";
import { isOverdue, waitAfter } from "../domain/delivery/retry.ts";
import { knownByOf } from "../domain/delivery/sends.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { NOTHING_TOLD } from "./exchange.ts";
import { type Message, messageOf } from "./message.ts";
import { sentRowOf } from "./readBack/sentRow.ts";
import type { ActiveDestination, LaneRunDeps } from "./workerDeps.ts";

/** One claimed lane, and what is to become of its rows. */
export interface LaneWork {
  readonly lane: ClaimedLane;
  readonly plan: readonly Planned<LaneRowRead>[];
  readonly destination: ActiveDestination;
  readonly customer: CustomerFieldsRow | null;
  /** By their public ids; none where the destination asks for none. */
  readonly coupons: ReadonlyMap<string, CouponRow>;
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
  readonly #deps: LaneRunDeps;
  readonly #work: LaneWork;
  readonly #ended: EndedRow[] = [];
  /** The last row that has ended here, whatever became of it. */
  #last: LaneRowRead | null = null;
  #stop: Stop = GO_ON;
  #sent: SentRow | null = null;

  constructor(deps: LaneRunDeps, work: LaneWork) {
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
        if (lane.shadowEpoch !== null) {
          if (!(await this.#shadow(row))) {
            return null;
          }
          this.#last = row;
          continue;
        }
        const answer = await this.#send(row, isTriedOn);
        if (answer === null) {
          this.#stop = isTriedOn ? this.#triedBefore() : GO_ON;
          return worst;
        }
        worst = answer;
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
        shadow_epoch: lane.shadowEpoch,
      },
      rows: this.#ended,
      sent: this.#sent,
    };
  }

  /** @returns null: it was not sent, because the lane is not ours any more */
  async #send(row: LaneRowRead, isTriedOn: boolean): Promise<Answer | null> {
    const { destination, lane } = this.#work;
    const triedMs = this.#deps.wallMs();
    const tries = (isTriedOn ? lane.tries : 0) + 1;
    const firstMs = isTriedOn && lane.firstTriedAt !== null ? msOf(lane.firstTriedAt) : triedMs;
    const firstTriedAt = momentOf(firstMs);
    const answer = await this.#answerTo(row);
    if (answer === null) {
      return null;
    }
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

  async #answerTo(row: LaneRowRead): Promise<Answer | null> {
    const { destination, mayStill } = this.#work;
    const message = this.#messageOf(row);
    const answer = await this.#deps.teller.tell({ message, destination, mayStill });
    if (answer?.kind === "DELIVERED" && answer !== NOTHING_TOLD) {
      this.#keepSaid(row, message);
    }
    return answer;
  }

  /**
   * Ends a row of which nothing is sent, and keeps what would have been.
   *
   * @returns false: it could not be rendered, as it could not be sent
   */
  async #shadow(row: LaneRowRead): Promise<boolean> {
    const { destination, mayStill } = this.#work;
    const message = this.#messageOf(row);
    const isTold = await this.#deps.teller.wouldTell({ message, destination, mayStill });
    if (isTold === null) {
      return false;
    }
    if (isTold) {
      this.#keepSaid(row, message);
    }
    const answer = isTold ? null : NOTHING_TOLD.text;
    this.#end(row, { outcome: "SHADOWED", tries: 0, answer });
    return true;
  }

  #messageOf(row: LaneRowRead): Message {
    const { destination, customer, coupons } = this.#work;
    const { code, settings } = destination;
    const knownBy = knownByOf(settings.sends);
    return messageOf(row, { code, fields: settings.fields, knownBy, customer, coupons });
  }

  #keepSaid(row: LaneRowRead, { fields: said }: Message): void {
    const { destination, customer, lane } = this.#work;
    const isShadow = lane.shadowEpoch !== null;
    this.#sent =
      sentRowOf(row, { destination, customer, said, isShadow }, this.#deps.box) ?? this.#sent;
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

function msOf(text: string): number {
  return instantFromPg(text) / MICROS_PER_MILLISECOND;
}
