import type { StoredKey } from "../../db/queries/inbound/messages.ts";
import type { NewMessage, StoredNow } from "../../db/queries/inbound/storeMessages.ts";
import type { LocalDate } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { encodeBody } from "../purchases/receive/intakeBody.ts";
import type { Door } from "../purchases/receive/submission.ts";
import type { MessageToRead } from "./messageToRead.ts";

/** What arrived, and was admitted. */
export interface ArrivedMessage {
  readonly sourceId: number;
  readonly principal: string;
  readonly key: string;
  readonly topic: string | null;
  readonly door: Extract<Door, "WEBHOOK" | "STREAM" | "LOAD">;
  readonly requestId: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A message as it is stored, its body for an intake of its own. */
export function newMessage(message: ArrivedMessage, intakeId: bigint): NewMessage {
  const { bytes, encoding } = encodeBody(message.body);
  return { ...message, intakeId, body: bytes, bodyEncoding: encoding };
}

/** What was stored by us, as whoever reads it would have claimed it: the bodies are at hand. */
export function claimsOf(
  taken: ReadonlyMap<string, ArrivedMessage>,
  { won, now }: StoredNow,
): MessageToRead[] {
  const receivedAt = instantFromPg(now);
  return won
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((row) => {
      const { topic, door, headers, body } = taken.get(nameOf(row)) as ArrivedMessage;
      return {
        ...{ id: row.id, sourceId: row.source_id, topic, tries: 1 },
        ...{ intakeOn: row.intake_on as LocalDate, intakeId: row.intake_id },
        ...{ receivedAt, door, headers, body },
      };
    });
}

/** What tells messages apart. */
export function keyOf({ sourceId, key }: ArrivedMessage): string {
  return `${sourceId} ${key}`;
}

/** The same of a row. */
export function nameOf(row: Pick<StoredKey, "source_id" | "message_key">): string {
  return `${row.source_id} ${row.message_key}`;
}
