import type { Sql, Tx } from "../../db/connection/client.ts";
import { readOrdersToBridge } from "../../db/queries/days/bridge.ts";
import {
  type AcknowledgementRow,
  readAcknowledgementsOfOrders,
} from "../../db/queries/deliveries/acknowledgements.ts";
import {
  type OrderOwnerRow,
  readBookedDays,
  readHeldOfNumbers,
  readOrderIdsOf,
  readOwners,
} from "../../db/queries/diagnosis/diagnosis.ts";
import { readWatermarks } from "../../db/queries/programme/readWatermarks.ts";
import type { KnownDestination } from "../core/programmeTables.ts";
import { type BridgedOrder, bridgeOrders } from "../days/bridge.ts";
import { momentsOf } from "../domain/bridge/moments.ts";
import type { Finding } from "../domain/diagnosis/findings.ts";
import {
  type DeliveryState,
  type JudgeContext,
  judge,
  type KnownOrder,
  type OurOrder,
} from "../domain/diagnosis/judge.ts";
import { currencyExponent } from "../domain/money/currency.ts";
import { HOLDS, isHoldReason } from "../domain/purchase/holds.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { acknowledgedHops } from "../operations/acknowledged.ts";
import type { Directory } from "../programme/directory.ts";

/** Orders of one customer that are compared: the last ones. */
export const ORDERS_PER_CUSTOMER = 5;
/** Orders that one number may stand for: of more, those that were placed nearest. */
const ORDERS_OF_NUMBER_MAX = 20;
/** Held messages of one customer's orders that are told of. */
const HELD_MAX = 100;
const NO_OWNER = { team: "nobody", contact: "no boundary of the set-up says who" };

/** How one customer's orders look to whoever the customer is. */
export type ShownTo = (publicId: string) => Promise<OurOrder["shown"]>;

export interface DiagnosisDeps {
  readonly db: Sql;
  readonly directory: Pick<Directory, "rulesetAt" | "boundaries" | "destinations" | "sourceByCode">;
  /** What the graph answers of an order to the customer's own viewer. */
  readonly shownTo: (customer: string) => ShownTo;
  readonly now: () => Instant;
}

/** Somebody whose orders are compared. */
export interface Subject {
  /** Null: nobody here holds the key that the ERP knows them by. */
  readonly customer: { readonly rootId: bigint; readonly publicId: string } | null;
  /** As reports name them: nothing personal. */
  readonly label: string;
  readonly orders: readonly KnownOrder[];
}

export interface DiagnosedOrder {
  readonly known: KnownOrder;
  /** Public id of the order here; null: there is none. */
  readonly order: string | null;
  readonly findings: readonly Finding[];
  readonly deliveries: readonly DeliveryState[];
}

export interface DiagnosedCustomer {
  readonly customer: string | null;
  readonly label: string;
  readonly orders: readonly DiagnosedOrder[];
  readonly isHealthy: boolean;
}

/**
 * A customer's orders as the ERP knows them against their messages, the ledger, the storefront and
 * each destination; each difference with the boundary that failed and whose it is.
 */
export async function diagnose(
  deps: DiagnosisDeps,
  { customer, label, orders: all }: Subject,
): Promise<DiagnosedCustomer> {
  const known = all.slice(0, ORDERS_PER_CUSTOMER);
  const found = await findOrders(deps.db, known, customer?.rootId ?? null);
  const ids = [...new Set([...found.values()].map(({ id }) => id))];
  const [rows, held, watermarks] = await Promise.all([
    readOrdersToBridge(deps.db, ids),
    readHeldOfNumbers(
      deps.db,
      known.map(({ number }) => number),
      HELD_MAX,
    ),
    readWatermarks(deps.db),
  ]);
  const rulesetAt = (instant: Instant) => deps.directory.rulesetAt(instant);
  const bridged = await bridgeOrders({ db: deps.db, rulesetAt }, rows);
  const booked = await readBookedDays(deps.db, ids);
  const delivered = await deliveredOf(deps, booked);
  const shownTo = customer === null ? null : deps.shownTo(customer.publicId);
  const orders: DiagnosedOrder[] = [];
  for (const one of known) {
    const owner = found.get(one);
    const bridge = bridged.find(({ row }) => row.id === owner?.id);
    const deliveries = delivered.get(owner?.id ?? -1n) ?? [];
    const source = one.source === null ? undefined : deps.directory.sourceByCode(one.source);
    const lastTold = watermarks.find(({ sourceId }) => sourceId === source?.id)?.watermark ?? null;
    const ours: OurOrder = {
      order:
        owner === undefined || bridge === undefined
          ? null
          : {
              ...orderOf(bridge, owner, customer?.rootId ?? null),
              effectiveDays: booked
                .filter(({ orderId }) => orderId === owner.id)
                .map(({ effectiveDay }) => effectiveDay as LocalDate),
              settlesByHandingOver: settlesByHandingOver(deps, bridge, owner),
            },
      held: held.filter(({ number }) => number === one.number).map(heldOf),
      shown: bridge === undefined || shownTo === null ? null : await shownTo(bridge.row.publicId),
      deliveries,
      lastToldAt: lastTold === null ? null : instantFromPg(lastTold),
    };
    orders.push({
      ...{ known: one, order: bridge?.row.publicId ?? null, deliveries },
      findings: judge(one, ours, contextOf(deps, one)),
    });
  }
  const isHealthy = orders.every(({ findings }) => findings.length === 0);
  return { customer: customer?.publicId ?? null, label, orders, isHealthy };
}

/**
 * Of each known order the one here that has its number: of several the customer's own, and of those
 * the one that was placed nearest.
 */
async function findOrders(
  db: Sql | Tx,
  known: readonly KnownOrder[],
  rootId: bigint | null,
): Promise<ReadonlyMap<KnownOrder, OrderOwnerRow>> {
  const found = new Map<KnownOrder, OrderOwnerRow>();
  for (const one of known) {
    const { number, source } = one;
    const near = formatInstant(one.placedAt ?? one.fulfilledAt);
    const ids = await readOrderIdsOf(db, { number, source, near }, ORDERS_OF_NUMBER_MAX);
    const owners = new Map((await readOwners(db, ids)).map((owner) => [owner.id, owner]));
    const own = ids.find((id) => rootId !== null && owners.get(id)?.rootId === rootId);
    const first = owners.get(own ?? ids[0] ?? -1n);
    if (first !== undefined) {
      found.set(one, first);
    }
  }
  return found;
}

/** By order what became of what each destination is told of it, since it was booked last. */
async function deliveredOf(
  { db, directory, now }: DiagnosisDeps,
  booked: readonly { readonly orderId: bigint; readonly recordedAt: string }[],
): Promise<ReadonlyMap<bigint, readonly DeliveryState[]>> {
  const last = new Map<bigint, string>();
  for (const { orderId, recordedAt } of booked) {
    const before = last.get(orderId);
    if (before === undefined || instantFromPg(before) < instantFromPg(recordedAt)) {
      last.set(orderId, recordedAt);
    }
  }
  const asked = [...last].map(([id, recordedAt]) => ({ id, recordedAt }));
  const { destinations } = directory;
  const isTold = asked.length > 0 && destinations.length > 0;
  const rows = isTold ? await readAcknowledgementsOfOrders(db, asked) : [];
  return new Map(
    [...Map.groupBy(rows, ({ of }) => of)].map(([orderId, own]) => [
      orderId,
      destinations.flatMap((one) => deliveryOf(own, one, now())),
    ]),
  );
}

const DELIVERY_STATES: Readonly<Record<string, DeliveryState["state"]>> = {
  ...{ PENDING: "WAITS", MISSING: "LATE", REJECTED: "DEAD", NOT_EXPECTED: "SKIPPED" },
};

function deliveryOf(
  rows: readonly AcknowledgementRow[],
  destination: KnownDestination,
  now: Instant,
): readonly DeliveryState[] {
  const { id, code, settings } = destination;
  const [hop, stored] = acknowledgedHops(rows, [destination], now);
  if (hop === undefined) {
    return [];
  }
  const own = rows.filter(({ destinationId }) => destinationId === id);
  const isWrong = stored?.state === "WRONG";
  const state = isWrong ? "WRONG" : (DELIVERY_STATES[hop.state] ?? "ARRIVED");
  const said = own.find(({ outcome }) => outcome !== "DELIVERED");
  const answer = isWrong ? stored.detail : (said?.answer ?? said?.laneAnswer ?? null);
  return [
    {
      ...{ destination: code, owner: settings.owner, state },
      toldAt: Math.min(...own.map(({ recordedAt }) => instantFromPg(recordedAt))) as Instant,
      answer: state === "ARRIVED" ? null : answer,
    },
  ];
}

function heldOf({ reason }: { readonly reason: string | null }) {
  const code = reason ?? "INTERNAL";
  return { reason: code, waitsFor: isHoldReason(code) ? HOLDS[code].waitsFor : code };
}

function orderOf(
  { row, messages, bridge, entries, points }: BridgedOrder,
  { rootId, identifiers }: OrderOwnerRow,
  ownRoot: bigint | null,
) {
  return {
    isGuest: row.leafId === null,
    isOwn: rootId !== null && rootId === ownRoot,
    hasIdentifiers: identifiers > 0,
    toldMinor: bridge?.toldMinor ?? 0n,
    dueMinor: bridge?.dueMinor ?? 0n,
    spareMinor: bridge?.spareMinor ?? 0n,
    currency: bridge?.currency ?? row.currency ?? "",
    ...momentsOf(messages),
    unexplainedMinor: bridge?.unexplainedMinor ?? 0n,
    points,
    hasEntries: entries > 0,
  };
}

function settlesByHandingOver(
  { directory }: DiagnosisDeps,
  { row }: BridgedOrder,
  { channel }: OrderOwnerRow,
): boolean {
  const { accrual } = directory.rulesetAt(instantFromPg(row.placedAt));
  return accrual.some((one) => one.channel === channel && one.settledBy === "FULFILLED");
}

function contextOf({ directory, now }: DiagnosisDeps, { currency }: KnownOrder): JudgeContext {
  const { boundaries } = directory;
  const of = (code: string, other: string) => {
    const boundary = boundaries.find((one) => one.code === code);
    const { ownerTeam: team, ownerContact: contact } = boundary ?? {};
    return {
      code: boundary?.code ?? other,
      owner: team === undefined || contact === undefined ? NO_OWNER : { team, contact },
    };
  };
  const has = (code: string) => boundaries.some((one) => one.code === code);
  return {
    timeZone: directory.rulesetAt(now()).programme.timeZone,
    exponent: currencyExponent(currency) ?? 0,
    owners: {
      signalled: of(has("signalled") ? "signalled" : "received", "received"),
      evaluated: of("evaluated", "evaluated"),
    },
  };
}
