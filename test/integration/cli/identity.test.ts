import { afterAll, beforeAll, expect, test } from "vitest";
import { FIT_RECORDS_MIN } from "../../../src/identity/models/models.ts";
import { resolveRecords } from "../../../src/identity/records/resolveRecords.ts";
import {
  type CommandBench,
  expectSound,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { labelledPeople } from "../../support/identity/people.ts";
import { runCli } from "../../support/runCli.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

/** Processes of their own, a dozen of them. */
const TIMEOUT_MS = 180_000;
const identity = (...args: string[]) => runCli(bench.database.url, ["identity", ...args]);
const json = async (...args: string[]) => {
  const run = await identity(...args, "--json");
  expect([run.exitCode, run.stderr.replaceAll(/^(Estim|Version|\d+ of).*\n/gm, "")]).toEqual([
    0,
    "",
  ]);
  expect(run.stdout.trim().split("\n")).toHaveLength(1);
  return JSON.parse(run.stdout);
};
/** By version, as `models` shows them: the product's own decides unless another one does. */
const statuses = async () => {
  const rows = await bench.database.sql<{ version: number; status: string }[]>`
    select version, status from identity_model`;
  const isActive = rows.some(({ status }) => status === "ACTIVE");
  const own = { 0: isActive ? "RETIRED" : "ACTIVE" };
  return { ...own, ...Object.fromEntries(rows.map(({ version, status }) => [version, status])) };
};
const groups = () => bench.database.sql`
  select string_agg(p.key, ' ' order by p.key) as keys from person_record p
  join customer c on c.id = p.leaf_id group by c.root_id order by 1`;
const audited = async () =>
  (
    await bench.database.sql<{ action: string }[]>`
    select action, details, actor from audit where action like 'identity.%' order by at`
  ).map(({ action }) => action);

let taken = 0;
async function take(count: number): Promise<void> {
  const people = labelledPeople(400, 5).slice(taken, taken + count);
  // Little is known of each, so that the weights that come with the product are not sure.
  const records = people.map(({ fields: { givenName, surname, birthDate, postcode } }, at) => ({
    ...{ sourceId: 1, key: `r-${taken + at}` },
    fields: JSON.parse(JSON.stringify({ givenName, surname, birthDate, postcode })),
  }));
  taken += people.length;
  await resolveRecords(bench.deps, records);
}

async function refused(words: RegExp, ...args: string[]): Promise<void> {
  const run = await identity(...args);
  expect(run.stderr).toMatch(words);
  expect(run.stderr).not.toMatch(/^ +at /m);
  expect([run.exitCode, run.stdout]).toEqual([1, ""]);
}

test(
  "what cannot be done is told in a sentence, and changes nothing",
  async () => {
    await Promise.all([
      refused(/There are no records of persons/, "fit", "--quiet"),
      refused(/There is no version 7 .*identity models/, "shadow", "7"),
      refused(/There is no version 7/, "activate", "7", "--quiet"),
      refused(/No version is tried/, "compare"),
      refused(/No version is tried/, "shadow"),
      refused(/Version 0 is the active one/, "compare", "0"),
      refused(/must be a whole number/, "activate", "latest"),
    ]);
    await take(20);
    await refused(new RegExp(`20 records .* at least ${FIT_RECORDS_MIN}`), "fit", "--quiet");
    expect(await statuses()).toEqual({ 0: "ACTIVE" });
    expect(await audited()).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  "weights are estimated, tried, compared and made active, and decide about all anew",
  async () => {
    await take(400);
    const fitted = await json("fit", "--seed", "3");
    expect(fitted).toMatchObject({ version: 1, status: "DRAFT", records: taken });
    const before = await groups();
    await json("shadow", "1");
    expect(await statuses()).toEqual({ 0: "ACTIVE", 1: "SHADOW" });
    await refused(/Version 0 comes with the product/, "shadow", "0");

    const compared = await json("compare", "--sample", "2");
    expect(compared).toMatchObject({ active: 0, version: 1, records: taken });
    expect(compared.pairs).toBeGreaterThan(0);
    const merged = compared.changes.filter((one: { to: string }) => one.to === "MERGE");
    expect(merged.length).toBeGreaterThan(0);
    for (const { pairs, samples } of compared.changes) {
      expect(samples).toHaveLength(Math.min(2, pairs));
      expect(samples[0].records.join(" ")).toMatch(/^\d+ \d+$/);
      expect(samples[0].customers.join(" ")).toMatch(/^\S{20,} \S{20,}$/);
      expect(samples[0].weightBefore).not.toBe(samples[0].weightAfter);
    }
    expect(await groups()).toEqual(before);
    expect(compared.asCame).toBeNull();
    expect((await identity("shadow")).stdout).toMatch(/no records have been compared since/);

    await take(20);
    const came = await json("shadow", "--sample", "2");
    expect(came).toMatchObject({ active: 0, version: 1, since: expect.stringMatching(/^\d{4}-/) });
    expect(came.days).toEqual([{ day: came.since, pairs: came.pairs, differ: expect.any(Number) }]);
    expect(came.pairs).toBeGreaterThanOrEqual(came.days[0].differ);
    for (const { pairs, samples } of came.changes) {
      expect(samples).toHaveLength(Math.min(2, pairs));
      expect(samples[0].customers.join(" ")).toMatch(/^\S{20,} \S{20,}$/);
    }
    expect((await json("compare", "--sample", "2")).asCame.pairs).toBe(came.pairs);
    expect((await identity("shadow")).stdout).toMatch(/\d+ comparisons since \d{4}-/);
    expect((await identity("compare", "1", "--quiet")).stdout).toMatch(/\d+ merged instead of/);

    const cut = await runCli(bench.database.url, ["identity", "activate", "1"], (said) =>
      said.includes("records scored"),
    );
    expect(cut.exitCode).toBeNull();
    expect(await json("activate", "1")).toMatchObject({ version: 1, before: 1, records: taken });
    const after = await groups();
    expect(after.length).toBeLessThan(before.length);
    expect(await statuses()).toEqual({ 0: "RETIRED", 1: "ACTIVE" });
    await expectSound(bench);

    await json("activate", "1");
    expect(await groups()).toEqual(after);
    expect(await audited()).toEqual(["identity.fit", "identity.shadow", "identity.activate"]);
    const { models } = await json("models");
    const shown = models.map((one: { version: number; status: string }) => [
      one.version,
      one.status,
    ]);
    expect(Object.fromEntries(shown)).toEqual(await statuses());
    expect(models[0]).toMatchObject({
      ...{
        version: 1,
        status: "ACTIVE",
        records: fitted.records,
        createdBy: expect.stringMatching(/^cli:/),
      },
      thresholds: { merge: expect.any(Number), review: expect.any(Number) },
      activatedAt: expect.stringMatching(/Z$/),
    });
  },
  TIMEOUT_MS,
);

test(
  "one version decides and one is tried at most, and the one before can be gone back to",
  async () => {
    const { version } = await json("fit");
    const third = (await json("fit")).version;
    await json("shadow", String(version));
    await json("shadow", String(third));
    expect(await statuses()).toEqual({ 0: "RETIRED", 1: "ACTIVE", 2: "DRAFT", 3: "SHADOW" });
    await json("activate", "3");
    expect(await statuses()).toEqual({ 0: "RETIRED", 1: "RETIRED", 2: "DRAFT", 3: "ACTIVE" });
    await json("activate", "0");
    expect(await statuses()).toEqual({ 0: "ACTIVE", 1: "RETIRED", 2: "DRAFT", 3: "RETIRED" });
    await bench.database
      .sql`update identity_model set parameters = '{"fields": {}}' where version = 2`;
    await refused(/another version of Tributary/, "activate", "2", "--quiet");
  },
  TIMEOUT_MS,
);
