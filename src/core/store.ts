import type { Tx } from "../../db/connection/client.ts";
import { insertDecisions, updateRoots } from "../../db/queries/core/decisions.ts";
import * as effectsOf from "../../db/queries/core/effects.ts";
import * as ledger from "../../db/queries/core/ledger.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Pipeline } from "../platform/pipeline.ts";
import { type Effects, outboxRows } from "./effects.ts";
import { accountRow, basisRow, customerRow, newCustomerRow, orderRow } from "./encode.ts";
import type { PostingContext } from "./points/context.ts";
import type { Workset } from "./state.ts";

export type ToStore = Pick<PostingContext, "workset" | "effects" | "following">;

/**
 * Adds the statements that write a workset, its effects and what follows: of a batch of events, or
 * of a command.
 */
export function addEffects(
  tx: Tx,
  pipeline: Pipeline,
  { workset, effects, following }: ToStore,
): void {
  // Before the customers: numbering the stream raises their seq.
  const outbox = outboxRows(effects, formatInstant);
  const customers = [...workset.customers.values(), ...workset.absorbed.values()].filter(
    (customer) => customer.dirty,
  );
  const fresh = customers.filter((customer) => customer.isNew);
  const changed = customers.filter((customer) => !customer.isNew);
  const accounts = customers.flatMap((customer) =>
    [...customer.accounts.values()].filter((account) => account.dirty),
  );
  const orders = [...workset.orders.values()].filter((order) => order.dirty);
  const lots = changedLots(workset, effects);
  const add = <Row>(
    rows: readonly Row[],
    statement: (tx: Tx, rows: readonly Row[]) => PromiseLike<unknown>,
  ): void => addRows(tx, pipeline, rows, statement);

  add(
    fresh.map((customer) => newCustomerRow(customer, customer.recordedAt)),
    effectsOf.insertCustomers,
  );
  add(changed.map(customerRow), effectsOf.updateCustomers);
  add(
    customers.filter(({ basis, basisBefore }) => basis !== basisBefore).map(basisRow),
    effectsOf.updateTierBasis,
  );
  add(effects.roots, updateRoots);
  add(effects.decisions, insertDecisions);
  add(effects.memberships, effectsOf.insertMemberships);
  add(accounts.filter((account) => account.isNew).map(accountRow), effectsOf.insertAccounts);
  add(accounts.filter((account) => !account.isNew).map(accountRow), effectsOf.updateAccounts);
  for (const one of following) {
    one.store(tx, pipeline, customers);
  }
  add(orders.filter((order) => order.isNew).map(orderRow), effectsOf.insertOrders);
  add(orders.filter((order) => !order.isNew).map(orderRow), effectsOf.updateOrders);
  add(effects.entries, ledger.insertEntries);
  add(effects.lots, ledger.insertLots);
  add(lots, ledger.updateLots);
  add(effects.tierChanges, ledger.insertTierChanges);
  add([...effects.unlinkedReturns.values()], effectsOf.upsertUnlinkedReturns);
  add(outbox, ledger.insertOutbox);
}

/** Adds the statement that writes these rows, if there are any. */
export function addRows<Row>(
  tx: Tx,
  pipeline: Pipeline,
  rows: readonly Row[],
  statement: (tx: Tx, rows: readonly Row[]) => PromiseLike<unknown>,
): void {
  if (rows.length > 0) {
    pipeline.add(statement(tx, rows));
  }
}

function changedLots(
  workset: Workset,
  effects: Effects,
): { id: bigint; remaining: bigint; expired: bigint }[] {
  const fresh = new Map(effects.lots.map((lot, index) => [lot.id, index]));
  const changed: { id: bigint; remaining: bigint; expired: bigint }[] = [];
  for (const [id, lot] of workset.lots) {
    if (!lot.dirty) {
      continue;
    }
    const index = fresh.get(id);
    if (index === undefined) {
      changed.push({ id, remaining: lot.remaining, expired: lot.expired });
    } else {
      // Made and taken from in one batch: it is inserted as it ends.
      const row = effects.lots[index] as (typeof effects.lots)[number];
      effects.lots[index] = { ...row, remaining: lot.remaining, expired: lot.expired };
    }
  }
  return changed;
}
