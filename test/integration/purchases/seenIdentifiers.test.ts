import { afterAll, beforeAll, expect, test } from "vitest";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import {
  type CommandBench,
  expectSound,
  sale,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { at, viewerOf } from "../../support/receiver.ts";

/** What is kept of an identifier beside its value: as it was first given, and when it was seen. */

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

/** `2026-03-0n` at noon: days of the past, whatever the day of the test is. */
const noon = (day: number) => `2026-03-0${day}T12:00:00Z`;
const buy = async (number: string, day: number, ...customer: { kind: string; value: string }[]) =>
  (
    await bench.gateway.send([sale(number, customer, { occurredAt: noon(day) })], {
      now: at(noon(day)),
    })
  )[0];
const mail = (value: string) => ({ kind: "email", value });
async function rowOf(value: string) {
  const [row] = await bench.database.sql`
    select raw, last_seen_on, xmin::text as written from identifiers where value = ${value}`;
  return row;
}

test("as it was first given stays, however it is spelled later", async () => {
  await buy("A-1", 1, mail(" Ada@Example.ORG"));
  await buy("A-2", 2, mail("ADA@example.org"));
  expect(await rowOf("ada@example.org")).toMatchObject({ raw: " Ada@Example.ORG" });
  await buy("A-3", 2, mail("plain@example.org"));
  expect(await rowOf("plain@example.org")).toMatchObject({ raw: null });
});

test("a purchase of a later day says when it was seen last, one of the same or an earlier day writes nothing", async () => {
  await buy("B-1", 2, mail("b@example.org"));
  const first = await rowOf("b@example.org");
  expect(first).toMatchObject({ last_seen_on: "2026-03-02" });
  await buy("B-2", 2, mail("b@example.org"));
  await buy("B-3", 1, mail("b@example.org"));
  expect(await rowOf("b@example.org")).toEqual(first);
  await buy("B-4", 4, mail("b@example.org"));
  expect(await rowOf("b@example.org")).toMatchObject({ last_seen_on: "2026-03-04" });
});

test("two purchases of one call leave the later day", async () => {
  await buy("C-1", 1, mail("c@example.org"));
  const both = [5, 3].map((day) =>
    sale(`C-${day}`, [mail("c@example.org")], { occurredAt: noon(day) }),
  );
  await bench.gateway.send(both, { now: at(noon(6)) });
  expect(await rowOf("c@example.org")).toMatchObject({ last_seen_on: "2026-03-05" });
});

test("what somebody else shows of a customer's identifier is no sight of the customer", async () => {
  await buy("D-1", 1, mail("d1@example.org"));
  await buy("D-2", 1, mail("d2@example.org"));
  const shown = await buy("D-3", 3, mail("d1@example.org"), mail("d2@example.org"));
  const days = await Promise.all(["d1", "d2"].map((name) => rowOf(`${name}@example.org`)));
  expect(shown?.outcome).toBe("APPLIED");
  expect(days.map((row) => row?.["last_seen_on"])).toEqual(["2026-03-03", "2026-03-01"]);
});

test("one that waited is seen on the day of the purchase that gives it to somebody", async () => {
  const till = { source: "till", occurredAt: noon(1) };
  await bench.gateway.send([sale("E-1", [{ kind: "loyalty", value: "00 77-1" }], till)], {
    now: at(noon(1)),
  });
  expect(await rowOf("00771")).toMatchObject({ raw: "00 77-1", last_seen_on: "2026-03-01" });
  const made = await createCustomer(bench.deps, {
    ...{ viewer: viewerOf("agent"), name: null, language: null, idempotencyKey: "made" },
    identifiers: [{ kind: "loyalty", value: "0077 1", verified: true }],
  });
  expect(made.userErrors).toEqual([]);
  expect(await rowOf("00771")).toMatchObject({ raw: "00 77-1" });
  await linkIdentifier(bench.deps, {
    ...{ viewer: viewerOf("agent"), rootId: BigInt(made.leafId as string), said: null },
    identifier: { kind: "email", value: "E@Example.org", verified: false },
    idempotencyKey: "linked",
  });
  expect(await rowOf("e@example.org")).toMatchObject({ raw: "E@Example.org", last_seen_on: null });
  await expectSound(bench);
});
