import { afterAll, beforeAll, expect, test } from "vitest";
import { blockIdentifier } from "../../../src/customers/blockIdentifier.ts";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { replaceIdentifier } from "../../../src/customers/replaceIdentifier.ts";
import {
  type UpdateCustomerRequest,
  updateCustomer,
} from "../../../src/customers/updateCustomer.ts";
import {
  type CommandBench,
  expectSound,
  sale,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { viewerOf } from "../../support/receiver.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

let made = 0;
async function customerWithCard(card: string): Promise<bigint> {
  made += 1;
  const { leafId } = await createCustomer(bench.deps, {
    viewer: viewerOf("agent"),
    name: null,
    language: null,
    identifiers: [{ kind: "loyalty", value: card, verified: false }],
    idempotencyKey: `make-${made}`,
  });
  return BigInt(leafId as string);
}

const replace = (
  value: string,
  newValue: string,
  idempotencyKey: string,
  role = "agent" as const,
) =>
  replaceIdentifier(bench.deps, {
    viewer: viewerOf(role),
    identifier: { kind: "loyalty", value },
    newValue,
    verified: false,
    idempotencyKey,
  });

const block = (value: string) =>
  blockIdentifier(bench.deps, {
    viewer: viewerOf("agent"),
    identifier: { kind: "loyalty", value },
    reason: "LOST",
  });

const buy = async (number: string, card: string) =>
  (
    await bench.gateway.send([
      sale(number, [{ kind: "loyalty", value: card }], { source: "till", store: "london-1" }),
    ])
  )[0];

async function statuses(leafId: bigint) {
  const rows = await bench.database.sql<{ value: string; status: string }[]>`
    select value, status from identifiers where leaf_id = ${String(leafId)} order by value`;
  return Object.fromEntries(rows.map(({ value, status }) => [value, status]));
}

test("after a lost card is replaced both cards find the customer, and the old one is marked", async () => {
  const leafId = await customerWithCard("1001");
  expect(await replace("1001", "1002", "r1")).toEqual({ leafId: String(leafId), userErrors: [] });
  expect(await statuses(leafId)).toEqual({ 1001: "REPLACED", 1002: "ACTIVE" });
  expect((await buy("OLD", "1001"))?.leafId).toBe(leafId);
  expect((await buy("NEW", "1002"))?.leafId).toBe(leafId);
  expect(await replace("1001", "1002", "r1")).toEqual({ leafId: String(leafId), userErrors: [] });
  const again = await replace("1001", "1003", "r2");
  expect(again.userErrors[0]).toMatchObject({ code: "ALREADY_REPLACED", field: ["identifier"] });
});

test("purchases with the new card that came before it was given out are the customer's when the answer comes", async () => {
  const leafId = await customerWithCard("2001");
  expect((await buy("EARLY", "2002"))?.outcome).toBe("HELD");
  await replace("2001", "2002", "r3");
  const [event] = await bench.database.sql`
    select outcome, leaf_id from events where event_id = 'sold-EARLY'`;
  expect(event).toEqual({ outcome: "APPLIED", leaf_id: leafId });
});

test("a new card that somebody holds, and an old one that nobody holds, are refused", async () => {
  const leafId = await customerWithCard("3001");
  await customerWithCard("3002");
  expect((await replace("3001", "30-02", "r4")).userErrors[0]).toMatchObject({
    code: "IDENTIFIER_TAKEN",
    field: ["newValue"],
  });
  expect((await replace("3001", "  ", "r5")).userErrors[0]).toMatchObject({
    code: "EMPTY",
    field: ["newValue"],
  });
  expect((await replace("3999", "3003", "r6")).userErrors[0]?.code).toBe("IDENTIFIER_NOT_FOUND");
  expect(await statuses(leafId)).toEqual({ 3001: "ACTIVE" });
});

test("of two replacements of one card at once one wins, and there is one new card", async () => {
  for (let round = 0; round < 6; round += 1) {
    const leafId = await customerWithCard(`4${round}00`);
    const answers = await Promise.all(
      ["a", "b"].map((name) => replace(`4${round}00`, `4${round}0${name}`, `${round}${name}`)),
    );
    expect(answers.filter(({ leafId: id }) => id !== null)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors)[0]?.code).toBe("ALREADY_REPLACED");
    expect(Object.values(await statuses(leafId)).sort()).toEqual(["ACTIVE", "REPLACED"]);
  }
});

test("a purchase with a blocked card is nobody's, and a block outlives a replacement", async () => {
  const leafId = await customerWithCard("5001");
  expect((await block("5001")).userErrors).toEqual([]);
  const bought = await buy("BLOCKED", "5001");
  expect([bought?.outcome, bought?.leafId]).toEqual(["APPLIED", null]);
  await replace("5001", "5002", "r7");
  expect(await statuses(leafId)).toEqual({ 5001: "BLOCKED", 5002: "ACTIVE" });
  expect((await buy("BLOCKED-2", "5001"))?.leafId).toBeNull();
  const [before] = await bench.database.sql`select seq from customer where id = ${String(leafId)}`;
  expect((await block("5001")).userErrors).toEqual([]);
  expect(await bench.database.sql`select seq from customer where id = ${String(leafId)}`).toEqual([
    before,
  ]);
  expect((await block("5999")).userErrors[0]?.code).toBe("IDENTIFIER_NOT_FOUND");
});

const update = (rootId: bigint, more: Partial<UpdateCustomerRequest>) =>
  updateCustomer(bench.deps, {
    viewer: viewerOf("agent"),
    rootId,
    expectedVersion: null,
    ...more,
  });

async function profile(leafId: bigint) {
  const [row] = await bench.database.sql`
    select name, language, flags, version from customer_profile where leaf_id = ${String(leafId)}`;
  return row;
}

test("what is left out stays, null takes away, and what is so already is no new version", async () => {
  const leafId = await customerWithCard("6001");
  await update(leafId, {
    viewer: viewerOf("supervisor"),
    name: "Bo Example",
    flags: ["STAFF", "BUSINESS"],
  });
  expect(await profile(leafId)).toEqual({
    name: "Bo Example",
    language: null,
    flags: ["BUSINESS", "STAFF"],
    version: 2,
  });
  await update(leafId, { name: null, language: "DE" });
  await update(leafId, { language: "de", flags: ["BUSINESS", "STAFF"] });
  expect(await profile(leafId)).toMatchObject({ name: null, language: "de", version: 3 });
  expect((await update(leafId, { language: "??" })).userErrors[0]?.code).toBe("LANGUAGE_MALFORMED");
});

test("of two who have read the same version one is refused", async () => {
  const leafId = await customerWithCard("6002");
  for (let version = 1; version < 7; version += 1) {
    const answers = await Promise.all(
      ["Cy", "Di"].map((name) =>
        update(leafId, { name: `${name}${version}`, expectedVersion: version }),
      ),
    );
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(["VERSION_CONFLICT"]);
    expect(await profile(leafId)).toMatchObject({ version: version + 1 });
  }
});

test("every change of a customer is in the audit, and none of it holds what a person is called or known by", async () => {
  const rows = await bench.database.sql<{ action: string; details: object }[]>`
    select action, details from audit`;
  expect(new Set(rows.map(({ action }) => action))).toEqual(
    new Set(["customer.create", "customer.update", "identifier.replace", "identifier.block"]),
  );
  // Ids of ours are numbers too, as the cards here are.
  const texts = rows.map(({ details }) => ({ ...details, identifierId: null }));
  const text = JSON.stringify(texts);
  expect(text).not.toMatch(/Example|Cy1|"(1002|5001)"/);
});

test("a role that may not write customers is refused", async () => {
  const leafId = await customerWithCard("7001");
  for (const role of ["storefront", "shop", "till", "ingest", "marketer", "operator"] as const) {
    const viewer = viewerOf(role);
    const identifier = { kind: "loyalty", value: "7001" };
    const refused = { code: "FORBIDDEN" };
    await expect(update(leafId, { viewer, name: "X" })).rejects.toMatchObject(refused);
    await expect(
      blockIdentifier(bench.deps, { viewer, identifier, reason: "LOST" }),
    ).rejects.toMatchObject(refused);
    await expect(
      replaceIdentifier(bench.deps, {
        viewer,
        identifier,
        newValue: "7002",
        verified: false,
        idempotencyKey: role,
      }),
    ).rejects.toMatchObject(refused);
  }
  expect(await statuses(leafId)).toEqual({ 7001: "ACTIVE" });
});

test("nobody changes their own record, also not by the id it had before a merge", async () => {
  const leafId = await customerWithCard("8001");
  const mergedId = await customerWithCard("8002");
  const { sql } = bench.database;
  const publicIdOf = async (id: bigint) => {
    const [row] = await sql`select public_id from customer where id = ${String(id)}`;
    return row?.["public_id"] as string;
  };
  await sql`update customer set root_id = ${String(leafId)} where id = ${String(mergedId)}`;
  const identifier = { kind: "loyalty", value: "8001" };
  for (const customerId of [await publicIdOf(leafId), await publicIdOf(mergedId)]) {
    const viewer = { ...viewerOf("supervisor"), customerId };
    const attempts = [
      () => update(leafId, { viewer, flags: ["STAFF"] }),
      () => blockIdentifier(bench.deps, { viewer, identifier, reason: "LOST" }),
      () =>
        replaceIdentifier(bench.deps, {
          viewer,
          identifier,
          newValue: "8003",
          verified: false,
          idempotencyKey: customerId,
        }),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  }
  await sql`update customer set root_id = id where id = ${String(mergedId)}`;
  expect(await statuses(leafId)).toEqual({ 8001: "ACTIVE" });
  expect(await profile(leafId)).toMatchObject({ flags: [], version: 1 });
});

test("the mark of those who work here is given and taken by a supervisor", async () => {
  const leafId = await customerWithCard("8101");
  const refused = { code: "FORBIDDEN" };
  const viewer = viewerOf("supervisor");
  await expect(update(leafId, { flags: ["STAFF"] })).rejects.toMatchObject(refused);
  expect((await update(leafId, { viewer, flags: ["STAFF"] })).userErrors).toEqual([]);
  await expect(update(leafId, { flags: [] })).rejects.toMatchObject(refused);
  expect((await update(leafId, { flags: ["STAFF", "BUSINESS"] })).userErrors).toEqual([]);
  expect(await profile(leafId)).toMatchObject({ flags: ["BUSINESS", "STAFF"] });
  expect((await update(leafId, { viewer, flags: [] })).userErrors).toEqual([]);
});

test("the database is sound after all of it", async () => {
  await expectSound(bench);
});
