import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import { unlinkIdentifier } from "../../../src/customers/unlinkIdentifier.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { findAlike } from "../../../src/identity/findAlike.ts";
import { receiveRecords } from "../../../src/identity/records/receiveRecords.ts";
import { RecentRecords } from "../../../src/identity/records/recentRecords.ts";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import {
  type CommandBench,
  expectSound,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { viewerOf } from "../../support/receiver.ts";

/** What a source says that it has proven of a person's address makes the record its holder's. */

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

let made = 0;
const key = () => {
  made += 1;
  return `k-${made}`;
};
/** `shop` is trusted with addresses and numbers, `erp` with neither. */
async function send(source: string, record: Readonly<Record<string, unknown>>): Promise<bigint> {
  const { results, userErrors } = await receiveRecords(
    bench.deps,
    { viewer: viewerOf("ingest"), source, records: [record], idempotencyKey: key() },
    new RecentRecords(),
  );
  expect([...userErrors, ...results.flatMap((one) => one.userErrors)]).toEqual([]);
  const [row] = await bench.database.sql<{ leaf_id: bigint }[]>`
    select p.leaf_id from person_record p join source s on s.id = p.source_id
    where s.code = ${source} and p.key = ${String(record["key"])}`;
  return row?.leaf_id as bigint;
}
/** Nobody has a name: nothing but what is proven can join them. */
async function member(kind: string, value: string, verified = true): Promise<bigint> {
  const { leafId } = await createCustomer(bench.deps, {
    ...{ viewer: viewerOf("admin"), name: null, language: null, idempotencyKey: key() },
    identifiers: [{ kind, value, verified }],
  });
  return BigInt(leafId as string);
}
/** What jobs do. */
async function settle(): Promise<{ merged: number; separated: number; found: number }> {
  await findAlike(bench.deps);
  const { merged, separated, found } = await decideLinks(bench.deps);
  return { merged, separated, found };
}
const rootsOf = async (...leaves: readonly bigint[]) => {
  const rows = await bench.database.sql<{ id: bigint; root_id: bigint }[]>`
    select id, root_id from customer where id = any(${leaves.map(String)}::bigint[])`;
  const roots = new Map(rows.map((row) => [row.id, row.root_id]));
  return leaves.map((leaf) => roots.get(leaf));
};
const NOTHING = { merged: 0, separated: 0, found: 0 };

describe("a record of a source that has proven", () => {
  test("an address and a number makes one of the two who have them, once", async () => {
    const one = await member("email", "one.proven@example.com");
    const other = await member("phone", "+447700900601");
    await settle();
    const said = { key: "r1", name: "Ottoline Vane", phone: "+447700900601" };
    const proven = { email: "One.Proven@example.com", emailVerified: true, phoneVerified: true };
    const leaf = await send("shop", { ...said, ...proven });
    expect(await settle()).toMatchObject({ merged: 2 });
    expect(await rootsOf(leaf, other)).toEqual([one, one]);
    await send("shop", { ...said, ...proven });
    expect(await settle()).toEqual(NOTHING);
    await expectSound(bench);
  });

  test("an address goes to whoever is known by it, also when they come later", async () => {
    const said = { name: "Ignatius Late", email: "late@example.com", emailVerified: true };
    const leaf = await send("shop", { key: "r2", ...said });
    await settle();
    const one = await member("email", "late@example.com");
    expect(await settle()).toMatchObject({ merged: 1 });
    expect(await rootsOf(leaf)).toEqual([one]);
    await expectSound(bench);
  });

  test("says no longer so parts what that had made one", async () => {
    const one = await member("email", "three@example.com");
    const other = await member("phone", "+447700900603");
    const said = { key: "r3", name: "Sidonie Trent", email: "three@example.com" };
    const more = { phone: "+447700900603", phoneVerified: true };
    const leaf = await send("shop", { ...said, ...more, emailVerified: true });
    await settle();
    expect(await rootsOf(leaf, other)).toEqual([one, one]);
    await send("shop", { ...said, ...more });
    expect(await settle()).toEqual(NOTHING);
    const [first, second, third] = await rootsOf(one, other, leaf);
    expect(first).toBe(one);
    expect(second).not.toBe(one);
    expect(third).toBe(second);
    await expectSound(bench);
  });

  test("has it proven of nobody when the address is taken from its holder", async () => {
    const one = await member("email", "four@example.com");
    await linkIdentifier(bench.deps, {
      ...{ viewer: viewerOf("admin"), rootId: one, said: "four", idempotencyKey: key() },
      identifier: { kind: "phone", value: "+447700900604", verified: true },
    });
    const said = { key: "r4", name: "Basil Four", email: "four@example.com" };
    const leaf = await send("shop", { ...said, emailVerified: true });
    await settle();
    expect(await rootsOf(leaf)).toEqual([one]);
    await unlinkIdentifier(bench.deps, {
      ...{ viewer: viewerOf("admin"), reason: "TEST", idempotencyKey: key() },
      identifier: { kind: "email", value: "four@example.com" },
    });
    expect(await settle()).toMatchObject({ separated: 1 });
    expect(await rootsOf(leaf)).toEqual([leaf]);
    await expectSound(bench);
  });
});

describe("nobody comes by somebody's record", () => {
  const victim = { one: "victim@example.com", number: "+447700900701" };
  let owner: bigint;
  let thief: bigint;
  beforeAll(async () => {
    owner = await member("email", victim.one);
    thief = await member("phone", victim.number);
    await settle();
  });
  const said = { name: "Somebody Else", email: victim.one, phone: victim.number };

  test("whose address they typed and have not proven", async () => {
    await send("shop", { ...said, key: "t1", phoneVerified: true });
    await settle();
    expect(await rootsOf(owner, thief)).toEqual([owner, thief]);
  });

  test("through a source that set-up does not trust with addresses, whatever it says", async () => {
    const leaf = await send("erp", {
      ...said,
      key: "t2",
      emailVerified: true,
      phoneVerified: true,
    });
    await settle();
    expect(await rootsOf(owner, thief)).toEqual([owner, thief]);
    const [row] = await bench.database.sql<{ fields: object }[]>`
      select fields from person_record where leaf_id = ${String(leaf)}::text::bigint`;
    expect(Object.keys(row?.fields ?? {}).sort()).toEqual(["email", "fullName", "phone"]);
  });

  test("whose address has not been proven by its holder: somebody has to look at it", async () => {
    const typed = await member("email", "typed@example.com", false);
    const other = await member("phone", "+447700900702");
    await send("shop", {
      ...{ key: "t3", name: "Cosima Typed", email: "typed@example.com", emailVerified: true },
      ...{ phone: "+447700900702", phoneVerified: true },
    });
    await settle();
    expect(await rootsOf(typed, other)).toEqual([typed, other]);
  });

  test("by one text in two records that one source has of more people than a value may connect", async () => {
    const one = await member("email", "desk@example.com");
    for (let at = 0; at < 6; at += 1) {
      await send("shop", {
        ...{ key: `d${at}`, name: `Person ${at}`, email: "desk@example.com", emailVerified: true },
      });
    }
    expect(await settle()).toMatchObject({ merged: 0, found: 1 });
    expect(await rootsOf(one)).toEqual([one]);
    await expectSound(bench);
  });
});

test("records of as many systems as one likes are one person's, and block nobody's address", async () => {
  const one = await member("email", "many@example.com");
  const leaves: bigint[] = [];
  for (let at = 0; at < 8; at += 1) {
    await registerSource(bench.database.sql, {
      ...{ code: `system-${at}`, name: `System ${at}`, identifierRank: ["email"] },
      ...{ createKinds: [], trustedKinds: ["email"], autoEnrol: false },
    });
  }
  await bench.deps.catalog.refresh();
  for (let at = 0; at < 8; at += 1) {
    const said = { name: "Leocadia Many", email: "many@example.com", emailVerified: true };
    leaves.push(await send(`system-${at}`, { key: "m", ...said }));
  }
  expect(await settle()).toMatchObject({ found: 0 });
  expect(await rootsOf(...leaves)).toEqual(leaves.map(() => one));
  await expectSound(bench);
});
