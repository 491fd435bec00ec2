import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertMapping } from "../../../db/queries/inbound/mappings.ts";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { payloads } from "../../support/inbound/translated.ts";
import { STORE, startTestServer, type TestServer } from "../../support/server.ts";

/** Changes as a real Debezium wrote them: a snapshot of a table of products, then what changed. */

const SECRET = "a-secret-of-debezium";
const headers = {
  authorization: `Bearer ${SECRET}`,
  "content-type": "application/x-ndjson",
};

/**
 * There is no table of orders among them: each product is taken for an order of whoever it is named
 * after, at a hundred times its weight.
 */
const MAPPING = `mapping: products
input: { format: debezium }
events:
  - make: purchase
    when: it.op != "d"
    history: "true"
    fields:
      eventId: it.id
      kind: 'it.op == "u" ? "AMENDED" : "SOLD"'
      occurredAt: it.at
      references: { kind: { is: order }, value: it.row.id }
      customer: { kind: { is: email }, value: 'it.row.name.replace(" ", ".") + "@example.com"' }
      store: { is: ${STORE} }
      currencyCode: { is: GBP }
      lines:
        - id: { is: "1" }
          article: it.row.id
          name: it.row.description
          quantity: { is: "1" }
          gross: multiply(it.row.weight, "100")
  - make: purchase
    when: it.op == "d"
    history: "true"
    fields:
      eventId: it.id
      kind: { is: VOIDED }
      occurredAt: it.at
      references: { kind: { is: order }, value: it.before.id }
`;

/** Worked out by hand from the rows: customer, order, what it comes to in the end. */
const TOTALS = [
  ["12-pack.drill.bits", "103", "80.00"],
  ["car.battery", "102", "810.00"],
  ["hammer", "104", "75.00"],
  ["hammer", "105", "87.50"],
  ["hammer", "106", "100.00"],
  ["jacket", "108", "10.00"],
  // Inserted at 0.2, then changed to 0.5.
  ["jacket", "110", "50.00"],
  // 5.3 in the snapshot, then changed to 5.1.
  ["rocks", "107", "510.00"],
  ["scooter", "101", "314.00"],
  // Inserted, changed, and deleted.
  ["scooter", "111", "0.00"],
  ["spare.tire", "109", "2220.00"],
];

let server: TestServer;
let sender: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const tables = { "inventory.products": "products" };
  const receives = receivesSchema.parse({ connector: "debezium", tables });
  sender = await openSender(server, "warehouse", receives, SECRET);
  const { sql } = server.database;
  const mapping = { name: "products", document: MAPPING, createdBy: "test", expectedVersion: null };
  await sql.begin((tx) => insertMapping(tx, mapping));
});
afterAll(() => server?.stop());

const files = payloads("debezium_postgres");

describe.skipIf(files.size === 0)("the stored payloads of Debezium", () => {
  test("come to the orders of their rows: whole files, and line by line from the last to the first", async () => {
    for (const text of files.values()) {
      await sender.post(text, headers);
    }
    expect(await faults()).toEqual([]);
    expect(await orders()).toEqual(TOTALS);
    for (const text of files.values()) {
      for (const line of text.trim().split("\n").reverse()) {
        await sender.post(line, headers);
      }
    }
    // Told again by itself a change has the same id: nothing is taken twice.
    expect(await faults()).toEqual([]);
    expect(await orders()).toEqual(TOTALS);
  });
});

async function faults() {
  const messages = await sender.messages();
  expect(messages.every(({ state }) => state === "READ")).toBe(true);
  const outcomes = messages.flatMap(({ counts }) => Object.keys(counts?.["purchases"] ?? {}));
  expect(new Set(outcomes).difference(new Set(["APPLIED", "DUPLICATE"]))).toEqual(new Set());
  return messages.flatMap((message) => message.faults);
}

/** As the graph shows them, by customer and number. */
async function orders(): Promise<string[][]> {
  const query = `query($email: String!) { customer(by: {email: $email}) { orders(first: 10) {
    nodes { references { value } total { amount } } } } }`;
  const names = [...new Set(TOTALS.map(([name = ""]) => name))];
  const rows: string[][] = [];
  for (const name of names) {
    const variables = { email: `${name}@example.com` };
    const { data } = await server.graphql({ query, variables });
    for (const { references, total } of data.customer.orders.nodes) {
      rows.push([name, references[0].value, total.amount]);
    }
  }
  return rows.sort(([, a = ""], [, b = ""]) => a.localeCompare(b)).sort(byName);
}

function byName([a = ""]: string[], [b = ""]: string[]): number {
  return a.localeCompare(b);
}
