import type { RecordedGrantRow } from "../../../db/queries/loyalty/grants.ts";
import { advanceCustomer } from "../../core/advance.ts";
import type { Catalog } from "../../core/catalog.ts";
import { NO_ROWS, worksetOf } from "../../core/decode.ts";
import { type Effects, noEffects } from "../../core/effects.ts";
import { Following } from "../../core/followers/following.ts";
import { FOLLOWERS } from "../../core/followers.ts";
import { applyPurchase } from "../../core/moves/applyPurchase.ts";
import { attachOrder } from "../../core/moves/attachOrder.ts";
import { endMove } from "../../core/moves/endMove.ts";
import { creditOrders } from "../../core/moves/enrol.ts";
import { PointsMoves } from "../../core/moves/movePoints.ts";
import type { ApplyContext, Purchase } from "../../core/moves/purchase.ts";
import { changeGrantsOf, decideTierOf } from "../../core/moves/settleOrder.ts";
import type { Cause } from "../../core/points/context.ts";
import { accountOf } from "../../core/points/post.ts";
import { type CustomerWork, membershipKey, newCustomer, type Workset } from "../../core/state.ts";
import type { PurchaseEvent } from "../../domain/purchase/event.ts";
import { decodeFact, type FactJson, identifiersOfFact } from "../../domain/purchase/factCodec.ts";
import type { Grant } from "../../domain/tier/grants.ts";
import { addMicros, type Instant, laterOf } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { ownAccounts } from "../checks/checkLedger.ts";
import type { Group } from "../group.ts";
import { creditAsBefore } from "./creditAsBefore.ts";
import { OrderNumbers } from "./orderNumbers.ts";
import { type RecordedFact, recordedFacts } from "./recordedFacts.ts";
import { channelsOf, recordedPurchase, versionKey } from "./recordedPurchase.ts";
import { Regroupings } from "./regroupings.ts";
import { type MovesMemory, playMove, timesOf } from "./replayPoints.ts";
import { Telling, type Told } from "./telling.ts";

/** What the recorded facts of a group come to. */
export interface Replayed {
  readonly workset: Workset;
  readonly effects: Effects;
  readonly following: readonly Following[];
  /** Facts whose effect could not be had again; `about` names one, such as `event 4711`. */
  readonly problems: readonly { readonly about: string; readonly detail: string }[];
  /** What each fact told of whom, in recorded order. */
  readonly told: readonly Told[];
}

/**
 * Plays the recorded facts of a group from nothing, in recorded order, through the functions of the
 * write path (I7b): purchase events, what commands did, grants, and the advances that time made.
 * Which order an event belongs to and which orders it joins is found again from its numbers; whose
 * it is is a recorded decision, as identifiers are given to people by other ways too.
 */
export function replay(group: Group, catalog: Catalog): Replayed {
  const player = new Player(group, catalog);
  for (const fact of recordedFacts(group)) {
    player.play(fact);
  }
  player.catchUp(group);
  return player;
}

const NO_IDENTIFIERS: ReadonlyMap<string, string> = new Map();
/** A return that carries only its own number names no order, as in purchases/resolve.ts. */
const RETURN_REFERENCE_KIND = "return";

const ENDS_HOLD: ReadonlySet<string> = new Set(["RELEASED", "UNBLOCKED"]);

class Player implements Replayed {
  readonly workset: Workset = worksetOf(NO_ROWS);
  readonly effects = noEffects();
  readonly following = FOLLOWERS.map((follower) => new Following(follower));
  readonly problems: { about: string; detail: string }[] = [];
  readonly #catalog: Catalog;
  readonly #context: ApplyContext;
  readonly #numbers = new OrderNumbers();
  /**
   * The channel that an event of reading 1 without one was given: its source's default of that day,
   * kept in the order.
   */
  readonly #channels: ReadonlyMap<string, string | null>;
  /** Of holds: what they took, in the replay's own lots. */
  readonly #memory: MovesMemory = { parts: new Map(), gifts: new Map() };
  readonly #own: ReadonlySet<bigint>;
  readonly #lots: Group["lots"];
  readonly #telling = new Telling();
  readonly told = this.#telling.told;
  /** By leaf or order, as they are known outside. */
  readonly #publicIds: ReadonlyMap<string, string>;
  /** Of what the event that is played now will make, in the order in which it asks. */
  #wantedIds: string[] = [];
  #lastId = 0n;
  readonly #regroupings: Regroupings;

  constructor(group: Group, catalog: Catalog) {
    this.#catalog = catalog;
    this.#own = ownAccounts(group);
    this.#lots = group.lots;
    this.#channels = channelsOf(group);
    this.#context = {
      workset: this.workset,
      effects: this.effects,
      catalog,
      following: this.following,
      pinnedMarks: new Map(group.orders.map((row) => [row.id, row.customer_mark])),
      notCredited: new Set(
        group.memberships.flatMap((row) => (row.credited_since === null ? row.leaf_id : [])),
      ),
      // Surrogate ids of the replay only; orders keep their own.
      nextId: () => {
        this.#lastId += 1n;
        return this.#lastId;
      },
      newPublicId: () => this.#wantedIds.shift() ?? "",
    };
    this.#publicIds = new Map([
      ...group.customers.map((row) => [`c${row.id}`, row.public_id] as const),
      ...group.orders.map((row) => [`o${row.id}`, row.public_id] as const),
    ]);
    this.#regroupings = new Regroupings(this.#context, group.grants, this.#publicIds);
  }

  play(fact: RecordedFact): void {
    if (fact.kind === "EVENT") {
      this.#playEvent(fact);
    } else if (fact.kind === "ENROLMENT") {
      this.#playEnrolment(fact);
    } else if (fact.kind === "CREATED") {
      this.#playCreation(fact.rootId, fact.recordedAt);
    } else if (fact.kind === "TOUCHED") {
      this.#playTouch(fact.rootId, fact.recordedAt);
    } else if (fact.kind === "CLAIMED") {
      this.#playClaim(fact);
    } else if (fact.kind === "GRANTS") {
      this.#playGrants(fact);
    } else if (fact.kind === "REGROUPED") {
      this.#regroupings.play(fact);
    } else if (fact.kind === "POINTS") {
      this.#playPoints(fact);
    } else {
      this.#playTime(fact);
    }
    this.#telling.after(this.workset, this.effects, fact.kind === "EVENT");
  }

  #playEvent(recorded: Extract<RecordedFact, { kind: "EVENT" }>): void {
    const { event: row } = recorded;
    const recordedAt = instantFromPg(row.recorded_at);
    const fact = row.fact as FactJson;
    const event = decodeFact(fact, NO_IDENTIFIERS);
    const named = this.#numbers.named(event.references);
    const [orderId = row.order_id as bigint, ...absorbs] = named;
    if (orderId !== row.order_id) {
      this.#problem(
        `event ${row.id}`,
        `is recorded under order ${row.order_id}, its numbers lead to order ${orderId}`,
      );
    }
    this.#wantedIds = this.#idsToBeMade(row.leaf_id, orderId);
    const applied = applyPurchase(
      this.#context,
      this.#purchaseOf(recorded, event, recordedAt),
      {
        orderId,
        leafId: row.leaf_id,
        matchedIdentifierId: null,
        identifierIds: identifiersOfFact(fact).map(({ id }) => id),
        returnDocument:
          named.length === 0 &&
          event.kind === "RETURNED" &&
          event.references.every(({ kind }) => kind === RETURN_REFERENCE_KIND),
        absorbs,
      },
      row.id,
      recordedAt,
    );
    this.#numbers.lead(event.references, orderId);
    for (const other of absorbs) {
      const refs = this.workset.orders.get(other)?.refs ?? [];
      const numbers = refs.map(([source, kind, scope, value]) => ({ source, kind, scope, value }));
      this.#numbers.lead(numbers, orderId);
    }
    if (applied.kind === "APPLIED" && applied.recordedAt !== recordedAt) {
      this.#problem(
        `event ${row.id}`,
        `was recorded at ${row.recorded_at}, not after what its customer had then`,
      );
    }
  }

  #purchaseOf(
    { event: row, joins, enrols }: Extract<RecordedFact, { kind: "EVENT" }>,
    event: PurchaseEvent,
    recordedAt: Instant,
  ): Purchase {
    const isMember = row.leaf_id !== null && joins.has(row.leaf_id);
    return recordedPurchase({
      row,
      event,
      source: this.#catalog.sourceById(row.source_id),
      enrols:
        isMember || this.#enrolsNow(row.leaf_id, event.occurredAt, recordedAt, row.mode, enrols),
      defaultChannelBefore: this.#channels.get(versionKey(event)),
    });
  }

  /**
   * Public ids of the customer and the order that the next event makes, in the order they are
   * drawn.
   */
  #idsToBeMade(leafId: bigint | null, orderId: bigint): string[] {
    return [
      ...(leafId === null || this.workset.roots.has(leafId) ? [] : [`c${leafId}`]),
      ...(this.workset.orders.has(orderId) ? [] : [`o${orderId}`]),
    ].map((key) => this.#publicIds.get(key) ?? "");
  }

  /** Whether the customer of an event became a member by it. */
  #enrolsNow(
    leafId: bigint | null,
    occurredAt: Instant,
    recordedAt: Instant,
    mode: "LIVE" | "BACKFILL",
    enrols: ReadonlyMap<bigint, Instant>,
  ): boolean {
    const enrolledAt = leafId === null ? undefined : enrols.get(leafId);
    if (leafId === null || enrolledAt === undefined) {
      return false;
    }
    const root = this.workset.roots.get(leafId);
    const evaluatedAt =
      root === undefined ? undefined : this.workset.customers.get(root)?.evaluatedAt;
    const at = mode === "BACKFILL" ? occurredAt : recordedAt;
    return enrolledAt <= laterOf(at, evaluatedAt ?? at);
  }

  /** As loyalty/enrolCustomer.ts does it. */
  #playEnrolment({
    rootId,
    leaves,
    at,
    creditedSince,
  }: Extract<RecordedFact, { kind: "ENROLMENT" }>): void {
    const customer = this.workset.customers.get(rootId);
    if (customer === undefined) {
      return;
    }
    const ruleset = this.#catalog.rulesetAt(at);
    for (const leafId of leaves) {
      this.workset.memberships.set(membershipKey(leafId, ruleset.programme.code), {
        status: "ENROLLED",
        enrolledAt: at,
      });
    }
    const recordedAt = laterOf(at, addMicros(customer.recordedAt, 1));
    const cause = causeOf(customer, recordedAt);
    if (creditedSince === null) {
      creditAsBefore(this.#context, leaves, at, cause);
    } else {
      creditOrders(this.#context, { leaves, since: creditedSince }, cause);
    }
    decideTierOf(this.#context, customer, cause, false);
    endMove(this.#context, customer, cause);
  }

  /** As core/moves/changeGrants.ts does it. */
  #playGrants({ rootId, recordedAt, started, cleared }: Extract<RecordedFact, { kind: "GRANTS" }>) {
    const customer = this.workset.customers.get(rootId);
    if (customer === undefined) {
      return;
    }
    const cause = causeOf(customer, laterOf(recordedAt, addMicros(customer.recordedAt, 1)));
    const moments = [
      ...started.map(({ id, granted_at }) => ({ id, at: granted_at })),
      ...cleared.map(({ id, cleared_at }) => ({ id, at: cleared_at as string })),
    ];
    for (const { id, at } of moments) {
      if (instantFromPg(at) !== cause.now) {
        this.#problem(`grant ${id}`, `began or was cleared at ${at}, not when that was recorded`);
      }
    }
    decideTierOf(this.#context, customer, cause, false);
    const [first, ...others] = started.map(grantOf);
    const clear = cleared.map(grantOf);
    changeGrantsOf(this.#context, customer, { start: first ?? null, clear }, cause);
    for (const start of others) {
      changeGrantsOf(this.#context, customer, { start, clear: [] }, cause);
    }
    endMove(this.#context, customer, cause);
  }

  /** As customers/createCustomer.ts does it. */
  #playCreation(rootId: bigint, at: Instant): void {
    if (!this.workset.customers.has(rootId)) {
      const customer = newCustomer(rootId, "", at);
      customer.rulesetVersion = this.#catalog.rulesetAt(at).version;
      this.workset.customers.set(rootId, customer);
      this.workset.roots.set(rootId, rootId);
    }
  }

  /** As core/changeCustomer.ts does it when nothing is settled. */
  #playTouch(rootId: bigint, recordedAt: Instant): void {
    const customer = this.workset.customers.get(rootId);
    if (customer === undefined) {
      return;
    }
    const cause = causeOf(customer, recordedAt);
    decideTierOf(this.#context, customer, cause, false);
    endMove(this.#context, customer, cause);
  }

  /** As orders/claimPurchase.ts does it. */
  #playClaim({ leafId, orderId, recordedAt }: Extract<RecordedFact, { kind: "CLAIMED" }>): void {
    const order = this.workset.orders.get(orderId);
    const rootId = this.workset.roots.get(leafId);
    const customer = rootId === undefined ? undefined : this.workset.customers.get(rootId);
    if (order === undefined || customer === undefined) {
      throw new Error(`order ${orderId} was claimed before it, or its customer, was there`);
    }
    const cause = causeOf(customer, recordedAt);
    decideTierOf(this.#context, customer, cause, false);
    attachOrder(this.#context, order, leafId, cause);
    endMove(this.#context, customer, cause);
  }

  /** As src/loyalty/points does it. */
  #playPoints({ rootId, recordedAt, entries }: Extract<RecordedFact, { kind: "POINTS" }>): void {
    const customer = this.workset.customers.get(rootId);
    if (customer === undefined) {
      return;
    }
    const cause = causeOf(customer, recordedAt);
    decideTierOf(this.#context, customer, cause, false);
    const ruleset = this.#catalog.rulesetAt(cause.now);
    for (const entry of entries) {
      const account = accountOf(this.#context, customer, entry.leaf_id, ruleset, entry.wallet);
      const moves = new PointsMoves(this.#context, account, ruleset, cause);
      playMove(moves, entry, {
        memory: this.#memory,
        times: () => timesOf(entry, this.#lots, { now: cause.now, ruleset }),
        isIn: this.#own.has(entry.credit_account_id),
        beside: entries,
      });
    }
    // What goes back may have expired meanwhile; nothing else that commands do ends points.
    if (entries.some(({ kind }) => ENDS_HOLD.has(kind))) {
      decideTierOf(this.#context, customer, cause, false);
    }
    endMove(this.#context, customer, cause);
  }

  /**
   * Time that changed nothing leaves no record but how far a customer was taken: where tiers begin
   * with periods, another period in the base tier.
   */
  catchUp({ customers }: Group): void {
    for (const row of customers) {
      const customer = this.workset.customers.get(row.id);
      if (customer === undefined) {
        continue;
      }
      const [recordedAt, before] = [instantFromPg(row.recorded_at), customer.recordedAt];
      advanceCustomer(this.#context, customer, instantFromPg(row.evaluated_at), recordedAt);
      // One run may have made changes first, which are on record, and then gone on without any.
      if (customer.recordedAt !== before) {
        customer.recordedAt = recordedAt;
      }
    }
  }

  #playTime({ rootId, upTo, recordedAt }: Extract<RecordedFact, { kind: "TIME" }>): void {
    const customer = this.workset.customers.get(rootId);
    if (customer !== undefined) {
      advanceCustomer(this.#context, customer, upTo, recordedAt);
    }
  }

  #problem(about: string, detail: string): void {
    this.problems.push({ about, detail });
  }
}

function causeOf(customer: CustomerWork, recordedAt: Instant): Cause {
  return {
    eventRowId: null,
    actor: "command",
    store: null,
    run: null,
    recordedAt,
    now: laterOf(recordedAt, customer.evaluatedAt),
  };
}

function grantOf(row: RecordedGrantRow): Grant {
  return {
    id: row.id,
    kind: row.kind,
    mode: row.mode,
    tier: row.tier,
    grantedAt: instantFromPg(row.granted_at),
    expiresAt: row.expires_at === null ? null : instantFromPg(row.expires_at),
  };
}
