import type { Tx } from "../../db/connection/client.ts";
import { insertEventConflicts } from "../../db/queries/core/effects.ts";
import * as keys from "../../db/queries/core/takeKeys.ts";
import { findReferences } from "../../db/queries/core/writeState.ts";
import type { IdBlocks } from "../../db/statements/idBlocks.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, type LocalDate } from "../domain/time/instant.ts";
import { Pipeline } from "../platform/pipeline.ts";
import { StaleError } from "../platform/stale.ts";
import { takenIdentifiers } from "./batchIdentifiers.ts";
import { eventRow, openIntakeRow } from "./eventRow.ts";
import type { Item, OpenIntake } from "./item.ts";
import { identifierKey, referenceKey } from "./keys.ts";
import type { BatchPlan } from "./plan.ts";
import type { Resolution } from "./resolution.ts";
import { type Answered, duplicateResult, resultOf } from "./results.ts";

/** What a batch holds after taking its keys. */
export interface Taken {
  /** The event rows of this batch by item, as they were taken. */
  readonly rows: Map<Item, keys.TakenEventRow>;
  /** The earliest time each may be recorded at. */
  readonly recordedFrom: ReadonlyMap<Item, Instant>;
  /** Answers that needed no decision: repeats, conflicts, refusals. */
  readonly answered: Answered[];
  /** Intakes that this transaction stores; they count as stored only once it has committed. */
  readonly intakes: ReadonlySet<OpenIntake>;
}

/**
 * Begins the transaction and takes the locks of classes 1 to 3 (contract 5.1).
 * Throws: StaleError when the world is not what the plan saw.
 */
export function takeKeys(
  deps: { readonly tx: Tx; readonly ids: IdBlocks },
  items: readonly Item[],
  plan: BatchPlan,
): Promise<Taken> {
  return new Taking(deps, items, plan).run();
}

class Taking {
  readonly #deps: { readonly tx: Tx; readonly ids: IdBlocks };
  readonly #items: readonly Item[];
  readonly #plan: BatchPlan;
  readonly #rows = new Map<Item, keys.TakenEventRow>();
  readonly #answered: Answered[] = [];
  readonly #intakes = new Set<OpenIntake>();
  readonly #recordedFrom = new Map<Item, Instant>();

  constructor(
    deps: { readonly tx: Tx; readonly ids: IdBlocks },
    items: readonly Item[],
    plan: BatchPlan,
  ) {
    this.#deps = deps;
    this.#items = items;
    this.#plan = plan;
  }

  /** Classes 1 to 3, pipelined: every statement takes keys, none the result of another. */
  async run(): Promise<Taken> {
    const { tx } = this.#deps;
    const { resolved, referenceKeys, candidateOrders } = this.#plan;
    const pipeline = new Pipeline();
    pipeline.add(tx`begin`);
    const intakeRows = this.#openIntakes();
    pipeline.addIf(intakeRows.length > 0, () => keys.insertIntakes(tx, intakeRows));

    const newRows = this.#prepareRows();
    const existing = [...this.#rows.values()]
      .filter((row) => !newRows.has(row))
      .map((row) => row.id);
    const events = pipeline.addCounted(newRows.size > 0, () => keys.takeEvents(tx, [...newRows]));
    const oldEvents = pipeline.addIf(existing.length > 0, () => keys.lockEvents(tx, existing));
    const conflicts = this.#conflictRows();
    pipeline.addIf(conflicts.length > 0, () => insertEventConflicts(tx, conflicts));

    const newReferences = [...resolved.newReferences.values()].map(
      ({ owner: _owner, ...row }) => row,
    );
    const wonReferences = pipeline.addCounted(newReferences.length > 0, () =>
      keys.takeReferences(tx, newReferences),
    );
    const oldKeys = referenceKeys.filter((key) => !resolved.newReferences.has(referenceKey(key)));
    pipeline.addIf(oldKeys.length > 0, () => keys.lockWaitingReferences(tx, oldKeys));
    pipeline.addIf(oldKeys.length > 0 || candidateOrders.length > 0, () =>
      keys.lockOrders(tx, oldKeys, candidateOrders),
    );

    const newIdentifiers = takenIdentifiers(resolved);
    const wonIdentifiers = pipeline.addCounted(newIdentifiers.length > 0, () =>
      keys.takeIdentifiers(tx, newIdentifiers),
    );
    const waiting = [...resolved.identifiers.values()]
      .filter(
        (identifier) =>
          !identifier.isNew &&
          this.#plan.world.identifiers.get(identifierKey(identifier))?.leafId === null,
      )
      .map(({ kind, value }) => ({ kind, value }));
    pipeline.addIf(waiting.length > 0, () => keys.lockWaitingIdentifiers(tx, waiting));
    const found = oldKeys.map((key) => ({ ...key, with_facts: false }));
    const references = pipeline.addIf(found.length > 0, () => findReferences(tx, found));
    await pipeline.send();

    if (events.rows.count < newRows.size) {
      throw new StaleError("an event was taken in elsewhere");
    }
    if (
      wonReferences.rows.count < newReferences.length ||
      wonIdentifiers.rows.count < newIdentifiers.length
    ) {
      throw new StaleError("a number or an identifier was taken elsewhere");
    }
    const expected = new Map(oldEvents.rows.map((row) => [row.id, row.outcome]));
    for (const [item, row] of this.#rows) {
      const outcome = expected.get(row.id);
      if (outcome !== undefined && outcome !== (item.origin === "RERUN" ? "HELD" : "REJECTED")) {
        throw new StaleError("an event has run elsewhere");
      }
    }
    for (const row of references.rows) {
      const before = this.#plan.world.references.get(referenceKey(row));
      if (before?.orderId !== row.order_id || before.orderLeafId !== row.order_leaf_id) {
        throw new StaleError("a number got its order, or an order its customer, elsewhere");
      }
    }
    return {
      rows: this.#rows,
      recordedFrom: this.#recordedFrom,
      answered: this.#answered,
      intakes: this.#intakes,
    };
  }

  #openIntakes(): keys.IntakeRow[] {
    const rows: keys.IntakeRow[] = [];
    for (const { intake } of this.#items) {
      if (intake !== null && !intake.stored && !this.#intakes.has(intake)) {
        this.#intakes.add(intake);
        rows.push(openIntakeRow(intake, this.#deps.ids.next(), this.#plan.plannedAt));
      }
    }
    return rows;
  }

  /** Makes the rows and answers what needs no decision; gives back those to insert. */
  #prepareRows(): Set<keys.TakenEventRow> {
    const { plannedAt, known, resolved } = this.#plan;
    const fresh = new Set<keys.TakenEventRow>();
    let ordinal = 0;
    const make = (item: Item, resolution: Resolution | null): void => {
      ordinal += 1;
      // The time of taking, so that the row needs no second write unless its customer is past it
      // (ADR-0003).
      const recordedAt = addMicros(item.now ?? plannedAt, ordinal);
      this.#recordedFrom.set(item, recordedAt);
      const knownRow = known.get(item);
      const id = item.held?.id ?? knownRow?.row.id ?? this.#deps.ids.next();
      const row = eventRow(item, id, resolution, recordedAt);
      this.#rows.set(item, row);
      if (item.origin === "NEW" && knownRow === undefined) {
        fresh.add(row);
      }
    };
    for (const [item, resolution] of resolved.resolutions) {
      if (resolution.kind !== "ALONE") {
        make(item, resolution);
      }
    }
    for (const item of this.#items) {
      const knownRow = known.get(item);
      if (knownRow !== undefined && knownRow.kind !== "CORRECTION") {
        this.#answered.push({ item, result: duplicateResult(item, knownRow), opens: false });
      } else if (item.refusal !== null) {
        if (item.eventKey !== null && item.source !== null) {
          make(item, null);
        }
        const result = resultOf(item, this.#rows.get(item) ?? null);
        this.#answered.push({ item, result, opens: false });
      }
    }
    return fresh;
  }

  #conflictRows(): Parameters<typeof insertEventConflicts>[1] {
    const rows = new Map<string, Parameters<typeof insertEventConflicts>[1][number]>();
    for (const [item, known] of this.#plan.known) {
      if (known.kind === "CONFLICT" && item.intake !== null) {
        const body_hash = `\\x${item.bodyHash}`;
        rows.set(`${known.row.id}/${body_hash}`, {
          event_row_id: known.row.id,
          body_hash,
          intake_on: item.intake.receivedOn as LocalDate,
          intake_id: item.intake.id as bigint,
          intake_position: item.position,
          received_at: formatInstant(this.#plan.plannedAt),
        });
      }
    }
    return [...rows.values()];
  }
}
