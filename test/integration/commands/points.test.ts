import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../../db/client.ts";
import { adjustPoints } from "../../../src/commands/points/adjustPoints.ts";
import { authorisePoints } from "../../../src/commands/points/authorisePoints.ts";
import { blockPoints, unblockPoints } from "../../../src/commands/points/blockPoints.ts";
import {
  capturePoints,
  refundPoints,
  releasePoints,
} from "../../../src/commands/points/endAuthorisation.ts";
import type { HoldAnswer } from "../../../src/commands/points/hold.ts";
import { transferPoints } from "../../../src/commands/points/transferPoints.ts";
import { ROLES, type Role } from "../../../src/domain/access/viewer.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { runDue } from "../../../src/jobs/advanceDue.ts";
import { expireHolds } from "../../../src/jobs/expireHolds.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  at,
  setUpRetailer,
  startReceiver,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";
import { rng, testSeed } from "../../support/seed.ts";
import { about, sale } from "../verify/mixedLife.ts";

const NOW = at("2026-03-10T12:00:00Z");
const LONG_TEST_MS = 120_000;

let database: TestDatabase;
let gateway: TestReceiver;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql, {
    ...DEFAULT_RULESET_DOCUMENT,
    wallets: [{ code: "points", pointValue: "0.01", expiry: { kind: "FIXED", months: 1 } }],
    limits: { adjustedPerAgentAndDay: 1_000 },
  });
  gateway = await startReceiver(database.url);
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});
const deps = (now: Instant = NOW) => ({
  sql: database.sql,
  catalog: gateway.catalog,
  newPublicId: uuidv7,
  now,
});

let keys = 0;
const key = () => {
  keys += 1;
  return `key-${keys}`;
};
const who = (role: Role, principal = `test:${role}`) => ({ ...viewerOf(role), principal });

async function member(name: string, gross = "100.00", now = NOW): Promise<bigint> {
  const [result] = await gateway.send([sale(`${name}-1`, name, gross)], { now });
  expect(result?.outcome).toBe("APPLIED");
  return result?.leafId as bigint;
}

const adjust = (rootId: bigint, points: bigint, viewer = who("supervisor"), now = NOW) =>
  adjustPoints(deps(now), {
    ...{ viewer, rootId, said: `${rootId}`, idempotencyKey: key(), wallet: "points", points },
    reason: "goodwill",
  });
const authorise = (rootId: bigint, points: bigint, now = NOW, idempotencyKey = key()) =>
  authorisePoints(deps(now), {
    ...{ viewer: who("till"), rootId, said: `${rootId}`, idempotencyKey, wallet: "points", points },
    reference: "R-1",
    expiresInSeconds: null,
  });
const ended = (answer: HoldAnswer) => ({
  viewer: who("till"),
  authorisation: answer.hold?.publicId ?? null,
  idempotencyKey: key(),
});
const codes = ({ userErrors }: { userErrors: readonly { code: string }[] }) =>
  userErrors.map(({ code }) => code);

async function balance(rootId: bigint): Promise<bigint | undefined> {
  const [row] = await database.sql<{ active: bigint }[]>`
    select active from account where leaf_id = ${rootId}`;
  return row?.active;
}

async function expectSound(now: Instant): Promise<void> {
  const report = await verifyDatabase(database.sql, { now });
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
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

  test("a repeat with its key gets the first answer and takes nothing more", async () => {
    const ben = await member("ben");
    const idempotencyKey = key();
    const first = await authorise(ben, 30n, NOW, idempotencyKey);
    expect(await authorise(ben, 30n, NOW, idempotencyKey)).toEqual(first);
    expect(await balance(ben)).toBe(70n);
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
    // The goods go back too: the purchase's own points are taken, and nothing of the refund beyond them.
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
      if (may) await expect(tried).resolves.toBeDefined();
      else await expect(tried).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});

/**
 * Guarantee: whatever is bought, brought back, given, taken, set aside, paid, refunded, passed on and waited for, the
 * record replays to the stored state, no lot is spent twice and all accounts sum to zero (I2, I7b).
 */
test(
  "random lives of points add up and replay",
  async () => {
    const random = rng(testSeed());
    const below = (count: number) => Math.floor(random() * count);
    const people = [];
    for (const name of ["r1", "r2", "r3"]) people.push(await member(name, "150.00", NOW));
    const holds: HoldAnswer[] = [];
    const blocks: string[] = [];
    let now = NOW;
    for (let step = 0; step < 120; step += 1) {
      now = addMicros(now, 1 + below(4) * below(MICROS_PER_DAY));
      const rootId = people[below(people.length)] as bigint;
      const points = BigInt(1 + below(60));
      const viewer = who("supervisor");
      switch (below(10)) {
        case 0:
          await gateway.send(
            [
              sale(`rl${step}`, `r${1 + below(3)}`, `${10 + below(90)}.00`, {
                occurredAt: "2026-03-10T10:00:00Z",
              }),
            ],
            { now },
          );
          break;
        case 1:
          await gateway.send(
            [about(`rl${below(step + 1)}`, "RETURNED", `b${step}`, { return: { id: `b${step}` } })],
            { now },
          );
          break;
        case 2:
        case 3:
          await adjust(rootId, below(3) === 0 ? -points : points, viewer, now);
          break;
        case 4:
        case 5:
          holds.push(await authorise(rootId, points, now));
          break;
        case 6: {
          const held = holds.at(-1);
          if (held === undefined) break;
          if (below(3) === 0) await releasePoints(deps(now), ended(held));
          else
            await capturePoints(deps(now), { ...ended(held), points: below(2) === 0 ? null : 1n });
          break;
        }
        case 7: {
          const held = holds[below(holds.length)];
          if (held !== undefined) await refundPoints(deps(now), { ...ended(held), points: 1n });
          break;
        }
        case 8: {
          const request = { rootId, said: "x", wallet: "points", points, reason: "r" };
          const made = await blockPoints(deps(now), { ...request, viewer, idempotencyKey: key() });
          if (made.hold !== null) blocks.push(made.hold.publicId);
          const block = blocks.shift() ?? null;
          if (below(2) === 0 && block !== null) {
            await unblockPoints(deps(now), { viewer, block, idempotencyKey: key(), reason: "r" });
          }
          break;
        }
        default:
          if (below(2) === 0) {
            const toRootId = people[below(people.length)] as bigint;
            await transferPoints(deps(now), {
              ...{ viewer, fromRootId: rootId, toRootId, said: `${step}`, idempotencyKey: key() },
              ...{ wallet: "points", points, reason: "r" },
            });
          } else {
            await expireHolds(deps(now));
            const { sql } = database;
            await runDue({ sql, catalog: gateway.catalog, now: () => now });
          }
      }
    }
    await expectSound(now);
    const [sums] = await database.sql`
    select (select count(distinct kind)::int from entry) as kinds,
      (select bool_and(remaining >= 0 and remaining <= points) from lot) as lots`;
    expect(sums).toMatchObject({ lots: true });
    expect(sums?.["kinds"]).toBeGreaterThanOrEqual(10);
  },
  LONG_TEST_MS,
);
