import { expect, test } from "vitest";
import type { ConnectorCode } from "../../../../src/domain/inbound/receives.ts";
import { readMessage } from "../../../support/inbound/readMessage.ts";

/** Whether an address was proven is taken from senders that say so, by their own description. */

const EMAIL = "ada@example.com";
/** What a sender might have, of which its description does not say that it is proof. */
const LOOKS_PROVEN = {
  ...{ verified_email: true, email_verified: true, emailVerified: true, state: "enabled" },
  ...{ phone_verified: true, phoneVerified: true, confirmation: null, is_paying_customer: true },
};
const CHANGE = {
  ...{ entityName: "Contact", changeType: "CREATE", recordIds: ["003xx0000000001AAA"] },
  ...{ commitTimestamp: 1_795_860_000_000, transactionKey: "t", sequenceNumber: 1 },
};
const PERSONS: Partial<Record<ConnectorCode, { body: object; topic?: string }>> = {
  woocommerce: { body: { id: 19, email: EMAIL, ...LOOKS_PROVEN }, topic: "customer.updated" },
  adobe_commerce: { body: { customer: { entity_id: 8, email: EMAIL, ...LOOKS_PROVEN } } },
  segment: { body: { type: "identify", userId: "u", traits: { email: EMAIL, ...LOOKS_PROVEN } } },
  salesforce: { body: { payload: { ChangeEventHeader: CHANGE, Email: EMAIL, ...LOOKS_PROVEN } } },
};

test.each(Object.entries(PERSONS))("%s proves nobody's address", async (connector, message) => {
  const [part] = await readMessage(connector as ConnectorCode, message);
  expect(part?.records).toEqual([{ key: expect.any(String), email: EMAIL }]);
});

test.each([
  ["standard_webhooks", { type: "person" }],
  ["cloudevents", { specversion: "1.0", id: "1", source: "/crm", type: "crm.person" }],
] as const)("%s, in our own words, says itself what was proven", async (connector, envelope) => {
  const data = { key: "7", email: EMAIL, emailVerified: true, phone: "+44", phoneVerified: false };
  const headers = { "content-type": "application/cloudevents+json" };
  const [part] = await readMessage(connector, { body: { ...envelope, data }, headers });
  expect(part?.records).toEqual([data]);
});
