import type { ToldRow } from "../../db/queries/purchases/readTold.ts";
import { maskedText } from "../domain/inbound/maskedText.ts";
import { eventForPeople } from "../domain/purchase/eventForPeople.ts";
import { decodeFact, type FactJson } from "../domain/purchase/factCodec.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { decodeUtf8 } from "../platform/utf8.ts";
import { decodeBody } from "../purchases/receive/intakeBody.ts";

/** An event as it came, beside what was read in it. */
export interface ToldView {
  readonly door: string;
  readonly receivedAt: Instant;
  readonly position: number;
  /** Masked; null where it is no text. */
  readonly body: string | null;
  /** JSON; null of an event that was refused. */
  readonly reading: string | null;
}

/** @param fact the event as it was read; null of one that was refused */
export function toldView(
  { door, receivedAt, intakePosition, bytes, encoding }: ToldRow,
  fact: FactJson | null,
): ToldView {
  const text = decodeUtf8(decodeBody({ bytes, encoding }));
  // A line of such a body is one event: the others are nobody's business here.
  const own = door === "NDJSON" ? text?.split("\n").filter(isLine)[intakePosition] : text;
  return {
    ...{ door, receivedAt: instantFromPg(receivedAt), position: intakePosition },
    body: own == null ? null : maskedText(own),
    reading:
      fact === null ? null : JSON.stringify(eventForPeople(decodeFact(fact, new Map())), null, 2),
  };
}

const isLine = (line: string) => line.trim() !== "";
