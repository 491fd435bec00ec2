import { findWrongAnswers } from "../report/databaseFigures.ts";
import { assertRight, CHECKED_PURCHASES, rateOf, wholeCalls } from "../report/measure.ts";
import type { Child } from "./children.ts";
import type { LoadPlan, LoadResult } from "./loadProcess.ts";

/** What purchases of a case have in common; `prefix` is completed by each run's name. */
type Plan = Omit<Extract<LoadPlan, { batch: number }>, "purchases" | "customers">;

/** Callers in a process of their own, and what the database must hold of what they sent. */
export class Load {
  readonly #child: Child;
  readonly #url: string;
  readonly #customers: number;
  readonly sent = { purchases: 0, points: 0 };

  constructor(child: Child, url: string, customers: number) {
    this.#child = child;
    this.#url = url;
    this.#customers = customers;
  }

  /**
   * Has the callers send about so many purchases, in whole calls.
   *
   * @throws WrongAnswers when any answer is not APPLIED for the first time
   */
  async send(plan: Plan, run: string, purchases: number) {
    const result = await this.call({
      ...{ ...plan, prefix: plan.prefix + run, customers: this.#customers },
      purchases: wholeCalls(purchases, plan.batch),
    });
    this.sent.purchases += result.calls;
    this.sent.points += result.points;
    return {
      ...result,
      purchases: result.calls,
      perSecond: rateOf(result.calls, result.elapsedMs),
    };
  }

  /** Any calls, written down before the clock starts. @throws WrongAnswers */
  async call(plan: LoadPlan): Promise<LoadResult> {
    const result = await this.#child.call<LoadResult>("run", plan);
    const count = result.wrongCount;
    assertRight("answers", count === 0 ? [] : [`${count} answers are wrong`, ...result.wrong]);
    return result;
  }

  /** Compares the database with what was sent. @throws WrongAnswers */
  async check(where: string): Promise<void> {
    assertRight(where, await findWrongAnswers(this.#url, this.sent));
  }

  /**
   * Sends some purchases that are only checked, then some that warm up. @returns purchases a second
   */
  async warmUp(where: string, plan: Plan, purchases: number): Promise<number> {
    await this.send(plan, "check", CHECKED_PURCHASES);
    await this.check(where);
    return (await this.send(plan, "warm", purchases)).perSecond;
  }
}
