import type { TakenIdentifierRow } from "../../db/queries/core/takeKeys.ts";
import { isBlockedValue } from "../domain/identity/rules/blockedValues.ts";
import type { IdentityRules } from "../domain/identity/rules/identityRules.ts";
import { KindLimits } from "../domain/identity/rules/kindLimits.ts";
import type { PresentedIdentifier } from "../domain/purchase/event.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";
import { attachable, type WorkingIdentifier } from "./identify.ts";
import type { EventItem } from "./item.ts";
import { identifierKey } from "./keys.ts";
import type { Resolved, ResolveInput } from "./resolution.ts";
import type { World } from "./world.ts";

/** The identifiers that a batch presents, and whose they are so far. */
export class BatchIdentifiers {
  readonly all = new Map<string, WorkingIdentifier>();
  readonly attached: WorkingIdentifier[] = [];
  /** Leaves of different customers who share an event: evidence that they may be one. */
  readonly shown: Resolved["shown"][number][] = [];
  /** What their customers do not get, because they have as many of the kind as they may. */
  readonly surplus: Resolved["surplus"][number][] = [];
  readonly limits: KindLimits;
  readonly #world: World;
  readonly #roots: Map<bigint, bigint>;
  readonly #nextId: () => bigint;
  readonly #rules: IdentityRules;
  readonly #plannedAt: Instant;

  constructor(
    { world, catalog, plannedAt, nextId, held }: ResolveInput,
    /** Of the customers that the batch meets: leaf to root. */
    roots: Map<bigint, bigint>,
  ) {
    this.#world = world;
    this.#rules = catalog.installation.identity;
    this.limits = new KindLimits(this.#rules, held);
    this.#roots = roots;
    this.#nextId = nextId;
    this.#plannedAt = plannedAt;
  }

  presentedBy({ event, source, now, raws }: EventItem): WorkingIdentifier[] {
    const day = dayOf(Math.min(event.occurredAt, now ?? this.#plannedAt) as Instant);
    return event.identifiers.map((presented, at) => {
      const identifier = this.#one(presented, raws[at] ?? null, source);
      if (identifier.lastSeenOn === null || identifier.lastSeenOn < day) {
        identifier.lastSeenOn = day;
      }
      return identifier;
    });
  }

  /** Gives the customer whom an event makes the identifier that it makes them by. */
  attachFirst(item: EventItem, identifier: WorkingIdentifier, leafId: bigint): void {
    this.limits.take(leafId, identifier.kind);
    this.#attach(item, identifier, { leafId, rootId: leafId });
  }

  /** Gives a leaf an identifier that nobody has, on the word of the event's source. */
  #attach(
    { source }: EventItem,
    identifier: WorkingIdentifier,
    { leafId, rootId }: { readonly leafId: bigint; readonly rootId: bigint },
  ): void {
    identifier.leafId = leafId;
    identifier.rootId = rootId;
    identifier.sourceId = source.id;
    if (!identifier.isNew) {
      this.attached.push(identifier);
    }
  }

  /**
   * Gives the leaf what nobody has of the event's identifiers, as many as its customer may have,
   * and notes other customers among those that have them.
   *
   * @param isNew the event, or one before it in the batch, makes the customer
   */
  attachAndCompare(
    item: EventItem,
    presented: readonly WorkingIdentifier[],
    { leafId, isNew }: { readonly leafId: bigint; readonly isNew: boolean },
  ): void {
    const { source } = item;
    const mine = presented.filter((identifier) => identifier.leafId === leafId);
    const own = mine[0]?.rootId ?? this.#roots.get(leafId) ?? leafId;
    const isProven = provenIn(item);
    const isOwnProven = mine.some(isProven);
    for (const identifier of attachable(presented, source)) {
      if (!this.limits.take(own, identifier.kind)) {
        this.surplus.push({ item, leafId, identifierId: identifier.id });
        continue;
      }
      if (!isNew) {
        this.limits.note(own, identifier.kind, !identifier.isNew);
      }
      this.#attach(item, identifier, { leafId, rootId: own });
    }
    for (const identifier of presented) {
      const { id, leafId: other, rootId, status } = identifier;
      if (other === null || rootId === own || status === "BLOCKED") {
        continue;
      }
      const [a, b] = leafId < other ? [leafId, other] : [other, leafId];
      const proven = isOwnProven && isProven(identifier);
      this.shown.push({ item, a, b, via: id, evidence: { source: source.code, proven } });
    }
  }

  /** Only these stay: what is taken for nobody leaves no personal data behind. */
  keepOnly(ids: ReadonlySet<bigint>): void {
    for (const [key, { isNew, id }] of this.all) {
      if (isNew && !ids.has(id)) {
        this.all.delete(key);
      }
    }
  }

  #one(
    presented: PresentedIdentifier,
    raw: string | null,
    { id: sourceId, trusted_kinds, create_kinds }: EventItem["source"],
  ): WorkingIdentifier {
    const { kind } = presented;
    const key = identifierKey(presented);
    const seen = this.all.get(key);
    if (seen !== undefined) {
      return seen;
    }
    const known = this.#world.identifiers.get(key);
    const { leafId = null, rootId = null } = known ?? {};
    const identifier: WorkingIdentifier = {
      ...presented,
      // It stays with the identifier, whoever gets it: only those may say so who may give it to a
      // customer.
      verified: presented.verified && (trusted_kinds.includes(kind) || create_kinds.includes(kind)),
      id: known?.id ?? this.#nextId(),
      isNew: known === undefined,
      leafId,
      rootId,
      status: isBlockedValue(this.#rules, kind, presented.value)
        ? "BLOCKED"
        : (known?.status ?? "ACTIVE"),
      raw,
      lastSeenOn: known?.lastSeenOn ?? null,
      sourceId,
    };
    this.all.set(key, identifier);
    if (leafId !== null && rootId !== null) {
      this.#roots.set(leafId, rootId);
    }
    return identifier;
  }
}

/**
 * Whether an event's source says that whoever bought has proven the identifier, and is trusted with
 * its kind. What was proven by somebody else, at another time, does not count here.
 */
function provenIn({ event, source }: EventItem): (identifier: WorkingIdentifier) => boolean {
  const proven = new Set(
    event.identifiers
      .filter(({ kind, verified }) => verified && source.trusted_kinds.includes(kind))
      .map(identifierKey),
  );
  return (identifier) => proven.has(identifierKey(identifier));
}

/** The rows that class 3 takes. */
export function takenIdentifiers({ identifiers }: Resolved): TakenIdentifierRow[] {
  return [...identifiers.values()].flatMap(({ isNew, id, kind, value, raw, ...one }) => {
    const { leafId, verified, sourceId, lastSeenOn } = one;
    const row = { id, kind, value, raw, leaf_id: leafId, verified, source_id: sourceId };
    return isNew ? [{ ...row, last_seen_on: lastSeenOn }] : [];
  });
}

/** The day (UTC) of a moment: when an identifier was seen is kept no finer. */
export function dayOf(at: Instant): LocalDate {
  return formatInstant(at).slice(0, 10) as LocalDate;
}
