import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Tx } from "../../db/connection/client.ts";
import { waitForLane } from "../../db/queries/identity/records.ts";
import { ROLES, type Role } from "../../src/domain/access/viewer.ts";
import { STORE, startTestServer, type TestServer } from "../support/server.ts";

/** Records of persons by the graph's door, from those who may send them and those who may not. */

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

type Fields = Readonly<Record<string, unknown>>;

const DOCUMENT = `mutation($input: ResolveRecordsInput!) {
  resolveRecords(input: $input) {
    results { index key outcome customerId userErrors { code message field } }
    userErrors { code message field } } }`;

async function ask(input: Fields, token?: string) {
  return await server.graphql({
    query: DOCUMENT,
    variables: { input: { source: "shop", idempotencyKey: randomUUID(), ...input } },
    token: token ?? (await server.token("ingest")),
  });
}

async function take(records: readonly Fields[], more: Fields = {}) {
  const { data, errors } = await ask({ records, ...more });
  expect(errors).toBeUndefined();
  expect(data.resolveRecords.userErrors).toEqual([]);
  return data.resolveRecords.results;
}

const counted = async () =>
  await server.database.sql`
    select (select count(*) from person_record)::int as records,
      (select count(*) from record_block)::int as blocks,
      (select count(*) from customer)::int as customers`;

const ROSA = {
  ...{ givenName: "Rosalind", familyName: "Abernathy-Quill", birthDate: "1979-05-02" },
  ...{ email: "rosalind.quill@example.com", street: "14 Harbour Lane", postalCode: "PL1 2QX" },
};

describe("an integration", () => {
  test("is told whose each record is, and what was done with it", async () => {
    const [first, other] = await take([
      { key: "rosa-1", ...ROSA },
      { key: "bert-1", name: "Bertrand Oyelaran", birthDate: "1961-12-30", city: "Leeds" },
    ]);
    expect([first, other]).toMatchObject([
      { index: 0, key: "rosa-1", outcome: "CREATED", userErrors: [] },
      { index: 1, key: "bert-1", outcome: "CREATED", userErrors: [] },
    ]);
    expect(first.customerId).not.toBe(other.customerId);
    const [again, second] = await take([
      { key: "rosa-1", ...ROSA },
      { key: "rosa-2", ...ROSA, givenName: "Rosalynd" },
    ]);
    expect([again.outcome, second.outcome]).toEqual(["UNCHANGED", "CREATED"]);
    expect(second.customerId).toBe(again.customerId);
    const agents = await server.graphql({
      query: `{ customer(by: {id: "${second.customerId}"}) { id } }`,
      token: await server.token("agent"),
    });
    expect(agents.data.customer.id).toBe(second.customerId);

    const parted = { name: "Ignatius Pemberton-Low", birthDate: "1990-07-07" };
    const [changed] = await take([{ key: "rosa-2", ...parted }]);
    expect(changed.outcome).toBe("CHANGED");
    const [stays] = await take([{ key: "rosa-1", ...ROSA }]);
    expect(stays).toMatchObject({ outcome: "UNCHANGED" });
    expect(changed.customerId).not.toBe(stays.customerId);
  });

  test("gets the first answer again for the same call, and is refused another one under its key", async () => {
    const idempotencyKey = randomUUID();
    const records = [{ key: "once", name: "Wilhelmina Castellanos", birthDate: "1983-01-19" }];
    const first = await take(records, { idempotencyKey });
    expect(first[0].outcome).toBe("CREATED");
    const before = await counted();
    expect(await take(records, { idempotencyKey })).toEqual(first);
    const { errors } = await ask({ records: [{ key: "once", city: "Hull" }], idempotencyKey });
    expect(errors?.[0]?.extensions["code"]).toBe("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
    expect(await counted()).toEqual(before);
  });

  test("learns by field what is wrong with a record, whose neighbours are taken", async () => {
    const name = "Augustine Fotheringham";
    const bad: readonly (readonly [Fields, string, string | null])[] = [
      [{ key: "b1", name, birthDate: "30.2.1980" }, "DATE_MALFORMED", "birthDate"],
      [{ key: "b2", name, birthDate: "1980-02-30" }, "DATE_MALFORMED", "birthDate"],
      [{ key: "b3", name, birthDate: "1066-10-14" }, "DATE_OUT_OF_RANGE", "birthDate"],
      [{ key: "b4", name, birthDate: "2199-01-01" }, "IN_THE_FUTURE", "birthDate"],
      [{ key: "b5", name, street: "x".repeat(513) }, "TOO_LONG", "street"],
      [{ key: "b6", name, city: "ä".repeat(257) }, "TOO_LONG", "city"],
      [{ key: "b7", familyName: "half\ud800" }, "TEXT_NOT_ALLOWED", "familyName"],
      [{ key: "b8", name, phone: "nul\u0000" }, "TEXT_NOT_ALLOWED", "phone"],
      [{ key: "b9" }, "RECORD_EMPTY", null],
      [{ key: "b10", name: "  ", email: null }, "RECORD_EMPTY", null],
      [{ key: " ", name }, "EMPTY", "key"],
      [{ key: "k".repeat(256), name }, "TOO_LONG", "key"],
      [{ key: "nul\u0000", name }, "TEXT_NOT_ALLOWED", "key"],
      [{ key: "good-1", name }, "DUPLICATE", "key"],
    ];
    const good = [
      { key: "good-1", name, birthDate: "1970-03-03" },
      { key: "good-2", name: "Ngozi Adichie-Brandt", city: "x".repeat(512) },
    ];
    const results = await take([good[0] as Fields, ...bad.map(([one]) => one), good[1] as Fields]);
    const outcomes = results.map(({ outcome }: { outcome: string }) => outcome);
    expect(outcomes).toEqual(["CREATED", ...bad.map(() => "REJECTED"), "CREATED"]);
    for (const [at, [{ key }, code, field]] of bad.entries()) {
      expect(results[at + 1]).toMatchObject({
        ...{ index: at + 1, key, customerId: null },
        userErrors: [{ code, field: field === null ? null : [field] }],
      });
    }
    const kept = await server.database.sql`
      select key from person_record where key like 'b%' and key <> 'bert-1' or key like 'good-%'
      order by key`;
    expect(kept.map(({ key }) => key)).toEqual(["good-1", "good-2"]);
  });

  test("is refused more than fit a call, as a whole, and takes as many as fit", async () => {
    const records = Array.from({ length: 501 }, (_, at) => ({
      ...{ key: `many-${at}`, name: `${"Person ".repeat(60)}${at}` },
      street: `${at} ${"Long Street ".repeat(40)}`,
    }));
    const before = await counted();
    const { errors } = await ask({ records });
    expect(errors?.[0]?.message).toBe("Send at most 500 records in one call.");
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", max: 500 });
    expect(await counted()).toEqual(before);
    expect(await take(records.slice(0, 500))).toHaveLength(500);
    expect(await take([])).toEqual([]);
  });

  test("sends for its own sources alone, and for none that is not there", async () => {
    const records = [{ key: "foreign", name: "Esmeralda Vantongeren" }];
    const codes = async (source: string, token?: string) =>
      (await ask({ source, records }, token)).data.resolveRecords;
    const shopOnly = await server.token("ingest", { sources: ["shop"] });
    expect(await codes("erp", shopOnly)).toMatchObject({
      ...{ results: [], userErrors: [{ code: "SOURCE_NOT_ALLOWED", field: ["source"] }] },
    });
    expect(await codes("nowhere")).toMatchObject({
      ...{ results: [], userErrors: [{ code: "UNKNOWN_SOURCE", field: ["source"] }] },
    });
    const rows = await server.database.sql`select from person_record where key = 'foreign'`;
    expect(rows).toHaveLength(0);
  });

  let asked: ReturnType<typeof take>;
  test("waits while others are decided about, longer than for any other lock", async () => {
    const { sql } = server.database;
    const lockTimeout = async (tx: Tx) =>
      (await tx<{ wait: string }[]>`select current_setting('lock_timeout') as wait`)[0]?.wait;
    await sql.begin(async (tx) => {
      await tx`set local lock_timeout = '200ms'`;
      await waitForLane(tx, 60_000);
      expect(await lockTimeout(tx)).toBe("200ms");
      const impatient = sql.begin((other) => waitForLane(other, 1));
      await expect(impatient).rejects.toMatchObject({ code: "55P03" });
      const waits = async () =>
        (await sql`select from pg_locks where locktype = 'advisory' and not granted`).length;
      asked = take([{ key: "patient", name: "Thaddeus Brackenridge" }]);
      await vi.waitUntil(waits, { timeout: 20_000 });
    });
    expect(await asked).toMatchObject([{ outcome: "CREATED" }]);
  });
});

describe("whoever is no integration", () => {
  const OTHERS = (Object.keys(ROLES) as Role[]).filter((role) => !/^(ingest|admin)$/.test(role));

  test.each(OTHERS)("%s says of nobody that they are somebody else", async (role) => {
    const token = await server.token(role, {
      ...(role === "till" ? { store: STORE } : {}),
      ...(role === "storefront" ? { customer_id: randomUUID() } : {}),
    });
    const { data, errors } = await ask({ records: [{ key: "taken-over", ...ROSA }] }, token);
    expect(data?.resolveRecords ?? null).toBeNull();
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    expect(await server.database.sql`select from person_record where key = 'taken-over'`).toEqual(
      [],
    );
  });
});
