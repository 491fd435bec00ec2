import type { SourceRow } from "../../../db/queries/programme/catalog.ts";
import { advanceCustomer } from "../../../src/core/advance.ts";
import type { Catalog } from "../../../src/core/catalog.ts";
import { NO_ROWS, worksetOf } from "../../../src/core/decode.ts";
import { type Effects, noEffects } from "../../../src/core/effects.ts";
import { join } from "../../../src/core/moves/enrol.ts";
import { PointsMoves } from "../../../src/core/moves/movePoints.ts";
import type { ApplyContext } from "../../../src/core/moves/purchase.ts";
import { changeGrantsOf, decideTierOf } from "../../../src/core/moves/settleOrder.ts";
import type { Cause } from "../../../src/core/points/context.ts";
import { accountOf } from "../../../src/core/points/post.ts";
import {
  type CustomerWork,
  membershipKey,
  newCustomer,
  type OrderWork,
  type Workset,
} from "../../../src/core/state.ts";
import { compareVersions } from "../../../src/domain/order/compareVersions.ts";
import { lotTimes } from "../../../src/domain/points/lotTimes.ts";
import { waitKey } from "../../../src/domain/purchase/holds.ts";
import { parsePurchaseEvent } from "../../../src/domain/purchase/parsePurchaseEvent.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import { walletOf } from "../../../src/domain/ruleset/walletOf.ts";
import { DEFAULT_INSTALLATION } from "../../../src/domain/setup/installation.ts";
import type { GrantMode } from "../../../src/domain/tier/grants.ts";
import { type VersionInForce, versionsSince } from "../../../src/domain/tier/throughVersions.ts";
import { addMicros, type Instant, laterOf } from "../../../src/domain/time/instant.ts";
import { applyItem } from "../../../src/purchases/applyItem.ts";
import type { EventItem } from "../../../src/purchases/item.ts";
import { identifierKey, referenceKey } from "../../../src/purchases/keys.ts";
import { resolve } from "../../../src/purchases/resolve.ts";
import type { KnownIdentifier, KnownReference } from "../../../src/purchases/world.ts";
import { at } from "../receiver.ts";
import type { Example, Step } from "./examples.ts";

const LEAF = 1n;
const LOYALTY = { kind: "loyalty", value: "100" };
const JOINED = at("2020-01-01T00:00:00Z");
const ISSUER = -1n;

const source = (id: number, code: string, channel: string, autoEnrol: boolean): SourceRow => ({
  id,
  code,
  name: code,
  auto_enrol: autoEnrol,
  identifier_rank: ["loyalty"],
  create_kinds: [],
  trusted_kinds: [],
  default_channel: channel,
  sections: ["orders"],
  expected_every_seconds: 3_600,
  region: null,
  receives: null,
  retired_at: null,
});
const SOURCES: ReadonlyMap<string, SourceRow> = new Map(
  [
    source(1, "till", "store", false),
    source(2, "shop", "web", false),
    source(3, "joining", "store", true),
  ].map((row) => [row.code, row]),
);

interface Waiting {
  readonly id: string;
  readonly item: EventItem;
  /** Null: it has not run yet. */
  readonly waitKey: string | null;
}

/**
 * The life of one customer as an example tells it, played in memory through the functions of the
 * write path: what is replaced is the database between them.
 */
export class Life {
  readonly workset: Workset = worksetOf(NO_ROWS);
  readonly effects: Effects = noEffects();
  /** By event: its outcome, and what it waits for where it does. */
  readonly results: Record<string, string> = {};
  /** Events that have waited, and for what. */
  readonly held: string[] = [];
  readonly customer: CustomerWork = newCustomer(LEAF, "customer", JOINED);
  readonly versions: readonly VersionInForce[];
  readonly context: ApplyContext;
  readonly #references = new Map<string, KnownReference>();
  readonly #identifiers = new Map<string, KnownIdentifier>([
    [
      identifierKey(LOYALTY),
      { id: 2n, leafId: LEAF, rootId: LEAF, status: "ACTIVE", lastSeenOn: null },
    ],
  ]);
  #waiting: Waiting[] = [];
  #lastId = 100n;
  #events = 0;

  constructor(example: Example) {
    this.versions = example.versions.map(({ from, document }) => ({
      from: at(from),
      ruleset: parseRuleset(document),
    }));
    this.context = {
      workset: this.workset,
      effects: this.effects,
      catalog: this.#catalog(),
      nextId: () => this.#nextId(),
      following: [],
      newPublicId: () => String(this.#nextId()),
    };
    this.workset.customers.set(LEAF, this.customer);
    this.workset.roots.set(LEAF, LEAF);
    if (example.isMember) {
      this.#member(JOINED);
    }
    decideTierOf(this.context, this.customer, this.#cause(JOINED), false);
    let now = JOINED;
    for (const step of example.steps) {
      now = at(step.received ?? step.at);
      if (typeof step["do"] === "string") {
        this.#command(step["do"], step, now);
      } else {
        this.#receive(step, now);
      }
    }
    advanceCustomer(this.context, this.customer, at(example.now ?? step(example)), now);
  }

  /** The order of that number. */
  orderOf(number: string): OrderWork | undefined {
    for (const kind of ["order", "return"]) {
      const known = this.#references.get(referenceOf(kind, number));
      const order = known?.orderId == null ? undefined : this.workset.orders.get(known.orderId);
      if (order !== undefined) {
        return order;
      }
    }
    return undefined;
  }

  #receive(written: Step, now: Instant): void {
    this.#events += 1;
    const id = typeof written["eventId"] === "string" ? written["eventId"] : `e${this.#events}`;
    const parsed = parsePurchaseEvent(inFull(written, id));
    if (!parsed.ok) {
      this.results[id] = `REJECTED ${parsed.rejection.reason}`;
      return;
    }
    const { event } = parsed;
    const item = {
      ...{
        origin: "NEW",
        sentBy: null,
        refusal: null,
        raws: [],
        refusedIdentifiers: [],
        sourceSent: event.source,
        eventId: id,
        bodyHash: null,
        hashVersion: 0,
      },
      ...{ held: null, intake: null, position: 0, mode: "LIVE", decideAtOnce: false, now },
      ...{ boundStore: null, isApproved: false, keys: [], eventKey: null, rounds: 0, slow: false },
      ...{ rematches: false, waits: false, queuedAtMs: 0, answer: () => {}, fail: () => {} },
      event,
      source: SOURCES.get(event.source) as SourceRow,
    } satisfies EventItem as EventItem;
    this.#run({ id, item, waitKey: null }, now);
    this.#runWaiting(now);
  }

  /**
   * What waits is asked again after everything that happens, unless people have to: it finds by
   * itself whether its wait is over.
   */
  #runWaiting(now: Instant): void {
    for (let ran = true; ran; ) {
      const before = this.#waiting.toSorted(({ item: a }, { item: b }) =>
        compareVersions(a.event, b.event),
      );
      this.#waiting = [];
      for (const one of before) {
        if (one.waitKey === waitKey.operator) {
          this.#waiting.push(one);
        } else {
          this.#run({ ...one, item: { ...one.item, origin: "RERUN", now } }, now);
        }
      }
      ran = this.#waiting.length < before.length;
    }
  }

  #run(one: Waiting, now: Instant): void {
    const { id, item } = one;
    const resolved = resolve({
      items: [item],
      world: { identifiers: this.#identifiers, references: this.#references },
      catalog: this.context.catalog,
      plannedAt: now,
      ownRoots: new Map(),
      nextId: () => this.#nextId(),
      alone: true,
      held: [],
    });
    const resolution = resolved.resolutions.get(item);
    if (resolution === undefined || resolution.kind === "ALONE") {
      throw new Error(`${id}: not resolved`);
    }
    if (resolution.kind === "REJECT") {
      this.results[id] = `REJECTED ${resolution.reason}`;
      return;
    }
    const applied =
      resolution.kind === "HOLD"
        ? resolution
        : applyItem(this.context, item, resolution, this.#nextId(), now);
    if (applied.kind === "HOLD") {
      this.results[id] = `HELD ${applied.reason}`;
      if (item.origin === "NEW") {
        this.held.push(`${id} ${applied.reason}`);
      }
      this.#waiting.push({ ...one, waitKey: applied.waitKey });
      return;
    }
    this.results[id] = "APPLIED";
    const order = this.workset.orders.get(applied.orderId) as OrderWork;
    for (const [sourceCode, kind, scope, value] of order.refs) {
      this.#references.set(referenceKey({ source: sourceCode, kind, scope, value }), {
        orderId: order.id,
        orderLeafId: order.leafId,
        orderRootId: order.leafId,
        orderFacts: null,
      });
    }
  }

  #command(name: string, said: Step, moment: Instant): void {
    const cause = this.#cause(moment);
    const { context, customer } = this;
    decideTierOf(context, customer, cause, false);
    if (name === "join") {
      this.#join(cause);
    } else if (name === "grant") {
      const grant = {
        ...{ id: this.#nextId(), kind: "OVERRIDE" as const, mode: said["mode"] as GrantMode },
        ...{ tier: String(said["tier"]), grantedAt: cause.now },
        expiresAt: said["until"] === undefined ? null : at(String(said["until"])),
      };
      changeGrantsOf(context, customer, { start: grant, clear: [] }, cause);
    } else {
      const ruleset = context.catalog.rulesetAt(cause.now);
      const account = accountOf(context, customer, LEAF, ruleset, "points");
      const moves = new PointsMoves(context, account, ruleset, cause);
      const points = BigInt(String(said["points"]));
      if (name === "spend") {
        moves.take(points, { kind: "SPENT", rule: null });
      } else if (name === "give" || name === "goodwill") {
        const kind = name === "give" ? "ADJUSTED" : "GOODWILL";
        const atOnce = { ...walletOf(ruleset, "points"), activation: { kind: "AT_ONCE" } } as const;
        const times = lotTimes(atOnce, cause.now, ruleset.programme.timeZone);
        moves.give(points, times, { kind, rule: null });
      } else {
        throw new Error(`nobody knows how to ${name}`);
      }
    }
    customer.recordedAt = cause.recordedAt;
    customer.evaluatedAt = cause.now;
    this.#runWaiting(moment);
  }

  /** As the command does it (src/loyalty/enrolCustomer.ts). */
  #join(cause: Cause): void {
    const { context, customer } = this;
    const said = { termsVersion: null, channel: null, store: null };
    join(context, { customer, leaves: [LEAF], ...said }, cause);
    decideTierOf(context, customer, cause, false);
  }

  #member(enrolledAt: Instant): void {
    const programme = this.context.catalog.rulesetAt(enrolledAt).programme.code;
    this.workset.memberships.set(membershipKey(LEAF, programme), {
      status: "ENROLLED",
      enrolledAt,
    });
  }

  #cause(moment: Instant): Cause {
    const recordedAt = laterOf(moment, addMicros(this.customer.recordedAt, 1));
    const now = laterOf(recordedAt, this.customer.evaluatedAt);
    return { eventRowId: null, actor: "test", store: null, run: null, recordedAt, now };
  }

  #catalog(): Catalog {
    const { versions } = this;
    const rulesetAt = (instant: Instant) =>
      (versions.findLast(({ from }) => from <= instant) ?? (versions[0] as VersionInForce)).ruleset;
    return {
      retroCreditDaysMax: () => Math.max(...versions.map(({ ruleset }) => ruleset.retroCreditDays)),
      rulesetAt,
      versionsSince: (since: Instant, now: Instant) => versionsSince(versions, since, now),
      nextBegin: (since: Instant) =>
        versions.find(({ from }, n) => n > 0 && from > since)?.from ?? null,
      storeZone: () => rulesetAt(JOINED).programme.timeZone,
      hasChannel: () => true,
      issuerAccount: () => ISSUER,
      installation: DEFAULT_INSTALLATION,
    } as unknown as Catalog;
  }

  #nextId(): bigint {
    this.#lastId += 1n;
    return this.#lastId;
  }
}

function step({ steps }: Example): string {
  const last = steps.at(-1);
  if (last === undefined) {
    throw new Error("an example in which nothing happens");
  }
  return last.received ?? last.at;
}

function referenceOf(kind: string, value: string): string {
  return referenceKey({ source: "shop", kind, scope: "", value });
}

/** The event that a step stands for, as a sender writes it. */
function inFull(written: Step, eventId: string): object {
  const { at: occurredAt, received: _received, order, also, document, customer, ...said } = written;
  const reference =
    order === undefined ? { kind: "return", value: document } : { kind: "order", value: order };
  const lines = said["lines"] as readonly object[] | undefined;
  return {
    source: said["kind"] === "SOLD" ? "till" : "shop",
    currencyCode: "GBP",
    ...said,
    eventId,
    occurredAt,
    references: [
      { source: "shop", ...reference },
      ...(also === undefined ? [] : [{ source: "shop", kind: "order", value: also }]),
    ],
    customer: customer === "none" ? [] : [LOYALTY],
    ...(lines === undefined ? {} : { lines: lines.map((line) => ({ quantity: "1", ...line })) }),
    ...flag("test", said["test"]),
    ...flag("history", said["history"]),
  };
}

function flag(name: string, said: unknown): object {
  return said === undefined ? {} : { [name]: said === "true" };
}
