import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../../db/connection/client.ts";
import type { CommandDeps } from "../../../src/core/changeCustomer.ts";
import { mergeCustomers } from "../../../src/identity/byHand/mergeCustomers.ts";
import { splitCustomer } from "../../../src/identity/byHand/splitCustomer.ts";
import { unmergeCustomers } from "../../../src/identity/byHand/unmergeCustomers.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { resolveRecords } from "../../../src/identity/records/resolveRecords.ts";
import { expectSound, sale } from "../../support/bench/commandBench.ts";
import { type MergeBench, startTrustingBench } from "../../support/bench/mergeBench.ts";
import { splitActs } from "../../support/bench/splitBench.ts";
import { countingProxy } from "../../support/faults.ts";
import { viewerOf } from "../../support/receiver.ts";

/**
 * A server that is gone at every statement of a decision about who is who: what it did is there
 * whole or not at all, and whoever asks again has it done once.
 */

/** Statements that no act comes near. */
const STATEMENTS_MAX = 200;
const TIMEOUT_MS = 240_000;

let bench: MergeBench;
beforeAll(async () => {
  bench = await startTrustingBench();
});
afterAll(() => bench?.close());

const { shared } = splitActs(() => bench);

type Act = (deps: CommandDeps) => Promise<unknown>;

/**
 * What the n-th statement comes to: the server that says it is gone, or what the database did with
 * it is never heard of, and may have been the end of the transaction.
 */
type Fault = "GONE" | "UNHEARD";

/** Runs an act with a fault at its n-th new statement; false when it has fewer. */
async function killedAt(statement: number, act: Act, fault: Fault): Promise<boolean> {
  let seen = 0;
  const proxy = await countingProxy(bench.database.url, () => {
    seen += 1;
    if (seen === statement && fault === "GONE") {
      void proxy.close();
    } else if (seen === statement) {
      proxy.loseNextAnswer();
    }
  });
  const sql = connect(proxy.url, { max: 1, applicationName: "tributary-killed" });
  try {
    await act({ ...bench.deps, sql });
  } catch {
    expect(seen).toBeGreaterThanOrEqual(statement);
  } finally {
    await sql.end({ timeout: 0 });
    await proxy.close();
  }
  return seen >= statement;
}

/** Kills one act after the other, statement by statement; `again` is what its caller does then. */
async function killEverywhere(
  actOf: (n: number) => Promise<Act>,
  check: (n: number) => unknown,
  fault: Fault = "GONE",
) {
  let n = 1;
  for (; n < STATEMENTS_MAX; n += 1) {
    const act = await actOf(n);
    const isKilled = await killedAt(n, act, fault);
    await act(bench.deps);
    await check(n);
    if (!isKilled) {
      break;
    }
  }
  expect(n).toBeGreaterThan(5);
  expect(n).toBeLessThan(STATEMENTS_MAX);
  await expectSound(bench);
}

const rootsOf = async (...leaves: readonly bigint[]) => {
  const rows = await bench.database.sql<{ id: bigint; root_id: bigint }[]>`
    select id, root_id from customer where id = any(${leaves.map(String)}::bigint[])`;
  const roots = new Map(rows.map((row) => [row.id, row.root_id]));
  return leaves.map((leaf) => roots.get(leaf));
};
const decisionsOf = async (leaf: bigint, kind: string) =>
  (
    await bench.database.sql`
      select from identity_decision where kind = ${kind}
        and ${String(leaf)}::bigint in (survivor_id, absorbed_id)`
  ).length;
const viewer = viewerOf("supervisor");

test(
  "a merge and its undo are there whole or not at all, and once when they are asked for again",
  async () => {
    const [a, b] = [await bench.buyer("k1-a", "600.00"), await bench.buyer("k1-b", "600.00")];
    const before = await bench.stateOf(a, b);
    const merge =
      (n: number): Act =>
      async (deps) =>
        expect(
          await mergeCustomers(deps, {
            ...{ viewer, rootId: a, otherRootId: b, said: n, reason: "one", overrule: true },
            idempotencyKey: `kill-merge-${n}`,
          }),
        ).toEqual({ leafId: `${a}`, userErrors: [] });
    const unmerge =
      (n: number): Act =>
      async (deps) =>
        expect(
          await unmergeCustomers(deps, {
            ...{ viewer, rootId: a, separate: b, said: n, reason: "two" },
            idempotencyKey: `kill-undo-${n}`,
          }),
        ).toMatchObject({ userErrors: [] });
    await killEverywhere(
      async (n) => merge(n),
      async (n) => {
        expect(await rootsOf(a, b)).toEqual([a, a]);
        expect(await decisionsOf(b, "MERGED")).toBe(n);
        await unmerge(n)(bench.deps);
        expect(await bench.stateOf(a, b)).toEqual(before);
      },
    );
    const made = await decisionsOf(b, "MERGED");
    await killEverywhere(
      async (n) => merge(STATEMENTS_MAX + n),
      async (n) => {
        expect(await decisionsOf(b, "MERGED")).toBe(made + n);
        await unmerge(STATEMENTS_MAX + n)(bench.deps);
        expect(await bench.stateOf(a, b)).toEqual(before);
      },
      "UNHEARD",
    );
    await merge(2 * STATEMENTS_MAX)(bench.deps);
    const already = await decisionsOf(b, "UNMERGED");
    await killEverywhere(
      async (n) => unmerge(2 * STATEMENTS_MAX + n),
      async (n) => {
        expect(await bench.stateOf(a, b)).toEqual(before);
        expect(await decisionsOf(b, "UNMERGED")).toBe(already + n);
        await merge(2 * STATEMENTS_MAX + n)(bench.deps);
      },
    );
  },
  TIMEOUT_MS,
);

test(
  "a split is there whole or not at all, and once when it is asked for again",
  async () => {
    let root = 0n;
    await killEverywhere(
      async (n) => {
        root = await shared(`k2-${n}-a`, `k2-${n}-b`);
        await bench.buy(`k2-${n}-b`, "100.00");
        const one = root;
        return async (deps) =>
          expect(
            await splitCustomer(deps, {
              ...{ viewer, rootId: one, said: n, orders: [], reason: "two" },
              identifiers: [{ kind: "email", value: `k2-${n}-b@example.com` }],
              idempotencyKey: `kill-split-${n}`,
            }),
          ).toMatchObject({ userErrors: [] });
      },
      async () => expect(await decisionsOf(root, "SPLIT")).toBe(1),
    );
  },
  TIMEOUT_MS,
);

test(
  "records are taken in whole or not at all, and once when they are sent again",
  async () => {
    await killEverywhere(
      async (n) => {
        const said = { fullName: `Wilhelmina Thistle${n}`, birthDate: "1971-03-05" };
        const fields = { ...said, email: `thistle-${n}@example.com` };
        const all = ["x", "y"].map((key) => ({ sourceId: 1, key: `k3-${n}-${key}`, fields }));
        return (deps) => resolveRecords(deps, all);
      },
      async (n) => {
        const rows = await bench.database.sql`
          select distinct c.root_id from person_record p join customer c on c.id = p.leaf_id
          where p.key like ${`k3-${n}-%`}`;
        expect(rows).toHaveLength(1);
      },
    );
  },
  TIMEOUT_MS,
);

test(
  "what a purchase has shown is decided by the next run, wherever one was cut off",
  async () => {
    const proven = (name: string) => ({
      ...{ kind: "email", value: `${name}@example.com`, verified: true },
    });
    const buys = async (number: string, ...names: readonly string[]) =>
      (await bench.gateway.send([sale(number, names.map(proven))]))[0]?.leafId as bigint;
    await killEverywhere(
      async (n) => {
        await buys(`k4-${n}-a`, `k4-${n}-a`);
        await buys(`k4-${n}-b`, `k4-${n}-b`);
        await buys(`k4-${n}-c`, `k4-${n}-a`, `k4-${n}-b`);
        return (deps) => decideLinks(deps);
      },
      async (n) => {
        const rows = await bench.database.sql`
          select distinct c.root_id from identifiers i join customer c on c.id = i.leaf_id
          where i.value like ${`k4-${n}-%`}`;
        expect(rows).toHaveLength(1);
      },
    );
  },
  TIMEOUT_MS,
);
