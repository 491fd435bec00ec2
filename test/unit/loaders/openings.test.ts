import { expect, test } from "vitest";
import type { NewOpening } from "../../../db/queries/access/openings.ts";
import { isRecorded, Openings } from "../../../src/access/openings.ts";
import { type Role, scopesOf, type Viewer } from "../../../src/domain/access/viewer.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { at } from "../../support/receiver.ts";

const viewerOf = (role: Role, principal = "ann"): Viewer => ({
  ...{ principal, role, scopes: scopesOf(role) },
  ...{ customerId: null, store: null, sources: null },
});
const NOON = at("2026-03-10T12:00:00Z");
const later = (minutes: number) => (NOON + minutes * 60_000_000) as Instant;

test("people at a desk are put on record, tills and customers themselves are not", () => {
  const roles = ["agent", "supervisor", "admin", "till", "storefront", "shop", "marketer"] as const;
  expect(roles.filter((role) => isRecorded(viewerOf(role)))).toEqual([
    ...["agent", "supervisor", "admin"],
  ]);
});

test("one row per person, customer and hour, also over many writes", async () => {
  const written: NewOpening[] = [];
  const openings = new Openings(async (noted) => void written.push(...noted));
  openings.note(viewerOf("agent"), 1n, NOON);
  openings.note(viewerOf("supervisor"), 1n, later(1));
  openings.note(viewerOf("agent"), 2n, later(1));
  openings.note(viewerOf("agent", "bob"), 1n, later(2));
  expect(written).toEqual([]);
  await openings.flush();
  openings.note(viewerOf("agent"), 1n, later(59));
  openings.note(viewerOf("agent"), 1n, later(60));
  await openings.flush();
  await openings.flush();
  expect(written.map(({ rootId, principal, role }) => [rootId, principal, role])).toEqual([
    [1n, "ann", "agent"],
    [2n, "ann", "agent"],
    [1n, "bob", "agent"],
    [1n, "ann", "agent"],
  ]);
});

test("what could not be written is written later, no more than there is room for waits, and what is lost is said", async () => {
  const written: NewOpening[] = [];
  const told: object[] = [];
  let isAway = true;
  const write = async (noted: readonly NewOpening[]) => {
    if (isAway) {
      throw new Error("the database is away");
    }
    written.push(...noted);
  };
  const openings = new Openings(write, 3);
  openings.start({ warn: () => {}, error: (found) => told.push(found) });
  for (let customer = 1n; customer <= 5n; customer += 1n) {
    openings.note(viewerOf("agent"), customer, NOON);
  }
  await openings.flush();
  expect([written, told]).toEqual([[], [{ openings: 2 }]]);
  isAway = false;
  await openings.stop();
  expect(written.map(({ rootId }) => rootId)).toEqual([1n, 2n, 3n]);
});

test("nothing is lost at an orderly stop, not even what is noted while a write is under way", async () => {
  const written: NewOpening[] = [];
  let goOn = () => {};
  const waiting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const openings = new Openings(async (noted) => {
    await waiting;
    written.push(...noted);
  });
  openings.note(viewerOf("agent"), 1n, NOON);
  const first = openings.flush();
  openings.note(viewerOf("agent"), 2n, NOON);
  const stopped = openings.stop();
  goOn();
  await Promise.all([first, stopped]);
  expect(written.map(({ rootId }) => rootId)).toEqual([1n, 2n]);
});
