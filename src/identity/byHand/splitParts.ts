import type { Tx } from "../../../db/connection/client.ts";
import { readSiblings } from "../../../db/queries/identity/records.ts";
import {
  findHeldIdentifiers,
  findOrdersOfLeaf,
  findOrdersThatCameBy,
  type HeldByRow,
  readIdentifiersOfLeaf,
} from "../../../db/queries/identity/splits.ts";
import type { IdentifierKey } from "../../customers/blockIdentifier.ts";
import type { SplitParts } from "../../domain/identity/splitJson.ts";
import { type DecisionAnswer, refuseDecision } from "./answer.ts";

/** Identifiers that one decision may give to somebody else. */
export const SPLIT_IDENTIFIERS_MAX = 100;
/** Orders that one decision may give to somebody else: as many as joining credits. */
export const SPLIT_ORDERS_MAX = 2_000;

export interface SplitPartsFound extends SplitParts {
  /** Identifiers of the leaf that stay with it. */
  readonly kept: readonly bigint[];
  /** Orders that somebody named. */
  readonly named: readonly bigint[];
  /** All of the customer, that one among them. */
  readonly leaves: readonly bigint[];
}

export interface NamedParts {
  readonly identifiers: readonly (IdentifierKey | null)[];
  readonly orders: readonly (bigint | null)[];
}

/** What is to go from which leaf of a customer, or why it cannot. */
export async function findParts(
  tx: Tx,
  rootId: bigint,
  named: NamedParts,
): Promise<SplitPartsFound | DecisionAnswer> {
  const fault = countFault(named);
  if (fault !== null) {
    return fault;
  }
  const leaves = (await readSiblings(tx, [rootId]))
    .filter((row) => row.root_id === rootId)
    .map(({ id }) => id);
  const held = await findNamed(tx, named.identifiers);
  const missing = held.findIndex((row) => row?.root_id !== rootId);
  const [first] = held;
  if (first == null || missing >= 0) {
    const message = "The customer is not known by this identifier.";
    const at = String(Math.max(missing, 0));
    return refuseDecision("IDENTIFIER_NOT_FOUND", message, "identifiers", at);
  }
  const leaf = first.leaf_id;
  const ofOther = held.findIndex((row) => row?.leaf_id !== leaf);
  if (ofOther >= 0) {
    const message =
      "These identifiers came with different records of the customer; unmergeCustomers parts those.";
    return refuseDecision("IDENTIFIERS_OF_SEVERAL", message, "identifiers", `${ofOther}`);
  }
  const identifiers = [...new Set(held.flatMap((row) => row?.id ?? []))].sort(byId);
  const all = await readIdentifiersOfLeaf(tx, leaf);
  const kept = all.map(({ id }) => id).filter((id) => !identifiers.includes(id));
  if (!all.some(({ id, status }) => status === "ACTIVE" && kept.includes(id))) {
    const message =
      "Nothing would be left that this record is known by; unmergeCustomers parts whole records.";
    return refuseDecision("NOTHING_STAYS", message, "identifiers");
  }
  const orders = named.orders.flatMap((id) => id ?? []);
  const own = new Set((await findOrdersOfLeaf(tx, leaf, orders)).map(({ id }) => id));
  const foreign = named.orders.findIndex((id) => id === null || !own.has(id));
  if (foreign >= 0) {
    const message = "This is no order that came with the record of these identifiers.";
    return refuseDecision("ORDER_NOT_FOUND", message, "orders", `${foreign}`);
  }
  const found = { leaf, identifiers, kept, named: orders, leaves };
  const going = await ordersOf(tx, found);
  return going.length > SPLIT_ORDERS_MAX
    ? refuseDecision("TOO_MANY_ORDERS", `More than ${SPLIT_ORDERS_MAX} orders.`, "identifiers")
    : { ...found, orders: going };
}

/** The orders that go, by ascending id: one more than may, where there are more. */
export async function ordersOf(
  tx: Tx,
  { leaf, identifiers, kept, named }: Omit<SplitPartsFound, "orders" | "leaves">,
): Promise<readonly bigint[]> {
  const limit = SPLIT_ORDERS_MAX + 1;
  const rows = await findOrdersThatCameBy(tx, { leafId: leaf, identifiers, kept, named, limit });
  return rows.map(({ id }) => id);
}

function countFault({ identifiers, orders }: NamedParts): DecisionAnswer | null {
  if (identifiers.length === 0) {
    return refuseDecision("MISSING", "Name at least one identifier.", "identifiers");
  }
  if (identifiers.length > SPLIT_IDENTIFIERS_MAX) {
    return refuseDecision(
      "TOO_MANY",
      `At most ${SPLIT_IDENTIFIERS_MAX} identifiers.`,
      "identifiers",
    );
  }
  return orders.length > SPLIT_ORDERS_MAX
    ? refuseDecision("TOO_MANY", `At most ${SPLIT_ORDERS_MAX} orders.`, "orders")
    : null;
}

/** For each that is named whoever holds it; null where nobody does. */
async function findNamed(
  tx: Tx,
  named: readonly (IdentifierKey | null)[],
): Promise<readonly (HeldByRow | null)[]> {
  const known = named.filter((one) => one !== null);
  const pairs = known.filter((one) => "kind" in one);
  const rows = await findHeldIdentifiers(tx, {
    ids: known.flatMap((one) => ("id" in one ? one.id : [])),
    kinds: pairs.map(({ kind }) => kind),
    values: pairs.map(({ value }) => value),
  });
  return named.map((one) => {
    const isIt = (row: HeldByRow) =>
      one !== null &&
      ("id" in one ? row.id === one.id : row.kind === one.kind && row.value === one.value);
    return rows.find(isIt) ?? null;
  });
}

function byId(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
