import type { ConnectorCode, SettingsOf } from "../../../src/domain/inbound/receives.ts";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import { connectorOf } from "../../../src/inbound/messages/connectors.ts";
import type { FetchBack } from "../../../src/inbound/messages/fetchBack.ts";
import type { MessagePart } from "../../../src/inbound/messages/messageConnector.ts";
import { nothingFetched } from "./fetchingFrom.ts";
import { noMapping } from "./noMapping.ts";

/** A message as a test has it. */
export interface TestMessage {
  readonly body: unknown;
  readonly topic?: string | null;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetchBack?: FetchBack;
}

/** What a connector makes of a body: text and buffers as they are, everything else as JSON. */
export async function readMessage(
  connector: ConnectorCode,
  { body, topic = null, settings = {}, headers = {}, fetchBack = nothingFetched }: TestMessage,
): Promise<readonly MessagePart[]> {
  const receives = receivesSchema.parse({ connector, ...settings }) as SettingsOf<ConnectorCode>;
  const isRaw = typeof body === "string" || Buffer.isBuffer(body);
  const parts: MessagePart[] = [];
  for await (const part of connectorOf(receives).translate({
    ...{ settings: receives, source: "shop", topic, headers, fetchBack, mappingOf: noMapping },
    body: Buffer.from(isRaw ? (body as string) : (JSON.stringify(body) ?? "")),
    receivedAt: parseInstant("2026-11-20T12:00:00Z") as Instant,
  })) {
    parts.push(part);
  }
  return parts;
}

/** The events of parts, without their ids and versions. */
export function eventsOf(parts: readonly MessagePart[]) {
  return parts.flatMap(({ events }) =>
    events.map(({ event }) => {
      const { eventId: _id, sequence: _version, ...said } = event as Record<string, unknown>;
      return said;
    }),
  );
}
