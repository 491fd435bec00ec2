import type { Tx } from "../../db/client.ts";
import {
  countOfflineUse,
  insertAttempt,
  type NewRedemption,
  recordUse,
  takeUse,
} from "../../db/queries/coupons.ts";
import {
  claimIdempotencyKey,
  findIdempotencyKey,
  storeAnswer,
} from "../../db/queries/idempotency.ts";
import { type CouponRow, countUses, readCouponsByKeys } from "../../db/queries/readCoupons.ts";
import { readClock } from "../../db/queries/writeState.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { Cart, CartAsSent } from "../domain/coupon/cart.ts";
import { foldCode } from "../domain/coupon/code.ts";
import { type CouponContext, eligibilityOf } from "../domain/coupon/eligibility.ts";
import { type Refusal, refusalOf } from "../domain/coupon/refusal.ts";
import { asksCustomer, couponOf } from "../domain/coupon/terms.ts";
import { marksForbidding } from "../domain/customer/marks.ts";
import { FUTURE_TOLERANCE_MINUTES } from "../domain/purchase/holds.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  type LocalDate,
  MICROS_PER_MINUTE,
} from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { Pipeline } from "../handoff/pipeline.ts";
import { requireScope } from "./authorise.ts";
import { type CommandDeps, clockOf } from "./changeCustomer.ts";
import * as use from "./couponUse.ts";
import type { GuessLimit } from "./guessLimit.ts";
import { firstAnswer, type KeyClaim, keyClaimOf } from "./idempotency.ts";
import { type LockedCustomer, lockCustomer } from "./lockCustomer.ts";
import { isOwnRoot } from "./ownRecord.ts";
import { transact } from "./transact.ts";

export interface RedeemCouponRequest {
  readonly viewer: Viewer;
  /** The till's own: made of store, till, business date, basket and line. */
  readonly idempotencyKey: string;
  /** As scanned or typed. */
  readonly code: string;
  /** Null: the store that the till is bound to. */
  readonly store: string | null;
  readonly till: string;
  readonly cashier: string | null;
  readonly businessDate: LocalDate;
  readonly basket: string;
  readonly line: string | null;
  readonly receiptNumber: string | null;
  /** What is taken off. */
  readonly amount: { readonly amount: string; readonly currencyCode: string };
  readonly channel: string | null;
  readonly cart: CartAsSent | null;
  /** Who is at the till, when known: as said, and how to find the live customer. A public code may ask for it. */
  readonly customer: {
    readonly said: unknown;
    /** Called only when the key is new. Null: nobody has this identifier. */
    readonly find: () => Promise<bigint | null>;
  } | null;
  /** When an offline till did it: then it is a fact. Null: it is asked for now. */
  readonly occurredAt: Instant | null;
}

export interface RedeemCouponAnswer {
  /** Public id; null when refused. */
  readonly redemptionId: string | null;
  readonly refusals: readonly Refusal[];
  /** True when nobody has the identifier of who is at the till, which an offline redemption does not ask. */
  readonly isNobody?: boolean;
  /** Whether this is the answer that an earlier call with the key was given. */
  readonly isReplay: boolean;
}

type Answer = Omit<RedeemCouponAnswer, "isReplay">;

/** Everything that one call works with. */
interface Asked {
  readonly request: RedeemCouponRequest;
  readonly claim: KeyClaim;
  readonly place: use.TillPlace;
  readonly codeKey: string | null;
  readonly cart: Cart | null;
  readonly amount: { readonly minor: bigint; readonly currency: string };
}

interface Use extends Asked {
  /** Why what was shown proves nothing; null when it does, or nothing was shown. */
  readonly unproven: "IDENTIFIER_NOT_IN_USE" | null;
  /** The live customer at the till; null when nobody was named or found. */
  readonly rootId: bigint | null;
}

/**
 * Uses a coupon up, or says why not; an offline till's redemption is recorded whatever stands against it, and what
 * does becomes a conflict.
 *
 * Guarantee: online redemptions never exceed the limit (I3); every attempt is stored; one effect and one answer per
 * key (I8). Locks: key, customer, coupon; the customer is the coupon's own, or the one at the till for a public code.
 * Throws: AppError FORBIDDEN, BAD_USER_INPUT, RATE_LIMITED, IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 * Cost: four round trips and seven rows when nothing is due.
 */
export async function redeemCoupon(
  deps: CommandDeps,
  guesses: GuessLimit,
  request: RedeemCouponRequest,
): Promise<RedeemCouponAnswer> {
  const { viewer, idempotencyKey, customer, ...input } = request;
  requireScope(viewer, "coupon:redeem");
  const place = await use.placeOf(viewer, request, deps.catalog);
  for (const name of ["basket", "line", "receiptNumber"] as const) {
    if (request[name] !== null) use.tillText(name, request[name]);
  }
  const asked: Asked = {
    request,
    claim: keyClaimOf(viewer, {
      operation: "redeemCoupon",
      key: idempotencyKey,
      till: place.till,
      // What was said and not who it is: the same words name another root after a merge.
      input: { ...input, customer: customer?.said ?? null },
    }),
    place,
    codeKey: foldCode(request.code),
    cart: use.cartOf(request.cart),
    amount: use.amountOf(["amount"], request.amount),
  };
  const run = () => transact(deps.sql, (tx) => redeem(tx, deps, asked));
  // What has happened is recorded whoever guessed meanwhile.
  if (request.occurredAt !== null) return await run();
  return await guesses.guard(
    viewer.principal,
    run,
    ({ refusals, isReplay }) => !isReplay && use.isMiss(refusals),
    async (error) => {
      const first = await transact(deps.sql, (tx) => answeredOrNoted(tx, deps, asked));
      if (first === null) throw error;
      return { ...first, isReplay: true };
    },
  );
}

/** Over the limit of guesses: the first answer, which is no news; else puts the attempt on record and leaves the key. */
async function answeredOrNoted(tx: Tx, deps: CommandDeps, asked: Asked): Promise<Answer | null> {
  if ((await findIdempotencyKey(tx, asked.claim)).length > 0) {
    return await firstAnswer<Answer>(tx, asked.claim);
  }
  const at = deps.now ?? (await clockOf(tx));
  const nameless = { ...asked, codeKey: null };
  await insertAttempt(tx, attemptOf(nameless, null, at, "REFUSED", use.TOO_MANY_UNKNOWN_CODES));
  return null;
}

async function redeem(tx: Tx, deps: CommandDeps, asked: Asked): Promise<RedeemCouponAnswer> {
  const pipeline = new Pipeline();
  const won = pipeline.add(claimIdempotencyKey(tx, asked.claim));
  const found = pipeline.add(readCouponsByKeys(tx, asked.codeKey === null ? [] : [asked.codeKey]));
  const clock = pipeline.add(readClock(tx));
  await pipeline.send();
  if (won.rows.length === 0) {
    return { ...(await firstAnswer<Answer>(tx, asked.claim)), isReplay: true };
  }
  const now = deps.now ?? instantFromPg((clock.rows[0] as { now: string }).now);
  const row = found.rows[0] ?? null;
  const isOffline = asked.request.occurredAt !== null;
  const { customer } = asked.request;
  const known: Use = { ...asked, ...(await use.whoIsThere(customer)) };
  const answer = isOffline
    ? await recordOffline(tx, deps, known, row, now)
    : await redeemOnline(tx, deps, known, row, now);
  return { ...answer, isReplay: false };
}

async function redeemOnline(
  tx: Tx,
  deps: CommandDeps,
  asked: Use,
  row: CouponRow | null,
  now: Instant,
): Promise<Answer> {
  if (asked.unproven !== null) {
    return await refuse(tx, asked, row, now, [refusalOf(asked.unproven)]);
  }
  if (asked.request.customer !== null && asked.rootId === null) {
    return await refuseNobody(tx, asked, row, now);
  }
  if (row === null) return await refuse(tx, asked, null, now, [refusalOf("UNKNOWN_CODE")]);
  if (isOthers(row, asked)) {
    return await refuse(tx, asked, row, now, [refusalOf("OTHER_CUSTOMER")]);
  }
  const rootId = row.rootId ?? asked.rootId;
  if (await isOwnRoot(tx, asked.request.viewer, rootId)) {
    return await refuse(tx, asked, row, now, [refusalOf("OWN_RECORD")]);
  }
  const decide = (coupon: CouponRow, customer: CouponContext["customer"]) =>
    eligibilityOf(couponOf(coupon), contextOf(asked, "USE", customer), now).refusals;
  const barred = { rootId, marks: marksForbidding("redeemCoupon") };
  const take = () => takeUse(tx, row.id, formatInstant(now), barred);

  let customer: LockedCustomer | null = null;
  let seen: CouponContext["customer"] = null;
  let taken: readonly { readonly use_no: number }[];
  if (asksCustomer(couponOf(row)) && rootId !== null) {
    const locked = await lockCustomer(tx, deps, rootId, () =>
      countUses(tx, [{ rootId, couponId: row.id }]),
    );
    customer = locked.customer;
    seen = { tier: customer.tier, uses: locked.rows[0]?.uses ?? 0 };
    const refusals = decide(row, seen);
    if (refusals.length > 0) return await refuse(tx, asked, row, now, refusals);
    taken = await take();
  } else {
    // Nothing of it depends on the customer, so what can be seen without the lock is decided without it.
    const refusals = decide(row, null);
    if (refusals.length > 0) return await refuse(tx, asked, row, now, refusals);
    if (rootId === null) {
      taken = await take();
    } else {
      const locked = await lockCustomer(tx, deps, rootId, take);
      customer = locked.customer;
      taken = locked.rows;
    }
  }
  const [won] = taken;
  if (won === undefined && use.isMarked(customer)) {
    return await refuse(tx, asked, row, now, [refusalOf("CUSTOMER_MARKED")]);
  }
  if (won === undefined) {
    const [fresh = row] = await readCouponsByKeys(tx, [row.codeKey]);
    const refusals = decide(fresh, seen);
    return await refuse(
      tx,
      asked,
      row,
      now,
      refusals.length > 0 ? refusals : [refusalOf("ALREADY_REDEEMED")],
    );
  }
  return await record(tx, deps, asked, {
    ...{ row, customer, now, at: now, useNo: won.use_no, conflicts: [] },
    outcome: "REDEEMED",
  });
}

async function recordOffline(
  tx: Tx,
  deps: CommandDeps,
  asked: Use,
  row: CouponRow | null,
  now: Instant,
): Promise<Answer> {
  const at = asked.request.occurredAt ?? now;
  const conflicts = new Set<string>();
  const latest = addMicros(now, FUTURE_TOLERANCE_MINUTES * MICROS_PER_MINUTE);
  if (at > latest) conflicts.add("OCCURRED_IN_FUTURE");
  if (asked.unproven !== null) conflicts.add(asked.unproven);
  const rootId = row?.rootId ?? asked.rootId;
  const uses = () =>
    row === null || rootId === null
      ? Promise.resolve([])
      : countUses(tx, [{ rootId, couponId: row.id }]);
  const locked = rootId === null ? null : await lockCustomer(tx, deps, rootId, uses);
  const customer = locked?.customer ?? null;
  if (await isOwnRoot(tx, asked.request.viewer, rootId)) conflicts.add("OWN_RECORD");
  if (use.isMarked(customer)) conflicts.add("CUSTOMER_MARKED");
  let useNo: number | null = null;
  if (row === null) {
    conflicts.add("UNKNOWN_CODE");
  } else {
    const seen =
      customer === null ? null : { tier: customer.tier, uses: locked?.rows[0]?.uses ?? 0 };
    if (isOthers(row, asked)) conflicts.add("OTHER_CUSTOMER");
    const { refusals } = eligibilityOf(couponOf(row), contextOf(asked, "ASK", seen), at);
    for (const { code } of refusals) {
      if (code !== "ALREADY_REDEEMED" && code !== "LIMIT_REACHED") conflicts.add(code);
    }
    const [counted] = await countOfflineUse(tx, row.id);
    if (counted === undefined) throw new Error(`coupon ${row.id} was there and is gone`);
    useNo = counted.use_no;
    if (counted.is_over) conflicts.add("OVER_LIMIT");
  }
  return await record(tx, deps, asked, {
    ...{ row, customer, now, at, useNo, conflicts: [...conflicts] },
    outcome: "RECORDED",
  });
}

/** Writes a redemption with everything beside it. */
async function record(
  tx: Tx,
  deps: CommandDeps,
  asked: Use,
  made: {
    readonly row: CouponRow | null;
    readonly customer: LockedCustomer | null;
    readonly now: Instant;
    readonly at: Instant;
    readonly useNo: number | null;
    readonly conflicts: readonly string[];
    readonly outcome: "REDEEMED" | "RECORDED";
  },
): Promise<Answer> {
  const { request, place, amount } = asked;
  const { row, customer, now } = made;
  const redemption: NewRedemption = {
    ...place,
    publicId: deps.newPublicId(),
    couponId: row?.id ?? null,
    useNo: made.useNo,
    leafId: row?.leafId ?? customer?.rootId ?? null,
    at: formatInstant(made.at),
    recordedAt: formatInstant(customer?.now ?? now),
    isOffline: made.outcome === "RECORDED",
    businessDate: request.businessDate,
    basket: request.basket,
    line: request.line,
    receiptNumber: request.receiptNumber,
    amountMinor: amount.minor,
    currency: amount.currency,
    idempotencyKey: request.idempotencyKey,
    conflicts: made.conflicts,
  };
  const answer: Answer = { redemptionId: redemption.publicId, refusals: [] };
  await recordUse(tx, {
    redemption,
    attempt: attemptOf(asked, row, now, made.outcome),
    claim: asked.claim,
    answer,
    told:
      customer === null || row === null
        ? null
        : use.couponNews(customer, { couponId: row.publicId, change: "REDEEMED" }),
  });
  return answer;
}

async function refuse(
  tx: Tx,
  asked: Use,
  row: CouponRow | null,
  now: Instant,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const answer: Answer = { redemptionId: null, refusals: use.shownRefusals(refusals) };
  const pipeline = new Pipeline();
  pipeline.add(insertAttempt(tx, attemptOf(asked, row, now, "REFUSED", refusals[0])));
  pipeline.add(storeAnswer(tx, asked.claim, answer));
  await pipeline.send();
  return answer;
}

async function refuseNobody(
  tx: Tx,
  asked: Use,
  row: CouponRow | null,
  now: Instant,
): Promise<Answer> {
  const answer: Answer = { redemptionId: null, refusals: [], isNobody: true };
  const because = { code: "CUSTOMER_NOT_FOUND", needed: null, seen: null, final: false };
  await insertAttempt(tx, attemptOf(asked, row, now, "REFUSED", because));
  await storeAnswer(tx, asked.claim, answer);
  return answer;
}

function attemptOf(
  { request, place, codeKey }: Asked,
  row: CouponRow | null,
  at: Instant,
  outcome: "REDEEMED" | "RECORDED" | "REFUSED",
  refusal?: Omit<Refusal, "code"> & { readonly code: string },
) {
  return use.attemptRow({
    kind: "REDEEM",
    viewer: request.viewer,
    place,
    at,
    couponId: row?.id ?? null,
    codeKey,
    outcome,
    ...(refusal === undefined ? {} : { refusal }),
    idempotencyKey: request.idempotencyKey,
    occurredAt: request.occurredAt,
  });
}

function isOthers({ rootId }: CouponRow, { rootId: atTill }: Use): boolean {
  return rootId !== null && atTill !== null && atTill !== rootId;
}

function contextOf(
  { place, cart, amount, request }: Use,
  purpose: CouponContext["purpose"],
  customer: CouponContext["customer"],
): CouponContext {
  // A till is in a store; another channel says so.
  const channel = request.channel ?? "store";
  return { purpose, customer, store: place.store, channel, cart, amount };
}
