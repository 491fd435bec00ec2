import type { SourceRow } from "../../db/queries/programme/catalog.ts";
import type { readHeldEvents } from "../../db/queries/purchases/held.ts";
import { hexBytes } from "../../db/statements/rows.ts";
import { besideOfFact, decodeFact, type FactJson } from "../domain/purchase/factCodec.ts";
import type { HoldReason } from "../domain/purchase/holds.ts";
import type { Item } from "./item.ts";
import { conflictKeys, eventKeyOf } from "./keys.ts";
import type { PurchaseAnswer } from "./results.ts";

type HeldRow = Awaited<ReturnType<typeof readHeldEvents>>[number];

/** A held event as an item that runs again: the event is read back from its fact. */
export function heldItem(
  row: HeldRow,
  source: SourceRow,
  atOnce: boolean,
  answer: (result: PurchaseAnswer) => void,
  fail: (error: unknown) => void,
): Item {
  const fact = row.fact as FactJson;
  const { sentBy, boundStore, isApproved } = besideOfFact(fact);
  const event = decodeFact(fact, new Map(Object.entries(row.identifier_values)));
  const eventKey = eventKeyOf(row.source_id, row.event_id);
  const { body_hash, identifier_values: _values, ...rest } = row;
  return {
    origin: "RERUN",
    sentBy,
    event,
    refusal: null,
    raws: [],
    refusedIdentifiers: [],
    source,
    sourceSent: source.code,
    eventId: row.event_id,
    bodyHash: body_hash.toString("hex"),
    hashVersion: row.hash_version,
    held: { ...rest, body_hash: hexBytes(body_hash), fact },
    intake: null,
    position: row.intake_position,
    mode: row.mode === "BACKFILL" ? "BACKFILL" : "LIVE",
    decideAtOnce: atOnce,
    now: null,
    boundStore,
    // Only an operator's word lets it run again.
    isApproved: isApproved || row.reason === ("IMPLAUSIBLE_AMOUNT" satisfies HoldReason),
    keys: conflictKeys(event, eventKey),
    eventKey,
    rounds: 0,
    slow: false,
    rematches: false,
    waits: false,
    queuedAtMs: 0,
    answer,
    fail,
  };
}
