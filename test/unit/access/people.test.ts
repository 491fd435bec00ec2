import { describe, expect, test } from "vitest";
import {
  actorOf,
  actorsOf,
  isMachineActor,
  isSamePerson,
  parseActor,
} from "../../../src/domain/access/actor.ts";
import {
  guessBudgetsOf,
  secondsToRoom,
  spentAfter,
} from "../../../src/domain/access/guessBudget.ts";
import { isMachine, isReservedSubject } from "../../../src/domain/access/subject.ts";
import {
  isRole,
  maySendOf,
  type Role,
  scopesOf,
  systemViewer,
  type Viewer,
} from "../../../src/domain/access/viewer.ts";

/** Who somebody is, whatever role they act in, and what they may try. */

const viewer = (principal: string, role: Role = "agent", more: Partial<Viewer> = {}): Viewer => ({
  ...{ principal, role, scopes: scopesOf(role), customerId: null, store: null, sources: null },
  ...more,
});

describe("four eyes are of two people", () => {
  test("who did it as an agent cannot approve it as a supervisor", () => {
    const ann = viewer("idp:ann", "supervisor");
    expect(isSamePerson(ann, actorOf(viewer("idp:ann")))).toBe(true);
    expect(isSamePerson(ann, actorOf(viewer("idp:bob")))).toBe(false);
    expect(actorsOf(ann)).toContain("agent:idp:ann");
    expect(actorsOf(ann)).toContain("supervisor:idp:ann");
    expect(actorsOf(ann)).toHaveLength(9);
  });

  test("what no role did is nobody's: a source or a job that is called as somebody is", () => {
    const ann = viewer("ann");
    for (const stored of ["source:ann", "job:ann", "ann", ":ann", "toString:ann", ""]) {
      expect(isSamePerson(ann, stored)).toBe(false);
    }
  });

  test("a key is whoever holds it, and so nobody in particular", () => {
    expect(isMachineActor("till:key:london-1")).toBe(true);
    expect(isMachineActor("agent:idp:key:ann")).toBe(false);
    expect([isMachine("key:a"), isMachine("idp:key:a"), isMachine("KEY:a")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test("no other issuer may call somebody as we call our own credentials", () => {
  for (const taken of ["key:x", "KEY:x", "customer:x", "Customer:x"]) {
    expect(isReservedSubject(taken)).toBe(true);
  }
  for (const free of ["ann", "idp:key:x", "keys:x", "acustomer:x", ""]) {
    expect(isReservedSubject(free)).toBe(false);
  }
});

test.each([
  ["storefront:customer:c-1", "CUSTOMER", "customer:c-1"],
  ["agent:ann", "AGENT", "ann"],
  ["supervisor:bob", "AGENT", "bob"],
  ["till:key:london-1", "TILL", "key:london-1"],
  ["import:run-7", "IMPORT", "run-7"],
  ["rule:base", "RULE", "base"],
  ["source:shop", "SYSTEM", "shop"],
  ["admin:root", "SYSTEM", "root"],
  ["constructor:x", "SYSTEM", "x"],
  ["nobody", "SYSTEM", "nobody"],
])("a record of %s was made by a %s", (stored, kind, name) => {
  expect(parseActor(stored)).toEqual({ kind, name });
});

describe("what a role may do", () => {
  test("is its scopes and no more", () => {
    expect([...scopesOf("storefront")]).toEqual(["customer:read-own"]);
    expect(scopesOf("agent").has("points:adjust-open")).toBe(false);
    expect(scopesOf("supervisor").has("points:adjust-open")).toBe(true);
    expect(scopesOf("till").has("customer:reveal")).toBe(false);
    expect(scopesOf("marketer").has("programme:activate")).toBe(false);
    expect([isRole("agent"), isRole("toString"), isRole("")]).toEqual([true, false, false]);
  });

  test("the project's own work is nobody's customer and of no store, and sends what it likes", () => {
    const system = systemViewer("job:expiry");
    expect(system).toMatchObject({ ...{ principal: "job:expiry", role: "admin" }, ...NOBODY });
    expect(system.scopes.has("purchase:write")).toBe(true);
    expect(maySendOf(system, "erp")).toBe(true);
  });

  test("a key that is bound to sources sends theirs alone; to none, nothing", () => {
    expect(maySendOf(viewer("x", "ingest", { sources: ["erp"] }), "erp")).toBe(true);
    expect(maySendOf(viewer("x", "ingest", { sources: ["erp"] }), "shop")).toBe(false);
    expect(maySendOf(viewer("x", "ingest", { sources: [] }), "erp")).toBe(false);
  });
});

const NOBODY = { customerId: null, store: null, sources: null };

describe("guessing", () => {
  test("takes from a person's own budget and from their place's", () => {
    const at = { address: "192.0.2.1" };
    expect(guessBudgetsOf(viewer("c", "storefront", at))).toEqual([
      { of: "PRINCIPAL", key: "principal c", share: 1 / 20 },
      { of: "ADDRESS", key: "customers at 192.0.2.1", share: 1 / 2_000 },
    ]);
    expect(guessBudgetsOf(viewer("s", "shop"))).toEqual([
      { of: "PRINCIPAL", key: "principal s", share: 1 / 1_000 },
    ]);
    expect(guessBudgetsOf(viewer("t", "till", { ...at, store: "s1" }))).toEqual([
      { of: "PRINCIPAL", key: "principal t", share: 1 / 100 },
      { of: "STORE", key: "store s1", share: 1 / 500 },
    ]);
    expect(guessBudgetsOf(viewer("a", "agent", at))[1]?.key).toBe("staff at 192.0.2.1");
  });

  test("is forgotten evenly over ten minutes, and a clock that goes back forgets nothing", () => {
    expect(spentAfter(1, 300)).toBe(0.5);
    expect(spentAfter(0.25, 300)).toBe(0);
    expect(spentAfter(0.5, -300)).toBe(0.5);
  });

  test("has room again after as long as the one miss takes that is too many", () => {
    expect(secondsToRoom(1, 0.01, 1)).toBe(6);
    expect(secondsToRoom(0.99, 0.01, 1)).toBe(0);
    // A hundred hundredths are one, whatever they come to.
    expect(
      secondsToRoom(
        Array(99)
          .fill(0.01)
          .reduce((a, b) => a + b, 0),
        0.01,
        1,
      ),
    ).toBe(0);
    expect(secondsToRoom(0.5, 0.01, 2)).toBe(0);
    expect(secondsToRoom(0.991, 0.01, 1)).toBe(1);
  });
});
