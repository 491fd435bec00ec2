import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { readSetupFile } from "../../../src/domain/setup/readSetup.ts";
import type { SetupDocument } from "../../../src/domain/setup/setupSchema.ts";
import { applySetup } from "../../../src/programme/setup/applySetup.ts";
import { documentOf, loadSetup, versionOf } from "../../../src/programme/setup/setupState.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";

/** A set-up that changes while the installation lives. */

let database: TestDatabase;
let gateway: TestReceiver;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url);
});
afterAll(async () => {
  await gateway.close();
  await database.drop();
});

const current = async (): Promise<SetupDocument> => documentOf(await loadSetup(database.sql));

const apply = (document: SetupDocument, more: object = {}) =>
  applySetup(database.sql, {
    ...{ document, rules: null, actor: "admin:ann", dryRun: false, expectedVersion: null },
    ...more,
  });

const event = (eventId: string, more: object = {}) => ({
  ...{ source: "shop", eventId, kind: "SOLD", occurredAt: new Date().toISOString() },
  references: [{ kind: "order", value: eventId }],
  customer: [{ kind: "email", value: "ria@example.com" }],
  currencyCode: "GBP",
  lines: [{ id: "1", article: "A", quantity: "1", gross: "10.00" }],
  ...more,
});

const without = (document: SetupDocument, code: string): SetupDocument => ({
  ...document,
  sources: (document.sources ?? []).filter((source) => source.code !== code),
});

describe("what leaves the file", () => {
  test("is retired and not deleted; its events are refused, and taken in under their ids once it is back", async () => {
    const all = await current();
    const gone = await apply(without(all, "shop"));
    expect(gone).toMatchObject({ changes: [{ kind: "SOURCE", code: "shop", change: "RETIRED" }] });
    await gateway.catalog.refresh();
    const [refused] = await gateway.send([event("r-1")]);
    expect(refused).toMatchObject({
      ...{ outcome: "REJECTED", reason: "SOURCE_RETIRED", field: ["source"], source: "shop" },
      message: expect.stringMatching(/retired on \d{4}-\d\d-\d\d: nothing new of it is taken in/),
    });
    expect(await apply(without(all, "shop"))).toMatchObject({ changes: [] });

    const back = await apply(all);
    expect(back).toMatchObject({ changes: [{ code: "shop", change: "RESTORED" }] });
    await gateway.catalog.refresh();
    expect(await gateway.send([event("r-1")])).toMatchObject([
      { outcome: "APPLIED", duplicate: false },
    ]);
  });

  test("held what it waits for is applied, though its source is retired meanwhile", async () => {
    const all = await current();
    const [held] = await gateway.send([
      event("h-1", { source: "till", store: "new-1", customer: undefined }),
    ]);
    expect(held).toMatchObject({ outcome: "HELD", reason: "UNKNOWN_STORE" });
    const store = { code: "new-1", name: "New", brand: "T", market: "GB", timeZone: "UTC" };
    await apply(without({ ...all, stores: [...(all.stores ?? []), store] }, "till"));
    await gateway.catalog.refresh();
    const [row] = await database.sql`select id from events where event_id = 'h-1'`;
    await gateway.receiver.runHeld([row?.["id"]], { atOnce: false });
    expect(await database.sql`select outcome from events where event_id = 'h-1'`).toEqual([
      { outcome: "APPLIED" },
    ]);
    await apply({ ...all, stores: [...(all.stores ?? []), store] });
    await gateway.catalog.refresh();
  });

  test("may not be what something that stays still names", async () => {
    const answer = await apply({ setup: 1, channels: [] });
    expect(answer).toMatchObject({ kind: "INVALID" });
    expect(answer.kind === "INVALID" && answer.issues[0]).toMatchObject({
      path: [],
      message: expect.stringMatching(/the channel web is still named by \w+ \(sources\)/),
    });
    expect((await current()).channels).not.toEqual([]);
  });
});

test("two people who looked at the same set-up: the second is told, and nothing of theirs is written", async () => {
  const version = versionOf(await loadSetup(database.sql));
  const changed = (region: string) => apply({ setup: 1, region }, { expectedVersion: version });
  const answers = await Promise.all([changed("GB"), changed("DE")]);
  const kinds = answers.map(({ kind }) => kind).toSorted();
  expect(kinds).toEqual(["APPLIED", "CONFLICT"]);
  const { region } = await current();
  expect(region).toBe(answers[0]?.kind === "APPLIED" ? "GB" : "DE");
  await gateway.catalog.refresh();
  expect(gateway.catalog.defaultRegion("shop")).toBe(region);
});

test("every change is on record with who, when, before and after", async () => {
  const { sources = [], ...rest } = await current();
  const shop = sources.find(({ code }) => code === "shop");
  const later = sources.map((one) => (one === shop ? { ...one, region: "IE" } : one));
  await apply({ ...rest, sources: later }, { actor: "admin:bob" });
  const [change] = await database.sql`
    select actor, kind, code, change, before, after, at is not null as dated
      from setup_change order by id desc limit 1`;
  expect(change).toEqual({
    ...{ actor: "admin:bob", kind: "SOURCE", code: "shop", change: "CHANGED", dated: true },
    ...{ before: shop, after: { ...shop, region: "IE" } },
  });
  await gateway.catalog.refresh();
  expect([gateway.catalog.defaultRegion("shop"), gateway.catalog.source("shop")?.id]).toEqual([
    "IE",
    expect.any(Number),
  ]);
});

test("boundaries are crossed in the order of the file, also when nothing else changes", async () => {
  const { boundaries = [] } = await current();
  const turned = boundaries.toReversed();
  expect(await apply({ setup: 1, boundaries: turned })).toMatchObject({ kind: "APPLIED" });
  expect((await current()).boundaries?.map(({ code }) => code)).toEqual(
    turned.map(({ code }) => code),
  );
  expect(await apply({ setup: 1, boundaries: turned })).toMatchObject({ changes: [] });
});

test("rules of a database that has some are not changed: that they differ is said", async () => {
  const rules = { ...DEFAULT_RULESET_DOCUMENT, version: 1 };
  expect(await apply({ setup: 1 }, { rules })).toMatchObject({ notices: [] });
  const other = { ...rules, retroCreditDays: 13 };
  expect(await apply({ setup: 1 }, { rules: other })).toMatchObject({
    changes: [],
    notices: [expect.stringMatching(/^rules: other than those in force.*docs\/rulesets\.md/)],
  });
  expect(await database.sql`select version from ruleset_version`).toHaveLength(1);
});

test("a file of bombs, repetitions and strangers is refused in words, in no time", () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
    .split("")
    .map((name, at) => `${name}: &${name} [${`*${"abcdefgh"[at]},`.repeat(9)}]`)
    .join("\n")}`;
  const files = [
    ["", /begins with setup: 1/],
    ["- 1", /begins with setup: 1/],
    ["setup: 2", /must be 1/],
    ["setup: 1\nsetup: 1", /setup is there twice/],
    ["setup: 1\nsources: {", /./],
    [bomb, /alias/i],
    [`setup: 1\nregion: ${"[".repeat(5_000)}`, /./],
    ["setup: 1\npredictions: []", /predictions: is not a field|is not a field/],
    ["setup: 1\nstores: [{code: ' S', name: a, brand: b, market: GB, timeZone: UTC}]", /space/],
    [
      'setup: 1\nstores: [{code: S, name: "a\\u202Eb", brand: b, market: GB, timeZone: UTC}]',
      /U\+202E/,
    ],
  ] as const;
  for (const [content, expected] of files) {
    const read = readSetupFile(content);
    expect(read.ok).toBe(false);
    expect(read.ok ? "" : read.issues.map(({ message }) => message).join(" ")).toMatch(expected);
  }
});
