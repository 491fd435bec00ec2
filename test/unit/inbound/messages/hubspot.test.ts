import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { receivesSchema, type SettingsOf } from "../../../../src/domain/inbound/receives.ts";
import { NotNow } from "../../../../src/inbound/messages/fetchBack.ts";
import { HUBSPOT } from "../../../../src/inbound/messages/hubspot/hubspot.ts";
import { fetchingFrom } from "../../../support/inbound/fetchingFrom.ts";
import { type Answer, type LocalShop, openLocalShop } from "../../../support/inbound/localShop.ts";
import { mutated } from "../../../support/inbound/mutate.ts";
import {
  faultsOf,
  payloads,
  RECEIVED_AT,
  refusalsIn,
  translated,
} from "../../../support/inbound/translated.ts";

const URL_OF_APP = "https://loyalty.example.com/v1/webhooks/hub";
const settingsOf = (over: object = {}) =>
  receivesSchema.parse({
    ...{ connector: "hubspot", publicUrl: URL_OF_APP, ...over },
  }) as SettingsOf<"hubspot">;

let system: LocalShop;
beforeAll(async () => {
  system = await openLocalShop();
});
afterAll(() => system?.close());
beforeEach(() => {
  system.answers.clear();
  system.asked.length = 0;
});

const read = (body: unknown, settings = settingsOf()) =>
  translated(HUBSPOT, settings, body, { fetchBack: fetchingFrom(system.url) });

/** 2026-11-28T10:00:00Z. */
const AT_MS = 1_795_860_000_000;

const event = (subscriptionType: string, objectId: unknown = 51, more = {}) => ({
  ...{ eventId: 1, subscriptionId: 2, portalId: 3, objectId, occurredAt: AT_MS },
  ...{ subscriptionType, ...more },
});

const CONTACT = {
  properties: {
    ...{ firstname: "Ada", lastname: "Lovelace", email: "ada@example.com", phone: null },
    ...{ mobilephone: "+441632960001", zip: "LS1 1AA", date_of_birth: "in May" },
    // Whether mail may be sent there, and no proof that it is theirs.
    hs_emailconfirmationstatus: "Confirmed",
  },
};
const TICKET = {
  properties: {
    ...{ subject: "Cup\nbroken", createdate: "2026-11-28T09:30:00.000Z", closed_date: null },
    ...{ hs_pipeline_stage: "1", hs_ticket_category: "PRODUCT_ISSUE", source_type: "EMAIL" },
  },
  associations: { contacts: { results: [{ id: "51", type: "ticket_to_contact" }] } },
};

test("contacts and companies are fetched as they are now, each once", async () => {
  system.answers.set("/crm/v3/objects/contacts/51", CONTACT);
  system.answers.set("/crm/v3/objects/companies/51", { properties: { name: "Ada & Co" } });
  const parts = await read([
    ...[event("contact.creation"), event("contact.propertyChange"), event("contact.deletion")],
    ...[event("deal.creation"), event("contact.weather"), event("contact.creation", 52), 7],
    event("object.propertyChange", 51, { objectTypeId: "0-2" }),
    ...[event("contact.creation", "../51"), {}],
  ]);
  expect(parts.flatMap(({ records = [] }) => records)).toEqual([
    {
      ...{ key: "51", givenName: "Ada", familyName: "Lovelace", email: "ada@example.com" },
      ...{ phone: "+441632960001", postalCode: "LS1 1AA" },
    },
    { key: "company/51", organisation: "Ada & Co" },
  ]);
  expect(parts.map(({ passedOver }) => passedOver).slice(1, 4)).toEqual([
    ...["same contact", "deletion", "other object"],
  ]);
  expect(faultsOf(parts)).toEqual([
    ...["UNKNOWN_TYPE 4.subscriptionType", "NOT_FETCHED 5.objectId", "NOT_AN_OBJECT 6"],
    ...["MISSING 8.objectId", "MISSING 9.subscriptionType"],
  ]);
  expect(system.asked.map(({ path }) => path.split("?")[0]).sort()).toEqual([
    ...["/crm/v3/objects/companies/51", "/crm/v3/objects/contacts/51"],
    "/crm/v3/objects/contacts/52",
  ]);
});

test("the properties that are set up are asked for, and fill the fields that they are set up for", async () => {
  const path = "/crm/v3/objects/contacts/51?properties=vorname,nick,mail_privat";
  system.answers.set(path, { properties: { vorname: null, nick: "Ada", mail_privat: "a@b.de" } });
  const contact = { givenName: ["vorname", "nick"], email: ["mail_privat"] };
  const parts = await read(event("contact.creation"), settingsOf({ contact }));
  expect(parts[0]?.records).toEqual([{ key: "51", givenName: "Ada", email: "a@b.de" }]);
});

describe("a ticket", () => {
  const show = (properties: object = {}, more: object = {}) => {
    const ticket = { ...TICKET, ...more, properties: { ...TICKET.properties, ...properties } };
    system.answers.set("/crm/v3/objects/tickets/9", ticket);
  };
  const act = {
    ...{ channel: "email", caseNumber: "9", subject: "Cup broken" },
    customer: [{ kind: "crm", value: "51" }],
  };
  const opened = { ...act, occurredAt: "2026-11-28T09:30:00.000Z", externalId: "9/opened" };
  const actsOf = async (type: string, over = {}) =>
    (await read(event(type, 9), settingsOf(over))).flatMap(({ interactions = [] }) => interactions);

  test("is opened for its contact, or complained, and resolved in the stages that are set up", async () => {
    show();
    expect(await actsOf("ticket.creation")).toEqual([{ ...opened, kind: "CASE_OPENED" }]);
    const complaints = { complaintCategories: ["PRODUCT_ISSUE"] };
    expect(await actsOf("ticket.associationChange", complaints)).toEqual([
      { ...opened, kind: "COMPLAINT" },
    ]);
    expect(await actsOf("ticket.propertyChange")).toEqual([]);
    show({ hs_pipeline_stage: "4", closed_date: "2026-11-28T11:00:00Z" });
    const resolved = { ...act, kind: "CASE_RESOLVED", occurredAt: "2026-11-28T11:00:00Z" };
    const externalId = "9/resolved/2026-11-28T11:00:00Z";
    expect(await actsOf("ticket.propertyChange")).toEqual([{ ...resolved, externalId }]);
    expect(await actsOf("ticket.propertyChange", { closedStages: ["5"] })).toEqual([]);
    // Made and closed before anybody asked: both.
    const both = await read([event("ticket.propertyChange", 9), event("ticket.creation", 9)]);
    expect(both.flatMap(({ interactions = [] }) => interactions.map(({ kind }) => kind))).toEqual([
      ...["CASE_OPENED", "CASE_RESOLVED"],
    ]);
  });

  test("of nobody is passed over", async () => {
    show({}, { associations: undefined });
    expect(await read(event("ticket.creation", 9))).toMatchObject([
      { passedOver: "ticket of nobody" },
    ]);
  });
});

test("one that cannot be asked now is asked again later, with all beside it", async () => {
  system.answers.set("/crm/v3/objects/contacts/51", CONTACT);
  system.answers.set("/crm/v3/objects/contacts/52", (_request, response) => {
    response.writeHead(500).end();
  });
  const reading = read([event("contact.creation"), event("contact.creation", 52)]);
  await expect(reading).rejects.toThrow(NotNow);
});

describe("signature v3", () => {
  const now = Date.parse("2026-11-29T12:00:00Z");
  const bodyOf = (attemptNumber: number, occurredAt = AT_MS) =>
    JSON.stringify([{ ...event("contact.creation"), attemptNumber, occurredAt }]);

  function admit(body: string, timestamp: number | string, { secret = "s3cret", url = "" } = {}) {
    const signed = `POST${url || URL_OF_APP}${body}${timestamp}`;
    const headers = {
      "x-hubspot-request-timestamp": String(timestamp),
      "x-hubspot-signature-v3": createHmac("sha256", secret).update(signed).digest("base64"),
    };
    return HUBSPOT.admit(
      {
        ...{ method: "POST", url: new URL("http://localhost/v1/webhooks/hub"), headers },
        body: Buffer.from(body),
      },
      { settings: settingsOf(), secrets: ["old", "s3cret"], now: RECEIVED_AT },
    );
  }

  test("is of method, the address as the app has it, body and time", () => {
    expect(admit(bodyOf(0), now)).toMatchObject({ ok: true });
    for (const wrong of [
      admit(bodyOf(0), now, { secret: "wrong" }),
      admit(bodyOf(0), now, { url: "http://localhost/v1/webhooks/hub" }),
      admit(bodyOf(0), now - 301_000),
      admit(bodyOf(0), now + 301_000),
      admit(bodyOf(0), ""),
      admit(bodyOf(0), `${now}x`),
    ]) {
      expect(wrong).toMatchObject({ ok: false, code: "UNAUTHENTICATED" });
    }
    expect(admit(bodyOf(0), now - 299_000)).toMatchObject({ ok: true });
  });

  test("of another attempt is the same message, of another moment another", () => {
    expect(admit(bodyOf(1), now + 1_000)).toEqual(admit(bodyOf(0), now));
    expect(admit(bodyOf(0, AT_MS + 1), now)).not.toEqual(admit(bodyOf(0), now));
  });
});

test("whatever stands there is told so that it is taken, or a fault", async () => {
  const events = [
    ...[event("contact.creation"), event("ticket.creation", 9), event("company.restore", 4)],
    event("object.propertyChange", 51, { objectTypeId: "0-1" }),
  ];
  const closed = { ...TICKET, properties: { ...TICKET.properties, hs_pipeline_stage: "4" } };
  await fc.assert(
    fc.asyncProperty(mutated({ events, contact: CONTACT, ticket: closed }), async (value) => {
      const whole = (value ?? {}) as Record<string, unknown>;
      const answer =
        (body: unknown): Answer =>
        (_request, response) => {
          response.end(JSON.stringify(body));
        };
      system.answers.set("/crm/v3/objects/contacts/51", answer(whole["contact"]));
      system.answers.set("/crm/v3/objects/tickets/9", answer(whole["ticket"]));
      for (const body of [whole["events"], events]) {
        expect(refusalsIn(await read(body))).toEqual([]);
      }
    }),
    { numRuns: 150 },
  );
});

const found = payloads("hubspot");
test.skipIf(found.size === 0)(
  "payloads that were found are told, or refused for what they do not say",
  async () => {
    const REASONS = ["UNKNOWN_TYPE", "MISSING"];
    for (const id of [123, 1246965, 1246978]) {
      system.answers.set(`/crm/v3/objects/contacts/${id}`, CONTACT);
    }
    for (const [name, text] of found) {
      const parts = await read(text);
      const [fault] = faultsOf(parts);
      const type = (JSON.parse(text) as { subscriptionType: string }[])[0]?.subscriptionType ?? "";
      const isKnown = /\.(?:creation|propertyChange)$/.test(type);
      expect([name, fault === undefined]).toEqual([name, isKnown]);
      expect(REASONS).toContain(fault?.split(" ")[0] ?? REASONS[0]);
      expect([name, parts.every(({ records }) => records?.length === 1)]).toEqual([name, isKnown]);
    }
  },
);
