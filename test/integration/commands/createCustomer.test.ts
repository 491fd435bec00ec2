import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type CreateCustomerRequest,
  createCustomer,
} from "../../../src/customers/createCustomer.ts";
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

function request(
  idempotencyKey: string,
  identifiers: readonly (readonly [kind: string, value: string])[],
  more: Partial<CreateCustomerRequest> = {},
): CreateCustomerRequest {
  return {
    viewer: viewerOf("agent"),
    name: "Ada Example",
    language: "en-gb",
    identifiers: identifiers.map(([kind, value]) => ({ kind, value, verified: false })),
    idempotencyKey,
    ...more,
  };
}

const create = (...parameters: Parameters<typeof request>) =>
  createCustomer(bench.deps, request(...parameters));

const cardSale = (number: string, card: string) =>
  sale(number, [{ kind: "loyalty", value: card }], { source: "till", store: "london-1" });

async function outcomes(...numbers: readonly string[]) {
  return await bench.database.sql`
    select event_id, outcome, leaf_id from events
    where event_id = any(${numbers.map((number) => `sold-${number}`)}::text[]) order by event_id`;
}

test("purchases that waited for the card are the new customer's when the answer comes", async () => {
  const held = await bench.gateway.send([cardSale("C1", "9001"), cardSale("C2", "9001")]);
  expect(held.map(({ outcome }) => outcome)).toEqual(["HELD", "HELD"]);
  const { leafId, userErrors } = await create("k1", [
    ["email", "Ada@Example.com"],
    ["loyalty", "9001"],
  ]);
  expect(userErrors).toEqual([]);
  expect(await outcomes("C1", "C2")).toEqual(
    ["C1", "C2"].map((number) => ({
      event_id: `sold-${number}`,
      outcome: "APPLIED",
      leaf_id: BigInt(leafId as string),
    })),
  );
  const [profile] = await bench.database.sql`
    select name, language, flags, version from customer_profile where leaf_id = ${leafId}`;
  expect(profile).toEqual({ name: "Ada Example", language: "en-GB", flags: [], version: 1 });
  const [stream] = await bench.database.sql`
    select payload::text like '%ada%' or payload::text like '%Ada%' as leaks from outbox
    where root_id = ${leafId} order by seq limit 1`;
  expect(stream).toEqual({ leaks: false });
});

test("an identifier that somebody holds refuses all of them, by name, and gives nothing away", async () => {
  const answer = await create("k2", [
    ["email", "new@example.com"],
    ["phone", "+49 30 1234567"],
    ["loyalty", "90-01"],
  ]);
  expect(answer).toEqual({
    leafId: null,
    userErrors: [
      expect.objectContaining({ code: "IDENTIFIER_TAKEN", field: ["identifiers", "2"] }),
    ],
  });
  const left = await bench.database.sql`
    select 1 from identifiers where value in ('new@example.com', '+49301234567')`;
  expect(left).toEqual([]);
  expect((await create("k2b", [["email", "new@example.com"]])).userErrors).toEqual([]);
});

test("what is malformed is refused with its field", async () => {
  const refusals = [
    await create("m1", []),
    await create("m2", [["email", "no address"]]),
    await create("m3", [["E-Mail", "a@example.com"]]),
    await create("m4", [["email", "m4@example.com"]], { language: "not a language" }),
    await create("m5", [["email", "m5@example.com"]], { name: "x\u0000" }),
  ];
  expect(refusals.map(({ leafId, userErrors }) => [leafId, userErrors[0]?.field])).toEqual([
    [null, ["identifiers"]],
    [null, ["identifiers", "0", "value"]],
    [null, ["identifiers", "0", "kind"]],
    [null, ["language"]],
    [null, ["name"]],
  ]);
});

test("the same key gives the first answer and one customer; with another input it is refused", async () => {
  const both = await Promise.all([
    create("same", [["email", "same@example.com"]]),
    create("same", [["email", "same@example.com"]]),
  ]);
  expect(both[0].userErrors).toEqual([]);
  expect(both[1]).toEqual(both[0]);
  await expect(create("same", [["email", "other@example.com"]])).rejects.toMatchObject({
    code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
  });
});

test("of two callers with one identifier in common one makes the customer and the other is refused", async () => {
  for (let round = 0; round < 8; round += 1) {
    const answers = await Promise.all([
      create(`two-a-${round}`, [
        ["email", `shared${round}@example.com`],
        ["phone", `+4930111${round}01`],
      ]),
      create(`two-b-${round}`, [
        ["loyalty", `77${round}`],
        ["email", `shared${round}@example.com`],
      ]),
    ]);
    const made = answers.filter(({ leafId }) => leafId !== null);
    expect(made).toHaveLength(1);
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(["IDENTIFIER_TAKEN"]);
  }
});

test("no purchase is stranded, whichever comes first: the card's registration or its sale", async () => {
  const leaves: string[] = [];
  for (let round = 0; round < 15; round += 1) {
    const card = `88${round}`;
    const [, , made] = await Promise.all([
      bench.gateway.send([cardSale(`R${round}`, card)]),
      bench.gateway.send([cardSale(`S${round}`, card)]),
      create(`race-${round}`, [["loyalty", card]]),
    ]);
    leaves.push(made.leafId as string);
  }
  // What was held in the same instant was released by its own batch; it runs before the sender is
  // answered.
  for (const [round, leafId] of leaves.entries()) {
    const rows = await outcomes(`R${round}`, `S${round}`);
    expect(rows.map((row) => [row["outcome"], String(row["leaf_id"])])).toEqual([
      ["APPLIED", leafId],
      ["APPLIED", leafId],
    ]);
  }
});

test("a shop that makes the customer in the same instant leaves one holder", async () => {
  for (let round = 0; round < 10; round += 1) {
    const address = `instant${round}@example.com`;
    const [results, made] = await Promise.all([
      bench.gateway.send([sale(`I${round}`, [{ kind: "email", value: address }])]),
      create(`instant-${round}`, [["email", address]]),
    ]);
    expect(results[0]?.outcome).toBe("APPLIED");
    const [holder] = await bench.database
      .sql`select leaf_id from identifiers where value = ${address}`;
    expect(holder?.["leaf_id"]).toBe(results[0]?.leafId);
    if (made.leafId !== null) {
      expect(String(holder?.["leaf_id"])).toBe(made.leafId);
    } else {
      expect(made.userErrors[0]?.code).toBe("IDENTIFIER_TAKEN");
    }
  }
});

test("a role that may not write customers is refused", async () => {
  for (const role of ["storefront", "shop", "till", "ingest", "marketer", "operator"] as const) {
    const viewer = viewerOf(role);
    await expect(create("role", [["email", "r@example.com"]], { viewer })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  }
});

test("the database is sound after all of it", async () => {
  await expectSound(bench);
});
