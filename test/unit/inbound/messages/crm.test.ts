import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { receivesSchema, type SettingsOf } from "../../../../src/domain/inbound/receives.ts";
import { type FetchBack, NotNow } from "../../../../src/inbound/messages/fetchBack.ts";
import { HUBSPOT } from "../../../../src/inbound/messages/hubspot/hubspot.ts";
import { SALESFORCE } from "../../../../src/inbound/messages/salesforce/salesforce.ts";
import {
  faultsOf,
  mutated,
  payloads,
  RECEIVED_AT,
  refusalsIn,
  translated,
} from "../../../support/inbound/translated.ts";

const URL_OF_APP = "https://loyalty.example.com/v1/webhooks/hub";
const hubspot = receivesSchema.parse({
  ...{ connector: "hubspot", publicUrl: URL_OF_APP },
}) as SettingsOf<"hubspot">;
const salesforce = receivesSchema.parse({ connector: "salesforce" }) as SettingsOf<"salesforce">;

/** A system that has these objects, by path; it notes what it was asked for. */
function having(objects: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const fetchBack: FetchBack = async (path) => {
    asked.push(path);
    const object = objects[path.split("?", 1)[0] ?? ""];
    return object === undefined
      ? { ok: false, isLasting: true, problem: "404" }
      : { ok: true, body: Buffer.from(JSON.stringify(object)) };
  };
  return { fetchBack, asked };
}

/** 2026-11-28T10:00:00Z. */
const AT_MS = 1_795_860_000_000;

describe("HubSpot", () => {
  const event = (subscriptionType: string, objectId = 51) => ({
    ...{
      eventId: 1,
      subscriptionId: 2,
      portalId: 3,
      objectId,
      occurredAt: AT_MS,
      subscriptionType,
    },
  });
  const contact = {
    properties: {
      ...{ firstname: "Ada", lastname: "Lovelace", email: "ada@example.com", phone: null },
      ...{ mobilephone: "+441632960001", zip: "LS1 1AA", date_of_birth: "in May" },
    },
  };

  test("names contacts, which are fetched as they are now, each once", async () => {
    const { fetchBack, asked } = having({ "/crm/v3/objects/contacts/51": contact });
    const parts = await translated(
      ...([HUBSPOT, hubspot] as const),
      [
        ...[event("contact.creation"), event("contact.propertyChange"), event("contact.deletion")],
        ...[event("deal.creation"), event("contact.weather"), event("contact.creation", 52), 7],
      ],
      { fetchBack },
    );
    expect(parts.flatMap(({ records = [] }) => records)).toEqual([
      {
        ...{ key: "51", givenName: "Ada", familyName: "Lovelace", email: "ada@example.com" },
        ...{ phone: "+441632960001", postalCode: "LS1 1AA" },
      },
    ]);
    expect(asked).toHaveLength(2);
    expect(parts.map(({ passedOver }) => passedOver).slice(1, 4)).toEqual([
      ...["same contact", "deletion", "other object"],
    ]);
    expect(faultsOf(parts)).toEqual([
      ...["UNKNOWN_TYPE 4.subscriptionType", "NOT_FETCHED 5.objectId", "NOT_AN_OBJECT 6"],
    ]);
  });

  test("that cannot be asked now is asked again later", async () => {
    const fetchBack: FetchBack = async () => ({ ok: false, isLasting: false, problem: "busy" });
    const reading = translated(HUBSPOT, hubspot, [event("contact.creation")], { fetchBack });
    await expect(reading).rejects.toThrow(NotNow);
  });

  test("signs method, address, body and time; another attempt is the same message", () => {
    const admit = (body: string, timestamp: number, secret = "s3cret") => {
      const signed = `POST${URL_OF_APP}${body}${timestamp}`;
      const headers = {
        "x-hubspot-request-timestamp": String(timestamp),
        "x-hubspot-signature-v3": createHmac("sha256", secret).update(signed).digest("base64"),
      };
      return HUBSPOT.admit(
        {
          ...{ method: "POST", url: new URL("http://localhost/v1/webhooks/hub"), headers },
          body: Buffer.from(body),
        },
        { settings: hubspot, secrets: ["old", "s3cret"], now: RECEIVED_AT },
      );
    };
    const now = Date.parse("2026-11-29T12:00:00Z");
    const bodyOf = (attemptNumber: number) =>
      JSON.stringify([{ ...event("contact.creation"), attemptNumber }]);
    expect(admit(bodyOf(0), now)).toMatchObject({ ok: true });
    expect(admit(bodyOf(1), now)).toEqual(admit(bodyOf(0), now));
    for (const wrong of [
      admit(bodyOf(0), now, "wrong"),
      admit(bodyOf(0), now - 301_000),
      admit(bodyOf(0), now + 301_000),
    ]) {
      expect(wrong).toMatchObject({ ok: false, code: "UNAUTHENTICATED" });
    }
  });
});

describe("Salesforce", () => {
  const ID = "500xx0000000001AAA";
  const change = (entityName: string, changeType: string, fields: object = {}) => ({
    payload: {
      ChangeEventHeader: {
        ...{ entityName, changeType, recordIds: [ID], commitTimestamp: AT_MS, commitNumber: 9 },
        ...{ transactionKey: "t", sequenceNumber: 1 },
      },
      ...fields,
    },
  });
  const told = { CaseNumber: "0001", ContactId: "003xx", Subject: "Cup\nbroken", Origin: "Phone" };
  const act = {
    ...{ occurredAt: "2026-11-28T10:00:00.000Z", channel: "phone", caseNumber: "0001" },
    ...{ subject: "Cup broken", customer: [{ kind: "crm", value: "003xx" }] },
  };
  const read = (body: unknown, fetchBack = having({}).fetchBack) =>
    translated(SALESFORCE, salesforce, body, { fetchBack });

  test("tells cases that are made, that complain and that are closed", async () => {
    const path = `/services/data/v62.0/sobjects/Case/${ID}`;
    const { fetchBack } = having({ [path]: { ...told, Status: "Closed" } });
    const parts = await read(
      [
        change("Case", "CREATE", told),
        { specversion: "1.0", data: change("Case", "CREATE", { ...told, Type: "Complaint" }) },
        change("Case", "UPDATE", { Status: "Closed" }),
        change("Case", "UPDATE", { Status: "Working" }),
      ],
      fetchBack,
    );
    expect(parts.flatMap(({ interactions = [] }) => interactions)).toEqual([
      { ...act, kind: "CASE_OPENED", externalId: `${ID}/opened` },
      { ...act, kind: "COMPLAINT", externalId: `${ID}/opened` },
      { ...act, kind: "CASE_RESOLVED", externalId: `${ID}/resolved/9` },
    ]);
    expect(parts[3]?.passedOver).toBe("case");
  });

  test("tells persons whole: as they were made, else as they are fetched", async () => {
    const path = `/services/data/v62.0/sobjects/Account/${ID}`;
    const { fetchBack } = having({ [path]: { Name: "Ada & Co", BillingCity: "Leeds" } });
    const address = { Street: "6 Mill Lane\nFlat 2", City: "Leeds", PostalCode: "LS1 1AA" };
    const parts = await read(
      [
        change("Contact", "CREATE", {
          ...{ Name: { FirstName: "Ada", LastName: "Lovelace" }, Email: "ada@example.com" },
          MailingAddress: address,
        }),
        change("Account", "UPDATE", { Phone: "1" }),
        change("Contact", "DELETE"),
        change("Employee__c", "CREATE", { First_Name__c: "Ada" }),
      ],
      fetchBack,
    );
    expect(parts.flatMap(({ records = [] }) => records)).toEqual([
      {
        ...{ key: ID, givenName: "Ada", familyName: "Lovelace", email: "ada@example.com" },
        ...{ street: "6 Mill Lane, Flat 2", city: "Leeds", postalCode: "LS1 1AA" },
      },
      { key: ID, organisation: "Ada & Co", city: "Leeds" },
    ]);
    expect(parts.map(({ passedOver }) => passedOver).slice(2)).toEqual([
      "deletion",
      "other object",
    ]);
  });

  test("is a fault where it says too little, or says that it left something out", async () => {
    const parts = await read([
      ...[{}, change("", "CREATE"), change("Case", "GAP_OVERFLOW"), change("Case", "WEATHER")],
      ...[change("Contact", "UPDATE"), change("Case", "CREATE", { CaseNumber: "1" })],
    ]);
    expect(faultsOf(parts)).toEqual([
      "MISSING 0.ChangeEventHeader",
      "MISSING 1.payload.ChangeEventHeader.entityName",
      "GAP 2.payload.ChangeEventHeader.changeType",
      "UNKNOWN_TYPE 3.payload.ChangeEventHeader.changeType",
      "NOT_FETCHED 4.payload",
      "MISSING 5.payload",
    ]);
  });

  test("of any other shape is read: told so that it is taken, or a fault", async () => {
    const path = `/services/data/v62.0/sobjects/Case/${ID}`;
    const { fetchBack } = having({ [path]: { ...told, Status: "Closed" } });
    const all = [change("Case", "CREATE", told), change("Case", "UPDATE", { Status: "Closed" })];
    await fc.assert(
      fc.asyncProperty(mutated(all), async (value) => {
        expect(refusalsIn(await read(value, fetchBack))).toEqual([]);
        await translated(HUBSPOT, hubspot, value, { fetchBack });
      }),
      { numRuns: 300 },
    );
  });
});

const found = new Map([...payloads("hubspot"), ...payloads("salesforce_cdc")]);
test.skipIf(found.size === 0)(
  "payloads that were found are told, or passed over by name",
  async () => {
    const person = { properties: { email: "ada@example.com" }, Name: "Ada & Co" };
    const fetchBack: FetchBack = async () => ({
      ...{ ok: true, body: Buffer.from(JSON.stringify(person)) },
    });
    for (const [name, text] of found) {
      const isHubspot = text.includes("subscriptionType");
      const parts = isHubspot
        ? await translated(HUBSPOT, hubspot, text, { fetchBack })
        : await translated(SALESFORCE, salesforce, text, { fetchBack });
      const isUnknown = text.includes('"subscriptionType":"contact"');
      expect([name, faultsOf(parts).length > 0]).toEqual([name, isUnknown]);
    }
  },
);
