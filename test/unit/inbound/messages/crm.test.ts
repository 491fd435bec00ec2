import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { receivesSchema, type SettingsOf } from "../../../../src/domain/inbound/receives.ts";
import { NotNow } from "../../../../src/inbound/messages/fetchBack.ts";
import { SALESFORCE } from "../../../../src/inbound/messages/salesforce/salesforce.ts";
import { fetchingFrom } from "../../../support/inbound/fetchingFrom.ts";
import { type LocalShop, openLocalShop } from "../../../support/inbound/localShop.ts";
import { mutated } from "../../../support/inbound/mutate.ts";
import { faultsOf, payloads, refusalsIn, translated } from "../../../support/inbound/translated.ts";

let system: LocalShop;
beforeAll(async () => {
  system = await openLocalShop();
});
afterAll(() => system?.close());
beforeEach(() => {
  system.answers.clear();
  system.asked.length = 0;
});

const salesforce = receivesSchema.parse({ connector: "salesforce" }) as SettingsOf<"salesforce">;

/** 2026-11-28T10:00:00Z. */
const AT_MS = 1_795_860_000_000;

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
  const read = (body: unknown) => translated(SALESFORCE, salesforce, body);

  test("tells cases that are made, that complain and that are closed", async () => {
    const parts = await read([
      change("Case", "CREATE", told),
      { specversion: "1.0", data: change("Case", "CREATE", { ...told, Type: "Complaint" }) },
      change("Case", "UPDATE", { ...told, Status: "Closed" }),
      change("Case", "UPDATE", { Status: "Working" }),
    ]);
    expect(parts.flatMap(({ interactions = [] }) => interactions)).toEqual([
      { ...act, kind: "CASE_OPENED", externalId: `${ID}/opened` },
      { ...act, kind: "COMPLAINT", externalId: `${ID}/opened` },
      { ...act, kind: "CASE_RESOLVED", externalId: `${ID}/resolved/9` },
    ]);
    expect(parts[3]?.passedOver).toBe("case");
  });

  test("tells a date of birth in each form, and a person without one that is none", async () => {
    const born = async (Birthdate: unknown) => {
      const [part] = await read(change("Contact", "CREATE", { Email: "a@example.com", Birthdate }));
      expect(part).toMatchObject({ faults: [], records: [{ email: "a@example.com" }] });
      return part?.records?.[0]?.["birthDate"];
    };
    expect(await born("1958-03-09")).toBe("1958-03-09");
    expect(await born("1958-03-09T00:00:00.000Z")).toBe("1958-03-09");
    // Of the Pub/Sub API, before 1970.
    expect(await born(-372_902_400_000)).toBe("1958-03-09");
    for (const none of [null, "", "9 March", 1e300, { year: 1958 }]) {
      expect(await born(none)).toBeUndefined();
    }
  });

  test("tells persons whole, as they were made", async () => {
    const address = { Street: "6 Mill Lane\nFlat 2", City: "Leeds", PostalCode: "LS1 1AA" };
    const parts = await read([
      change("Contact", "CREATE", {
        ...{ Name: { FirstName: "Ada", LastName: "Lovelace" }, Email: "ada@example.com" },
        MailingAddress: address,
      }),
      change("Account", "CREATE", { Name: "Ada & Co", BillingCity: "Leeds" }),
      change("Contact", "DELETE"),
      change("Employee__c", "CREATE", { First_Name__c: "Ada" }),
    ]);
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

  test("fetches whole what a change names in part, where that is set up", async () => {
    const fetching = receivesSchema.parse({
      ...{ connector: "salesforce", apiVersion: "v61.0" },
      fetch: { baseUrl: "https://example.my.salesforce.com" },
    }) as SettingsOf<"salesforce">;
    const fetchBack = fetchingFrom(system.url);
    const at = `/services/data/v61.0/sobjects`;
    system.answers.set(`${at}/Account/${ID}`, { Name: "Ada & Co", BillingCity: "Leeds" });
    system.answers.set(`${at}/Case/${ID}`, { ...told, Status: "Closed" });
    const parts = await translated(
      ...([SALESFORCE, fetching] as const),
      [
        change("Account", "UPDATE", { Phone: "1" }),
        change("Case", "UPDATE", { Status: "Closed", CaseNumber: "0001" }),
        change("Contact", "UPDATE", { Phone: "1" }),
        change("Case", "CREATE", told),
      ],
      { fetchBack },
    );
    expect(parts.flatMap(({ records = [] }) => records)).toEqual([
      { key: ID, organisation: "Ada & Co", city: "Leeds" },
    ]);
    expect(parts.flatMap(({ interactions = [] }) => interactions)).toEqual([
      { ...act, kind: "CASE_RESOLVED", externalId: `${ID}/resolved/9` },
      { ...act, kind: "CASE_OPENED", externalId: `${ID}/opened` },
    ]);
    expect(faultsOf(parts)).toEqual(["NOT_FETCHED 2.payload"]);
    // What is whole is not asked for.
    expect(system.asked).toHaveLength(3);
    system.answers.set(`${at}/Account/${ID}`, (_request, response) => {
      response.writeHead(503).end();
    });
    const busy = translated(SALESFORCE, fetching, change("Account", "UPDATE"), { fetchBack });
    await expect(busy).rejects.toThrow(NotNow);
  });

  test("is a fault where it says too little, or says that it left something out", async () => {
    const parts = await read([
      ...[{}, change("", "CREATE"), change("Case", "GAP_OVERFLOW"), change("Case", "WEATHER")],
      ...[change("Contact", "UPDATE"), change("Case", "CREATE", { CaseNumber: "1" })],
      change("Case", "UPDATE", { Status: "Closed" }),
    ]);
    expect(faultsOf(parts)).toEqual([
      "MISSING 0.ChangeEventHeader",
      "MISSING 1.payload.ChangeEventHeader.entityName",
      "GAP 2.payload.ChangeEventHeader.changeType",
      "UNKNOWN_TYPE 3.payload.ChangeEventHeader.changeType",
      "PARTIAL_CHANGE 4.payload",
      "MISSING 5.payload",
      "PARTIAL_CHANGE 6.payload",
    ]);
  });

  test("of any other shape is read: told so that it is taken, or a fault", async () => {
    const all = [change("Case", "CREATE", told), change("Case", "UPDATE", { Status: "Closed" })];
    await fc.assert(
      fc.asyncProperty(mutated(all), async (value) => {
        expect(refusalsIn(await read(value))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

const found = new Map(payloads("salesforce_cdc"));
test.skipIf(found.size === 0)(
  "payloads that were found are told, passed over by name, or refused as a part of a record",
  async () => {
    for (const [name, text] of found) {
      const parts = await translated(SALESFORCE, salesforce, text);
      const others = faultsOf(parts).filter((fault) => !fault.startsWith("PARTIAL_CHANGE "));
      expect([name, others]).toEqual([name, []]);
      const isSilent = parts.every(
        (part) =>
          part.faults.length + (part.records?.length ?? 0) + (part.interactions?.length ?? 0) ===
            0 && part.passedOver === undefined,
      );
      expect([name, isSilent]).toEqual([name, false]);
    }
  },
);
