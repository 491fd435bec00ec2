import { serveParent } from "./children.ts";
import { openHttp } from "./httpCaller.ts";

/** Tills in a process of their own: a closed loop of callers, each redeeming one coupon after the other. */

export type RedeemPlan = {
  /** Number of the first coupon. */
  readonly from: number;
  readonly count: number;
  readonly callers: number;
  readonly port: number;
  readonly token: string;
};

export type RedeemResult = {
  readonly elapsedMs: number;
  /** Of each call. */
  readonly latencyMs: readonly number[];
  /** Answers that were anything but a redemption for the first time; the first few. */
  readonly wrong: readonly string[];
  readonly wrongCount: number;
};

const MUTATION = `mutation Redeem($input: RedeemCouponInput!) {
  redeemCoupon(input: $input) {
    redemption { id state amount { amount currencyCode } replayOfFirstAnswer }
    userErrors { code }
  }
}`;
const WRONG_SHOWN_MAX = 5;
const TILLS = 40;

let prepared: { readonly plan: RedeemPlan; readonly bodies: readonly Buffer[] } | null = null;

serveParent(
  {
    /** Writes the calls down, so that the clock does not measure their making. */
    prepare: (plan: RedeemPlan): void => {
      const bodies = Array.from({ length: plan.count }, (_, at) => bodyOf(plan.from + at));
      prepared = { plan, bodies };
    },
    run: async (): Promise<RedeemResult> => {
      if (prepared === null) throw new Error("nothing is prepared");
      const { plan, bodies } = prepared;
      prepared = null;
      return await run(plan, bodies);
    },
  },
  async () => {},
);

async function run(plan: RedeemPlan, bodies: readonly Buffer[]): Promise<RedeemResult> {
  const door = { port: plan.port, token: plan.token, path: "/graphql" };
  const callers = Array.from({ length: plan.callers }, () =>
    openHttp({ ...door, contentType: "application/json" }),
  );
  const answers: string[] = [];
  const latencyMs: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    callers.map(async (caller) => {
      for (let at = next; at < bodies.length; at = next) {
        next += 1;
        const sentAt = performance.now();
        const answer = await caller.send(bodies[at] as Buffer);
        latencyMs.push(performance.now() - sentAt);
        answers.push(answer.toString("utf8"));
      }
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  for (const caller of callers) caller.close();
  const wrong = answers.filter((answer) => !isRedeemed(answer));
  return {
    elapsedMs,
    latencyMs,
    wrong: wrong.slice(0, WRONG_SHOWN_MAX),
    wrongCount: wrong.length + (bodies.length - answers.length),
  };
}

function bodyOf(coupon: number): Buffer {
  const till = String(1 + (coupon % TILLS));
  const line = { lineId: "1", article: "mug", kind: "ARTICLE", quantity: "2", unitPrice: "8.95" };
  const input = {
    idempotencyKey: `${till}/2026-11-22/${coupon}/1`,
    code: `BENCH${String(coupon).padStart(9, "0")}`,
    till,
    cashier: "7",
    businessDate: "2026-11-22",
    basket: String(coupon),
    line: "1",
    amount: { amount: "5.00", currencyCode: "GBP" },
    cart: { currencyCode: "GBP", lines: [line] },
  };
  return Buffer.from(JSON.stringify({ query: MUTATION, variables: { input } }));
}

function isRedeemed(answer: string): boolean {
  const { data } = JSON.parse(answer) as {
    data?: {
      redeemCoupon: {
        redemption: {
          state: string;
          amount: { amount: string };
          replayOfFirstAnswer: boolean;
        } | null;
      };
    } | null;
  };
  const redemption = data?.redeemCoupon.redemption;
  return (
    redemption?.state === "REDEEMED" &&
    redemption.amount.amount === "5.00" &&
    !redemption.replayOfFirstAnswer
  );
}
