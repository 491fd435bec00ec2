import { afterAll, beforeAll, expect, test } from "vitest";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import { unlinkIdentifier } from "../../../src/customers/unlinkIdentifier.ts";
import { Random } from "../../../src/demo/random.ts";
import { mergeCustomers } from "../../../src/identity/byHand/mergeCustomers.ts";
import { splitCustomer } from "../../../src/identity/byHand/splitCustomer.ts";
import { unmergeCustomers } from "../../../src/identity/byHand/unmergeCustomers.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { expectSound, sale } from "../../support/bench/commandBench.ts";
import { type MergeBench, startTrustingBench } from "../../support/bench/mergeBench.ts";
import { startReceiver, type TestReceiver, viewerOf } from "../../support/receiver.ts";
import { testSeed } from "../../support/seed.ts";

/** Purchases of two processes, while people move what names their customers. */

const PEOPLE = 4;
const CARDS = 8;
const PURCHASES = 160;
const ACTS = 70;
/** What none of them did by then is tried so often at most: some are refused most of the time. */
const FURTHER_ACTS_MAX = 400;
const NEEDED = ["give", "take", "merge", "split"] as const;

let bench: MergeBench;
let second: TestReceiver;
beforeAll(async () => {
  bench = await startTrustingBench();
  second = await startReceiver(bench.database.url);
});
afterAll(async () => {
  await second?.close();
  await bench?.close();
});

test("an identifier that is moved while its purchases are applied loses none, and none is anybody else's twice", async () => {
  const { sql } = bench.database;
  const random = new Random(testSeed(), "moved meanwhile");
  const viewer = viewerOf("supervisor");
  let made = 0;
  const key = () => {
    made += 1;
    return `moved-${made}`;
  };
  const card = (n: number) => ({ kind: "loyalty", value: `77000${n}`, verified: true });
  const anyCard = () => card(random.integer(0, CARDS - 1));
  const people: bigint[] = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const identifiers = [card(2 * n), card(2 * n + 1)];
    const { leafId } = await createCustomer(bench.deps, {
      ...{ viewer: viewerOf("agent"), name: null, language: null, idempotencyKey: key() },
      identifiers,
    });
    people.push(BigInt(leafId as string));
  }
  const rootOf = async (leaf: bigint) =>
    (await sql<{ root_id: bigint }[]>`select root_id from customer where id = ${String(leaf)}`)[0]
      ?.root_id as bigint;
  const holderOf = async (value: string) =>
    (
      await sql<{ root_id: bigint }[]>`
        select c.root_id from identifiers i join customer c on c.id = i.leaf_id
        where i.kind = 'loyalty' and i.value = ${value}`
    )[0]?.root_id;
  const someone = async () => await rootOf(random.pick(people));
  const give = async (identifier: ReturnType<typeof card>) =>
    await linkIdentifier(bench.deps, {
      ...{ viewer, rootId: await someone(), said: key(), identifier, idempotencyKey: key() },
    });
  const acts = {
    take: () =>
      unlinkIdentifier(bench.deps, {
        ...{ viewer, identifier: anyCard(), reason: "OF_ANOTHER", idempotencyKey: key() },
      }),
    give: () => give(anyCard()),
    merge: async () =>
      mergeCustomers(bench.deps, {
        ...{ viewer, rootId: await someone(), otherRootId: await someone(), said: key() },
        ...{ reason: "one", overrule: true, idempotencyKey: key() },
      }),
    unmerge: async () => {
      const separate = random.pick(people);
      return await unmergeCustomers(bench.deps, {
        ...{ viewer, rootId: await rootOf(separate), separate, said: key() },
        ...{ reason: "two", idempotencyKey: key() },
      });
    },
    split: async () => {
      const { kind, value } = anyCard();
      return await splitCustomer(bench.deps, {
        ...{ viewer, rootId: (await holderOf(value)) ?? null, identifiers: [{ kind, value }] },
        ...{ orders: [], said: key(), reason: "two", idempotencyKey: key() },
      });
    },
    decide: () => decideLinks(bench.deps),
  };
  const sends = async (receiver: TestReceiver, name: string) => {
    for (let n = 0; n < PURCHASES / 2; n += 1) {
      const shown = random.chance(0.2) ? [anyCard(), anyCard()] : [anyCard()];
      const at = { source: "till", store: "london-1" };
      await receiver.send([sale(`moved-${name}-${n}`, shown, at)]);
    }
  };
  const done: Record<string, number> = {};
  const moves = async () => {
    const missing = () => NEEDED.filter((name) => !done[name]);
    for (let n = 0; n < ACTS || (n < FURTHER_ACTS_MAX && missing().length > 0); n += 1) {
      const [name, act] = random.pick(Object.entries(acts));
      const answer = await act();
      const isDone = "userErrors" in answer && answer.userErrors.length === 0;
      done[name] = (done[name] ?? 0) + (isDone ? 1 : 0);
    }
  };
  await Promise.all([sends(bench.gateway, "one"), sends(second, "two"), moves()]);
  expect(NEEDED.filter((name) => !done[name])).toEqual([]);
  for (let n = 0; n < CARDS; n += 1) {
    if ((await holderOf(card(n).value)) === undefined) {
      expect((await give(card(n))).userErrors).toEqual([]);
    }
  }
  await decideLinks(bench.deps);
  const [counts] = await sql`
    select count(*)::int as events, count(*) filter (where outcome = 'APPLIED')::int as applied,
      (select count(*)::int from orders where leaf_id is not null) as orders
    from events`;
  expect(counts).toMatchObject({ events: PURCHASES, applied: PURCHASES, orders: PURCHASES });
  await expectSound(bench);
});
