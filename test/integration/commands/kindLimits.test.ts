import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blockIdentifier } from "../../../src/customers/blockIdentifier.ts";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import { replaceIdentifier } from "../../../src/customers/replaceIdentifier.ts";
import { unlinkIdentifier } from "../../../src/customers/unlinkIdentifier.ts";
import { Random } from "../../../src/demo/random.ts";
import { mergeCustomers } from "../../../src/identity/byHand/mergeCustomers.ts";
import { splitCustomer } from "../../../src/identity/byHand/splitCustomer.ts";
import { unmergeCustomers } from "../../../src/identity/byHand/unmergeCustomers.ts";
import { unsplitCustomer } from "../../../src/identity/byHand/unsplitCustomer.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { type CommandBench, expectSound, sale } from "../../support/bench/commandBench.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  setUpRetailer,
  startReceiver,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";
import { testSeed } from "../../support/seed.ts";

/** No act by hand gives a customer more identifiers of a kind than set-up allows. */

const MOST = 2;

let database: TestDatabase;
/** Two server processes. */
let gateways: readonly [TestReceiver, TestReceiver];
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  const kinds = ["email", "loyalty"].map((kind) => ({ kind, valuesPerCustomer: MOST }));
  const blocked = [{ kind: "email", value: "nobody@example.org" }];
  await database.sql`
    insert into setting (key, value)
    values ('identity', ${database.sql.json({ kinds, blocked })})`;
  await database.sql`update source set trusted_kinds = '{loyalty,email,phone}'`;
  gateways = [await startReceiver(database.url), await startReceiver(database.url)];
});
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await database?.drop();
});

let made = 0;
const idempotencyKey = () => {
  made += 1;
  return `limit-${made}`;
};
/** What a command of one of the two processes is given. */
const deps = (process = 0) => {
  const gateway = gateways[process % 2] as TestReceiver;
  return {
    ...{ sql: database.sql, catalog: gateway.catalog, newPublicId: uuidv7 },
    runHeld: async (ids: readonly bigint[]) => {
      await gateway.receiver.runHeld(ids, { atOnce: false });
    },
  };
};
const mail = (name: string) => ({ kind: "email", value: `${name}@example.org` });
type Named = ReturnType<typeof mail>;
const agent = viewerOf("agent");
const supervisor = viewerOf("supervisor");

const create = (...identifiers: readonly Named[]) =>
  createCustomer(deps(), {
    ...{ viewer: agent, name: null, language: null, idempotencyKey: idempotencyKey() },
    identifiers: identifiers.map((one) => ({ ...one, verified: false })),
  });
const madeWith = async (...identifiers: readonly Named[]) => {
  const { leafId, userErrors } = await create(...identifiers);
  expect(userErrors).toEqual([]);
  return BigInt(leafId as string);
};
const link = (rootId: bigint, identifier: Named, process = 0) =>
  linkIdentifier(deps(process), {
    ...{ viewer: agent, rootId, said: String(rootId), idempotencyKey: idempotencyKey() },
    identifier: { ...identifier, verified: true },
  });
const replace = (identifier: Named, newValue: string, process = 0) =>
  replaceIdentifier(deps(process), {
    ...{ viewer: agent, identifier, newValue, verified: false, idempotencyKey: idempotencyKey() },
  });
const block = (identifier: Named) =>
  blockIdentifier(deps(), { viewer: agent, identifier, reason: "LOST" });
const unlink = (identifier: Named) =>
  unlinkIdentifier(deps(), {
    ...{ viewer: agent, identifier, reason: "OF_ANOTHER", idempotencyKey: idempotencyKey() },
  });
const merge = (rootId: bigint, otherRootId: bigint, process = 0) =>
  mergeCustomers(deps(process), {
    ...{ viewer: agent, rootId, otherRootId, said: "both", reason: "One person." },
    ...{ overrule: false, idempotencyKey: idempotencyKey() },
  });
const unmerge = (rootId: bigint, separate: bigint) =>
  unmergeCustomers(deps(), {
    ...{ viewer: supervisor, rootId, separate, said: "two", reason: "Two people." },
    idempotencyKey: idempotencyKey(),
  });
const split = (rootId: bigint, ...identifiers: readonly Named[]) =>
  splitCustomer(deps(), {
    ...{ viewer: supervisor, rootId, identifiers, orders: [], said: "two", reason: "Two people." },
    idempotencyKey: idempotencyKey(),
  });
const unsplit = (rootId: bigint) =>
  unsplitCustomer(deps(), {
    ...{ viewer: supervisor, rootId, said: String(rootId), reason: "One after all." },
    idempotencyKey: idempotencyKey(),
  });
const buy = (process: number, ...shown: readonly Named[]) =>
  (gateways[process % 2] as TestReceiver).send([sale(`H-${idempotencyKey()}`, [...shown])]);
const codes = ({ userErrors }: { userErrors: readonly { code: string }[] }) =>
  userErrors.map(({ code }) => code);
/** Whoever went under somebody else meanwhile is asked for again by the caller. */
const tried = async <T>(act: Promise<T>) =>
  await act.catch((error: unknown) => {
    expect(error).toMatchObject({ code: "UNAVAILABLE" });
    return { userErrors: [{ code: "UNAVAILABLE" }] };
  });
const rootOf = async (leaf: bigint): Promise<bigint> => {
  const [row] = await database.sql<{ root_id: bigint }[]>`
    select root_id from customer where id = ${String(leaf)}::text::bigint`;
  return row?.root_id as bigint;
};
const sound = () => expectSound({ database } as CommandBench);

/** By another way than the product's: all of a kind in use, of whoever goes by one root today. */
async function counted(): Promise<{ root: bigint; kind: string; n: number }[]> {
  return await database.sql`
    select c.root_id as root, i.kind, count(*)::int as n
    from identifiers i, customer c
    where c.id = i.leaf_id and i.value is not null and i.status in ('ACTIVE', 'REPLACED')
    group by 1, 2 order by 1, 2`;
}
const held = async (root: bigint, kind = "email") =>
  (await counted()).find((row) => row.root === root && row.kind === kind)?.n ?? 0;

const FULL = {
  code: "LIMIT_OF_CUSTOMER",
  message: expect.stringContaining("2 identifiers of kind"),
};

describe("an identifier that is one too many of its kind", () => {
  test("makes no customer, and is named by its place, its kind and the limit", async () => {
    const answer = await create(
      mail("a1"),
      mail("A1"),
      { kind: "phone", value: "+447700900801" },
      mail("a2"),
      mail("a3"),
    );
    expect(answer).toEqual({
      leafId: null,
      userErrors: [{ ...FULL, field: ["identifiers", "4"] }],
    });
    expect(answer.userErrors[0]?.message).toContain("kind email");
    const leaf = await madeWith(mail("a1"), mail("A1"), mail("a2"));
    expect(await held(leaf)).toBe(MOST);
  });

  test("is not linked and takes no other's place, until the lost one is blocked", async () => {
    const leaf = await madeWith(
      { kind: "loyalty", value: "60-01" },
      { kind: "loyalty", value: "60-02" },
    );
    const card = (value: string) => ({ kind: "loyalty", value });
    expect(await link(leaf, card("6003"))).toMatchObject({
      ...{ leafId: null, userErrors: [{ ...FULL, field: ["identifier", "value"] }] },
    });
    expect(await replace(card("6001"), "6003")).toMatchObject({
      ...{ leafId: null, userErrors: [{ ...FULL, field: ["newValue"] }] },
    });
    await block(card("6001"));
    expect(await replace(card("6001"), "6003")).toMatchObject({ userErrors: [] });
    expect(codes(await replace(card("6001"), "6004"))).toEqual(["LIMIT_OF_CUSTOMER"]);
    await block(card("6003"));
    expect(await link(leaf, card("6004"))).toMatchObject({ userErrors: [] });
    expect(await held(leaf, "loyalty")).toBe(MOST);
    await sound();
  });

  test("does not come back with a split that is taken back", async () => {
    const leaf = await madeWith(mail("s1"), mail("s2"));
    const { otherId } = await split(leaf, mail("s2"));
    const other = BigInt(otherId as string);
    expect(await link(leaf, mail("s3"))).toMatchObject({ userErrors: [] });
    expect(codes(await unsplit(other))).toEqual(["LIMIT_OF_CUSTOMER"]);
    await unlink(mail("s3"));
    expect(await unsplit(other)).toMatchObject({ userErrors: [] });
    expect(await held(leaf)).toBe(MOST);
    await sound();
  });
});

test("what names nobody, and what is blocked, is given to nobody by any act", async () => {
  const leaf = await madeWith(mail("n1"), mail("n2"));
  await block(mail("n2"));
  await unlink(mail("n2"));
  for (const [name, code] of [
    ["nobody", "VALUE_NAMES_NOBODY"],
    ["n2", "IDENTIFIER_NOT_IN_USE"],
  ] as const) {
    expect(await create(mail("n3"), mail(name))).toMatchObject({
      ...{ leafId: null, userErrors: [{ code, field: ["identifiers", "1"] }] },
    });
    expect(codes(await replace(mail("n1"), mail(name).value))).toEqual([code]);
    expect(codes(await link(leaf, mail(name)))).toEqual([code]);
  }
  expect(await held(leaf)).toBe(1);
});

describe("acts of two processes that each give the last one at once", () => {
  test("leave the limit kept: replacements, links and purchases", async () => {
    for (let round = 0; round < 8; round += 1) {
      const own = mail(`r${round}`);
      const leaf = await madeWith(own);
      const name = (way: string) => mail(`r${round}-${way}`);
      const answers = await Promise.all([
        replace(own, name("one").value, 0),
        replace(own, name("two").value, 1),
        link(leaf, name("three"), 0),
        link(leaf, name("four"), 1),
        buy(0, own, name("five")).then(() => ({ userErrors: [] })),
        buy(1, own, name("six")).then(() => ({ userErrors: [] })),
      ]);
      expect(await held(leaf)).toBe(MOST);
      expect(answers.flatMap(codes).length).toBeGreaterThanOrEqual(3);
    }
    await sound();
  });

  test("and a merge: one of the two gets what the other may not", async () => {
    for (let round = 0; round < 8; round += 1) {
      const [one, other] = [await madeWith(mail(`m${round}a`)), await madeWith(mail(`m${round}b`))];
      const answers = await Promise.all([
        merge(one, other, 0),
        tried(link(one, mail(`m${round}c`), 1)),
        tried(link(other, mail(`m${round}d`), 0)),
      ]);
      const [merged] = answers;
      expect(await held(one)).toBe(MOST);
      expect(codes(merged)).toEqual((await held(other)) === 0 ? [] : ["LIMIT_OF_CUSTOMER"]);
    }
    await sound();
  });
});

test("after a random run of all acts nobody has more, counted by plain SQL", async () => {
  const random = new Random(testSeed(), "limits");
  const pick = <T>(list: readonly T[]): T => list[random.integer(0, list.length - 1)] as T;
  const names = Array.from({ length: 24 }, (_, n) => mail(`z${n}`));
  const roots = await Promise.all(names.slice(0, 6).map((name) => madeWith(name)));
  const anybody = () => rootOf(pick(roots));
  const acts: (() => Promise<object>)[] = [
    () => create(pick(names), pick(names), pick(names)),
    async () => link(await anybody(), pick(names)),
    () => replace(pick(names), pick(names).value),
    () => block(pick(names)),
    () => unlink(pick(names)),
    async () => merge(await anybody(), await anybody()),
    async () => unmerge(await anybody(), pick(roots)),
    async () => split(await anybody(), pick(names)),
    async () => unsplit(await anybody()),
    () => buy(random.integer(0, 1), pick(names), pick(names), pick(names)),
    () => decideLinks(deps()),
  ];
  let given = 0;
  for (let step = 0; step < 120; step += 1) {
    const at = step;
    const answers = await Promise.all([tried(pick(acts)()), tried(pick(acts)())]);
    given += answers.filter((one) => !("userErrors" in one) || one.userErrors.length === 0).length;
    expect({
      at,
      over: (await counted()).filter(({ kind, n }) => kind === "email" && n > MOST),
    }).toEqual({ at, over: [] });
  }
  expect(given).toBeGreaterThan(60);
  await sound();
});
