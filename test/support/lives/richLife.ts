import fc from "fast-check";
import { uuidv7 } from "uuidv7";
import type { Sql } from "../../../db/connection/client.ts";
import { runDue } from "../../../src/core/advance.ts";
import { VALUES_PER_CUSTOMER } from "../../../src/domain/identity/rules/identityRules.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  type LocalDate,
  MICROS_PER_DAY,
  MICROS_PER_MILLISECOND,
  MICROS_PER_SECOND,
} from "../../../src/domain/time/instant.ts";
import { resolveRecords } from "../../../src/identity/records/resolveRecords.ts";
import { expireHolds } from "../../../src/loyalty/points/expireHolds.ts";
import { sweepHeld } from "../../../src/purchases/sweepHeld.ts";
import { about, liveMixed, liveOverrides, sale } from "../../integration/verify/mixedLife.ts";
import { HOME_STORE, tillOf } from "../coupons.ts";
import { labelledPeople } from "../identity/people.ts";
import { startReceiver, viewerOf } from "../receiver.ts";
import { anyDelivery, orderLife } from "./orderLives.ts";
import { RichCoupons } from "./richCoupons.ts";
import { PEOPLE, setUpRich } from "./richStage.ts";

const LIVES = 45;
const ODD_LIVES = 8;
/** People of whom sources have records. */
const RECORDED = 15;
/** Identifiers of one kind that somebody shows, one after the other: more than one may have. */
const SHOWN = VALUES_PER_CUSTOMER + 3;
const HOUR_MS = 3_600_000;
const CURRENCIES = ["GBP", "GBP", "EUR", "USD", "JPY"];
const STEPS = 90;
/** Events of one call. */
const CALL_SIZE = 7;

/** Lives it all. @returns when all is over: everything that was due by then has been advanced */
export async function liveRich(
  database: { sql: Sql; url: string },
  seed: number,
): Promise<Instant> {
  const { sql } = database;
  await setUpRich(sql);
  const gateway = await startReceiver(database.url);
  await liveMixed(gateway);
  await liveOverrides(sql, gateway.catalog);
  const life = new RichLife(sql, gateway, seed);
  await life.buy();
  await life.command();
  await life.coupons();
  await life.goodwill();
  await life.ids();
  await life.records();
  await life.claim();
  const now = await life.end();
  await gateway.close();
  await sql`update outbox_watermark set safe_id = (select max(id) from outbox)`;
  return now;
}

class RichLife extends RichCoupons {
  async buy(): Promise<void> {
    const events: Record<string, unknown>[] = [];
    const startMs = this.now / MICROS_PER_MILLISECOND;
    const odd: Record<string, unknown>[] = [];
    for (let life = 0; life < LIVES; life += 1) {
      // Of a few people all comes in any order, so that some of it waits for what went before.
      const isOdd = life >= LIVES - ODD_LIVES;
      const person = life < PEOPLE ? life : this.below(PEOPLE);
      const name = isOdd ? `odd${life % 2}@example.com` : `rich${person}@example.com`;
      const isGuest = life >= PEOPLE && this.random() < 0.1;
      const more = this.random() < 0.3 ? [{ kind: "phone", value: `+44207946${1000 + life}` }] : [];
      const [own = []] = fc.sample(
        orderLife({
          number: `R-${life}`,
          startMs: startMs + life * HOUR_MS,
          common: isGuest ? {} : { customer: [{ kind: "email", value: name }, ...more] },
          currencyCode: CURRENCIES[this.below(CURRENCIES.length)] as string,
        }),
        { numRuns: 1, seed: this.seed + life },
      );
      (isOdd ? odd : events).push(...own);
    }
    const [delivery = []] = fc.sample(anyDelivery(odd), { numRuns: 1, seed: this.seed });
    this.pass(3);
    for (const all of [events, delivery]) {
      for (let from = 0; from < all.length; from += CALL_SIZE) {
        this.pass(0);
        await this.gateway.send(all.slice(from, from + CALL_SIZE), { now: this.now });
      }
    }
    const occurredAt = formatInstant(addMicros(this.now, -MICROS_PER_DAY));
    for (let person = 0; person < PEOPLE; person += 1) {
      const sales = [1, 2, 3].map((number) =>
        sale(`S-${person}-${number}`, `rich${person}`, `${40 + this.below(300)}.00`, {
          occurredAt,
          store: HOME_STORE,
        }),
      );
      await this.gateway.send(sales, { now: this.now });
      this.pass(0);
    }
    const shown = Array.from({ length: SHOWN }, (_, at) => {
      const customer = Object.entries({ email: "rich1@example.com", shop: `rich-shop-${at}` }).map(
        ([kind, value]) => ({ kind, value }),
      );
      return sale(`U-${at}`, "rich1", "3.00", { occurredAt, store: HOME_STORE, customer });
    });
    await this.gateway.send(shown, { now: this.now });
    this.pass(0);
    // Said again otherwise, in a later call.
    const again = [sale("S-0-1", "rich0", "999.00"), sale("S-1-1", "rich1", "1.00")];
    await this.gateway.send(again, { now: this.now });
  }

  /** Points that are given, set aside, paid with, passed on and expire, with days between. */
  async command(): Promise<void> {
    const holds: { id: string; kind: "AUTHORISATION" | "BLOCK"; paid: boolean }[] = [];
    const rootIds = await Promise.all(
      Array.from({ length: PEOPLE }, (_, person) => this.rootOf(`rich${person}`)),
    );
    const any = () => rootIds[this.below(PEOPLE)] as bigint;
    this.pass(4);
    for (let step = 0; step < STEPS; step += 1) {
      this.pass(this.random() < 0.4 ? 1 : 0);
      const commands = this.commands();
      const rootId = any();
      const wallet = this.random() < 0.8 ? "points" : "stars";
      const asked = { rootId, said: `${rootId}`, idempotencyKey: this.key(), wallet };
      const what = this.below(10);
      if (what < 2) {
        const points = BigInt(this.below(300) - 80);
        const viewer = viewerOf("supervisor");
        await commands.adjustPoints({ ...asked, viewer, points, reason: "goodwill" });
      } else if (what < 5) {
        const { hold } = await commands.authorisePoints({
          ...{ ...asked, viewer: tillOf(HOME_STORE), points: BigInt(1 + this.below(9)) },
          ...{ reference: `T-${step}`, expiresInSeconds: this.random() < 0.5 ? null : 400_000 },
        });
        if (hold !== null) {
          holds.push({ id: hold.publicId, kind: "AUTHORISATION", paid: false });
        }
      } else if (what === 5) {
        const { hold } = await commands.blockPoints({
          ...{ ...asked, viewer: viewerOf("supervisor"), points: 5n, reason: "looked into" },
        });
        if (hold !== null) {
          holds.push({ id: hold.publicId, kind: "BLOCK", paid: false });
        }
      } else if (what === 6) {
        const { rootId: fromRootId, ...rest } = asked;
        await commands.transferPoints({
          ...{ ...rest, viewer: viewerOf("supervisor"), fromRootId, toRootId: any() },
          ...{ points: BigInt(1 + this.below(6)), reason: "family" },
        });
      } else if (what < 9) {
        const hold = holds[this.below(holds.length)];
        if (hold !== undefined) {
          await this.#endHold(hold, asked.idempotencyKey);
        }
      } else {
        await this.#buyMore(step);
        await this.#advance();
      }
    }
  }

  async #endHold(hold: { id: string; kind: string; paid: boolean }, idempotencyKey: string) {
    const commands = this.commands();
    if (hold.kind === "BLOCK") {
      const viewer = viewerOf("supervisor");
      await commands.unblockPoints({
        viewer,
        block: hold.id,
        idempotencyKey,
        reason: "all is well",
      });
      return;
    }
    const asked = { viewer: tillOf(HOME_STORE), authorisation: hold.id, idempotencyKey };
    if (hold.paid) {
      await commands.refundPoints({ ...asked, points: 1n });
    } else if (this.random() < 0.7) {
      const points = this.random() < 0.5 ? null : 1n;
      const { userErrors } = await commands.capturePoints({ ...asked, points });
      hold.paid = userErrors.length === 0;
    } else {
      await commands.releasePoints(asked);
    }
  }

  async #buyMore(step: number): Promise<void> {
    const number = `M-${step}`;
    const occurredAt = formatInstant(this.now);
    const gross = `${30 + this.below(200)}.00`;
    const person = `rich${this.below(PEOPLE)}`;
    this.pass(0);
    const bought = sale(number, person, gross, {
      occurredAt,
      currencyCode: this.random() < 0.3 ? "EUR" : "GBP",
    });
    await this.gateway.send([bought], { now: this.now });
    if (this.random() < 0.5) {
      return;
    }
    this.pass(this.below(3));
    const back = { occurredAt: formatInstant(this.now), return: { id: "r", lines: null } };
    this.pass(0);
    await this.gateway.send([about(number, "RETURNED", "r", back)], { now: this.now });
  }

  async #advance(): Promise<void> {
    const { catalog } = this.gateway;
    const now = this.now;
    await expireHolds({ sql: this.sql, catalog, newPublicId: uuidv7, now });
    await runDue({ sql: this.sql, catalog, now: () => now });
  }

  /**
   * Customers made by hand, memberships, identifiers, complaints, claims, grants of other kinds.
   */
  async ids(): Promise<void> {
    for (let person = 0; person < 4; person += 1) {
      this.pass(0);
      const viewer = viewerOf("admin");
      const name = `made${person}`;
      const { leafId } = await this.commands().createCustomer({
        ...{ viewer, name: `Made ${person}`, language: "en", idempotencyKey: this.key() },
        identifiers: [
          { kind: "email", value: `${name}@example.com`, verified: person % 2 === 0 },
          { kind: "loyalty", value: `LC-900${person}`, verified: false },
        ],
      });
      const rootId = BigInt(leafId as string);
      this.pass(0);
      if (person < 3) {
        await this.commands().enrolCustomer({
          ...{ viewer, rootId, said: name, idempotencyKey: this.key() },
          ...{ termsVersion: "2026-01", channel: "store", store: HOME_STORE },
        });
      }
      this.pass(0);
      await this.commands().updateCustomer({
        viewer,
        rootId,
        name: "Renamed",
        expectedVersion: 1,
      });
      this.pass(0);
      await this.#grant(rootId, person);
      this.pass(0);
      const identifier = { kind: "loyalty", value: `LC-900${person}` };
      if (person % 2 === 0) {
        await this.commands().blockIdentifier({ viewer, identifier, reason: "lost" });
        this.pass(0);
      }
      await this.commands().replaceIdentifier({
        ...{ viewer, identifier, newValue: `LC-910${person}`, verified: true },
        idempotencyKey: this.key(),
      });
      this.pass(0);
      await this.commands().linkIdentifier({
        ...{ viewer, rootId, said: null, idempotencyKey: this.key() },
        identifier: { kind: "loyalty", value: `LC-920${person}`, verified: true },
      });
      this.pass(0);
      if (person % 2 === 1) {
        await this.commands().unlinkIdentifier({
          ...{ viewer, identifier: { kind: "loyalty", value: `LC-910${person}` } },
          ...{ reason: "OTHER", idempotencyKey: this.key() },
        });
        this.pass(0);
      }
      await this.#complain(name, person);
    }
  }

  async #grant(rootId: bigint, person: number): Promise<void> {
    const viewer = viewerOf("admin");
    const asked = { viewer, rootId, said: `${rootId}`, reason: "came from elsewhere" };
    const commands = this.commands();
    await commands.grantTier({
      ...{ ...asked, idempotencyKey: this.key() },
      ...{ kind: person % 2 === 0 ? "STATUS_MATCH" : "PAID", mode: "FLOOR", tier: "SILVER" },
      ...{ expiresAt: addMicros(this.now, 200 * MICROS_PER_DAY), replaces: null },
    });
    if (person !== 1) {
      return;
    }
    this.pass(0);
    const [given] = await this.sql<{ id: bigint }[]>`
      select id from tier_grant where root_id = ${rootId} order by id desc limit 1`;
    await this.commands().endTierGrant({
      ...{ ...asked, idempotencyKey: this.key(), grant: given?.id ?? null },
    });
  }

  async #complain(name: string, person: number): Promise<void> {
    const told = (kind: string, id: string, more: object) => ({
      raw: {
        ...{ source: "shop", externalId: `${kind}-${name}-${id}`, kind, channel: "email" },
        occurredAt: formatInstant(addMicros(this.now, -MICROS_PER_DAY)),
        customer: [{ kind: "email", value: `${name}@example.com` }],
        ...more,
      },
      customerPublicId: null,
    });
    await this.commands().recordInteractions({
      viewer: viewerOf("ingest"),
      interactions: [
        told("COMPLAINT", "1", { caseNumber: `C-${person}`, subject: "It leaks" }),
        told("CASE_RESOLVED", "1", { caseNumber: `C-${person}` }),
        told("CONTACT", "1", { order: { source: "shop", number: `S-${person}-1` } }),
      ],
    });
  }

  /** What sources say of people: families, copies, and namesakes whom somebody is to look at. */
  async records(): Promise<void> {
    this.pass(0);
    const people = labelledPeople(RECORDED, this.seed).map(({ fields }) => fields);
    const namesake = { givenName: "Marguerite", surname: "Delacroix-Petit" };
    const other = { givenName: "Leopoldine", surname: "Quincannon-Frey" };
    const said = [...people, people[0] ?? {}, namesake, namesake, other, other];
    const records = said.map((fields, at) => ({ sourceId: 1, key: `rich-${at}`, fields }));
    const deps = { sql: this.sql, catalog: this.gateway.catalog, newPublicId: uuidv7 };
    await resolveRecords({ ...deps, now: this.now }, records);
    this.pass(0);
    const gone = { sourceId: 1, key: `rich-${said.length - 1}`, fields: people[1] ?? {} };
    await resolveRecords({ ...deps, now: this.now }, [gone]);
  }

  /** Of what was bought an hour ago by the clock: claims are for recent purchases. */
  async claim(): Promise<void> {
    const hourAgo = (Date.now() - HOUR_MS) * MICROS_PER_MILLISECOND;
    this.now = hourAgo as Instant;
    for (const number of ["G-1", "G-2"]) {
      const occurredAt = formatInstant(this.now);
      const purchasedOn = occurredAt.slice(0, 10) as LocalDate;
      this.pass(0);
      await this.gateway.send([sale(number, null, "60.00", { occurredAt })], { now: this.now });
      this.pass(0);
      const [row] = await this.sql<{ order_id: bigint }[]>`
        select order_id from order_reference where value = ${number}`;
      const rootId = await this.rootOf(`rich${number.slice(2)}`);
      const { userErrors } = await this.commands().claimPurchase({
        ...{ viewer: viewerOf("supervisor"), rootId, orderId: row?.order_id ?? null },
        ...{ total: { amount: "63.95", currencyCode: "GBP" }, purchasedOn },
        ...{ said: number, idempotencyKey: this.key() },
      });
      if (userErrors.length > 0) {
        throw new Error(JSON.stringify(userErrors));
      }
    }
  }

  /**
   * What has waited long enough ends; after it something waits, or is refused, for each reason that
   * there is.
   */
  async end(): Promise<Instant> {
    const { receiver, catalog, send } = this.gateway;
    this.pass(0);
    const now = this.now;
    const log = { error: () => {} };
    await sweepHeld({ sql: this.sql, receiver, catalog, log, now: () => now });
    this.pass(0);
    await this.#advance();
    const occurredAt = formatInstant(addMicros(now, -MICROS_PER_SECOND));
    const on = (days: number) => formatInstant(addMicros(now, days * MICROS_PER_DAY));
    const waiting = (more: object) => ({ occurredAt, ...more });
    await send(
      [
        about("W-1", "RETURNED", "r", waiting({ return: { id: "r", lines: null } })),
        about("W-2", "SETTLED", "s", waiting({})),
        sale("W-3", null, "9.00", {
          ...waiting({ source: "till", eventId: "w-3" }),
          customer: [{ kind: "loyalty", value: "L-99" }],
        }),
        sale("W-4", "rich0", "9.00", waiting({ store: "york-9" })),
        sale("W-5", "rich1", "9.00", waiting({ channel: "fax" })),
        sale("W-6", "rich2", "9.00", { occurredAt: on(3) }),
        sale("W-7", "rich3", "9.00", { occurredAt: on(-300) }),
        sale("W-8", "rich4", "9.00", waiting({ currencyCode: "CHF" })),
        sale("W-9", "rich5", "9000000.00", waiting({})),
        {
          ...{ source: "shop", eventId: "w-10", kind: "RETURNED", occurredAt },
          references: [{ kind: "return", value: "W-10" }],
          customer: [{ kind: "email", value: "rich6@example.com" }],
          return: { id: "W-10", lines: [{ article: "never-sold", quantity: "1" }] },
        },
        sale("W-11", "rich7", "x", waiting({})),
        sale("W-12", "rich7", "9.00", waiting({ kind: "STOLEN" })),
      ],
      { now },
    );
    return now;
  }
}
