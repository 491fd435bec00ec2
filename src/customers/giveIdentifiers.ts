import type { Tx } from "../../db/connection/client.ts";
import { releaseEvents } from "../../db/queries/core/effects.ts";
import {
  deleteTaken,
  lockWaitingIdentifiers,
  takeIdentifiersTellingWhich,
} from "../../db/queries/core/takeKeys.ts";
import { findHeldBy, findHeldByAny, findIdentifiers } from "../../db/queries/core/writeState.ts";
import { giveIdentifierRows } from "../../db/queries/customers/identity.ts";
import type { IdBlocks } from "../../db/statements/idBlocks.ts";
import type { IdentityRules } from "../domain/identity/rules/identityRules.ts";
import { waitKey } from "../domain/purchase/holds.ts";
import { StaleError } from "../platform/stale.ts";
import { anyWaitPatterns, endsWait, identifierKey } from "../purchases/keys.ts";
import { type GivenIdentifier, type RefusedIdentifier, refusedOf } from "./givable.ts";

/** Who is given something. */
export interface Recipient {
  readonly leafId: bigint;
  /** Null: the customer is made in this transaction. */
  readonly rootId: bigint | null;
}

type Refused = readonly [RefusedIdentifier, ...RefusedIdentifier[]];

export type Giving =
  /** Nothing was given, for what set-up or a block says. */
  | { readonly kind: "REFUSED"; readonly refused: Refused }
  /** Nothing was given; whose they are is not said. */
  | { readonly kind: "TAKEN"; readonly taken: readonly GivenIdentifier[] }
  | { readonly kind: "GIVEN"; readonly released: readonly bigint[] };

/**
 * Gives identifiers that nobody holds to a leaf: all of them, or none when one is held or may not
 * be given (class 3). Where the customer was there before, `checkKindLimits` has to count once more
 * under their lock.
 *
 * Purchases that waited for one of them are released: whoever holds an event on an identifier locks
 * its row before it looks, and so does this before it looks for held events, so none is stranded
 * (contract 5.6). They run in their own transaction after this one has committed
 * (onceReleasing.ts).
 */
export async function giveIdentifiers(
  tx: Tx,
  ids: IdBlocks,
  rules: IdentityRules,
  { leafId, rootId }: Recipient,
  identifiers: readonly GivenIdentifier[],
): Promise<Giving> {
  const [first, ...others] = await refusedOf(tx, rules, rootId, identifiers);
  if (first !== undefined) {
    return { kind: "REFUSED", refused: [first, ...others] };
  }
  await ids.ensure(identifiers.length);
  const rows = identifiers.map((identifier) => ({
    ...identifier,
    raw: identifier.raw === identifier.value ? null : identifier.raw,
    id: ids.next(),
    leaf_id: leafId,
    source_id: null,
    last_seen_on: null,
  }));
  const won = new Set((await takeIdentifiersTellingWhich(tx, rows)).map(({ id }) => id));
  const old = rows.filter(({ id }) => !won.has(id));
  if (old.length === 0) {
    return { kind: "GIVEN", released: [] };
  }
  await lockWaitingIdentifiers(tx, old);
  // In a statement of its own: what was there before the lock may have changed (contract 5.1).
  const known = new Map((await findIdentifiers(tx, old)).map((row) => [identifierKey(row), row]));
  const taken = old.filter((row) => known.get(identifierKey(row))?.leaf_id != null);
  if (taken.length > 0) {
    await Promise.all(deleteTaken(tx, { events: [], references: [], identifiers: [...won] }));
    return { kind: "TAKEN", taken };
  }
  const given = old.map((row) => {
    const found = known.get(identifierKey(row));
    if (found === undefined || found.status === "BLOCKED") {
      throw new StaleError("an identifier was given back, or blocked");
    }
    return { id: found.id, kind: row.kind, leaf_id: leafId, verified: row.verified };
  });
  await giveIdentifierRows(tx, given);
  return { kind: "GIVEN", released: await releaseWaiting(tx, given.map(waitKey.identifier)) };
}

/** Marks the held events that waited for one of the keys; their locks are those of the keys. */
export async function releaseWaiting(tx: Tx, keys: readonly string[]): Promise<readonly bigint[]> {
  const [own, shared] = await Promise.all([
    findHeldBy(tx, keys),
    findHeldByAny(tx, anyWaitPatterns(keys)),
  ]);
  const given = new Set(keys);
  const released = [...own, ...shared]
    .filter((row) => endsWait(row.wait_key, given))
    .map((row) => row.id);
  if (released.length > 0) {
    await releaseEvents(tx, released);
  }
  return released;
}
