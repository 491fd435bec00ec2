import { expect, test } from "vitest";
import { encodeFact } from "../../../src/domain/purchase/factCodec.ts";
import { heldItem } from "../../../src/purchases/heldItem.ts";
import { type Item, isEventItem } from "../../../src/purchases/item.ts";
import { parsed, soldEvent } from "../../support/purchaseEvents.ts";
import { SOURCE } from "../../support/resolving.ts";

/**
 * Contract 1.5: an event that waited runs again as it came: whose it was, of which store, and what
 * was vouched for.
 */

const EVENT = () => parsed(soldEvent());
const BESIDE = {
  ...{ boundStore: null, isApproved: false, sentBy: null, defaultChannel: null },
  ...{ hasWaited: false, waitedAs: [] },
};

type Row = Parameters<typeof heldItem>[0];

function again(more: Partial<Row> = {}, beside: Partial<typeof BESIDE> = {}, atOnce = false): Item {
  const row = {
    ...{ id: 5n, source_id: 1, event_id: "sale-1", mode: "LIVE", reason: "UNKNOWN_CUSTOMER" },
    ...{ hash_version: 3, body_hash: Buffer.from("ab", "hex"), intake_position: 4 },
    identifier_values: { "4": EVENT().identifiers[0]?.value ?? "" },
    fact: encodeFact(EVENT(), ["4"], { ...BESIDE, ...beside }),
    ...more,
  } as unknown as Row;
  return heldItem(
    row,
    SOURCE,
    atOnce,
    () => {},
    () => {},
  );
}

test("with all that it said, under its own key, in its own place", () => {
  const item = again();
  expect(item).toMatchObject({
    ...{ origin: "RERUN", event: EVENT(), refusal: null, source: SOURCE, eventId: "sale-1" },
    ...{ bodyHash: "ab", hashVersion: 3, intake: null, position: 4, mode: "LIVE", now: null },
    ...{ decideAtOnce: false, sentBy: null, boundStore: null, isApproved: false },
    ...{
      rounds: 0,
      slow: false,
      rematches: false,
      waits: false,
      queuedAtMs: 0,
      held: { id: 5n, body_hash: "\\xab" },
    },
  });
  expect(item.held).not.toHaveProperty("identifier_values");
  expect(item.keys).toHaveLength(3);
  expect(item.keys).toContain(item.eventKey);
  expect(isEventItem(item)).toBe(true);
});

test("bound to the store and the person that it came from, in its mode", () => {
  expect(again({}, { sentBy: "me" as never }).sentBy).toBe("me");
  expect(again({}, { boundStore: "S01" as never }).boundStore).toBe("S01");
  expect(again({ mode: "BACKFILL" }).mode).toBe("BACKFILL");
  expect(again({}, {}, true).decideAtOnce).toBe(true);
});

test("asked for its amount no more once a person has let it go on, whatever else it waits for", () => {
  expect(again({ reason: "IMPLAUSIBLE_AMOUNT" }).isApproved).toBe(true);
  expect(again({}, { isApproved: true }).isApproved).toBe(true);
});
