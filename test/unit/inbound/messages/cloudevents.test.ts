import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { receivesSchema, type SettingsOf } from "../../../../src/domain/inbound/receives.ts";
import { CLOUDEVENTS } from "../../../../src/inbound/messages/cloudevents/cloudevents.ts";
import { mutated } from "../../../support/inbound/mutate.ts";
import {
  eventsOf,
  faultsOf,
  payloads,
  RECEIVED_AT,
  translated,
} from "../../../support/inbound/translated.ts";

const STRUCTURED = { "content-type": "application/cloudevents+json; charset=utf-8" };
const BATCH = { "content-type": "application/cloudevents-batch+json" };

function settingsOf(said: object = {}) {
  return receivesSchema.parse({ connector: "cloudevents", ...said }) as SettingsOf<"cloudevents">;
}

const read = (body: unknown, headers: Record<string, string> = STRUCTURED, said = {}) =>
  translated(CLOUDEVENTS, settingsOf(said), body, { headers });

const PURCHASE = {
  kind: "PLACED",
  references: [{ kind: "order", value: "W-1" }],
  currencyCode: "EUR",
  lines: [{ id: "1", quantity: "1", gross: "9.90" }],
};
const EVENT = {
  ...{ specversion: "1.0", id: "e-1", source: "/orders/eu" },
  ...{ type: "com.example.purchase", time: "2026-11-28T10:00:00Z", data: PURCHASE },
};
const WHOLE = { ...PURCHASE, source: "crm", occurredAt: "2026-11-28T10:00:00Z" };

describe("an event of our own words", () => {
  test("is the same in either mode, and is known by source and id", async () => {
    const structured = eventsOf(await read(EVENT));
    const binary = eventsOf(
      await read(PURCHASE, {
        ...{ "content-type": "application/json", "ce-specversion": "1.0", "ce-id": "e-1" },
        ...{ "ce-source": "%2Forders/eu", "ce-type": "com.example.purchase.v1" },
        "ce-time": "2026-11-28T10:00:00Z",
      }),
    );
    expect(structured).toEqual([{ ...WHOLE, eventId: expect.stringMatching(/^sha256:/) }]);
    expect(binary).toEqual(structured);
    const encoded = Buffer.from(JSON.stringify(PURCHASE)).toString("base64");
    const { data: _data, ...rest } = EVENT;
    expect(eventsOf(await read({ ...rest, data_base64: encoded }))).toEqual(structured);
    // Null says that it is not there.
    expect(eventsOf(await read({ ...EVENT, data_base64: null }))).toEqual(structured);
    const other = eventsOf(await read({ ...EVENT, source: "/orders/us" }));
    expect(other[0]?.["eventId"]).not.toBe(structured[0]?.["eventId"]);
  });

  test("goes first where its data says something itself", async () => {
    const data = { ...PURCHASE, eventId: "own", occurredAt: "2026-11-27T10:00:00Z" };
    expect(eventsOf(await read({ ...EVENT, data }))).toEqual([{ ...data, source: "crm" }]);
  });

  test("may come in batches, of several kinds, one wrong one beside the others", async () => {
    const parts = await read(
      [
        EVENT,
        { ...EVENT, id: "e-2", type: "crm/interaction", data: { kind: "CONTACT" } },
        { ...EVENT, id: "e-3", type: "Person", subject: "p-1", data: { name: "Ada Lovelace" } },
        { ...EVENT, id: "e-4", type: "com.example.weather" },
        { ...EVENT, id: "e-5", type: "com.example.order-placed" },
        { ...EVENT, id: "e-6", specversion: "0.3" },
        { ...EVENT, id: "" },
        { ...EVENT, id: "e-7", data: 7 },
      ],
      BATCH,
      { types: { "com.example.order-placed": "purchase" } },
    );
    expect(eventsOf(parts)).toHaveLength(2);
    expect(parts[1]?.interactions).toEqual([
      {
        ...{ source: "crm", kind: "CONTACT", occurredAt: "2026-11-28T10:00:00Z" },
        externalId: expect.stringMatching(/^sha256:/),
      },
    ]);
    expect(parts[2]?.records).toEqual([{ key: "p-1", name: "Ada Lovelace" }]);
    expect(faultsOf(parts)).toEqual([
      "UNKNOWN_TYPE 3.type",
      "SPECVERSION_NOT_SUPPORTED 5.specversion",
      "MISSING 6.id",
      "NOT_AN_OBJECT 7.data",
    ]);
  });

  test.each([
    [
      "another format",
      "<x/>",
      { "content-type": "application/cloudevents+xml" },
      "FORMAT_NOT_SUPPORTED ",
    ],
    ["no JSON", "{", STRUCTURED, "NOT_JSON "],
    ["a batch of numbers", "[7]", BATCH, "NOT_AN_OBJECT 0"],
    [
      "no event at all",
      "{}",
      { "content-type": "application/json" },
      "SPECVERSION_NOT_SUPPORTED specversion",
    ],
  ])("%s is a fault", async (_name, body, headers, fault) => {
    expect(faultsOf(await read(body, headers))).toEqual([fault]);
  });
});

describe("a sender", () => {
  const admit = (headers: Record<string, string>, body: unknown, said = {}, query = "") =>
    CLOUDEVENTS.admit(
      {
        ...{ method: "POST", url: new URL(`http://localhost/v1/webhooks/crm${query}`), headers },
        body: Buffer.from(JSON.stringify(body)),
      },
      { settings: settingsOf(said), secrets: ["s3cret"], now: RECEIVED_AT },
    );
  const bearer = { ...STRUCTURED, authorization: "Bearer s3cret" };

  test("proves itself by the secret, its name, or a signature, as it is set", () => {
    const hmac = { proof: { by: "hmac", header: "X-Hub-Signature-256", prefix: "sha256=" } };
    // printf '{}' | openssl dgst -sha256 -hmac s3cret
    const signature = "sha256=adbde1ce40c89c14215687d5d762a47df6dfaefcfad61e2e86718ffc8498571b";
    expect(admit(bearer, EVENT)).toMatchObject({ ok: true, topic: "com.example.purchase" });
    expect(admit(STRUCTURED, EVENT, {}, "?access_token=s3cret")).toMatchObject({ ok: true });
    expect(admit(STRUCTURED, EVENT)).toMatchObject({ ok: false, code: "UNAUTHENTICATED" });
    expect(admit({ ...bearer, authorization: "Bearer wrong" }, EVENT).ok).toBe(false);
    expect(admit({ "x-hub-signature-256": signature }, {}, hmac).ok).toBe(true);
    expect(admit({ "x-hub-signature-256": signature }, [], hmac).ok).toBe(false);
    expect(admit(bearer, EVENT, hmac).ok).toBe(false);
    expect(admit(bearer, EVENT, { proof: { by: "basic" } }).ok).toBe(false);
    const basic = `Basic ${Buffer.from("s3cret").toString("base64")}`;
    expect(admit({ authorization: basic }, EVENT, { proof: { by: "basic" } }).ok).toBe(true);
  });

  test("that repeats an event sends the same message; another id, or a batch, is another", () => {
    const keyOf = (body: unknown, headers = bearer) => {
      const admission = admit(headers, body);
      return admission.ok ? admission.key : "";
    };
    expect(keyOf(EVENT)).toBe(keyOf({ ...EVENT, time: "2026-11-28T11:00:00Z" }));
    const other = { ...EVENT, id: "e-2" };
    const keys = [keyOf(EVENT), keyOf(other), keyOf([EVENT, other], { ...bearer, ...BATCH })];
    expect(new Set(keys).size).toBe(3);
    expect(keyOf({ ...EVENT, id: null, data: 1 })).not.toBe(keyOf({ ...EVENT, id: null, data: 2 }));
  });
});

test("anything is read: each part is told, or is a fault", async () => {
  const purchase = {
    ...EVENT,
    data: { ...PURCHASE, customer: [{ kind: "email", value: "a@b.c" }] },
  };
  await fc.assert(
    fc.asyncProperty(mutated([purchase, EVENT]), async (value) => {
      for (const { events, faults } of await read(value, BATCH)) {
        expect(events.length + faults.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
  const header = fc.string({ unit: "binary", maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(header, { minLength: 5, maxLength: 5 }),
      header,
      async (all, body) => {
        const names = ["content-type", "ce-specversion", "ce-id", "ce-source", "ce-type"];
        await read(body, Object.fromEntries(names.map((name, at) => [name, all[at] ?? ""])));
      },
    ),
    { numRuns: 200 },
  );
});

const found = payloads("cloudevents");
test.skipIf(found.size === 0)(
  "events that were found are refused for their type alone",
  async () => {
    for (const [name, text] of found) {
      for (const document of parseAllDocuments(text)) {
        const { ContextAttributes: said, Data: data } = document.toJS() as {
          readonly ContextAttributes: Readonly<Record<string, unknown>>;
          readonly Data: string;
        };
        const attributes = { ...said, specversion: "1.0", id: String(said["id"]) };
        const parts = await read({ ...attributes, data });
        expect([name, faultsOf(parts)]).toEqual([name, ["UNKNOWN_TYPE type"]]);
      }
    }
  },
);
