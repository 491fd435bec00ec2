import type { TakenIdentifierRow } from "../../db/queries/core/takeKeys.ts";
import { attachable, type WorkingIdentifier } from "./identify.ts";
import type { EventItem } from "./item.ts";
import { identifierKey } from "./keys.ts";
import type { Resolved } from "./resolution.ts";
import type { World } from "./world.ts";

/** The identifiers that a batch presents, and whose they are so far. */
export class BatchIdentifiers {
  readonly all = new Map<string, WorkingIdentifier>();
  readonly attached: WorkingIdentifier[] = [];
  /** Customers who share an event, of whom somebody may find that they are one. */
  readonly candidates: { a: bigint; b: bigint; evidence: object }[] = [];
  readonly #world: World;
  /** Of the customers that the batch meets: leaf to root. */
  readonly #roots: Map<bigint, bigint>;
  readonly #nextId: () => bigint;

  constructor(world: World, roots: Map<bigint, bigint>, nextId: () => bigint) {
    this.#world = world;
    this.#roots = roots;
    this.#nextId = nextId;
  }

  presentedBy({ event, source }: EventItem): WorkingIdentifier[] {
    return event.identifiers.map((presented) => this.#one(presented, source));
  }

  /** Gives a leaf an identifier that nobody has, on the word of the event's source. */
  attach(
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
   * Gives the leaf what nobody has of the event's identifiers, and notes other customers among
   * those that have them.
   */
  attachAndCompare(item: EventItem, presented: readonly WorkingIdentifier[], leafId: bigint): void {
    const { source } = item;
    const own = presented.find((identifier) => identifier.leafId === leafId)?.rootId ?? leafId;
    for (const identifier of attachable(presented, source)) {
      this.attach(item, identifier, { leafId, rootId: own });
    }
    for (const { id, rootId: other, status } of presented) {
      if (other === null || other === own || status === "BLOCKED") {
        continue;
      }
      const [a, b] = own < other ? [own, other] : [other, own];
      const evidence = { sharedEvent: { source: source.code, identifierId: String(id) } };
      this.candidates.push({ a, b, evidence });
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
    presented: { kind: string; value: string; verified: boolean },
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
      status: known?.status ?? "ACTIVE",
      sourceId,
    };
    this.all.set(key, identifier);
    if (leafId !== null && rootId !== null) {
      this.#roots.set(leafId, rootId);
    }
    return identifier;
  }
}

/** The rows that class 3 takes. */
export function takenIdentifiers({ identifiers }: Resolved): TakenIdentifierRow[] {
  return [...identifiers.values()].flatMap(({ id, kind, value, leafId, isNew, ...one }) =>
    isNew
      ? [{ id, kind, value, leaf_id: leafId, verified: one.verified, source_id: one.sourceId }]
      : [],
  );
}
