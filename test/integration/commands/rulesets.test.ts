import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { Catalog } from "../../../src/core/catalog.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { diffRulesets } from "../../../src/domain/ruleset/diffRulesets.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { activateRuleset } from "../../../src/programme/rulesets/activateRuleset.ts";
import {
  approveRuleset,
  createRulesetDraft,
  discardRulesetDraft,
  updateRulesetDraft,
} from "../../../src/programme/rulesets/drafts.ts";
import { createRulesetLoaders } from "../../../src/programme/rulesets.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  at,
  setUpRetailer,
  startReceiver,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";
import { sale } from "../verify/mixedLife.ts";

let database: TestDatabase;
let gateway: TestReceiver;
const NOW = at("2026-03-01T12:00:00Z");

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
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
const ann = { ...viewerOf("marketer"), principal: "ann" };
const bob = { ...viewerOf("marketer"), principal: "bob" };
const boss = { ...viewerOf("admin"), principal: "boss" };
const codes = ({ userErrors }: { userErrors: readonly { code: string }[] }) =>
  userErrors.map(({ code }) => code);

const DOUBLE = {
  ...DEFAULT_RULESET_DOCUMENT,
  earning: [{ code: "base", wallet: "points", pointsPerUnit: "2", rounding: "FLOOR" as const }],
};

async function draft(document: unknown = DOUBLE): Promise<number> {
  const made = await createRulesetDraft(deps(), {
    viewer: ann,
    document: JSON.stringify(document),
  });
  expect(made.userErrors).toEqual([]);
  return made.version as number;
}

describe("a version of the rules", () => {
  test("goes from draft over a second person to an instant from which on orders earn by it", async () => {
    const version = await draft();
    const seen = { version, expectedRevision: 1 };
    expect(codes(await activateRuleset(deps(), { viewer: boss, ...seen, at: null }))).toEqual([
      "NOT_APPROVED",
    ]);
    expect(codes(await approveRuleset(deps(), { viewer: ann, ...seen }))).toEqual([
      "SECOND_PERSON_NEEDED",
    ]);
    expect(codes(await approveRuleset(deps(), { viewer: bob, ...seen }))).toEqual([]);
    const begins = at("2026-04-01T00:00:00Z");
    const activated = await activateRuleset(deps(), { viewer: boss, ...seen, at: begins });
    expect(activated).toEqual({ version, userErrors: [] });
    await gateway.catalog.refresh();
    await gateway.send(
      [
        sale("before", "eva", "10.00", { occurredAt: "2026-03-31T22:59:59Z" }),
        sale("after", "eva", "10.00", { occurredAt: "2026-04-01T00:00:00Z" }),
      ],
      { now: at("2026-04-02T00:00:00Z") },
    );
    const earned = await database.sql`
      select points::int, ruleset_version from entry order by id`;
    expect(earned).toEqual([
      { points: 10, ruleset_version: 1 },
      { points: 20, ruleset_version: version },
    ]);
    expect(codes(await discardRulesetDraft(deps(), { viewer: ann, ...seen }))).toEqual([
      "NOT_A_DRAFT",
    ]);
    await expect(
      database.sql`update ruleset_version set document = '{}' where version = ${version}::int`,
    ).rejects.toThrow(/never changes/);
    await expect(
      database.sql`delete from ruleset_version where version = ${version}::int`,
    ).rejects.toThrow(/never changes/);
  });

  test("that was changed has to be approved anew, and of two who saw one revision one is refused", async () => {
    const version = await draft();
    await approveRuleset(deps(), { viewer: bob, version, expectedRevision: 1 });
    const document = stringify({ ...DOUBLE, retroCreditDays: 10 });
    const change = { viewer: bob, version, expectedRevision: 1, document };
    expect(codes(await updateRulesetDraft(deps(), change))).toEqual([]);
    expect(codes(await updateRulesetDraft(deps(), change))).toEqual(["REVISION_CONFLICT"]);
    const seen = { version, expectedRevision: 2 };
    expect(codes(await activateRuleset(deps(), { viewer: boss, ...seen, at: null }))).toEqual([
      "NOT_APPROVED",
    ]);
    // He changed it last, she wrote it.
    expect(codes(await approveRuleset(deps(), { viewer: bob, ...seen }))).toEqual([
      "SECOND_PERSON_NEEDED",
    ]);
    expect(codes(await approveRuleset(deps(), { viewer: ann, ...seen }))).toEqual([
      "SECOND_PERSON_NEEDED",
    ]);
    expect(codes(await discardRulesetDraft(deps(), { viewer: ann, ...seen }))).toEqual([]);
  });

  test("begins after the one before, and not sooner than every process knows of it", async () => {
    const version = await draft();
    const seen = { version, expectedRevision: 1 };
    await approveRuleset(deps(), { viewer: bob, ...seen });
    const tryAt = (instant: string, now = NOW) =>
      activateRuleset(deps(now), { viewer: boss, ...seen, at: at(instant) });
    expect(codes(await tryAt("2026-03-01T12:00:30Z"))).toEqual(["AT_TOO_SOON"]);
    expect(codes(await tryAt("2026-03-15T00:00:00Z"))).toEqual(["AT_NOT_AFTER_LAST"]);
  });

  test.each([
    [
      "tiers that overlap",
      { tiers: [DOUBLE.tiers[0], { ...DOUBLE.tiers[1], threshold: "0.00" }] },
      /tiers\[1\]\.threshold/,
    ],
    [
      "a threshold of 2^63",
      { tiers: [DOUBLE.tiers[0], { ...DOUBLE.tiers[1], threshold: `${2n ** 63n}` }] },
      /tiers\[1\]\.threshold/,
    ],
    ["a field that there is not", { teirs: [] }, /teirs/],
    [
      "an expiry that never was",
      { wallets: [{ code: "points", expiry: { kind: "SOON" } }] },
      /wallets\[0\]\.expiry/,
    ],
  ])("with %s is refused at its place", async (_name, change, place) => {
    const made = await createRulesetDraft(deps(), {
      viewer: ann,
      document: JSON.stringify({ ...DOUBLE, ...change }),
    });
    expect(codes(made)[0]).toBe("DOCUMENT_INVALID");
    expect(made.userErrors[0]?.message).toMatch(place);
  });

  test.each([
    ["a syntax fault", "tiers:\n  - code: [", /line 2, column/],
    ["no document", "42", /an object/],
    [
      "a bomb of aliases",
      `a: &a [x]\nb: &b [${"*a,".repeat(60)}]\nc: [${"*b,".repeat(60)}]`,
      /alias/i,
    ],
  ])("that is %s is refused", async (_name, document, message) => {
    const made = await createRulesetDraft(deps(), { viewer: ann, document });
    expect(made.userErrors[0]).toMatchObject({ code: "DOCUMENT_INVALID" });
    expect(made.userErrors[0]?.message).toMatch(message);
  });

  test("cannot change the currency that balances and windows are kept in", async () => {
    const version = await draft({
      ...DOUBLE,
      programme: { ...DOUBLE.programme, currency: "EUR" },
      rates: [],
    });
    const seen = { version, expectedRevision: 1 };
    await approveRuleset(deps(), { viewer: bob, ...seen });
    const late = { viewer: boss, ...seen, at: at("2027-01-01T00:00:00Z") };
    const refused = await activateRuleset(deps(), late);
    expect(codes(refused)).toEqual(["NOT_COMPATIBLE"]);
    expect(refused.userErrors[0]?.message).toMatch(/programme\.currency/);
  });
});

test.each([
  ["a longer window", "2027-01-01", { windowMonths: 48 }, null],
  ["all days since ever", "2027-01-02", { period: "LIFETIME" }, null],
  ["all days since joining", "2027-01-03", { period: "SINCE_JOIN" }, null],
  [
    "a window beyond the days that are kept",
    "2027-01-04",
    { windowMonths: 60 },
    /tierPolicy\.windowMonths.*72/,
  ],
  ["another basis", "2027-01-04", { basis: "ORDERS" }, /tierPolicy\.basis/],
] as const)(
  "%s may begin later, or is refused at its place",
  async (_name, day, policy, refusal) => {
    const version = await draft({ ...DOUBLE, tierPolicy: { ...DOUBLE.tierPolicy, ...policy } });
    const seen = { version, expectedRevision: 1 };
    await approveRuleset(deps(), { viewer: bob, ...seen });
    const late = { viewer: boss, ...seen, at: at(`${day}T00:00:00Z`) };
    const answer = await activateRuleset(deps(), late);
    expect(codes(answer)).toEqual(refusal === null ? [] : ["NOT_COMPATIBLE"]);
    if (refusal !== null) {
      expect(answer.userErrors[0]?.message).toMatch(refusal);
    }
  },
);

test("two versions differ by code, not by place", () => {
  const [base, silver, ...others] = DOUBLE.tiers;
  const after = {
    ...DOUBLE,
    version: 2,
    tiers: [base, { ...silver, threshold: "300.00" }, ...others.slice(1)],
  };
  expect(diffRulesets(DOUBLE, after)).toEqual([
    { path: "tiers[SILVER].threshold", before: '"250.00"', after: '"300.00"' },
    expect.objectContaining({ path: "tiers[GOLD]", after: null }),
  ]);
});

test("a version that says the defaults of another one differs only in what was changed", async () => {
  const { version } = await createRulesetDraft(deps(), {
    viewer: ann,
    document: JSON.stringify({ ...DEFAULT_RULESET_DOCUMENT, retroCreditDays: 7 }),
  });
  const directory = new Directory(await Catalog.load(database.sql));
  const loaders = createRulesetLoaders({ sql: database.sql, viewer: boss, directory });
  const draft = await loaders.byVersion(version as number);
  if (draft === null) {
    throw new Error("the draft is not there");
  }
  expect(await loaders.diff(draft, 1)).toEqual([
    { path: "retroCreditDays", before: "30", after: "7" },
  ]);
  await expect(loaders.diff(draft, 999)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
});
