import type { ReferenceRow } from "../../db/queries/core/takeKeys.ts";
import type { Catalog } from "../core/catalog.ts";
import type { GivenOfKind, HeldOfKind } from "../domain/identity/rules/kindLimits.ts";
import type { HoldReason } from "../domain/purchase/holds.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { WorkingIdentifier } from "./identify.ts";
import type { EventItem } from "./item.ts";
import type { World } from "./world.ts";

/** What the edge keeps of it, beside the identifier. */
export interface ShownEvidence {
  readonly source: string;
  /** Both sides were proven, by a source that is trusted with their kinds. */
  readonly proven: boolean;
}

/** What is to be done with one event, as far as keys can tell. */
export type Resolution =
  | {
      readonly kind: "APPLY";
      readonly orderId: bigint;
      /** This event makes the order. */
      readonly opens: boolean;
      readonly leafId: bigint | null;
      readonly matchedIdentifierId: bigint | null;
      readonly identifierIds: readonly bigint[];
      /** A return that names no order: it is a document of its own and is matched to sales. */
      readonly returnDocument: boolean;
      /** Other orders that it shows to be the same one. */
      readonly absorbs: readonly bigint[];
      /**
       * It is about an order that is not its store's: it gives the order no customer
       * (domain/order/storeRights.ts).
       */
      readonly visits: boolean;
    }
  | {
      readonly kind: "HOLD";
      readonly reason: HoldReason;
      readonly waitKey: string;
      readonly identifierIds: readonly bigint[];
    }
  | { readonly kind: "REJECT"; readonly reason: string; readonly field: readonly string[] }
  /** Needs a transaction of its own. */
  | { readonly kind: "ALONE" };

/**
 * The working picture of a batch: what it takes, whom it makes, and what becomes of each event.
 */
export interface Resolved {
  readonly resolutions: ReadonlyMap<EventItem, Resolution>;
  /** Events that came before the order they name, and so run behind the others. */
  readonly behind: ReadonlySet<EventItem>;
  readonly identifiers: ReadonlyMap<string, WorkingIdentifier>;
  /** Leaves of customers this batch makes, with the event that makes them. */
  readonly newCustomers: ReadonlyMap<bigint, EventItem>;
  /** Numbers to take, with the order they will name (null: a wait key). */
  readonly newReferences: ReadonlyMap<string, ReferenceRow & { readonly owner: EventItem }>;
  /** Numbers that existed without an order and get one. */
  readonly filledReferences: ReadonlyMap<string, ReferenceRow>;
  /** Existing identifiers that nobody held and that get a customer. */
  readonly attached: readonly WorkingIdentifier[];
  /** Who showed whose identifier: of two leaves, a < b, of different customers. */
  readonly shown: readonly {
    readonly item: EventItem;
    readonly a: bigint;
    readonly b: bigint;
    readonly via: bigint;
    readonly evidence: ShownEvidence;
  }[];
  /** Identifiers that nobody held and that a limit keeps from the event's customer. */
  readonly surplus: readonly {
    readonly item: EventItem;
    readonly leafId: bigint;
    readonly identifierId: bigint;
  }[];
  /** Of which kinds customers who were there before get more: counted again under their locks. */
  readonly given: ReadonlyMap<string, GivenOfKind>;
}

export interface ResolveInput {
  readonly items: readonly EventItem[];
  readonly world: World;
  readonly catalog: Catalog;
  /** The database's clock when the batch was planned. */
  readonly plannedAt: Instant;
  /** Live customers that senders are, by the public id in `sentBy`. */
  readonly ownRoots: ReadonlyMap<string, bigint>;
  readonly nextId: () => bigint;
  /** How many identifiers customers have, where that was counted. */
  readonly held: readonly HeldOfKind[];
  /** In a transaction of its own an event may join orders. */
  readonly alone: boolean;
}
