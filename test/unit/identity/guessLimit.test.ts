import { expect, test } from "vitest";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import {
  GUESS_WINDOW_S,
  GUESSES_MAX,
  guessBudgetsOf,
} from "../../../src/domain/access/guessBudget.ts";
import { type Role, scopesOf, type Viewer } from "../../../src/domain/access/viewer.ts";
import { type Instant, MICROS_PER_SECOND } from "../../../src/domain/time/instant.ts";

const viewerOf = (role: Role, more: Partial<Viewer> = {}): Viewer => ({
  ...{ principal: `some-${role}`, role, scopes: scopesOf(role) },
  ...{ customerId: null, store: null, sources: null },
  ...more,
});

/** A limit of one process and its clock, and what comes of a try. */
function opened() {
  let now = 0;
  const limit = new GuessLimit(() => now as Instant);
  const attempt = (viewer: Viewer, isMiss: boolean, isStrong = false) =>
    limit
      .guard(
        viewer,
        async () => isMiss,
        (missed) => missed,
        { isStrong },
      )
      .then(
        () => "ANSWERED",
        (error: { code: string }) => error.code,
      );
  const misses = async (viewer: Viewer, isStrong = false) => {
    for (let count = 0; ; count += 1) {
      if ((await attempt(viewer, true, isStrong)) !== "ANSWERED") {
        return count;
      }
    }
  };
  const wait = (seconds: number) => {
    now += seconds * MICROS_PER_SECOND;
  };
  return { limit, attempt, misses, wait };
}

test.each([
  ["storefront", GUESSES_MAX.storefront],
  ["shop", GUESSES_MAX.shop],
  ["agent", GUESSES_MAX.principal],
  ["till", GUESSES_MAX.principal],
  ["admin", GUESSES_MAX.principal],
] as const)("a %s has %i misses, which come back evenly over the window", async (role, max) => {
  const { attempt, misses, wait } = opened();
  const viewer = viewerOf(role);
  expect(await misses(viewer)).toBe(max);
  expect(await attempt(viewer, false)).toBe("RATE_LIMITED");
  wait(GUESS_WINDOW_S / max);
  // There is room for one miss, so as many hits as come are answered.
  for (let hit = 0; hit < 500; hit += 1) {
    expect(await attempt(viewer, false)).toBe("ANSWERED");
  }
  expect(await misses(viewer)).toBe(1);
  wait(GUESS_WINDOW_S);
  expect(await misses(viewer)).toBe(max);
});

test("what nobody guesses has as much again, and is not stopped by guesses", async () => {
  const { attempt, misses } = opened();
  const viewer = viewerOf("till", { store: "s1" });
  await misses(viewer);
  expect(await attempt(viewer, false, true)).toBe("ANSWERED");
  expect(await misses(viewer, true)).toBe(GUESSES_MAX.principal);
  expect(await attempt(viewer, false, true)).toBe("RATE_LIMITED");
});

test("who acts in another role is the same person; tills of a store share one, and so do all others of an address", () => {
  const keys = (viewer: Viewer) => guessBudgetsOf(viewer).map(({ key }) => key);
  const ann = { principal: "ann", address: "192.0.2.1" };
  expect(keys(viewerOf("agent", ann))).toEqual(keys(viewerOf("supervisor", ann)));
  expect(keys(viewerOf("till", { store: "s1" }))).toEqual(["principal some-till", "store s1"]);
  // A crowd of customers behind one address stops nobody else there.
  const [, shoppers] = keys(viewerOf("storefront", ann));
  expect(keys(viewerOf("agent", ann))).not.toContain(shoppers);
  // A chain's tills may all come from one address: their store is the place.
  expect(keys(viewerOf("till", { ...ann, store: "s1" }))).toEqual(["principal ann", "store s1"]);
});

test("a hit that is known when others have used the budget up is withheld, and so is an error that would tell", async () => {
  const { limit, misses } = opened();
  const viewer = viewerOf("agent");
  const late = [
    () => Promise.resolve("found"),
    () => Promise.reject(new Error("it is there, but blocked")),
  ].map((answer) =>
    limit.guard(
      viewer,
      async () => {
        await misses(viewer);
        return await answer();
      },
      () => false,
    ),
  );
  for (const { status, reason } of (await Promise.allSettled(late)) as PromiseRejectedResult[]) {
    expect([status, reason.code]).toEqual(["rejected", "RATE_LIMITED"]);
  }
});
