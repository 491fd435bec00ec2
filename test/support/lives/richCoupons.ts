import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  type LocalDate,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
} from "../../../src/domain/time/instant.ts";
import { atTill, HOME_STORE, issued, issueRequest, redeemRequest, tillOf } from "../coupons.ts";
import { viewerOf } from "../receiver.ts";
import { PEOPLE, RichStage } from "./richStage.ts";

/** Coupons of one person and for all, used online, offline, once too often, and taken back. */
export class RichCoupons extends RichStage {
  async coupons(): Promise<void> {
    const sql = this.sql;
    const ends = addMicros(this.now, 900 * MICROS_PER_DAY);
    for (let person = 0; person < PEOPLE; person += 1) {
      this.pass(0);
      const commands = this.commands();
      const rootId = await this.rootOf(`rich${person}`);
      const validFrom = addMicros(this.now, -MICROS_PER_DAY);
      const own = await issued(
        sql,
        commands,
        issueRequest(rootId, {
          ...{
            campaign: person < 4 ? { code: "spring", name: "Spring" } : null,
            validFrom,
            validUntil: ends,
          },
          ...{ usesMax: person % 2 === 0 ? 1 : 3, issuedBecause: "goodwill" },
        }),
      );
      const shared = await issued(
        sql,
        commands,
        issueRequest(null, {
          ...{ code: `SPRING-${person}`, validFrom, validUntil: ends },
          ...{ usesMax: 4, usesPerCustomerMax: 2 },
        }),
      );
      for (const [code, uses] of [
        [own.code, 2],
        [shared.code, 3],
      ] as const) {
        await this.#useCoupon(code, rootId, uses);
      }
    }
    this.pass(0);
    const commands = this.commands();
    await commands.redeemCoupon(this.#redeem("NOBODY-HAS-THIS", null));
    const minuteAgo = addMicros(this.now, -60 * MICROS_PER_SECOND);
    await commands.redeemCoupon(this.#redeem("NOBODY-HAS-THAT", null, minuteAgo));
    const [own] = await sql<{ code: string }[]>`
      select code from coupon where leaf_id = ${await this.rootOf("rich1")} limit 1`;
    const others = await this.rootOf("rich2");
    await commands.redeemCoupon(this.#redeem(own?.code as string, others, minuteAgo));
    await commands.validateCoupon({
      ...{ viewer: tillOf(HOME_STORE), code: "NOT-A-CODE", store: null, till: "1", cashier: null },
      ...{ channel: null, cart: null, customer: null },
    });
  }

  #redeem(code: string, rootId: bigint | null, occurredAt: Instant | null = null) {
    return redeemRequest(code, {
      ...{ idempotencyKey: this.key(), occurredAt, basket: `b-${this.keys}` },
      ...{ businessDate: formatInstant(this.now).slice(0, 10) as LocalDate },
      customer: rootId === null ? null : atTill(rootId),
      line: this.random() < 0.5 ? "1" : null,
      receiptNumber: this.random() < 0.5 ? `r-${this.keys}` : null,
    });
  }

  /** Points and coupons given as goodwill, of which some are taken back a moment later. */
  async goodwill(): Promise<void> {
    for (let gift = 0; gift < PEOPLE; gift += 1) {
      this.pass(gift % 3 === 0 ? 1 : 0);
      const viewer = viewerOf(gift % 2 === 0 ? "agent" : "supervisor");
      const rootId = await this.rootOf(`rich${gift % 5}`);
      const isPoints = gift % 4 < 2;
      const given = await this.commands().giveGoodwill({
        ...{
          viewer,
          rootId,
          said: `${rootId}`,
          idempotencyKey: this.key(),
          reason: "LATE_DELIVERY",
        },
        ...{ points: isPoints ? BigInt(20 + this.below(60)) : null, note: "asked twice" },
        ...{ coupon: isPoints ? null : "TENTH", expectedVersion: null },
      });
      if (given.gift === null) {
        throw new Error(JSON.stringify(given.userErrors));
      }
      this.pass(0);
      if (gift % 4 === 1 || gift % 4 === 3) {
        const undone = { viewer, gift: given.gift, idempotencyKey: this.key() };
        const { userErrors } = await this.commands().undoGoodwill(undone);
        if (userErrors.length > 0) {
          throw new Error(JSON.stringify(userErrors));
        }
      }
    }
  }

  async #useCoupon(code: string, rootId: bigint, uses: number): Promise<void> {
    for (let use = 0; use < uses; use += 1) {
      this.pass(0);
      const commands = this.commands();
      await commands.validateCoupon({
        ...{ viewer: tillOf(HOME_STORE), code, store: null, till: "1", cashier: "7" },
        ...{ channel: null, cart: null, customer: rootId },
      });
      // One minute ago, of a till that was cut off.
      const isOffline = use === uses - 1 || this.random() < 0.4;
      const offline = isOffline ? addMicros(this.now, -60 * MICROS_PER_SECOND) : null;
      await commands.redeemCoupon(this.#redeem(code, rootId, offline));
      const [made] = await this.sql<{ public_id: string; state: string }[]>`
        select public_id, state from redemption order by id desc limit 1`;
      if (made?.state === "REDEEMED" && this.random() < 0.4) {
        this.pass(0);
        await this.commands().reverseRedemption({
          ...{ viewer: tillOf(HOME_STORE), idempotencyKey: this.key() },
          ...{ redemptionId: made.public_id, reason: "changed mind", store: null, till: "1" },
          cashier: "7",
        });
      }
    }
  }
}
