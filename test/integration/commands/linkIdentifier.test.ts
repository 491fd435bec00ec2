import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import { replaceIdentifier } from "../../../src/customers/replaceIdentifier.ts";
import { unlinkIdentifier } from "../../../src/customers/unlinkIdentifier.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import {
  type CommandBench,
  expectSound,
  hoursAgo,
  sale,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { viewerOf } from "../../support/receiver.ts";

/** Identifiers that are given to customers and taken from them by hand. */

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

let made = 0;
const key = () => {
  made += 1;
  return `key-${made}`;
};
async function customerWith(card: string): Promise<bigint> {
  const { leafId } = await createCustomer(bench.deps, {
    ...{ viewer: viewerOf("agent"), name: null, language: null, idempotencyKey: key() },
    identifiers: [{ kind: "loyalty", value: card, verified: false }],
  });
  return BigInt(leafId as string);
}

const link = (rootId: bigint, kind: string, value: string, idempotencyKey = key()) =>
  linkIdentifier(bench.deps, {
    ...{ viewer: viewerOf("agent"), rootId, said: String(rootId), idempotencyKey },
    identifier: { kind, value, verified: true },
  });
const unlink = (kind: string, value: string, idempotencyKey = key()) =>
  unlinkIdentifier(bench.deps, {
    ...{ viewer: viewerOf("agent"), identifier: { kind, value }, idempotencyKey },
    reason: "OF_ANOTHER",
  });
const codeOf = ({ userErrors }: { userErrors: readonly { code: string }[] }) => userErrors[0]?.code;

const atTill = (number: string, card: string, more: object = {}) =>
  sale(number, [{ kind: "loyalty", value: card }], { source: "till", store: "london-1", ...more });
const buy = async (...events: object[]) => await bench.gateway.send(events);

async function ordersOf(rootId: bigint) {
  return await bench.database.sql`
    select e.event_id from events e
    where e.leaf_id = ${String(rootId)} and outcome = 'APPLIED' order by recorded_at`;
}

describe("an identifier that is linked", () => {
  test("brings the purchases that waited for it, in the order in which they happened, once", async () => {
    const rootId = await customerWith("4001");
    const waiting = [3, 5, 4].map((hours) =>
      atTill(`W-${hours}`, "4002", { occurredAt: hoursAgo(hours) }),
    );
    for (const result of await buy(...waiting)) {
      expect(result).toMatchObject({ outcome: "HELD", reason: "UNKNOWN_CUSTOMER" });
    }
    const idempotencyKey = key();
    for (let time = 0; time < 2; time += 1) {
      expect(await link(rootId, "loyalty", "4002", idempotencyKey)).toEqual({
        ...{ leafId: String(rootId), userErrors: [] },
      });
      expect((await ordersOf(rootId)).map((row) => row["event_id"])).toEqual([
        ...["sold-W-5", "sold-W-4", "sold-W-3"],
      ]);
    }
    expect(await link(rootId, "loyalty", "4002")).toMatchObject({ userErrors: [] });
    const [acts] = await bench.database.sql`
      select count(*)::int as n from audit
      where action = 'identifier.link' and leaf_id = ${String(rootId)}`;
    expect(acts).toEqual({ n: 1 });
    await expectSound(bench);
  });

  test("is nobody else's, not blocked, no value that names nobody, and not one too many", async () => {
    const rootId = await customerWith("4010");
    await customerWith("4011");
    expect(codeOf(await link(rootId, "loyalty", "4011"))).toBe("IDENTIFIER_TAKEN");
    expect(codeOf(await link(rootId, "crm", "anonymous"))).toBe("VALUE_NAMES_NOBODY");
    expect(codeOf(await link(rootId, "phone", "111-1111"))).toBe("VALUE_NAMES_NOBODY");
    expect(codeOf(await link(rootId, "email", "no address"))).toBe("EMAIL_MALFORMED");
    for (let at = 0; at < 20; at += 1) {
      expect(await link(rootId, "crm", `many-${at}`)).toMatchObject({ userErrors: [] });
    }
    expect(codeOf(await link(rootId, "crm", "many-20"))).toBe("LIMIT_OF_CUSTOMER");
    expect(await link(rootId, "crm", "many-3")).toMatchObject({ userErrors: [] });
  });

  test("is one customer's when two ask for it at once", async () => {
    const [one, other] = [await customerWith("4020"), await customerWith("4021")];
    const answers = await Promise.all([link(one, "erp", "E-1"), link(other, "erp", "E-1")]);
    expect(answers.map(codeOf).toSorted()).toEqual(["IDENTIFIER_TAKEN", undefined]);
  });
});

describe("an identifier that is unlinked", () => {
  test("names nobody until it is linked again; what it brought stays", async () => {
    const [rootId, other] = [await customerWith("4030"), await customerWith("4031")];
    await buy(atTill("U-1", "4030"));
    const idempotencyKey = key();
    for (let time = 0; time < 2; time += 1) {
      expect(await unlink("loyalty", "4030", idempotencyKey)).toEqual({
        ...{ leafId: String(rootId), userErrors: [] },
      });
    }
    expect(codeOf(await unlink("loyalty", "4030"))).toBe("IDENTIFIER_NOT_FOUND");
    expect(await ordersOf(rootId)).toHaveLength(1);
    expect(await buy(atTill("U-2", "4030"))).toMatchObject([{ outcome: "HELD" }]);
    expect(await link(other, "loyalty", "4030")).toMatchObject({ userErrors: [] });
    expect((await ordersOf(other)).map((row) => row["event_id"])).toEqual(["sold-U-2"]);
    expect(await ordersOf(rootId)).toHaveLength(1);
    await expectSound(bench);
  });

  test("is in use again with whoever gets it, though another one had taken its place", async () => {
    const [one, other] = [await customerWith("4060"), await customerWith("4061")];
    for (const [value, newValue, to] of [
      ["4060", "4062", one],
      ["4061", "4063", one],
    ] as const) {
      await replaceIdentifier(bench.deps, {
        ...{ viewer: viewerOf("agent"), identifier: { kind: "loyalty", value }, newValue },
        ...{ verified: false, idempotencyKey: key() },
      });
      await unlink("loyalty", value);
      expect(await link(to, "loyalty", value)).toMatchObject({ userErrors: [] });
    }
    const rows = await bench.database.sql`
      select value, status from identifiers where leaf_id in (${String(one)}, ${String(other)})
      order by value`;
    expect(rows.map(({ value, status }) => `${value} ${status}`)).toEqual(
      ["4060", "4061", "4062", "4063"].map((value) => `${value} ACTIVE`),
    );
    await expectSound(bench);
  });

  test("takes with it the evidence that it gave, and no other", async () => {
    const [one, other] = [await customerWith("4040"), await customerWith("4041")];
    await link(one, "email", "four@x.example");
    await link(other, "email", "five@x.example");
    const cards = ["4040", "4041"].map((value) => ({ kind: "loyalty", value }));
    await buy(sale("E-1", [cards[0], { kind: "email", value: "five@x.example" }] as never));
    await buy(sale("E-2", [cards[0], cards[1]] as never));
    const edges = () => bench.database.sql`
      select a, b, refused, evidence from identity_edge
      where ${String(one)}::bigint in (a, b) order by via`;
    expect(await edges()).toMatchObject([
      ...[{ a: one, b: other, refused: "PENDING", evidence: { source: "shop", proven: false } }],
      { a: one, b: other },
    ]);
    await decideLinks(bench.deps);
    await unlink("email", "five@x.example");
    await decideLinks(bench.deps);
    expect(await edges()).toHaveLength(1);
    const looked = () => bench.database.sql`
      select state from match_candidate where ${String(one)}::bigint in (a, b)`;
    expect(await looked()).toEqual([{ state: "OPEN" }]);
    await unlink("loyalty", "4041");
    await decideLinks(bench.deps);
    expect(await looked()).toEqual([{ state: "GONE" }]);
  });
});

describe("a value that names nobody", () => {
  test("makes no customer, is nobody's, and leaves a purchase a guest's", async () => {
    const [nobody] = await buy(sale("N-1", [{ kind: "email", value: "noreply@example.com" }]));
    expect(nobody).toMatchObject({ outcome: "APPLIED", leafId: null });
    const rootId = await customerWith("4050");
    const [own] = await buy(
      sale("N-2", [
        { kind: "loyalty", value: "4050" },
        { kind: "phone", value: "111 1111" },
      ]),
    );
    expect(own).toMatchObject({ outcome: "APPLIED", leafId: rootId });
    const held = await bench.database.sql`
      select value from identifiers where leaf_id is not null
        and value in ('noreply@example.com', '1111111')`;
    expect(held).toEqual([]);
    await expectSound(bench);
  });
});
