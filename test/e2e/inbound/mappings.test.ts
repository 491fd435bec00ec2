import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

/** Processes of their own. */
const TIMEOUT_MS = 120_000;
const SECRET = "a-secret-of-the-shop";

let server: TestServer;
let sender: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const settings = { connector: "mapped", mapping: "tried", proof: { by: "bearer" } };
  sender = await openSender(server, "tried-shop", receivesSchema.parse(settings), SECRET);
});
afterAll(() => server?.stop());

const MAPPING = `mapping: tried
input: { format: json, records: body.all }
events:
  - make: purchase
    when: it.type == "sale"
    fields:
      eventId: it.no
      kind: { is: SOLD }
      occurredAt: it.at
      references: { kind: { is: shop }, value: it.no }
      customer: { kind: { is: email }, value: it.mail }
      currencyCode: { is: EUR }
      lines:
        - id: { is: "1" }
          article: it.sku
          quantity: { is: "1" }
          gross: it.price
          discounts: []
  - make: interaction
    when: it.type == "call"
    fields:
      externalId: it.no
      kind: { is: CASE_OPENED }
      occurredAt: it.at
      channel: { is: phone }
      customer: { kind: { is: email }, value: it.mail }
  - make: person
    when: it.type == "person"
    fields:
      key: it.no
      email: it.mail
`;
const AT = "2026-03-01T10:00:00Z";
const MAIL = "grace@example.com";
const one = (type: string, more: object = {}) => ({
  ...{ type, no: `n-${type}`, at: AT, mail: MAIL, sku: "A", price: "12.50" },
  ...more,
});

const TRY = `mutation($input: TryMappingInput!) { tryMapping(input: $input) {
  trial {
    name masked faults { line column message }
    counts { records purchases interactions persons passedOver refused faulty }
    records {
      at passedOver made { make history value refusal { reason field problem } }
      faults { reason problem line column }
    }
  }
  userErrors { code message field } } }`;

async function tryOn(input: object, token?: string) {
  const given = token === undefined ? {} : { token };
  const { data, errors } = await server.graphql({ query: TRY, variables: { input }, ...given });
  return { errors, answer: data?.tryMapping };
}

const SAVE = `mutation($input: SaveMappingInput!) { saveMapping(input: $input) {
  isNew mapping { name sources newest { version savedBy { name } document } }
  userErrors { code message field } } }`;

async function save(document: string, expectedVersion: number | null = null) {
  const variables = { input: { document, expectedVersion } };
  const { data } = await server.graphql({ query: SAVE, variables });
  return data.saveMapping;
}

const audited = (action: string) =>
  server.database.sql<{ actor: string; details: Record<string, unknown> }[]>`
    select actor, details from audit where action = ${action} order by at, id`;

describe("a mapping tried on a text", { timeout: TIMEOUT_MS }, () => {
  test("says of each record what is made of it, what would be refused, and what fails where", async () => {
    const all = [
      one("sale"),
      one("sale", { price: "much" }),
      one("call", { caseNumber: "1" }),
      one("person"),
      one("stock"),
      { type: "sale", no: "x" },
    ];
    const operator = await server.token("operator");
    const { answer } = await tryOn(
      { document: MAPPING, sample: JSON.stringify({ all }) },
      operator,
    );
    expect(answer.userErrors).toEqual([]);
    const { records, counts, name, faults, masked } = answer.trial;
    expect([name, faults, masked]).toEqual(["tried", [], null]);
    expect(counts).toEqual({
      ...{ records: 6, purchases: 2, interactions: 1, persons: 1 },
      ...{ passedOver: 1, refused: 2, faulty: 1 },
    });
    expect(records.map(({ at }: { at: string }) => at)).toEqual(["0", "1", "2", "3", "4", "5"]);
    const [sold, wrong, call, person, stock, broken] = records;
    expect(JSON.parse(sold.made[0].value)).toMatchObject({ eventId: "n-sale", kind: "SOLD" });
    expect(sold.made[0]).toMatchObject({ make: "purchase", history: false, refusal: null });
    expect(wrong.made[0].refusal).toMatchObject({ field: "lines.0.gross" });
    expect(call.made[0]).toMatchObject({
      make: "interaction",
      refusal: { reason: "MISSING", field: "caseNumber" },
    });
    expect(person.made[0]).toMatchObject({ make: "person", refusal: null });
    expect(stock).toMatchObject({ made: [], passedOver: "no entry of events is for it" });
    const line = MAPPING.split("\n").findIndex((text) => text.includes("occurredAt")) + 1;
    expect(broken).toMatchObject({ made: [], faults: [{ reason: "MISSING", line }] });
  });

  test("says of a faulty mapping at which line and column, and reads nothing", async () => {
    const document = MAPPING.replace("it.sku", "it.sku +");
    const { answer } = await tryOn({ document, sample: "{}" });
    const line = document.split("\n").findIndex((text) => text.includes("it.sku +")) + 1;
    expect(answer.trial).toMatchObject({ name: null, records: [], counts: null });
    expect(answer.trial.faults).toMatchObject([{ line }]);
    expect(answer.trial.faults[0].column).toBeGreaterThan(1);
    expect(answer.trial.faults[0].message).toMatch(/^events\[0\]\.fields\.lines/);
  });

  test("reads a text as it stands, whatever charset the mapping is of", async () => {
    const folder = "examples/mappings/till-file";
    const sample = new TextDecoder("windows-1252").decode(readFileSync(`${folder}/sample.txt`));
    const document = readFileSync(`${folder}/mapping.yaml`, "utf8");
    const { answer } = await tryOn({
      document,
      sample: sample.replace(/;78114;[^;]*/, ";78114;Größe"),
    });
    expect(answer.trial.counts).toMatchObject({ faulty: 0, refused: 0 });
    expect(answer.trial.records.flatMap((at: { made: object[] }) => at.made).length).toBe(
      answer.trial.counts.purchases,
    );
    expect(JSON.stringify(answer.trial.records)).toContain("Größe");
  });

  test("shows no more than a hundred records of many, those with something wrong among them", async () => {
    const document = `mapping: many
input: { format: ndjson }
events:
  - make: person
    fields: { key: text(it.k), email: it.m }
`;
    const rows = Array.from({ length: 6_000 }, (_, k) =>
      JSON.stringify(k % 100 === 99 ? { k } : { k, m: "a@b.de" }),
    );
    const { answer } = await tryOn({ document, sample: rows.join("\n") });
    const { records, counts } = answer.trial;
    expect(counts).toMatchObject({ records: 6_000, persons: 5_940, faulty: 60 });
    expect(records).toHaveLength(100);
    const faulty = records.filter(({ faults }: { faults: object[] }) => faults.length > 0);
    expect(faulty).toHaveLength(50);
    expect(faulty[49].at).toBe("line 5000");
  });

  test("ends whatever is tried, and others are answered meanwhile", async () => {
    const long = Array.from({ length: 4_000 }, (_, at) => at);
    const document = `mapping: endless
input: { format: json }
events:
  - make: person
    fields:
      key: text(size(it.all.map(a, it.all.map(b, a + b))))
`;
    const trying = tryOn({ document, sample: JSON.stringify({ all: long }) });
    let answered = 0;
    let isDone = false;
    const done = trying.then(() => {
      isDone = true;
    });
    while (!isDone) {
      await server.graphql({ query: "{ viewer { name } }" });
      answered += 1;
    }
    await done;
    expect(answered).toBeGreaterThan(5);
    const { answer } = await trying;
    expect(answer.trial.records[0].faults).toMatchObject([{ reason: "TOO_COSTLY" }]);
  });

  test("needs a sample or a message, one of them", async () => {
    for (const input of [{}, { sample: "x", message: "1" }]) {
      const { answer } = await tryOn({ document: MAPPING, ...input });
      expect(answer).toMatchObject({ trial: null, userErrors: [{ code: "SAMPLE_OR_MESSAGE" }] });
    }
  });
});

describe("a mapping tried on a stored message", { timeout: TIMEOUT_MS }, () => {
  test("reads it as it came, for admins alone, and is on record before it is read", async () => {
    const body = JSON.stringify({ all: [one("sale", { at: new Date().toISOString() })] });
    const { status } = await sender.post(body, { authorization: `Bearer ${SECRET}` });
    expect(status).toBe(200);
    await sender.messages();
    const [row] = await server.database.sql<{ id: string }[]>`
      select id::text as id from inbound_message where source_id = ${sender.id}`;
    const message = row?.id as string;

    const { errors } = await tryOn({ document: MAPPING, message }, await server.token("operator"));
    expect(errors?.[0]?.extensions?.code).toBe("FORBIDDEN");
    expect(await audited("message.try")).toEqual([]);

    const { answer } = await tryOn({ document: MAPPING, message });
    expect(JSON.parse(answer.trial.records[0].made[0].value)).toMatchObject({
      customer: [{ kind: "email", value: MAIL }],
    });
    expect(answer.trial.masked).toContain('"mail":"xxxxx@xxxxxxx.xxx"');
    expect(answer.trial.masked).not.toContain("grace");
    const rows = await audited("message.try");
    expect(rows.map(({ details }) => details)).toEqual([{ message }]);
    expect(rows[0]?.actor).toMatch(/^admin:/);
  });

  test.each(["0", "-1", "x", "999999999", "9".repeat(19)])("%s is no message", async (message) => {
    const { answer } = await tryOn({ document: MAPPING, message });
    expect(answer).toMatchObject({ trial: null, userErrors: [{ code: "MESSAGE_NOT_FOUND" }] });
  });
});

describe("a mapping saved by the graph", { timeout: TIMEOUT_MS }, () => {
  test("is a version once, on record with who saved it, and not saved over somebody else's", async () => {
    const first = await save(MAPPING, 0);
    expect(first).toMatchObject({
      ...{ isNew: true, userErrors: [] },
      mapping: {
        name: "tried",
        sources: ["tried-shop"],
        newest: { version: 1, document: MAPPING },
      },
    });
    expect(await save(MAPPING, 0)).toMatchObject({
      isNew: false,
      mapping: { newest: { version: 1 } },
    });
    const second = MAPPING.replace("{ is: EUR }", "{ is: GBP }");
    expect((await save(second, 1)).mapping.newest.version).toBe(2);
    expect(await save(`${MAPPING}# mine`, 1)).toMatchObject({
      ...{ mapping: null, isNew: null },
      userErrors: [{ code: "CONFLICT", field: ["expectedVersion"] }],
    });
    expect(await save(MAPPING.replace("it.sku", "it.sku +"))).toMatchObject({
      mapping: null,
      userErrors: [{ code: "MAPPING_FAULTY", message: expect.stringMatching(/^\d+:\d+: /) }],
    });
    const both = await Promise.all([save(`${second}# a`), save(`${second}# b`)]);
    expect(both.map(({ isNew }) => isNew)).toEqual([true, true]);

    const query = `{ mappings(first: 10) { nodes { name newest { version } } pageInfo { hasNextPage } }
      mapping(name: "tried") { versions(first: 10) { version savedBy { name } } version(number: 1) { document } }
      none: mapping(name: "none") { name } }`;
    const { data } = await server.graphql({ query, token: await server.token("operator") });
    expect(data.mappings).toEqual({
      nodes: [{ name: "tried", newest: { version: 4 } }],
      pageInfo: { hasNextPage: false },
    });
    expect(data.mapping.versions.map(({ version }: { version: number }) => version)).toEqual([
      4, 3, 2, 1,
    ]);
    expect([data.mapping.version.document, data.none]).toEqual([MAPPING, null]);
    const rows = await audited("mapping.save");
    expect(rows.map(({ details }) => details)).toEqual(
      [1, 2, 3, 4].map((version) => ({ name: "tried", version })),
    );
    const [{ savedBy }] = data.mapping.versions;
    expect(rows.every(({ actor }) => actor === `admin:${savedBy.name}`)).toBe(true);
  });
});
