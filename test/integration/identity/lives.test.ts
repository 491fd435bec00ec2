import { afterAll, beforeAll, expect, test } from "vitest";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import { unlinkIdentifier } from "../../../src/customers/unlinkIdentifier.ts";
import { Random } from "../../../src/demo/random.ts";
import { mergeCustomers } from "../../../src/identity/byHand/mergeCustomers.ts";
import { unmergeCustomers } from "../../../src/identity/byHand/unmergeCustomers.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { authorisePoints } from "../../../src/loyalty/points/authorisePoints.ts";
import { capturePoints, releasePoints } from "../../../src/loyalty/points/endAuthorisation.ts";
import { expectSound, sale } from "../../support/bench/commandBench.ts";
import { type MergeBench, startTrustingBench } from "../../support/bench/mergeBench.ts";
import { viewerOf } from "../../support/receiver.ts";
import { testSeed } from "../../support/seed.ts";

const STEPS = 80;
const PEOPLE = 6;

let bench: MergeBench;
beforeAll(async () => {
  bench = await startTrustingBench();
});
afterAll(() => bench?.close());

test("random purchases, links, merges, undos and payments keep all points, and the database is sound", async () => {
  const { sql } = bench.database;
  const random = new Random(testSeed(), "identity lives");
  let made = 0;
  const key = () => {
    made += 1;
    return `life-${made}`;
  };
  const viewer = viewerOf("supervisor");
  const mail = (n: number) => ({ kind: "email", value: `life-${n}@example.com`, verified: true });
  const leaves: bigint[] = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const [result] = await bench.gateway.send([sale(`life-${key()}`, [mail(n)])]);
    leaves.push(result?.leafId as bigint);
  }
  const someone = () => random.integer(0, PEOPLE - 1);
  const leafOf = (n: number) => leaves[n] as bigint;
  const rootOf = async (n: number) =>
    (await sql<{ root_id: bigint }[]>`select root_id from customer where id = ${leafOf(n)}`)[0]
      ?.root_id as bigint;
  const open: string[] = [];
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    buy: () => bench.gateway.send([sale(`life-${key()}`, [mail(someone())])]),
    showTwo: () => bench.gateway.send([sale(`life-${key()}`, [mail(someone()), mail(someone())])]),
    decide: () => decideLinks(bench.deps),
    merge: async () =>
      mergeCustomers(bench.deps, {
        ...{ viewer, rootId: await rootOf(someone()), otherRootId: await rootOf(someone()) },
        ...{ said: key(), reason: "one", overrule: random.chance(0.5), idempotencyKey: key() },
      }),
    unmerge: async () => {
      const n = someone();
      return await unmergeCustomers(bench.deps, {
        ...{
          viewer,
          rootId: await rootOf(n),
          separate: leafOf(random.chance(0.7) ? n : someone()),
        },
        ...{ said: key(), reason: "two", idempotencyKey: key() },
      });
    },
    unlink: () =>
      unlinkIdentifier(bench.deps, {
        ...{ viewer, identifier: mail(someone()), reason: "OTHER", idempotencyKey: key() },
      }),
    link: async () => {
      const n = someone();
      const rootId = await rootOf(n);
      const identifier = mail(n);
      const asked = { viewer, rootId, said: key(), identifier, idempotencyKey: key() };
      return await linkIdentifier(bench.deps, asked);
    },
    authorise: async () => {
      const answer = await authorisePoints(bench.deps, {
        ...{ viewer: viewerOf("till"), rootId: await rootOf(someone()), said: key() },
        ...{ idempotencyKey: key(), wallet: "points", reference: null, expiresInSeconds: null },
        points: BigInt(random.integer(1, 60)),
      });
      if (answer.hold !== null) {
        open.push(answer.hold.publicId);
      }
    },
    end: async () => {
      const authorisation = open.pop() ?? null;
      const asked = { viewer: viewerOf("till"), authorisation, idempotencyKey: key() };
      return random.chance(0.5)
        ? await capturePoints(bench.deps, { ...asked, points: null })
        : await releasePoints(bench.deps, asked);
    },
  };
  const log: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const act = random.pick(Object.keys(acts));
    log.push(act);
    await acts[act]?.();
    const [sum] = await sql`
      select (select coalesce(sum(active + maturing), 0) from account where leaf_id is not null)
        - (select coalesce(sum(case when c.leaf_id is null then -e.points else e.points end), 0)
           from entry e join account c on c.id = e.credit_account_id
           where e.kind not in ('ACTIVATED')) as off`;
    expect(sum, log.join(" ")).toEqual({ off: "0" });
  }
  await decideLinks(bench.deps);
  await expectSound(bench);
});
