import type { Sql, Tx } from "../../../db/connection/client.ts";
import type { CustomerFieldsRow } from "../../../db/queries/deliveries/customerFields.ts";
import { holdMode } from "../../../db/queries/deliveries/modes.ts";
import {
  type ComparableRow,
  dropSent,
  lockUnmoved,
  tellAnew,
  writeCompared,
} from "../../../db/queries/deliveries/readBack.ts";
import {
  canonicalOf,
  READ_RULES,
  type ReadRule,
  valueKindOf,
} from "../../domain/delivery/readBack.ts";
import { askedBy } from "../../domain/delivery/sends.ts";
import {
  type Concealment,
  type WrongField,
  wrongFields,
} from "../../domain/delivery/sentFields.ts";
import type { DestinationSettings, ReadBackSettings } from "../../domain/delivery/settings.ts";
import type { SecretBox } from "../../platform/secretBox.ts";
import type { Stored } from "../kinds/destinationKind.ts";
import { fieldOf } from "../message.ts";
import { writeShadowCompared } from "../shadow/compareInShadow.ts";
import type { ActiveDestination } from "../workerDeps.ts";
import { concealmentOf } from "./concealment.ts";
import { type Read, type ReadDeps, readStored } from "./readStored.ts";

/** Findings of one field of a destination, open at once; beyond, values are counted alone. */
export const OPEN_FINDINGS_MAX = 1_000;
/** How often a customer is told anew because of one wrong value; then it is only reported. */
export const REPAIRS_MAX = 3;

export interface CompareDeps extends ReadDeps {
  readonly sql: Sql;
  readonly box: Pick<SecretBox, "hashOf">;
}

/** What came of comparing one customer at a destination. */
export type Compared =
  | {
      readonly kind: "COMPARED";
      readonly checked: readonly string[];
      readonly wrong: readonly WrongField[];
      /** It is told anew. */
      readonly isRepaired: boolean;
    }
  /** Something was sent or waits meanwhile, so that what was read says nothing. */
  | { readonly kind: "MOVED" }
  /** What it was known by there has changed since, and nothing was sent. */
  | { readonly kind: "KEY_CHANGED" }
  | { readonly kind: "NO_ROOM" }
  | { readonly kind: "CANNOT_ASK" }
  | Extract<Read, { readonly kind: "UNREADABLE" }>;

/**
 * Compares what a destination stores of one customer with what was sent last, and has it told anew
 * where the destination says so. In shadow nobody is told anew, and it is counted apart: what is
 * stored is another feed's.
 *
 * Guarantee: what was sent or began to wait since `row` was read leaves no result.
 *
 * @param customer as it is recorded now, for what the destination knows it by
 */
export async function compareCustomer(
  deps: CompareDeps,
  {
    destination,
    row,
    customer,
    secrets,
  }: {
    readonly destination: Pick<ActiveDestination, "id" | "settings" | "mode">;
    readonly row: ComparableRow;
    readonly customer: CustomerFieldsRow | null;
    readonly secrets: readonly [string, ...string[]];
  },
): Promise<Compared> {
  const { id, settings } = destination;
  const { sends, readBack } = settings;
  const rule = READ_RULES[sends.kind];
  const field = askedBy(sends);
  const known = field === null ? null : fieldOf(field, customer);
  if (rule === null || field === null || readBack === undefined) {
    return { kind: "CANNOT_ASK" };
  }
  const concealment = concealmentOf(id, deps.box);
  if (known === null || concealment.hash(String(known)) !== row.knownBy) {
    await deps.sql.begin((tx) => dropSent(tx, id, row));
    return { kind: "KEY_CHANGED" };
  }
  const knownBy = String(known);
  const query = { knownBy, names: Object.keys(row.fields) };
  const read = await readStored(deps, destination, query, secrets);
  if (read.kind !== "STORED") {
    return read;
  }
  const found = differences(row, read.stored, { knownBy, field, settings, rule, concealment });
  const isFound = read.stored.found;
  return await deps.sql.begin((tx) =>
    writeDown(tx, { destination, row, readBack, isFound, ...found }),
  );
}

async function writeDown(
  tx: Tx,
  {
    destination: { id: destinationId, mode },
    row,
    readBack,
    isFound,
    checked,
    wrong,
  }: {
    readonly destination: Pick<ActiveDestination, "id" | "mode">;
    readonly row: ComparableRow;
    readonly readBack: ReadBackSettings;
    readonly isFound: boolean;
    readonly checked: readonly string[];
    readonly wrong: readonly WrongField[];
  },
): Promise<Compared> {
  // Who wrote what is stored is known until this is written.
  const isSameMode = (await holdMode(tx, destinationId)) === mode;
  const locked = isSameMode ? await lockUnmoved(tx, destinationId, [row]) : null;
  const unmoved = locked?.get(row.rootId);
  if (unmoved === undefined) {
    return { kind: "MOVED" };
  }
  if (mode === "SHADOW") {
    const compared = { ...row, isFound, checked, wrong };
    await writeShadowCompared(tx, { destinationId, at: null, compared: [compared] });
    return { kind: "COMPARED", checked, wrong, isRepaired: false };
  }
  const { rootId, outboxId } = row;
  const what = { destinationId, rootId, outboxId };
  await writeCompared(tx, { ...what, ...unmoved, checked, wrong }, OPEN_FINDINGS_MAX);
  const isRepaired = wrong.length > 0 && readBack.repair && (await tellAnew(tx, what, REPAIRS_MAX));
  return { kind: "COMPARED", checked, wrong, isRepaired };
}

/** Where what is stored differs, whose record it is included. */
function differences(
  row: ComparableRow,
  stored: Extract<Stored, { readonly found: boolean }>,
  {
    knownBy,
    field,
    settings: { fields },
    rule,
    concealment,
  }: {
    readonly knownBy: string;
    /** Of a customer, by which the destination knows them. */
    readonly field: string;
    readonly settings: DestinationSettings;
    readonly rule: ReadRule;
    readonly concealment: Concealment;
  },
): { readonly checked: readonly string[]; readonly wrong: readonly WrongField[] } {
  const found = stored.found ? stored.fields : {};
  const { checked, wrong } = wrongFields(row.fields, found, { fields, rule, concealment });
  const key = keyFault({ stored, knownBy, field, rule });
  if (key === null) {
    return { checked, wrong };
  }
  const shown = (value: unknown) =>
    value == null ? null : concealment.shown(field, String(value));
  const other = { field: key.name, sent: shown(knownBy), stored: shown(key.value) };
  return {
    checked: [...new Set([...checked, key.name])],
    wrong: [other, ...wrong.filter((one) => one.field !== key.name)],
  };
}

/** Whose record it answered, where that is another's; null: it is the one asked for. */
function keyFault({
  stored,
  knownBy,
  field,
  rule,
}: {
  readonly stored: Stored;
  readonly knownBy: string;
  readonly field: string;
  readonly rule: ReadRule;
}): { readonly name: string; readonly value: unknown } | null {
  if (stored.found !== true || stored.key === null) {
    return null;
  }
  const { name, value } = stored.key;
  const kind = valueKindOf(field);
  return canonicalOf(value, kind, rule) === canonicalOf(knownBy, kind, rule)
    ? null
    : { name, value };
}
