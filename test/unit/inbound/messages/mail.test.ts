import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { receivesSchema, type SettingsOf } from "../../../../src/domain/inbound/receives.ts";
import { MAIL } from "../../../../src/inbound/messages/mail/mail.ts";
import { mutated } from "../../../support/inbound/mutate.ts";
import {
  faultsOf,
  payloads,
  RECEIVED_AT,
  refusalsIn,
  translated,
} from "../../../support/inbound/translated.ts";

type Provider = SettingsOf<"mail">["provider"];

function settingsOf(provider: Provider, said: object = {}) {
  return receivesSchema.parse({ connector: "mail", provider, ...said }) as SettingsOf<"mail">;
}

const read = (provider: Provider, body: unknown) =>
  translated(MAIL, settingsOf(provider), body, {});

/** 2026-11-28T10:00:00Z. */
const AT = 1_795_860_000;
const CUSTOMER = [{ kind: "email", value: "ada@example.com" }];

const sendgrid = (event: string, rest: object = {}) => ({
  ...{ event, email: "ada@example.com", timestamp: AT, sg_event_id: `e-${event}`, ...rest },
});
const mailgun = (event: string, rest: object = {}) => ({
  signature: { timestamp: String(AT), token: "t-1", signature: "00" },
  "event-data": {
    ...{ id: `e-${event}`, event, timestamp: AT + 0.25, recipient: "ada@example.com" },
    ...{ message: { headers: { subject: "Autumn\r\n sale" } }, tags: ["autumn"], ...rest },
  },
});
const vero = (type: string, rest: object = {}) => ({
  ...{ type, [`${type}_at`]: AT, user: { id: 7, email: "ada@example.com" } },
  ...{ campaign: { id: 9, name: "Autumn", subject: "Autumn sale" }, ...rest },
});

describe("what became of a mail", () => {
  test.each([
    ["sendgrid", sendgrid, ["delivered", "open", "click", "bounce", "unsubscribe"]],
    ["mailgun", mailgun, ["delivered", "opened", "clicked", "failed", "unsubscribed"]],
    ["vero", vero, ["delivered", "opened", "clicked", "bounced", "unsubscribed"]],
  ] as const)("is told by %s as one of five", async (provider, make, words) => {
    const all = await Promise.all(words.map((word) => read(provider, make(word))));
    expect(all.flat().flatMap(({ interactions }) => interactions)).toMatchObject(
      ["SENT", "OPENED", "CLICKED", "BOUNCED", "UNSUBSCRIBED"].map((kind) => ({
        ...{ kind: `MESSAGE_${kind}`, channel: "email", customer: CUSTOMER },
        occurredAt: expect.stringMatching(/^2026-11-28T10:00:00\.(000|250)Z$/),
      })),
    );
  });

  test("is whole: its own id, what the mail was about, which campaign", async () => {
    const [told] = await read("mailgun", mailgun("opened"));
    expect(told?.interactions).toEqual([
      {
        ...{ externalId: "e-opened", kind: "MESSAGE_OPENED", channel: "email", customer: CUSTOMER },
        ...{ occurredAt: "2026-11-28T10:00:00.250Z", subject: "Autumn sale" },
        campaignCode: "autumn",
      },
    ]);
    const [long] = await read("vero", vero("opened", { campaign: { subject: "ä".repeat(400) } }));
    expect(long?.interactions?.[0]?.["subject"]).toBe("ä".repeat(250));
    const same = await Promise.all([1, 2].map(() => read("vero", vero("opened"))));
    expect(same[0]).toEqual(same[1]);
    expect(same[0]?.[0]?.interactions?.[0]?.["externalId"]).toMatch(/^[0-9a-f]{64}$/);
  });

  test("that is spam, or was dropped, is no more wanted, or did not arrive", async () => {
    const parts = await read("sendgrid", [sendgrid("spamreport"), sendgrid("dropped")]);
    const kinds = parts.flatMap(({ interactions }) => interactions?.map(({ kind }) => kind));
    expect(kinds).toEqual(["MESSAGE_UNSUBSCRIBED", "MESSAGE_BOUNCED"]);
    const [complained] = await read("mailgun", mailgun("complained"));
    expect(complained?.interactions).toMatchObject([{ kind: "MESSAGE_UNSUBSCRIBED" }]);
  });

  test("is passed over while it is on its way, and a fault where it says too little", async () => {
    const parts = await read("sendgrid", [
      ...[sendgrid("processed"), sendgrid("deferred"), sendgrid("weather"), 7],
      ...[sendgrid("open", { email: "" }), sendgrid("open", { timestamp: "soon" })],
      ...[{ email: "ada@example.com" }, sendgrid("open", { email: "ada" })],
    ]);
    expect(parts.map(({ passedOver }) => passedOver).slice(0, 2)).toEqual([
      "processed",
      "deferred",
    ]);
    expect(faultsOf(parts)).toEqual([
      ...["UNKNOWN_TYPE 2.event", "NOT_AN_OBJECT 3", "MISSING 4.email", "MISSING 5.timestamp"],
      ...["MISSING 6.event", "EMAIL_MALFORMED 7"],
    ]);
    const [passing] = await read("mailgun", mailgun("failed", { severity: "temporary" }));
    expect(passing?.passedOver).toBe("failed temporarily");
    expect((await read("vero", vero("sent")))[0]?.passedOver).toBe("sent");
  });

  test("is passed over where it is of an account, and of nobody's mail", async () => {
    const event = { event: "account_status_change", sg_event_id: "e-1", timestamp: AT };
    const [suspended] = await read("sendgrid", [{ ...event, type: "compliance_suspend" }]);
    expect(suspended).toMatchObject({ faults: [], passedOver: "account_status_change" });
  });
});

describe("who sends", () => {
  const admit = (
    provider: Provider,
    secret: string,
    body: string,
    headers: Record<string, string> = {},
    said: object = {},
  ) =>
    MAIL.admit(
      {
        ...{ method: "POST", url: new URL("http://localhost/v1/webhooks/mail"), headers },
        body: Buffer.from(body),
      },
      { settings: settingsOf(provider, said), secrets: ["other", secret], now: RECEIVED_AT },
    );

  test("SendGrid signs time and body", () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const secret = publicKey.export({ format: "der", type: "spki" }).toString("base64");
    const body = JSON.stringify([sendgrid("open")]);
    const headersOf = (timestamp: number, text = body) => ({
      "x-twilio-email-event-webhook-timestamp": String(timestamp),
      "x-twilio-email-event-webhook-signature": sign(
        ...(["sha256", Buffer.from(`${timestamp}${text}`), privateKey] as const),
      ).toString("base64"),
    });
    const now = AT + 26 * 3_600;
    expect(admit("sendgrid", secret, body, headersOf(now)).ok).toBe(true);
    expect(admit("sendgrid", secret, `${body} `, headersOf(now)).ok).toBe(false);
    expect(admit("sendgrid", secret, body, headersOf(now - 27 * 3_600)).ok).toBe(false);
    expect(admit("sendgrid", secret, body).ok).toBe(false);
    expect(admit("sendgrid", "no key", body, headersOf(now)).ok).toBe(false);
  });

  test("Mailgun signs time and token, and a token is good once", () => {
    const bodyOf = (timestamp: number, token = "t-1", key = "k") =>
      JSON.stringify({
        ...mailgun("opened"),
        signature: {
          ...{ timestamp: String(timestamp), token },
          signature: createHmac("sha256", key).update(`${timestamp}${token}`).digest("hex"),
        },
      });
    const now = AT + 26 * 3_600;
    const first = admit("mailgun", "k", bodyOf(now));
    expect(first.ok).toBe(true);
    expect(admit("mailgun", "k", bodyOf(now).replace("Autumn", "Winter"))).toEqual(first);
    expect(admit("mailgun", "k", bodyOf(now, "t-2"))).not.toEqual(first);
    expect(admit("mailgun", "k", bodyOf(now, "t-1", "wrong")).ok).toBe(false);
    expect(admit("mailgun", "k", bodyOf(now - 27 * 3_600)).ok).toBe(false);
    expect(admit("mailgun", "k", "{}").ok).toBe(false);
  });

  test("Vero, and SendGrid where it is set so, has a name and a password", () => {
    const headers = { authorization: `Basic ${Buffer.from("ada:pw").toString("base64")}` };
    expect(admit("vero", "ada:pw", "{}", headers).ok).toBe(true);
    expect(admit("sendgrid", "ada:pw", "[]", headers, { proof: "basic" }).ok).toBe(true);
    expect(admit("sendgrid", "ada:pw", "[]", headers).ok).toBe(false);
    expect(admit("vero", "ada:other", "{}", headers).ok).toBe(false);
    expect(() => settingsOf("vero", { proof: "signature" })).toThrow(/cannot do that/);
  });
});

test.each([
  ["sendgrid", [sendgrid("open"), sendgrid("bounce")]],
  ["mailgun", mailgun("opened")],
  ["vero", vero("clicked")],
] as const)("anything of %s is read: told so that it is taken, or a fault", async (name, value) => {
  await fc.assert(
    fc.asyncProperty(mutated(value), async (one) => {
      expect(refusalsIn(await read(name, one))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

const found = payloads("crm_message_events");
test.skipIf(found.size === 0)("events that were found are told, or say what is wrong", async () => {
  for (const [name, text] of found) {
    const provider = name.split("_", 1)[0] as Provider;
    const known = [...text.matchAll(/"(?:event|type)"\s*:\s*"([a-z_]+)"/g)].map(([, word]) => word);
    const parts = await read(provider, text);
    const isUnknown =
      known.includes("released") || /"sg_event_id"[^}]*}\s*,\s*{(?![^}]*"event")/.test(text);
    expect([name, faultsOf(parts).length > 0]).toEqual([name, isUnknown]);
    expect([name, refusalsIn(parts)]).toEqual([name, []]);
  }
});
