import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { ConnectorCode, SettingsOf } from "../../../src/domain/inbound/receives.ts";
import { parseInteraction } from "../../../src/domain/interaction/interaction.ts";
import { parsePurchaseEvent } from "../../../src/domain/purchase/parsePurchaseEvent.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import type { FetchBack } from "../../../src/inbound/messages/fetchBack.ts";
import type {
  MessageConnector,
  MessagePart,
} from "../../../src/inbound/messages/messageConnector.ts";
import { nothingFetched } from "./fetchingFrom.ts";
import { noMapping } from "./noMapping.ts";

/** When messages of these tests arrive. */
export const RECEIVED_AT = parseInstant("2026-11-29T12:00:00Z") as Instant;

export interface Sent {
  readonly topic?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetchBack?: FetchBack;
}

/** What a connector makes of a body. */
export async function translated<Code extends ConnectorCode>(
  connector: MessageConnector<Code>,
  settings: SettingsOf<Code>,
  body: unknown,
  { topic, headers = {}, fetchBack = nothingFetched }: Sent = {},
): Promise<MessagePart[]> {
  const isText = typeof body === "string" || Buffer.isBuffer(body);
  const text = isText ? body : (JSON.stringify(body) ?? "");
  return await Array.fromAsync(
    connector.translate({
      ...{ settings, source: "crm", topic: topic ?? null, headers, receivedAt: RECEIVED_AT },
      ...{ body: Buffer.from(text), fetchBack, mappingOf: noMapping },
    }),
  );
}

/** All events of some parts, as they are told. */
export function eventsOf(parts: readonly MessagePart[]) {
  return parts.flatMap(({ events }) => events.map(({ event }) => event));
}

/** Reasons and places of all that is wrong. */
export function faultsOf(parts: readonly MessagePart[]): string[] {
  return parts.flatMap(({ faults }) => faults.map(({ reason, at }) => `${reason} ${at}`));
}

/** Where payloads that were found in public are kept; they are no part of this repository. */
const PAYLOADS =
  process.env["PAYLOADS_FOLDER"] ??
  new URL("../../../../shared/data/payloads", import.meta.url).pathname;

/** Payloads of a folder by their file's name; none where there are none here. */
export function payloads(folder: string): ReadonlyMap<string, string> {
  const root = `${PAYLOADS}/${folder}`;
  const names = existsSync(root) ? readdirSync(root) : [];
  return new Map(names.map((name) => [name, readFileSync(`${root}/${name}`, "utf8")]));
}

/** Asserts nothing by itself: what a part says that our own doors would refuse, as reasons. */
export function refusalsIn(parts: readonly MessagePart[]): string[] {
  return parts.flatMap(({ events, interactions = [] }) => [
    ...events.flatMap(({ event }) => {
      const parsed = parsePurchaseEvent(event);
      return parsed.ok ? [] : [parsed.rejection.reason];
    }),
    ...interactions.flatMap((interaction) => {
      const parsed = parseInteraction({ source: "crm", ...interaction });
      return parsed.ok ? [] : [parsed.reason];
    }),
  ]);
}
