import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findSimulation } from "../../db/queries/programme/simulations.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../src/domain/ruleset/parseRuleset.ts";
import { createRulesetDraft } from "../../src/programme/rulesets/drafts.ts";
import { Simulations } from "../../src/programme/simulations.ts";
import { playApart } from "../../src/simulate/apart.ts";
import { playHere } from "../../src/simulate/play.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../support/database.ts";
import { at, startReceiver, type TestReceiver, viewerOf } from "../support/receiver.ts";
import { runCli } from "../support/runCli.ts";
import { liveMixed, liveOverrides, setUpMixed } from "./verify/mixedLife.ts";

let database: TestDatabase;
let gateway: TestReceiver;
const NOW = at("2026-05-01T00:00:00Z");

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpMixed(database.sql);
  gateway = await startReceiver(database.url);
  await liveMixed(gateway);
  await liveOverrides(database.sql, gateway.catalog);
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

async function contentOf() {
  return await database.sql`
    select (select md5(string_agg(c::text, ',' order by id)) from customer c) as customers,
      (select md5(string_agg(a::text, ',' order by id)) from account a) as accounts,
      (select md5(string_agg(e::text, ',' order by id)) from entry e) as entries,
      (select md5(string_agg(t::text, ',' order by id)) from tier_change t) as changes,
      (select md5(string_agg(r::text, ',' order by version)) from ruleset_version r) as rulesets`;
}

const draftOf = (change: object) => parseRuleset({ ...DEFAULT_RULESET_DOCUMENT, ...change });

describe("simulating a draft", () => {
  test("the rules in force move nobody and change no balance, and nothing is written", async () => {
    const before = await contentOf();
    const simulation = await simulate(database.sql, { draft: draftOf({}), now: NOW });
    expect(simulation).toMatchObject({ moves: [], examples: [], notPlayed: 0 });
    expect(simulation.customers).toBeGreaterThan(10);
    for (const { before: now, after } of [
      ...simulation.wallets,
      ...simulation.rules,
      ...simulation.tiers,
    ]) {
      expect(after).toBe(now);
    }
    expect(await contentOf()).toEqual(before);
  });

  test("twice the points double what rules gave; a lower threshold moves those above it, and says why", async () => {
    const [base, silver, ...others] = DEFAULT_RULESET_DOCUMENT.tiers;
    const draft = draftOf({
      tiers: [base, { ...silver, threshold: "10.00" }, ...others],
      earning: [{ code: "base", wallet: "points", pointsPerUnit: "2", rounding: "FLOOR" }],
    });
    const simulation = await simulate(database.sql, { draft, now: NOW });
    const [rule] = simulation.rules;
    expect(Number(rule?.after)).toBeGreaterThan(1.9 * Number(rule?.before));
    const up = simulation.moves.find(({ from, to }) => from === "BASE" && to === "SILVER");
    expect(up?.customers).toBeGreaterThan(0);
    expect(simulation.examples[0]?.because).toEqual([
      expect.stringMatching(/^Now BASE: \d+\.\d\d GBP count in the last 12 months\.$/),
      expect.stringMatching(/^Under the draft SILVER, which takes 10\.00 GBP: /),
    ]);
    const moved = simulation.tiers.reduce((sum, { before, after }) => sum + after - before, 0);
    expect(moved).toBe(0);
  });

  test("a draft that begins later leaves what was placed before as it was", async () => {
    const draft = draftOf({
      earning: [{ code: "base", wallet: "points", pointsPerUnit: "9", rounding: "FLOOR" }],
    });
    const simulation = await simulate(database.sql, {
      draft,
      from: at("2026-04-30T00:00:00Z"),
      now: NOW,
    });
    for (const { before, after } of simulation.rules) {
      expect(after).toBe(before);
    }
  });

  test("it ends when it is told to", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    const run = simulate(database.sql, { draft: draftOf({}), now: NOW, signal });
    await expect(run).rejects.toThrow("enough");
  });
});

describe("tributary simulate", () => {
  test("prints what would change; a draft that is no ruleset is refused with the places", async () => {
    const good = join(tmpdir(), `good-${process.pid}.json`);
    const bad = join(tmpdir(), `bad-${process.pid}.yaml`);
    await writeFile(good, JSON.stringify(DEFAULT_RULESET_DOCUMENT));
    await writeFile(bad, "programme: {}\ntiers: []\n");
    const ran = await runCli(database.url, ["simulate", good, "--json"]);
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ moves: [], notPlayed: 0 });
    const refused = await runCli(database.url, ["simulate", bad]);
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toMatch(/programme\.code: /);
    expect(refused.stderr).toMatch(/tiers: /);
  });
});

describe("a simulation in a process of its own", () => {
  const document = { ...DEFAULT_RULESET_DOCUMENT, version: 2 };

  test("comes to the same as in this one, tells how far it is, and leaves this thread free", async () => {
    const told: number[] = [];
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 1);
    const played = await playApart(database.url)(document, {
      onProgress: ({ done }) => told.push(done),
    });
    clearInterval(turning);
    const here = await playHere(database.sql)(document, {});
    const undated = ({
      asOf: _asOf,
      milliseconds: _milliseconds,
      ...rest
    }: Record<string, unknown>) => rest;
    expect(undated(played.result as Record<string, unknown>)).toEqual(
      undated(here.result as Record<string, unknown>),
    );
    expect(played.customers).toBe(here.customers);
    expect(told.at(-1)).toBe(here.customers);
    expect(turns).toBeGreaterThan(10);
  });

  test("that needs too much memory fails with a sentence, and this process goes on", async () => {
    await expect(playApart(database.url, 8)(document, {})).rejects.toThrow(
      "more than 8 MB of memory",
    );
  });

  test("ends when it is told to, and its connection with it", async () => {
    const ending = new AbortController();
    const playing = playApart(database.url)(document, { signal: ending.signal });
    ending.abort(new Error("the server was stopped"));
    await expect(playing).rejects.toThrow("the server was stopped");
  });

  test("fails with what is wrong when the draft is no ruleset", async () => {
    await expect(playApart(database.url)({}, {})).rejects.toThrow(/tiers: /);
  });
});

describe("a simulation in the background", () => {
  const marketer = { ...viewerOf("marketer"), principal: "ann" };
  const viewOf = async (version: number) => await findSimulation(database.sql, version);

  test("is kept with the version it is of, and a second call while it runs begins no other", async () => {
    const { version } = await createRulesetDraft(
      { sql: database.sql },
      { viewer: marketer, document: JSON.stringify(DEFAULT_RULESET_DOCUMENT) },
    );
    const simulations = new Simulations({ sql: database.sql });
    const start = () => simulations.start({ viewer: marketer, version: version as number });
    expect(await Promise.all([start(), start()])).toEqual([
      { version, userErrors: [] },
      { version, userErrors: [] },
    ]);
    expect((await viewOf(version as number))?.status).toBe("RUNNING");
    await simulations.idle();
    const done = await viewOf(version as number);
    expect(done).toMatchObject({ status: "DONE", revision: 1, error: null });
    expect(done?.result).toMatchObject({ notPlayed: 0, moves: [] });
    await simulations.stop();
  });

  test("that was cut off says so, and one whose process is gone is lost and can begin again", async () => {
    const simulations = new Simulations({ sql: database.sql });
    await simulations.start({ viewer: marketer, version: 1 });
    await simulations.stop();
    expect(await viewOf(1)).toMatchObject({ status: "FAILED", error: "the server was stopped" });
    await database.sql`
      update ruleset_simulation set status = 'RUNNING', updated_at = clock_timestamp() - interval '2 minutes'
      where version = 1`;
    expect((await viewOf(1))?.status).toBe("LOST");
    const others = new Simulations({ sql: database.sql });
    await others.start({ viewer: marketer, version: 1 });
    await others.idle();
    expect((await viewOf(1))?.status).toBe("DONE");
  });
});
