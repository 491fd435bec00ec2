import { describe, expect, test } from "vitest";
import {
  type Interaction,
  interactionHash,
  parseInteraction,
} from "../../../src/domain/interaction/interaction.ts";
import { at } from "../../support/receiver.ts";

/** What a CRM tells of a customer: what is taken, and which field is named when it is not. */

const COMPLAINT = {
  ...{ source: "crm", externalId: "i-1", kind: "COMPLAINT", occurredAt: "2026-03-01T10:00:00Z" },
  ...{
    channel: "phone",
    customer: [{ kind: "email", value: " Ada@Example.org ", verified: true }],
  },
  ...{ subject: "The mug came in pieces,\nboth of them", order: { number: "A-1" } },
  ...{ campaignCode: "SPRING", caseNumber: "C-1" },
};
const READ: Interaction = {
  ...{
    source: "crm",
    externalId: "i-1",
    kind: "COMPLAINT",
    occurredAt: at("2026-03-01T10:00:00Z"),
  },
  ...{
    channel: "phone",
    customerId: null,
    identifiers: [{ kind: "email", value: "ada@example.org" }],
  },
  ...{ subject: COMPLAINT.subject, order: { source: null, number: "A-1" } },
  ...{ campaignCode: "SPRING", caseNumber: "C-1" },
};
const without = (...fields: readonly string[]) =>
  Object.fromEntries(Object.entries(COMPLAINT).filter(([field]) => !fields.includes(field)));

describe("an interaction", () => {
  test("is read as it was told, what it leaves out as nothing", () => {
    expect(parseInteraction(COMPLAINT)).toEqual({ ok: true, interaction: READ });
    const bare = without("customer", "subject", "order", "campaignCode", "caseNumber");
    expect(parseInteraction({ ...bare, customerId: "c-1", order: null })).toEqual({
      ok: true,
      interaction: {
        ...{ ...READ, customerId: "c-1", identifiers: [], subject: null, order: null },
        ...{ campaignCode: null, caseNumber: null },
      },
    });
    const ordered = parseInteraction({ ...COMPLAINT, order: { source: "erp", number: "E" } });
    expect(ordered).toMatchObject({ interaction: { order: { source: "erp", number: "E" } } });
  });

  test.each([
    ["of a kind that nobody knows", { kind: "SHOUT" }, "UNKNOWN_INTERACTION_KIND", ["kind"]],
    ["of no time", { occurredAt: undefined }, "MISSING", ["occurredAt"]],
    ["of nobody", { customer: [] }, "MISSING", ["customer"]],
    [
      "of a case without its number",
      { kind: "CASE_OPENED", caseNumber: undefined },
      "MISSING",
      ["caseNumber"],
    ],
    [
      "that ends a case without its number",
      { kind: "CASE_RESOLVED", caseNumber: null },
      "MISSING",
      ["caseNumber"],
    ],
    ["with a subject that nobody sees", { subject: "a\u202eb" }, "TEXT_NOT_ALLOWED", ["subject"]],
    ["with more than a line to read", { subject: "x".repeat(501) }, "TOO_LONG", ["subject"]],
    [
      "with an id that is none of ours",
      { customerId: "x".repeat(129) },
      "TOO_LONG",
      ["customerId"],
    ],
    [
      "with an order without a number",
      { order: { source: "erp" } },
      "MISSING",
      ["order", "number"],
    ],
    ["with a strange field", { mood: "bad" }, "UNKNOWN_FIELD", ["mood"]],
    [
      "with a strange field of its order",
      { order: { number: "A", at: 1 } },
      "UNKNOWN_FIELD",
      ["order", "at"],
    ],
    [
      "of a kind of identifier that is none",
      { customer: [{ kind: "E-mail", value: "x" }] },
      "KIND_MALFORMED",
      ["customer", "0", "kind"],
    ],
    [
      "of an identifier without a value",
      { customer: [{ kind: "email" }] },
      "MISSING",
      ["customer", "0", "value"],
    ],
    [
      "of an identifier that is null",
      { customer: [{ kind: "email", value: null }] },
      "MISSING",
      ["customer", "0", "value"],
    ],
    [
      "of an identifier that is a number",
      { customer: [{ kind: "email", value: 7 }] },
      "WRONG_TYPE",
      ["customer", "0", "value"],
    ],
    [
      "of an address that is none",
      { customer: [{ kind: "email", value: "ada" }] },
      "EMAIL_MALFORMED",
      ["customer", "0", "value"],
    ],
    [
      "of a strange field of an identifier",
      { customer: [{ kind: "email", value: "a@b", of: 1 }] },
      "UNKNOWN_FIELD",
      ["customer", "0", "of"],
    ],
    ["that says no source", { source: undefined }, "MISSING", ["source"]],
    ["that says an empty channel", { channel: "" }, "EMPTY", ["channel"]],
  ])("%s is refused by that field", (_what, change, reason, field) => {
    const parsed = parseInteraction({ ...COMPLAINT, ...change });
    expect(parsed).toMatchObject({ ok: false, reason, field });
    expect(parsed.ok ? "" : parsed.message).not.toBe("");
  });

  test("says what would do, where a field is missing", () => {
    const message = (change: object) => {
      const parsed = parseInteraction({ ...COMPLAINT, ...change });
      return parsed.ok ? null : parsed.message;
    };
    expect(message({ customer: undefined })).toContain("unless customerId is sent");
    expect(message({ kind: "CASE_OPENED", caseNumber: null })).toContain("for CASE_OPENED");
    expect(message({ customer: [{ kind: "email", value: 7 }] })).toContain("a string");
    expect(message({ kind: "SHOUT" })).toContain("SHOUT");
  });
});

describe("told again", () => {
  const hashOf = (change: Partial<Interaction> = {}) =>
    interactionHash({ ...READ, ...change }).toString("hex");
  const two = [
    { kind: "email", value: "a@b" },
    { kind: "phone", value: "+49301234567" },
  ];

  test("it is the same in whatever order its identifiers stand", () => {
    expect(hashOf()).toBe(hashOf({}));
    expect(hashOf({ identifiers: two })).toBe(hashOf({ identifiers: [...two].reverse() }));
  });

  test.each<Partial<Interaction>>([
    ...[{ source: "x" }, { externalId: "x" }, { kind: "CONTACT" as const }, { channel: "x" }],
    ...[{ occurredAt: at("2026-03-01T10:00:01Z") }, { customerId: "x" }, { identifiers: two }],
    ...[{ subject: null }, { order: null }, { order: { source: "erp", number: "A-1" } }],
    ...[{ order: { source: null, number: "A-2" } }, { campaignCode: null }, { caseNumber: null }],
  ])("and another one where it says otherwise: %j", (change) => {
    expect(hashOf(change)).not.toBe(hashOf());
  });
});
