import type { SourceRow } from "../../db/queries/programme/catalog.ts";
import type { Catalog } from "../../src/core/catalog.ts";
import type { HeldOfKind } from "../../src/domain/identity/rules/kindLimits.ts";
import { DEFAULT_RULESET } from "../../src/domain/ruleset/defaultRuleset.ts";
import { DEFAULT_INSTALLATION } from "../../src/domain/setup/installation.ts";
import type { EventItem } from "../../src/purchases/item.ts";
import { identifierKey, referenceKey } from "../../src/purchases/keys.ts";
import type { Resolution } from "../../src/purchases/resolution.ts";
import { resolve } from "../../src/purchases/resolve.ts";
import type { KnownIdentifier, KnownReference, World } from "../../src/purchases/world.ts";
import { parsed, type RawPurchaseEvent, soldEvent } from "./purchaseEvents.ts";
import { at } from "./receiver.ts";

/** What tests of `resolve` share: one shop, a world of a few keys, and a clock that stands. */

export const SOURCE = {
  id: 1,
  code: "shop",
  identifier_rank: ["loyalty", "email"],
  create_kinds: ["email"],
  trusted_kinds: ["email", "phone"],
} as unknown as SourceRow;

export const CATALOG = {
  storeZone: (code: string) => (code === "S01" ? "Europe/London" : undefined),
  hasChannel: (code: string) => ["web", "store"].includes(code),
  rulesetAt: () => DEFAULT_RULESET,
  installation: DEFAULT_INSTALLATION,
} as unknown as Catalog;

export const NOW = at("2026-11-22T13:00:00Z");

export function item(raw: RawPurchaseEvent, more: Partial<EventItem> = {}): EventItem {
  return {
    origin: "NEW",
    sentBy: null,
    held: null,
    event: parsed({ ...raw, source: "shop" }),
    source: SOURCE,
    mode: "LIVE",
    decideAtOnce: false,
    now: null,
    boundStore: null,
    isApproved: false,
    raws: [],
    ...more,
  } as EventItem;
}

/** The shop's order number `value`; `erp:value` is one of the ERP's. */
export function number(value: string) {
  const [source = "", own = ""] = value.startsWith("erp:") ? value.split(":") : ["shop", value];
  return { source, kind: "order", scope: "", value: own };
}

/** As `number`, as an event writes it. */
export function named(value: string) {
  const { scope: _scope, ...reference } = number(value);
  return reference;
}

export const mail = (value: string) => ({ kind: "email", value });

export const sold = (value: string, customer: object[], more: RawPurchaseEvent = {}) =>
  soldEvent({ references: [named(value)], customer, ...more });

export function worldOf(
  identifiers: Record<string, Partial<KnownIdentifier>> = {},
  references: Record<string, Partial<KnownReference>> = {},
): World {
  return {
    identifiers: new Map(
      Object.entries(identifiers).map(([name, known]) => {
        const [kind = "", value = ""] = name.split(":");
        return [
          identifierKey({ kind, value }),
          {
            ...{ id: 1n, leafId: null, rootId: null, status: "ACTIVE" as const },
            ...{ lastSeenOn: null, ...known },
          },
        ];
      }),
    ),
    references: new Map(
      Object.entries(references).map(([value, known]) => [
        referenceKey(number(value)),
        { orderId: null, orderLeafId: null, orderRootId: null, orderFacts: null, ...known },
      ]),
    ),
  };
}

export function run(
  items: readonly EventItem[],
  world = worldOf(),
  alone = false,
  held: readonly HeldOfKind[] = [],
) {
  let next = 100n;
  const resolved = resolve({
    items,
    world,
    catalog: CATALOG,
    plannedAt: NOW,
    ownRoots: new Map([["own", 7n]]),
    nextId: () => {
      next += 1n;
      return next;
    },
    alone,
    held,
  });
  return { resolved, of: items.map((one) => resolved.resolutions.get(one) as Resolution) };
}
