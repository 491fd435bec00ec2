import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../../db/connection/client.ts";
import { runDue } from "../../../src/core/advance.ts";
import { ROLES, type Role, type Viewer } from "../../../src/domain/access/viewer.ts";
import { addMicros, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { adjustPoints } from "../../../src/loyalty/points/adjustPoints.ts";
import { authorisePoints } from "../../../src/loyalty/points/authorisePoints.ts";
import { blockPoints, unblockPoints } from "../../../src/loyalty/points/blockPoints.ts";
import {
  capturePoints,
  refundPoints,
  releasePoints,
} from "../../../src/loyalty/points/endAuthorisation.ts";
import { expireHolds } from "../../../src/loyalty/points/expireHolds.ts";
import { transferPoints } from "../../../src/loyalty/points/transferPoints.ts";
import { NOW, type PointsBench, startPointsBench } from "../../support/bench/pointsBench.ts";
import { at } from "../../support/receiver.ts";
import { about } from "../verify/mixedLife.ts";

/** Two processes of tills take some seconds. */
const LONG_TEST_MS = 120_000;

let bench: PointsBench;
let database: PointsBench["database"];
let gateway: PointsBench["gateway"];
let { deps, key, who, member, adjust, authorise, ended, expectSound } = {} as PointsBench;

beforeAll(async () => {
  bench = await startPointsBench();
  ({ database, gateway, deps, key, who, member, adjust, authorise, ended, expectSound } = bench);
});
afterAll(() => bench.close());

const codes = ({ userErrors }: { userErrors: readonly { code: string }[] }) =>
  userErrors.map(({ code }) => code);

async function balance(rootId: bigint): Promise<bigint | undefined> {
  const [row] = await database.sql<{ active: bigint }[]>`
    select active from account where leaf_id = ${rootId}`;
  return row?.active;
}

describe("paying with points", () => {
  test("what is set aside cannot be spent twice; what is captured is gone, the rest is back", async () => {
    const ann = await member("ann");
    const held = await authorise(ann, 80n);
    expect(held.userErrors).toEqual([]);
    expect(await balance(ann)).toBe(20n);
    expect(codes(await authorise(ann, 21n))).toEqual(["INSUFFICIENT_POINTS"]);
    const captured = await capturePoints(deps(), { ...ended(held), points: 50n });
    expect(captured).toEqual({ customer: `${ann}`, userErrors: [] });
    expect(codes(await releasePoints(deps(), ended(held)))).toEqual(["HOLD_CLOSED"]);
    await expectSound(NOW);
  });

  test("nobody captures, gives back or takes back their own, whoever set them aside", async () => {
    const self = await member("self");
    const [row] = await database.sql<{ public_id: string }[]>`
      select public_id from customer where id = ${self}`;
    const viewer = { ...who("till"), customerId: row?.public_id ?? null };
    const held = await authorise(self, 80n);
    const refused = { code: "FORBIDDEN" };
    const own = () => ({ ...ended(held), viewer, points: null });
    await expect(capturePoints(deps(), own())).rejects.toMatchObject(refused);
    await expect(releasePoints(deps(), own())).rejects.toMatchObject(refused);
    expect(codes(await capturePoints(deps(), { ...ended(held), points: null }))).toEqual([]);
    await expect(refundPoints(deps(), own())).rejects.toMatchObject(refused);
    expect(await balance(self)).toBe(20n);
  });

  test("a repeat with its key gets the first answer and takes nothing more", async () => {
    const ben = await member("ben");
    const idempotencyKey = key();
    const first = await authorise(ben, 30n, NOW, idempotencyKey);
    expect(await authorise(ben, 30n, NOW, idempotencyKey)).toEqual(first);
    expect(await balance(ben)).toBe(70n);
  });

  test("what goes back pays first what is owed, and what was set aside is paid all the same", async () => {
    const back = (name: string) => {
      const event = {
        ...{ source: "shop", eventId: `back-${name}`, kind: "RETURNED", return: { id: "R" } },
        ...{ occurredAt: "2026-03-05T10:00:00Z" },
        references: [{ kind: "order", value: `${name}-1` }],
      };
      return bench.gateway.send([event], { now: NOW });
    };
    const balanceOf = async (leaf: bigint) => {
      const [row] = await bench.database.sql<{ active: bigint; left: bigint }[]>`
        select a.active, sum(l.remaining)::bigint as left
        from account a join lot l on l.account_id = a.id where a.leaf_id = ${leaf} group by a.id`;
      return [row?.active, row?.left];
    };
    const released = await bench.member("owes-a");
    const first = await bench.authorise(released, 30n);
    await back("owes-a");
    expect(await balanceOf(released)).toEqual([-30n, 0n]);
    await releasePoints(bench.deps(), bench.ended(first));
    expect(await balanceOf(released)).toEqual([0n, 0n]);
    const paid = await bench.member("owes-b");
    const second = await bench.authorise(paid, 30n);
    await back("owes-b");
    const some = await capturePoints(bench.deps(), { ...bench.ended(second), points: 20n });
    expect(some.userErrors).toEqual([]);
    expect(await balanceOf(paid)).toEqual([-20n, 0n]);
    await bench.expectSound(NOW);
  });

  test("a refund gives back what was paid, never more than that, apart from what the purchase earned", async () => {
    const cat = await member("cat");
    const held = await authorise(cat, 60n);
    await capturePoints(deps(), { ...ended(held), points: null });
    expect(codes(await refundPoints(deps(), { ...ended(held), points: 61n }))).toEqual([
      "MORE_THAN_HELD",
    ]);
    await refundPoints(deps(), { ...ended(held), points: 45n });
    await refundPoints(deps(), { ...ended(held), points: null });
    expect(codes(await refundPoints(deps(), { ...ended(held), points: 1n }))).toEqual([
      "MORE_THAN_HELD",
    ]);
    expect(await balance(cat)).toBe(100n);
    // The goods go back too: the purchase's own points are taken, and nothing of the refund beyond
    // them.
    await gateway.send([about("cat-1", "RETURNED", "r", { return: { id: "r" } })], { now: NOW });
    expect(await balance(cat)).toBe(0n);
    await expectSound(NOW);
  });

  test("a payment that nobody finished gives its points back; a late capture is refused", async () => {
    // Of other tests.
    await expireHolds(deps(at("2026-03-10T12:20:00Z")));
    const dan = await member("dan");
    const held = await authorise(dan, 80n);
    const later = at("2026-03-10T12:15:01Z");
    expect(codes(await capturePoints(deps(later), { ...ended(held), points: null }))).toEqual([
      "HOLD_CLOSED",
    ]);
    expect(await balance(dan)).toBe(100n);
    await authorise(dan, 80n, later);
    // The next till does not wait for the job.
    expect(codes(await authorise(dan, 100n, at("2026-03-10T12:40:00Z")))).toEqual([]);
    expect(await expireHolds(deps(at("2026-03-10T13:00:00Z")))).toBe(1);
    expect(await balance(dan)).toBe(100n);
    await expectSound(at("2026-03-10T13:00:00Z"));
  });

  test("points that expire while they are set aside pay what was authorised, and are gone when given back", async () => {
    const eve = await member("eve");
    const fay = await member("fay");
    const last = at("2026-04-01T22:55:00Z");
    const [paid, back] = [await authorise(eve, 100n, last), await authorise(fay, 100n, last)];
    const after = at("2026-04-01T23:00:01Z");
    const late = at("2026-04-01T23:05:00Z");
    await runDue({ sql: database.sql, catalog: gateway.catalog, now: () => after });
    expect(codes(await capturePoints(deps(late), { ...ended(paid), points: 70n }))).toEqual([]);
    expect(codes(await releasePoints(deps(late), ended(back)))).toEqual([]);
    expect([await balance(eve), await balance(fay)]).toEqual([0n, 0n]);
    const kinds = await database.sql`
      select kind, points::int from entry where leaf_id = ${eve} order by id`;
    expect(kinds).toEqual([
      { kind: "EARNED", points: 100 },
      { kind: "AUTHORISED", points: 100 },
      { kind: "RELEASED", points: 100 },
      { kind: "SPENT", points: 70 },
      { kind: "EXPIRED", points: 30 },
    ]);
    await expectSound(late);
  });

  test(
    "twenty tills of two processes at once set aside exactly what there is",
    async () => {
      const gus = await member("gus");
      const other = connect(database.url, { max: 10 });
      const attempts = Array.from({ length: 20 }, (_, index) =>
        authorisePoints(
          { ...deps(), sql: index % 2 === 0 ? database.sql : other },
          {
            ...{ viewer: who("till"), rootId: gus, said: "gus", idempotencyKey: `race-${index}` },
            ...{ wallet: "points", points: 15n, reference: null, expiresInSeconds: null },
          },
        ),
      );
      const answers = await Promise.all(attempts);
      await other.end();
      expect(answers.filter(({ hold }) => hold !== null)).toHaveLength(6);
      expect(await balance(gus)).toBe(10n);
      await expectSound(NOW);
    },
    LONG_TEST_MS,
  );

  test("a till ends only what its own store has set aside", async () => {
    const hal = await member("hal");
    const held = await authorisePoints(deps(), {
      ...{ viewer: { ...who("till"), store: "london-1" }, rootId: hal, said: "hal" },
      ...{ idempotencyKey: key(), wallet: "points", points: 5n, reference: null },
      expiresInSeconds: 60,
    });
    const elsewhere = {
      ...ended(held),
      viewer: { ...who("till"), store: "leeds-1" },
      points: null,
    };
    expect(codes(await capturePoints(deps(), elsewhere))).toEqual(["HOLD_NOT_FOUND"]);
  });
});

describe("points by hand", () => {
  test("an agent keeps the limit of a day, over customers and at once; a supervisor has none", async () => {
    const [ida, jon] = [await member("ida"), await member("jon")];
    const agent = who("agent", "agent-7");
    const answers = await Promise.all([
      adjust(ida, 600n, agent),
      adjust(jon, 600n, agent),
      adjust(ida, -50n, who("agent", "agent-8")),
    ]);
    expect(answers.flatMap(codes)).toEqual(["ADJUSTMENT_LIMIT"]);
    expect(codes(await adjust(ida, 401n, agent))).toEqual(["ADJUSTMENT_LIMIT"]);
    expect(codes(await adjust(ida, 400n, agent))).toEqual([]);
    expect(codes(await adjust(jon, 5_000n))).toEqual([]);
    const tomorrow = addMicros(NOW, MICROS_PER_DAY + 1_000_000);
    expect(codes(await adjust(jon, 1_000n, agent, tomorrow))).toEqual([]);
    await expectSound(tomorrow);
  });

  test("what an agent passes on from customer to customer counts to the same limit, in whatever role", async () => {
    const [ray, sid] = [await member("ray"), await member("sid")];
    await adjust(ray, 3_000n);
    const pass = (points: bigint, viewer: Viewer) =>
      transferPoints(deps(), {
        ...{ viewer, fromRootId: ray, toRootId: sid, said: "both", idempotencyKey: key() },
        ...{ wallet: "points", points, reason: "household" },
      });
    const agent = who("agent", "agent-9");
    const answers = await Promise.all([pass(600n, agent), pass(600n, agent)]);
    expect(answers.flatMap(codes)).toEqual(["ADJUSTMENT_LIMIT"]);
    expect(codes(await adjust(sid, 401n, agent))).toEqual(["ADJUSTMENT_LIMIT"]);
    expect(codes(await adjust(sid, 400n, agent))).toEqual([]);
    expect(codes(await pass(1n, agent))).toEqual(["ADJUSTMENT_LIMIT"]);
    // A supervisor has no limit; what they gave counts when they act as an agent again.
    expect(codes(await pass(1_500n, who("supervisor", "agent-10")))).toEqual([]);
    expect(codes(await pass(1n, who("agent", "agent-10")))).toEqual(["ADJUSTMENT_LIMIT"]);
    await expectSound(NOW);
  });

  test.each([
    ["no reason", { reason: " " }, "REASON_INVALID"],
    ["no points", { points: 0n }, "POINTS_INVALID"],
    ["more than 64 bits", { points: 2n ** 63n }, "POINTS_INVALID"],
    ["more than there is", { points: -101n }, "INSUFFICIENT_POINTS"],
    ["a wallet that there is not", { wallet: "gems" }, "UNKNOWN_WALLET"],
    ["nobody", { rootId: null }, "CUSTOMER_NOT_FOUND"],
  ])("%s is refused, and nothing changes", async (name, change, code) => {
    const rootId = await member(`bad-${name.replaceAll(" ", "-")}`);
    const answer = await adjustPoints(deps(), {
      ...{ viewer: who("supervisor"), rootId, said: "x", idempotencyKey: key(), wallet: "points" },
      ...{ points: 5n, reason: "r", ...change },
    });
    expect(codes(answer)).toEqual([code]);
    expect(await balance(rootId)).toBe(100n);
  });

  test("blocked points can be spent again when they are unblocked", async () => {
    const kim = await member("kim");
    const request = { rootId: kim, said: "kim", wallet: "points", points: 90n, reason: "fraud?" };
    const viewer = who("supervisor");
    const made = await blockPoints(deps(), { ...request, viewer, idempotencyKey: key() });
    expect(codes(await authorise(kim, 20n))).toEqual(["INSUFFICIENT_POINTS"]);
    const block = made.hold?.publicId ?? null;
    await unblockPoints(deps(), { viewer, block, idempotencyKey: key(), reason: "no" });
    expect(codes(await authorise(kim, 20n))).toEqual([]);
    await expectSound(NOW);
  });

  test("points that are passed on expire when they would have", async () => {
    const [lea, max] = [
      await member("lea"),
      await member("max", "10.00", at("2026-03-25T12:00:00Z")),
    ];
    const answer = await transferPoints(deps(at("2026-03-25T12:00:00Z")), {
      ...{ viewer: who("agent"), fromRootId: lea, toRootId: max, said: "both" },
      ...{ idempotencyKey: key(), wallet: "points", points: 60n, reason: "family" },
    });
    expect(answer.userErrors).toEqual([]);
    expect([await balance(lea), await balance(max)]).toEqual([40n, 70n]);
    const end = at("2026-04-02T00:00:00Z");
    await runDue({ sql: database.sql, catalog: gateway.catalog, now: () => end });
    expect(await balance(lea)).toBe(0n);
    await expectSound(end);
  });

  test.each([
    ["points:adjust", (viewer) => adjust(1n, 1n, viewer)],
    [
      "points:spend",
      (viewer) => releasePoints(deps(), { viewer, authorisation: null, idempotencyKey: key() }),
    ],
    [
      "points:block",
      (viewer) =>
        unblockPoints(deps(), { viewer, block: null, idempotencyKey: key(), reason: "r" }),
    ],
  ] as const satisfies readonly (readonly [
    string,
    (viewer: ReturnType<typeof who>) => Promise<unknown>,
  ])[])("only roles with %s may", async (scope, run) => {
    for (const role of Object.keys(ROLES) as Role[]) {
      const may = (ROLES[role] as readonly string[]).includes(scope);
      const tried = run(who(role));
      if (may) {
        await expect(tried).resolves.toBeDefined();
      } else {
        await expect(tried).rejects.toMatchObject({ code: "FORBIDDEN" });
      }
    }
  });
});
