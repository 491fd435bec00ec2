import { expect } from "vitest";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import { type RegroupRequest, regroupCustomers } from "../../../src/identity/regroupCustomers.ts";
import { transact } from "../../../src/platform/transact.ts";
import { type CommandBench, sale, startCommandBench } from "./commandBench.ts";

/** A retailer, people who buy there, and who of them are one. */
export interface MergeBench extends CommandBench {
  /** Somebody known by an address of this name, who has bought for each of the amounts. */
  readonly buyer: (name: string, ...amounts: readonly string[]) => Promise<bigint>;
  readonly buy: (name: string, amount: string, more?: object) => Promise<bigint>;
  readonly regroup: (
    groups: RegroupRequest["groups"],
    more?: Partial<RegroupRequest>,
  ) => ReturnType<typeof regroupCustomers>;
  /** What a customer has: all of its row but moments and stream, its balances and its orders. */
  readonly stateOf: (...roots: readonly bigint[]) => Promise<object[]>;
  /** Points of all accounts of these leaves together, by what they are good for. */
  readonly pointsOf: (...leaves: readonly bigint[]) => Promise<object>;
  readonly tierOf: (root: bigint) => Promise<string | null>;
}

/** The same, where every source is believed which addresses and cards are proven. */
export async function startTrustingBench(): Promise<MergeBench> {
  const bench = await startMergeBench();
  await bench.database.sql`update source set trusted_kinds = '{loyalty,email,phone}'`;
  await bench.gateway.catalog.refresh();
  return bench;
}

export async function startMergeBench(): Promise<MergeBench> {
  const bench = await startCommandBench();
  const { sql } = bench.database;
  let orders = 0;
  const buy = async (name: string, amount: string, more: object = {}) => {
    orders += 1;
    const lines = [{ id: "1", article: `article-${orders}`, quantity: "1", gross: amount }];
    const [result] = await bench.gateway.send([
      sale(`${name}-${orders}`, [{ kind: "email", value: `${name}@example.com` }], {
        ...{ lines, tenders: [{ kind: "card", amount }] },
        ...more,
      }),
    ]);
    expect(result?.outcome).toBe("APPLIED");
    return result?.leafId as bigint;
  };
  return {
    ...bench,
    buy,
    buyer: async (name, ...amounts) => {
      let leaf = 0n;
      for (const amount of amounts) {
        leaf = await buy(name, amount);
      }
      return leaf;
    },
    regroup: (groups, more = {}) =>
      transact(sql, (tx) =>
        regroupCustomers(tx, bench.deps, {
          ...{ viewer: systemViewer("test"), act: null, groups },
          ...more,
        }),
      ),
    pointsOf: async (...leaves) => {
      const [row] = await sql`
        select sum(active)::text as active, sum(pending)::text as pending,
          sum(maturing)::text as maturing
        from account where leaf_id = any(${leaves.map(String)}::bigint[])`;
      return row as object;
    },
    tierOf: async (root) =>
      (await sql<{ tier: string | null }[]>`select tier from customer where id = ${root}`)[0]
        ?.tier ?? null,
    stateOf: async (...roots) =>
      await sql`
        select c.id, c.root_id, c.tier, c.tier_since, c.tier_until, c.tier_basis, d.next_due_at,
          (select jsonb_agg(to_jsonb(a) order by a.id) from account a where a.leaf_id = c.id) as accounts,
          (select jsonb_agg(to_jsonb(o) order by o.id) from orders o where o.leaf_id = c.id) as orders,
          (select jsonb_agg(t.to_tier || t.kind order by t.id) from tier_change t
            where t.root_id = c.id and t.cause not in ('MERGED', 'UNMERGED')) as history
        from customer c left join due d on d.root_id = c.id
        where c.root_id = any(${roots.map(String)}::bigint[]) order by c.id`,
  };
}
