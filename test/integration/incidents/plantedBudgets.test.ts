import { afterAll, beforeAll, expect, test } from "vitest";
import { type MergeBench, startMergeBench } from "../../support/bench/mergeBench.ts";
import { startWatch } from "../../support/incidents/watchBench.ts";

let bench: MergeBench;
beforeAll(async () => {
  bench = await startMergeBench();
});
afterAll(() => bench.close());

test("a budget that burns is one incident of its owner's with what is held up, until nothing is", async () => {
  const { sql } = bench.database;
  const watch = startWatch(bench);
  const occurredAt = new Date(Date.now() - 5_000).toISOString();
  for (let at = 0; at < 8; at += 1) {
    await bench.buy(`buyer-${at % 2}`, "10.50", { occurredAt });
  }
  expect(await watch.look()).toEqual([]);
  // As a fault of ours leaves a purchase: held, for an operator, with no order.
  await sql`create table put_away as select id, order_id, leaf_id from events`;
  await sql`
    update events set outcome = 'HELD', reason = 'INTERNAL', order_id = null, leaf_id = null,
           wait_key = 'operator', wait_until = now()
     where id in (select id from events order by id desc limit 6)`;
  const [held] = await sql<{ orders: number; minor: string }[]>`
    select count(*)::int as orders, sum((fact -> 'l' -> 0 ->> 'g')::bigint)::text as minor
      from events where outcome = 'HELD'`;
  expect(held).toEqual({ orders: 6, minor: "6300" });
  const open = await watch.look();
  expect(open.map(({ code, subject }) => [code, subject])).toEqual([["BUDGET_BURNS", "errors"]]);
  expect(open).toMatchObject([
    {
      ...{ ownerTeam: "Loyalty operations", runbook: "docs/runbooks/evaluated.md", orders: 6 },
      // All wait for the same: whose they are is known once they are read again.
      ...{ customers: 1, amounts: [{ currency: "GBP", minor: "6300" }] },
    },
  ]);
  await sql`
    update events e set outcome = 'APPLIED', reason = null, wait_key = null, wait_until = null,
           order_id = p.order_id, leaf_id = p.leaf_id
      from put_away p where p.id = e.id and e.outcome = 'HELD'`;
  expect(await watch.lookTwice()).toEqual([]);
});
