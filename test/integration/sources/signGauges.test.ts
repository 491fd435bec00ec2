import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addToSourceHours } from "../../../db/queries/sources/hours.ts";
import { noCounts } from "../../../src/domain/sources/counts.ts";
import { hourOf, MICROS_PER_HOUR } from "../../../src/domain/sources/usual.ts";
import { addMicros, type Instant } from "../../../src/domain/time/instant.ts";
import { signsJob } from "../../../src/sources/signGauges.ts";
import { rowOf } from "../../../src/sources/sourceTally.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const now = (Date.now() * 1_000) as Instant;

let server: TestServer;
let shop: number;
beforeAll(async () => {
  server = await startTestServer({});
  shop = server.catalog.source("shop")?.id as number;
  // Sixty in each hour of four weeks, and none in the last three.
  const hours = Array.from({ length: 4 * 168 }, (_, index) => index + 3);
  const counts = { ...noCounts(), told: 60 };
  await addToSourceHours(
    server.database.sql,
    hours.map((ago) => rowOf(shop, addMicros(hourOf(now), -ago * MICROS_PER_HOUR), counts)),
  );
  await server.database.sql`
    insert into source_watermark (source_id, watermark, received_at)
    values (${shop}, now() - interval '130 minutes', now() - interval '130 minutes')`;
});
afterAll(() => server?.stop());

test("the graph tells an operator that a source is quiet, with its figures and what to do", async () => {
  const query = `{ health { sources {
    source status lastToldAt ratePerMinute usualPerMinute signs { code text runbook } hours(last: 4) { told } drift { path }
  } } }`;
  const { data } = await server.graphql({ query, token: await server.token("operator") });
  const found = data.health.sources.find(({ source }: { source: string }) => source === "shop");
  expect(found).toMatchObject({ ratePerMinute: 0, usualPerMinute: 1, drift: [] });
  expect(found.signs).toMatchObject([{ code: "QUIET", runbook: "sources.md#a-source-is-quiet" }]);
  expect(found.signs[0].text).toMatch(/usually about 1[23]\d would have/);
  expect(found.hours.map(({ told }: { told: number }) => told)).toEqual([60, 0, 0, 0]);
});

test("a source that is retired is not told of until it is back", async () => {
  const query = "{ health { sources { source } } }";
  const codes = async () => {
    const { data } = await server.graphql({ query, token: await server.token("operator") });
    return data.health.sources.map(({ source }: { source: string }) => source);
  };
  const all = await codes();
  await server.database.sql`update source set retired_at = now() where code = 'shop'`;
  await server.catalog.refresh();
  expect(await codes()).toEqual(all.filter((code: string) => code !== "shop"));
  await server.database.sql`update source set retired_at = null where code = 'shop'`;
  await server.catalog.refresh();
  expect(await codes()).toEqual(all);
});

test.each([0, 169])(
  "%d hours cannot be asked for, and the error says how many can",
  async (last) => {
    const query = `{ health { sources { hours(last: ${last}) { told } } } }`;
    const { errors } = await server.graphql({ query, token: await server.token("operator") });
    expect(errors?.[0]).toMatchObject({
      message: "last must be 1 to 168.",
      extensions: { code: "BAD_USER_INPUT" },
    });
  },
);

test("scrapers are told each sign of each source, and nothing of before when it cannot be read", async () => {
  const registry = new Registry();
  const directory = { sources: server.catalog.tables.sources };
  const job = signsJob({ sql: server.database.sql, directory, now: () => now }, { registry });
  await job.work();
  const told = await registry.metrics();
  expect(told).toContain('tributary_source_sign{source="shop",sign="QUIET"} 1');
  expect(told).toContain('tributary_source_sign{source="shop",sign="DRIFT"} 0');
  expect(told).toContain('tributary_source_usual_per_minute{source="shop"} 1');
  expect(told).not.toContain('tributary_source_usual_per_minute{source="erp"}');
  await server.database.sql`alter table source_hour rename to hidden`;
  await expect(job.work()).rejects.toThrow();
  await server.database.sql`alter table hidden rename to source_hour`;
  expect(await registry.metrics()).not.toContain("{source=");
});
