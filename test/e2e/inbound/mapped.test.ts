import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readMappingRow } from "../../../db/queries/inbound/mappings.ts";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { keepMapping } from "../../../src/messages/saved/saveMapping.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { runCli } from "../../support/runCli.ts";
import { STORE, startTestServer, type TestServer } from "../../support/server.ts";

/** Processes of their own. */
const TIMEOUT_MS = 120_000;
const SECRET = "a-secret-of-the-erp";
const KEY_HEADER = "x-message-id";
const bearer = { authorization: `Bearer ${SECRET}` };

const BODY = "{}";
const hmac = (encoding: "hex" | "base64") =>
  createHmac("sha256", SECRET).update(BODY).digest(encoding);
/** What a set-up can ask for, and what is sent then. */
const PROOFS: readonly (readonly [object, Record<string, string>])[] = [
  [{ by: "bearer" }, bearer],
  [{ by: "basic" }, { authorization: `Basic ${Buffer.from(SECRET).toString("base64")}` }],
  [{ by: "header", header: "x-api-key" }, { "x-api-key": SECRET }],
  [
    { by: "hmac", header: "x-signature", prefix: "sha256=" },
    { "x-signature": `sha256=${hmac("hex")}` },
  ],
  [{ by: "hmac", header: "x-signature", encoding: "base64" }, { "x-signature": hmac("base64") }],
];

let server: TestServer;
let sender: Sender;
let folder: string;
let keyed: Sender;
const proven: Sender[] = [];
beforeAll(async () => {
  server = await startTestServer({});
  folder = mkdtempSync(join(tmpdir(), "tributary-map-"));
  const receives = receivesSchema.parse({ connector: "mapped", mapping: "erp-sales" });
  sender = await openSender(server, "erp-map", receives, SECRET);
  // All before the first message: secrets that come later are known some seconds later.
  for (const [at, [proof]] of PROOFS.entries()) {
    const own = receivesSchema.parse({ connector: "mapped", mapping: "erp-sales", proof });
    proven.push(await openSender(server, `proof-${at}`, own, SECRET));
  }
  const settings = { connector: "mapped", mapping: "erp-sales", keyHeader: KEY_HEADER };
  keyed = await openSender(server, "keyed", receivesSchema.parse(settings), SECRET);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server?.stop();
});

/** Sales of an ERP; `amount` says where the money stands. */
const mapping = (amount: string) => `mapping: erp-sales
input: { format: json, records: body.sales }
events:
  - make: purchase
    when: it.type == "sale"
    fields:
      eventId: it.no
      kind: { is: SOLD }
      occurredAt: it.at
      references: { kind: { is: erp }, value: it.no }
      customer: { kind: { is: email }, value: it.mail }
      store: { is: ${STORE} }
      currencyCode: { is: GBP }
      lines:
        each: it.items
        id: item.pos
        article: item.sku
        quantity: item.qty
        gross: ${amount}
        discounts: []
`;

const save = (document: string) =>
  keepMapping(server.database.sql, { name: "erp-sales", document, expectedVersion: null }, "test");

function sales(mail: string) {
  const at = new Date(Date.now() - 60_000).toISOString();
  const items = [{ pos: 1, sku: "A-1", qty: 2, price: 12.5 }];
  return [{ type: "sale", no: randomUUID(), at, mail, items }, { type: "stock" }];
}

async function orders(email: string) {
  const query =
    "query($email: String!) { customer(by: {email: $email}) { orders(first: 5) { nodes { total { amount } } } } }";
  const { data } = await server.graphql({ query, variables: { email } });
  return data.customer?.orders.nodes.map((one: { total: { amount: string } }) => one.total.amount);
}

const latest = async () => (await sender.messages()).at(-1);

test(
  "a body is kept until its mapping is there, and read again under a corrected one",
  async () => {
    const mail = `${randomUUID()}@example.com`;
    const body = JSON.stringify({ sales: sales(mail) });
    const sent = await sender.post(body, bearer);
    expect([sent.status, await sent.json()]).toMatchObject([200, { duplicate: false }]);
    expect(await latest()).toMatchObject({
      state: "UNREAD",
      faults: [{ reason: "MAPPING_NOT_FOUND" }],
    });
    const replay = async () => {
      await runCli(server.database.url, ["intake", "replay", "--source", "erp-map"]);
      await server.messages.reader.readDue();
      return await latest();
    };

    await save(mapping("item.amount"));
    expect(await replay()).toMatchObject({
      state: "UNREAD",
      counts: { mappings: { "erp-sales": 1 }, passedOver: { record: 1 } },
      faults: [{ reason: "MISSING", at: "0: lines.gross" }],
    });
    expect(await orders(mail)).toBeUndefined();

    await save(mapping("item.price"));
    expect(await replay()).toMatchObject({
      state: "READ",
      counts: { mappings: { "erp-sales": 2 }, purchases: { APPLIED: 1 } },
      faults: [],
    });
    expect(await orders(mail)).toEqual(["12.50"]);
    const again = await sender.post(body, bearer);
    expect(await again.json()).toMatchObject({ duplicate: true });
    expect(await orders(mail)).toEqual(["12.50"]);
  },
  TIMEOUT_MS,
);

test("whatever cannot be read is stored, with its reason, and takes nothing else with it", async () => {
  await save(mapping("item.price"));
  const mail = `${randomUUID()}@example.com`;
  const [sale] = sales(mail) as [object, object];
  for (const [body, faults] of [
    ["", [{ reason: "NOT_JSON", at: "1:1" }]],
    ['{"sales": [', [{ reason: "NOT_JSON" }]],
    ["{}", [{ reason: "MISSING", at: "input.records" }]],
    [Buffer.from([0x7b, 0xff]), [{ reason: "WRONG_CHARSET" }]],
    [JSON.stringify({ sales: [{ ...sale, items: [{}] }, sale] }), [{ reason: "MISSING" }]],
  ] as const) {
    expect((await sender.post(body as string, bearer)).status).toBe(200);
    expect(await latest()).toMatchObject({ state: "UNREAD", faults });
  }
  expect(await orders(mail)).toEqual(["12.50"]);
});

describe("who sends is proved as the set-up says", () => {
  test.each(PROOFS.map(([proof, headers], at) => [proof, headers, at] as const))(
    "%j",
    async (_proof, headers, at) => {
      const one = proven[at] as Sender;
      expect((await one.post(BODY)).status).toBe(401);
      const wrong = Object.entries(headers).map(([name, value]) => [
        name,
        // Not the last one, which base64 may do without.
        value.replace(/.(?=.{4}$)/, (one) => (one === "a" ? "b" : "a")),
      ]);
      expect((await one.post(BODY, Object.fromEntries(wrong))).status).toBe(401);
      expect(await one.messages()).toEqual([]);
      expect((await one.post(BODY, headers)).status).toBe(200);
      expect(await one.messages()).toHaveLength(1);
    },
  );

  test("and a message is known by the header that the set-up names", async () => {
    expect((await keyed.post("1", bearer)).status).toBe(400);
    const headers = { ...bearer, [KEY_HEADER]: "m-1" };
    await keyed.post("1", headers);
    expect(await (await keyed.post("2", headers)).json()).toMatchObject({ duplicate: true });
    expect(await keyed.messages()).toMatchObject([{ key: "m-1" }]);
  });
});

test("what is refused of many records names the one, and a body without any says so", async () => {
  await save(mapping("item.price"));
  const mail = `${randomUUID()}@example.com`;
  const [good, stock] = sales(mail);
  const items = [{ pos: 1, sku: "A-1", qty: 2, price: -12.5 }];
  const body = { sales: [good, stock, { ...sales(mail)[0], items }] };
  await sender.post(JSON.stringify(body), bearer);
  expect(await latest()).toMatchObject({
    counts: { purchases: { APPLIED: 1, REJECTED: 1 } },
    faults: [{ reason: "NEGATIVE", at: "2: lines.0.gross" }],
  });
  await sender.post('{"sales": []}', bearer);
  expect(await latest()).toMatchObject({
    state: "READ",
    counts: { passedOver: { "body without records": 1 } },
  });
});

test(
  "an operator tries a mapping on a sample, saves it, and sees what is saved",
  async () => {
    const map = (...args: string[]) => runCli(server.database.url, ["map", ...args]);
    const [file, sample] = [join(folder, "m.yaml"), join(folder, "s.json")];
    writeFileSync(file, mapping("item.price").replace("erp-sales", "by-hand"));
    writeFileSync(sample, JSON.stringify({ sales: [...sales("a@example.com"), { type: "sale" }] }));
    const tried = await map("try", file, sample, "--json");
    expect(tried.exitCode).toBe(1);
    expect(JSON.parse(tried.stdout).samples[0].records).toMatchObject([
      {
        at: "0",
        events: [{ make: "purchase", value: { lines: [{ gross: "12.5" }] } }],
        faults: [],
      },
      { at: "1", events: [], passedOver: "no entry of events is for it" },
      { at: "2", faults: [{ reason: "MISSING", mapping: `${file}:7:7` }] },
    ]);
    expect((await map("save", file)).stdout).toBe("by-hand is saved as version 1.\n");
    expect((await map("save", file)).stdout).toBe("by-hand is as it was: version 1.\n");
    expect((await map("list")).stdout).toMatch(/^by-hand {2}version 1 {2}.*cli:/m);
    expect((await map("show", "by-hand")).stdout).toBe(readFileSync(file, "utf8"));

    writeFileSync(file, mapping("price").replace("erp-sales", "by-hand"));
    const refused = await map("save", file);
    expect([refused.exitCode, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/m\.yaml:19:16: events\[0\]\.fields\.lines\.gross: unknown name price/),
    ]);
    const row = await readMappingRow(server.database.sql, "by-hand", null);
    expect(row?.version).toBe(1);
    expect((await map("show", "nobody")).stderr).toContain("no mapping nobody is saved");
  },
  TIMEOUT_MS,
);
