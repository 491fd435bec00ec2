import type { Tx } from "../../db/connection/client.ts";
import { countIdentifiersHeld, findIdentifiers } from "../../db/queries/core/writeState.ts";
import { isBlockedValue } from "../domain/identity/rules/blockedValues.ts";
import { type IdentityRules, kindRuleOf } from "../domain/identity/rules/identityRules.ts";
import { isOverLimit, KindLimits } from "../domain/identity/rules/kindLimits.ts";
import { StaleError } from "../platform/stale.ts";
import type { CommandError } from "../platform/userErrors.ts";
import { identifierKey } from "../purchases/keys.ts";

export interface GivenIdentifier {
  readonly kind: string;
  /** Normalised. */
  readonly value: string;
  readonly verified: boolean;
  /** As it was given; null: as `value` is. */
  readonly raw: string | null;
}

/** An identifier that may not be given, and why. */
export interface RefusedIdentifier extends Pick<CommandError, "code" | "message"> {
  readonly identifier: GivenIdentifier;
}

/**
 * Which identifiers a command may not give to a customer: values that name nobody, blocked ones,
 * and those by which the customer would have more of a kind than set-up allows. Counted as
 * purchases and merges count: over all leaves, what was replaced too, and nothing that is blocked.
 *
 * @param rootId null: they are made with these
 */
export async function refusedOf(
  tx: Tx,
  rules: IdentityRules,
  rootId: bigint | null,
  identifiers: readonly GivenIdentifier[],
): Promise<RefusedIdentifier[]> {
  const known = new Map(
    (await findIdentifiers(tx, identifiers)).map((row) => [identifierKey(row), row]),
  );
  const root = rootId ?? NOBODY_YET;
  const kinds = [...new Set(identifiers.map(({ kind }) => kind))];
  const held = rootId === null ? [] : await countIdentifiersHeld(tx, kindsOf(root, kinds));
  const limits = new KindLimits(rules, held);
  return identifiers.flatMap((identifier) => {
    const { kind, value } = identifier;
    const row = known.get(identifierKey(identifier));
    if (isBlockedValue(rules, kind, value)) {
      const message = "This value is set up as one that names nobody.";
      return { identifier, code: "VALUE_NAMES_NOBODY", message };
    }
    if (row?.status === "BLOCKED") {
      const message = "It is blocked; ask for another one.";
      return { identifier, code: "IDENTIFIER_NOT_IN_USE", message };
    }
    // What somebody holds is given to nobody, and counts for nobody.
    return row?.leaf_id == null && !limits.take(root, kind)
      ? { identifier, code: "LIMIT_OF_CUSTOMER", message: overLimit(rules, kind) }
      : [];
  });
}

/**
 * That a customer who was given identifiers of these kinds has not more than they may, under their
 * lock: what others gave meanwhile counts.
 *
 * Throws: StaleError; the next attempt is refused by `refusedOf`.
 */
export async function checkKindLimits(
  tx: Tx,
  rules: IdentityRules,
  rootId: bigint,
  kinds: readonly string[],
): Promise<void> {
  const held = await countIdentifiersHeld(tx, kindsOf(rootId, kinds));
  if (held.some(({ kind, n }) => isOverLimit(rules, kind, n))) {
    throw new StaleError("the customer was given another one meanwhile");
  }
}

/** Stands for a customer who has no row and holds nothing. */
const NOBODY_YET = 0n;

function kindsOf(root: bigint, kinds: readonly string[]) {
  return kinds.map((kind) => ({ root, kind }));
}

function overLimit(rules: IdentityRules, kind: string): string {
  const { valuesPerCustomer: most } = kindRuleOf(rules, kind);
  return `A customer may have ${most} identifiers of kind ${kind}, as set-up says (valuesPerCustomer), and this would be one more. Leave it out, or unlink another one, or block a lost one first.`;
}
