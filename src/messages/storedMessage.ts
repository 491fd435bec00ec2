import type { NewMessage, StoredKey } from "../../db/queries/inbound/messages.ts";
import { hexBytes } from "../../db/statements/rows.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";
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

/** A message and how it is stored. */
export interface TakenMessage {
  readonly message: ArrivedMessage;
  readonly row: NewMessage;
}

/** When it came, and who is to read it. */
export interface Times {
  readonly receivedAt: string;
  /** `infinity`: the owner of its partition reads it. */
  readonly dueAt: string;
  readonly tries: number;
  readonly partition: number | null;
}

/** Rows of a message that has just arrived: itself, and the intake that is its body. */
export function newMessage(message: ArrivedMessage, intakeId: bigint, times: Times): NewMessage {
  const { receivedAt, dueAt, tries, partition } = times;
  const intakeOn = receivedAt.slice(0, "2026-11-29".length) as LocalDate;
  const body = encodeBody(message.body);
  return {
    row: {
      ...{ source_id: message.sourceId, message_key: message.key, topic: message.topic },
      ...{ intake_on: intakeOn, intake_id: intakeId, received_at: receivedAt },
      ...{ due_at: dueAt, tries, partition },
    },
    intake: {
      ...{ id: intakeId, received_on: intakeOn, received_at: receivedAt, door: message.door },
      ...{ principal: message.principal, request_id: message.requestId, headers: message.headers },
      ...{ body: hexBytes(body.bytes), body_encoding: body.encoding },
    },
  };
}

/** What was stored by us, as whoever reads it would have claimed it: the bodies are at hand. */
export function claimsOf(
  taken: ReadonlyMap<string, TakenMessage>,
  won: readonly StoredKey[],
  now: Instant,
): MessageToRead[] {
  return won
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((one) => {
      const { message, row: made } = taken.get(nameOf(one)) as TakenMessage;
      const { row } = made;
      return {
        ...{ id: one.id, sourceId: one.source_id, topic: message.topic, tries: row.tries },
        ...{ intakeOn: row.intake_on as LocalDate, intakeId: row.intake_id as bigint },
        ...{ receivedAt: now, door: message.door, headers: message.headers, body: message.body },
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
