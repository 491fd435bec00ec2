import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readInteractionsByPublicIds } from "../../../db/queries/interactions/readInteractions.ts";
import type { Role } from "../../../src/domain/access/viewer.ts";
import {
  INTERACTIONS_PER_CALL_MAX,
  type InteractionResult,
  recordInteractions,
} from "../../../src/interactions/recordInteractions.ts";
import {
  type CommandBench,
  expectSound,
  hoursAgo,
  sale,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { at, viewerOf } from "../../support/receiver.ts";
import { testSeed } from "../../support/seed.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
  const people = Array.from({ length: 12 }, (_, index) => email(`p${index}`));
  await bench.gateway.send(people.map((customer, index) => sale(`S-${index}`, customer)));
});
afterAll(() => bench?.close());

const email = (name: string) => [{ kind: "email", value: `${name}@example.com` }];

function interaction(externalId: string, more: Record<string, unknown> = {}) {
  return {
    source: "shop",
    externalId,
    kind: "CONTACT",
    occurredAt: "2026-01-05T10:00:00Z",
    channel: "phone",
    customer: email("p1"),
    subject: "Asked where the parcel is",
    ...more,
  };
}

async function record(
  raws: readonly unknown[],
  role: Role = "agent",
): Promise<readonly InteractionResult[]> {
  return await recordInteractions(bench.deps, {
    viewer: viewerOf(role),
    interactions: raws.map((raw) => ({ raw, customerPublicId: null })),
  });
}

const codes = (results: readonly InteractionResult[]) =>
  results.map(({ duplicate, userErrors }) => userErrors[0]?.code ?? (duplicate ? "again" : "new"));

describe("one call of many", () => {
  test("results come in input order, and what is wrong with one fails it alone and names its field", async () => {
    const results = await record([
      interaction("order-1"),
      interaction("order-2", { customer: email("nobody") }),
      interaction("order-3", { kind: "GOSSIP" }),
      interaction("order-4", { occurredAt: "yesterday" }),
      interaction("order-5", { source: "unheard-of" }),
      interaction("order-6", { occurredAt: "2100-01-01T00:00:00Z" }),
      interaction("order-7", { channel: "x".repeat(200) }),
      interaction("order-8", { customer: [{ kind: "email", value: "no address" }] }),
      interaction("order-9", { customer: null }),
      interaction("order-10", { kind: "CASE_OPENED" }),
      interaction("order-11", { subject: "\ud800" }),
      interaction("order-12", { customer: email("p2") }),
    ]);
    expect(results.map(({ userErrors }) => userErrors[0]?.field ?? null)).toEqual([
      null,
      ["customer"],
      ["kind"],
      ["occurredAt"],
      ["source"],
      ["occurredAt"],
      ["channel"],
      ["customer", "0", "value"],
      ["customer"],
      ["caseNumber"],
      ["subject"],
      null,
    ]);
    expect(codes(results)).toEqual([
      "new",
      "CUSTOMER_NOT_FOUND",
      "UNKNOWN_INTERACTION_KIND",
      "INSTANT_MALFORMED",
      "UNKNOWN_SOURCE",
      "IN_THE_FUTURE",
      "TOO_LONG",
      "EMAIL_MALFORMED",
      "MISSING",
      "MISSING",
      "TEXT_NOT_ALLOWED",
      "new",
    ]);
  });

  test("one that the database cannot take fails alone, and who runs the server is told", async () => {
    const { sql } = bench.database;
    await sql`
      create function poison() returns trigger language plpgsql as $$
      begin if new.external_id = 'poison' then raise exception 'poisoned'; end if; return new; end $$`;
    await sql`create trigger poison before insert on interaction for each row execute function poison()`;
    const failures: unknown[] = [];
    const ids = ["well-1", "well-2", "poison", "well-3", "well-4"];
    const results = await recordInteractions(
      { ...bench.deps, onFailure: (error) => failures.push(error) },
      {
        viewer: viewerOf("ingest"),
        interactions: ids.map((id) => ({ raw: interaction(id), customerPublicId: null })),
      },
    );
    await sql`drop trigger poison on interaction`;
    expect(codes(results)).toEqual(["new", "new", "INTERNAL", "new", "new"]);
    expect(failures).toHaveLength(1);
  });

  test("more than the limit are refused whole", async () => {
    const many = Array.from({ length: INTERACTIONS_PER_CALL_MAX + 1 }, () => interaction("same"));
    await expect(record(many)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("a role that may not write interactions is refused, and so is another's source", async () => {
    for (const role of ["storefront", "shop", "till", "marketer", "operator"] as const) {
      await expect(record([interaction("role")], role)).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    }
    const viewer = { ...viewerOf("ingest"), sources: ["erp"] };
    const raw = { raw: interaction("source"), customerPublicId: null };
    const results = await recordInteractions(bench.deps, { viewer, interactions: [raw] });
    expect(codes(results)).toEqual(["SOURCE_NOT_ALLOWED"]);
  });
});

test("staff may not write to their own record; the others of the call are recorded", async () => {
  const [row] = await bench.database.sql<{ public_id: string }[]>`
    select c.public_id from identifiers i join customer c on c.id = i.leaf_id
    where i.value = 'p2@example.com'`;
  const viewer = { ...viewerOf("agent"), customerId: row?.public_id as string };
  const raws = [interaction("own-1", { customer: email("p2") }), interaction("own-2")];
  const interactions = raws.map((raw) => ({ raw, customerPublicId: null }));
  const results = await recordInteractions(bench.deps, { viewer, interactions });
  expect(codes(results)).toEqual(["OWN_RECORD", "new"]);
  expect(results[0]?.userErrors[0]?.field).toEqual(["customer"]);
  expect(codes(await record(raws))).toEqual(["new", "again"]);
});

describe("(source, external id) is the key", () => {
  test("a repeat answers with the first one's id, also spelt otherwise; another body is a conflict and changes nothing", async () => {
    const [first] = await record([interaction("once")]);
    const again = await record([
      interaction("once"),
      interaction("once", {
        customer: [{ kind: "email", value: " P1@Example.com " }],
        occurredAt: "2026-01-05T11:00:00+01:00",
        order: null,
      }),
      interaction("once", { subject: "Something else" }),
      interaction("once", { source: "erp" }),
    ]);
    expect(codes(again)).toEqual(["again", "again", "CONFLICT", "new"]);
    expect(again[0]?.publicId).toBe(first?.publicId);
    const rows = await bench.database.sql`
      select subject from interaction where external_id = 'once' order by source_id`;
    expect(rows).toHaveLength(2);
    expect(rows.map((row) => row["subject"])).not.toContain("Something else");
  });

  test("the same one twice in a call is recorded once", async () => {
    const results = await record([
      interaction("twice"),
      interaction("twice"),
      interaction("twice", { channel: "email" }),
    ]);
    expect(codes(results)).toEqual(["new", "again", "CONFLICT"]);
    expect(results[1]?.publicId).toBe(results[0]?.publicId);
  });

  test("of many callers with the same one at once exactly one records it, and the stream tells it once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = `race-${round}`;
      const bodies = [interaction(id), interaction(id), interaction(id, { channel: "email" })];
      const answers = await Promise.all([...bodies, ...bodies].map((raw) => record([raw])));
      const outcomes = answers.map((results) => codes(results)[0]);
      expect(outcomes.filter((outcome) => outcome === "new")).toHaveLength(1);
      const [told] = await bench.database.sql`
        select count(*)::int as count from outbox o join interaction i
          on o.payload ->> 'interactionId' = i.public_id::text where i.external_id = ${id}`;
      expect(told).toEqual({ count: 1 });
    }
  });

  test("two calls with the same customers and keys in opposite order both get through", async () => {
    for (let round = 0; round < 5; round += 1) {
      const raws = Array.from({ length: 10 }, (_, index) =>
        interaction(`opposite-${round}-${index}`, { customer: email(`p${index}`) }),
      );
      const answers = await Promise.all([record(raws), record(raws.toReversed())]);
      const news = answers.flatMap(codes).filter((code) => code === "new");
      expect(news).toHaveLength(10);
      expect(answers.flat().every(({ userErrors }) => userErrors.length === 0)).toBe(true);
    }
  });
});

test("a case is open or resolved the same in whatever order its messages come", async () => {
  const messages = [
    { kind: "COMPLAINT", occurredAt: "2026-01-01T10:00:00Z", expected: "RESOLVED" },
    { kind: "CASE_OPENED", occurredAt: "2026-01-01T11:00:00Z", expected: "RESOLVED" },
    { kind: "CASE_RESOLVED", occurredAt: "2026-01-02T10:00:00Z", expected: "RESOLVED" },
    { kind: "CONTACT", occurredAt: "2026-01-02T11:00:00Z", expected: null },
    // Opened again, and nobody has resolved that.
    { kind: "CASE_OPENED", occurredAt: "2026-01-03T10:00:00Z", expected: "OPEN" },
  ];
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
      fc.boolean(),
      async (order, together) => {
        run += 1;
        const raws = order.map((index) => {
          const { kind, occurredAt } = messages[index] as (typeof messages)[number];
          return interaction(`case-${run}-${index}`, { kind, occurredAt, caseNumber: `K-${run}` });
        });
        const calls = together ? [raws] : raws.map((raw) => [raw]);
        const ids: string[] = [];
        for (const call of calls) {
          for (const { publicId } of await record(call)) {
            ids.push(publicId as string);
          }
        }
        const rows = await readInteractionsByPublicIds(bench.database.sql, ids);
        const status = new Map(rows.map((row) => [row.publicId, row.status]));
        expect(ids.map((id) => status.get(id))).toEqual(
          order.map((index) => messages[index]?.expected),
        );
      },
    ),
    { numRuns: 15, seed: testSeed() },
  );
});

test("a case of the same number at another source stays open", async () => {
  const opened = interaction("foreign-1", { kind: "CASE_OPENED", caseNumber: "SHARED" });
  const resolved = { kind: "CASE_RESOLVED", caseNumber: "SHARED", source: "erp" };
  const [first] = await record([
    opened,
    interaction("foreign-2", { ...resolved, occurredAt: "2026-01-06T10:00:00Z" }),
  ]);
  const [row] = await readInteractionsByPublicIds(bench.database.sql, [first?.publicId as string]);
  expect(row?.status).toBe("OPEN");
});

test("people's words are in no stream, and the record loses them when asked and nothing else", async () => {
  const { sql } = bench.database;
  const [result] = await record([interaction("words", { subject: "Very private words" })]);
  const [leak] = await sql`
    select count(*)::int as count from outbox where payload::text like '%private words%'`;
  expect(leak).toEqual({ count: 0 });
  const id = result?.publicId as string;
  await expect(sql`update interaction set channel = 'x' where public_id = ${id}`).rejects.toThrow();
  await expect(
    sql`update interaction set subject = null, kind = 'x' where public_id = ${id}`,
  ).rejects.toThrow("loses its subject");
  await expect(sql`delete from interaction where public_id = ${id}`).rejects.toThrow();
  await sql`update interaction set subject = null where public_id = ${id}`;
});

test("the source's freshness follows, for the customer and for everybody; history is no news", async () => {
  const { sql } = bench.database;
  const recent = hoursAgo(1);
  await record([
    interaction("fresh-1", { source: "erp", customer: email("p5"), occurredAt: recent }),
    interaction("fresh-2", { source: "erp", customer: email("p6") }),
  ]);
  const erp = bench.gateway.catalog.source("erp")?.id as number;
  expect(bench.noted).toContainEqual([erp, at(recent)]);
  const [seen] = await sql`
    select c.seen_by -> ${String(erp)} as at from customer c
    join identifiers i on i.leaf_id = c.id where i.value = 'p5@example.com'`;
  expect(at(String(seen?.["at"]))).toBe(at(recent));
  const announced = await sql`
    select o.announce from interaction i join outbox o on o.payload ->> 'interactionId' = i.public_id::text
    where i.external_id in ('fresh-1', 'fresh-2') order by i.external_id`;
  expect(announced).toEqual([{ announce: true }, { announce: false }]);
});

test("one that is news does not announce the old ones that the same customer gets with it", async () => {
  const customer = email("p7");
  await record([
    interaction("mixed-1", { customer }),
    interaction("mixed-2", { customer, occurredAt: hoursAgo(1) }),
    interaction("mixed-3", { customer }),
  ]);
  const announced = await bench.database.sql`
    select o.announce from interaction i join outbox o on o.payload ->> 'interactionId' = i.public_id::text
    where i.external_id like 'mixed-%' order by i.external_id`;
  expect(announced.map(({ announce }) => announce)).toEqual([false, true, false]);
});

test("a blocked card still says whose complaint it is", async () => {
  const setStatus = (status: string) =>
    bench.database.sql`update identifiers set status = ${status} where value = 'p7@example.com'`;
  await setStatus("BLOCKED");
  expect(codes(await record([interaction("blocked", { customer: email("p7") })]))).toEqual(["new"]);
  await setStatus("ACTIVE");
});

test("the database is sound after all of it", async () => {
  await expectSound(bench);
});
