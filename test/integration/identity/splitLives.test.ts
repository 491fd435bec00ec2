import { afterAll, beforeAll, expect, test } from "vitest";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import { unlinkIdentifier } from "../../../src/customers/unlinkIdentifier.ts";
import { Random } from "../../../src/demo/random.ts";
import { mergeCustomers } from "../../../src/identity/byHand/mergeCustomers.ts";
import { splitCustomer } from "../../../src/identity/byHand/splitCustomer.ts";
import { unmergeCustomers } from "../../../src/identity/byHand/unmergeCustomers.ts";
import { unsplitCustomer } from "../../../src/identity/byHand/unsplitCustomer.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { authorisePoints } from "../../../src/loyalty/points/authorisePoints.ts";
import {
  capturePoints,
  refundPoints,
  releasePoints,
} from "../../../src/loyalty/points/endAuthorisation.ts";
import { expectSound, hoursAgo, sale } from "../../support/bench/commandBench.ts";
import { type MergeBench, startTrustingBench } from "../../support/bench/mergeBench.ts";
import { shownOf } from "../../support/identity/shownOf.ts";
import { waitingActs } from "../../support/identity/waitingActs.ts";
import { viewerOf } from "../../support/receiver.ts";
import { testSeed } from "../../support/seed.ts";

const STEPS = 90;
const NAMES = 12;
/** Of which nobody may have heard until an event that waits names them. */
const NAMES_MORE = 5;
const STEPS_PER_CHECK = 15;
/** Articles that people bring back without a receipt. */
const ARTICLES = 3;

let bench: MergeBench;
beforeAll(async () => {
  bench = await startTrustingBench();
});
afterAll(() => bench?.close());

test("random purchases, returns, payments, waits, merges and splits keep all points, and a split that is taken back at once leaves nothing", async () => {
  const { sql } = bench.database;
  const random = new Random(testSeed(), "split lives");
  let made = 0;
  const key = () => {
    made += 1;
    return `split-life-${made}`;
  };
  const viewer = viewerOf("supervisor");
  const till = viewerOf("till");
  const mail = (n: number) => ({ kind: "email", value: `split-${n}@example.com`, verified: true });
  const someName = () => random.integer(0, NAMES - 1);
  const orders: string[] = [];
  const open: string[] = [];
  const paid: string[] = [];
  const parted: bigint[] = [];
  const did = new Map<string, number>();
  const holder = async (n: number) =>
    (
      await sql<{ root_id: bigint }[]>`
        select c.root_id from identifiers i join customer c on c.id = i.leaf_id
        where i.kind = 'email' and i.value = ${mail(n).value}`
    )[0]?.root_id ?? null;
  const amount = () => `${random.integer(20, 400)}.00`;
  const buys = async (names: readonly number[]) => {
    const number = `so-${key()}`;
    orders.push(number);
    const gross = amount();
    await bench.gateway.send([
      sale(number, names.map(mail), {
        lines: [{ id: "1", article: `a-${random.integer(1, ARTICLES)}`, quantity: "1", gross }],
        tenders: [{ kind: "card", amount: gross }],
      }),
    ]);
  };
  const said = () => ({ said: key(), reason: "Because.", idempotencyKey: key() });
  const splitOf = async (n: number): Promise<{ rootId: bigint; otherId: bigint } | null> => {
    const rootId = await holder(n);
    const answer = await splitCustomer(bench.deps, {
      ...{ viewer, rootId, orders: [], ...said() },
      identifiers: (random.chance(0.3) ? [n, someName()] : [n]).map(mail),
    });
    for (const { code } of answer.userErrors) {
      did.set(code, (did.get(code) ?? 0) + 1);
    }
    return answer.otherId === undefined || rootId === null
      ? null
      : { rootId, otherId: BigInt(answer.otherId) };
  };
  const unsplit = (rootId: bigint | null) =>
    unsplitCustomer(bench.deps, { viewer, rootId, ...said() });
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    buy: () => buys([someName()]),
    showTwo: () => buys([someName(), someName()]),
    bringBack: async () => {
      const event = { source: "shop", kind: "RETURNED", occurredAt: hoursAgo(1) };
      const eventId = `back-${key()}`;
      const order = random.pick(orders.length > 0 ? orders : ["none"]);
      const references = [{ kind: "order", value: order }];
      await bench.gateway.send([{ ...event, eventId, references, return: { id: eventId } }]);
    },
    bringBackWithoutReceipt: async () => {
      const n = someName();
      if ((await holder(n)) === null) {
        return;
      }
      const eventId = `back-${key()}`;
      const lines = [{ article: `a-${random.integer(1, ARTICLES)}`, quantity: "1" }];
      await bench.gateway.send([
        {
          ...{ source: "shop", eventId, kind: "RETURNED", occurredAt: hoursAgo(1) },
          ...{ references: [{ kind: "return", value: eventId }], customer: [mail(n)] },
          ...{ return: { id: eventId, lines }, currencyCode: "GBP" },
        },
      ]);
    },
    decide: () => decideLinks(bench.deps),
    link: async () => {
      const n = someName();
      const rootId = await holder(someName());
      await linkIdentifier(bench.deps, { viewer, rootId, identifier: mail(n), ...said() });
    },
    unlink: () =>
      unlinkIdentifier(bench.deps, {
        ...{ viewer, identifier: mail(someName()), idempotencyKey: key(), reason: "OTHER" },
      }),
    merge: async () =>
      mergeCustomers(bench.deps, {
        ...{ viewer, rootId: await holder(someName()), otherRootId: await holder(someName()) },
        ...{ overrule: random.chance(0.5), ...said() },
      }),
    unmerge: async () => {
      const rootId = await holder(someName());
      const [leaf] = await sql<{ id: bigint }[]>`
        select id from customer where root_id = ${rootId} and id <> root_id order by id limit 1`;
      await unmergeCustomers(bench.deps, { viewer, rootId, separate: leaf?.id ?? null, ...said() });
    },
    split: async () => {
      const done = await splitOf(someName());
      if (done !== null) {
        parted.push(done.otherId);
        did.set("split", (did.get("split") ?? 0) + 1);
      }
    },
    splitAndBack: async () => {
      const n = someName();
      const before = await shownOf(sql, (await holder(n)) ?? 0n);
      const done = await splitOf(n);
      if (done === null) {
        return;
      }
      did.set("splitAndBack", (did.get("splitAndBack") ?? 0) + 1);
      expect((await unsplit(done.otherId)).userErrors).toEqual([]);
      expect(await shownOf(sql, done.rootId)).toEqual(before);
    },
    unsplit: async () => {
      const { leafId } = await unsplit(parted.pop() ?? null);
      did.set("unsplit", (did.get("unsplit") ?? 0) + (leafId === null ? 0 : 1));
    },
    authorise: async () => {
      const points = BigInt(random.integer(1, 60));
      const answer = await authorisePoints(bench.deps, {
        ...{ viewer: till, rootId: await holder(someName()), said: key(), idempotencyKey: key() },
        ...{ wallet: "points", reference: null, expiresInSeconds: null, points },
      });
      if (answer.hold !== null) {
        open.push(answer.hold.publicId);
      }
    },
    end: async () => {
      const authorisation = open.pop() ?? null;
      const asked = { viewer: till, authorisation, idempotencyKey: key() };
      if (random.chance(0.7)) {
        await capturePoints(bench.deps, { ...asked, points: null });
        paid.push(...(authorisation === null ? [] : [authorisation]));
        return;
      }
      await releasePoints(bench.deps, asked);
    },
    refund: async () => {
      const authorisation = paid.pop() ?? null;
      const asked = { viewer: till, authorisation, idempotencyKey: key() };
      await refundPoints(bench.deps, { ...asked, points: 1n });
    },
  };
  // People who share records: two or three addresses in one purchase.
  for (let n = 0; n < NAMES; n += 3) {
    await buys([n, n + 1, n + 2]);
  }
  const log: string[] = [];
  // One of either at least, while nothing stands against it; a few tries name two who are apart.
  for (const act of ["splitAndBack", "split"]) {
    for (let tries = 0; tries < 30 && !did.has(act); tries += 1) {
      await acts[act]?.();
    }
  }
  const waiting = waitingActs(bench, {
    ...{ random, key, orders, someAmount: amount },
    someone: () => mail(random.integer(0, NAMES + NAMES_MORE)),
    someArticle: () => `a-${random.integer(1, ARTICLES)}`,
  });
  const all = { ...acts, ...waiting };
  const often = ["buy", "buy", "split", "splitAndBack", "abroad", "abroad", "waitOver"];
  const likely = [...often, ...Object.keys(all)];
  for (let step = 0; step < STEPS; step += 1) {
    const act = random.pick(likely);
    log.push(act);
    await all[act]?.();
    const [sum] = await sql`
      select (select coalesce(sum(active + maturing), 0) from account where leaf_id is not null)
        - (select coalesce(sum(case when c.leaf_id is null then -e.points else e.points end), 0)
           from entry e join account c on c.id = e.credit_account_id
           where e.kind not in ('ACTIVATED')) as off`;
    expect(sum, log.join(" ")).toEqual({ off: "0" });
    if (step % STEPS_PER_CHECK === 0) {
      await decideLinks(bench.deps);
      await expectSound(bench);
    }
  }
  await decideLinks(bench.deps);
  await expectSound(bench);
  expect(did.get("split") ?? 0).toBeGreaterThan(0);
  expect(did.get("splitAndBack") ?? 0).toBeGreaterThan(0);
}, 120_000);
