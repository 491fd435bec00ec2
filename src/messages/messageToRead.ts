import type { ClaimedMessage } from "../../db/queries/inbound/messages.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { decodeBody } from "../purchases/receive/intakeBody.ts";

/**
 * How long messages are one process's to read, milliseconds: when it is killed or frozen, another
 * takes them after that.
 */
export const LEASE_MS = 10_000;
/** A message whose claim is this process's, with its body as it came. */
export interface MessageToRead
  extends Omit<ClaimedMessage, "receivedAt" | "bodyEncoding" | "headers"> {
  readonly receivedAt: Instant;
  readonly headers: Readonly<Record<string, string>>;
}

/** As it was claimed from the database. */
export function messageToRead({ bodyEncoding: encoding, ...row }: ClaimedMessage): MessageToRead {
  return {
    ...row,
    headers: row.headers ?? {},
    receivedAt: instantFromPg(row.receivedAt),
    body: Buffer.from(decodeBody({ bytes: row.body, encoding })),
  };
}
