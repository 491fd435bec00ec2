import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { receivesSchema, type SettingsOf } from "../../../../src/domain/inbound/receives.ts";
import type { FetchBack } from "../../../../src/inbound/messages/fetchBack.ts";
import { SALESFORCE } from "../../../../src/inbound/messages/salesforce/salesforce.ts";
import {
  faultsOf,
  mutated,
  payloads,
  refusalsIn,
  translated,
} from "../../../support/inbound/translated.ts";

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
      }),
      { numRuns: 300 },
    );
  });
});

const found = new Map(payloads("salesforce_cdc"));
test.skipIf(found.size === 0)(
  "payloads that were found are told, or passed over by name",
  async () => {
    const person = { Name: "Ada & Co" };
    const fetchBack: FetchBack = async () => ({
      ...{ ok: true, body: Buffer.from(JSON.stringify(person)) },
    });
    for (const [name, text] of found) {
      const parts = await translated(SALESFORCE, salesforce, text, { fetchBack });
      expect([name, faultsOf(parts)]).toEqual([name, []]);
    }
  },
);
