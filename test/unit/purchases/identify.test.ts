import { describe, expect, test } from "vitest";
import type { SourceRow } from "../../../db/queries/programme/catalog.ts";
import { attachable, identify, type WorkingIdentifier } from "../../../src/purchases/identify.ts";

const SOURCE = {
  identifier_rank: ["loyalty", "email"],
  create_kinds: ["email"],
  trusted_kinds: ["email", "phone"],
} as unknown as SourceRow;

let made = 0n;
function presented(
  kind: string,
  leafId: bigint | null,
  more: Partial<WorkingIdentifier> = {},
): WorkingIdentifier {
  made += 1n;
  return {
    id: made,
    kind,
    value: `${kind}-${made}`,
    verified: false,
    isNew: leafId === null,
    leafId,
    rootId: leafId,
    status: "ACTIVE",
    sourceId: 1,
    raw: null,
    lastSeenOn: null,
    ...more,
  };
}

describe("whose event it is", () => {
  test("nobody's known without an identifier: a guest", () => {
    expect(identify([], SOURCE)).toEqual({ kind: "GUEST" });
  });

  test("the best-ranked identifier that names a customer decides, wherever it stands in the event", () => {
    const [email, loyalty] = [presented("email", 1n), presented("loyalty", 2n)];
    for (const order of [
      [email, loyalty],
      [loyalty, email],
    ]) {
      expect(identify(order, SOURCE)).toEqual({ kind: "KNOWN", leafId: 2n, matched: loyalty });
    }
  });

  test("kinds without a rank come last, among themselves by kind and value", () => {
    const [crm, device, email] = [
      presented("crm", 1n),
      presented("device", 2n),
      presented("email", 3n),
    ];
    expect(identify([device, crm, email], SOURCE)).toMatchObject({ leafId: 3n });
    expect(identify([device, crm], SOURCE)).toMatchObject({ leafId: 1n });
  });

  test("a known identifier of lower rank goes before a new one of higher rank", () => {
    const [loyalty, email] = [presented("loyalty", null), presented("email", 7n)];
    expect(identify([loyalty, email], SOURCE)).toMatchObject({ kind: "KNOWN", leafId: 7n });
  });

  test("a blocked identifier names nobody", () => {
    const blocked = presented("loyalty", 1n, { status: "BLOCKED" });
    expect(identify([blocked], SOURCE)).toEqual({ kind: "GUEST" });
    const email = presented("email", null);
    expect(identify([blocked, email], SOURCE)).toEqual({ kind: "CREATE", first: email });
  });

  test("a replaced one still does: the old card of a customer", () => {
    expect(identify([presented("loyalty", 4n, { status: "REPLACED" })], SOURCE)).toMatchObject({
      leafId: 4n,
    });
  });

  test("a customer is made for a kind that the source declares, else the event waits for any of them", () => {
    const [loyalty, phone, email] = [
      presented("loyalty", null),
      presented("phone", null),
      presented("email", null),
    ];
    expect(identify([loyalty, email], SOURCE)).toEqual({ kind: "CREATE", first: email });
    expect(identify([phone, loyalty], SOURCE)).toEqual({
      kind: "UNKNOWN",
      waitsFor: [loyalty, phone],
    });
  });
});

test("only active identifiers that nobody holds, of kinds the source is trusted for, are attached", () => {
  const yes = presented("phone", null);
  const no = [
    presented("phone", 1n),
    presented("loyalty", null),
    presented("email", null, { status: "BLOCKED" }),
    presented("email", null, { status: "REPLACED" }),
  ];
  expect(attachable([...no, yes], SOURCE)).toEqual([yes]);
});
