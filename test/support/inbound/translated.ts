import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import type { ConnectorCode, SettingsOf } from "../../../src/domain/inbound/receives.ts";
import { parseInteraction } from "../../../src/domain/interaction/interaction.ts";
import { parsePurchaseEvent } from "../../../src/domain/purchase/parsePurchaseEvent.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import { type FetchBack, NOTHING_TO_FETCH } from "../../../src/inbound/messages/fetchBack.ts";
import type {
  MessageConnector,
  MessagePart,
} from "../../../src/inbound/messages/messageConnector.ts";
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
  { topic, headers = {}, fetchBack = NOTHING_TO_FETCH }: Sent = {},
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

/** Values that stand where they should not. */
const STRANGE = fc.oneof(
  fc.constantFrom(null, "", " ", "constructor", "__proto__", -1, 0, 1e308, 1e-9, 0.1 + 0.2, true),
  fc.constantFrom("NaN", "1e400", "12,50", "\u0000", "\ud800", "x".repeat(3_000), [], {}, [[]]),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A value in which some places hold something else, or are gone. */
export function mutated(value: unknown): fc.Arbitrary<unknown> {
  const places = placesOf(value);
  return fc
    .array(fc.tuple(fc.constantFrom(...places), fc.option(STRANGE, { nil: undefined })), {
      minLength: 1,
      maxLength: 4,
    })
    .map((changes) => {
      const holder = { root: structuredClone(value) };
      for (const [path, change] of changes) {
        put(holder, ["root", ...path], change);
      }
      return holder.root;
    });
}

function placesOf(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  const inner =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([name, one]) => placesOf(one, [...at, name]))
      : [];
  return [at, ...inner];
}

function put(holder: object, path: readonly string[], value: unknown): void {
  let target: unknown = holder;
  for (const name of path.slice(0, -1)) {
    target = typeof target === "object" && target !== null ? Reflect.get(target, name) : undefined;
  }
  if (typeof target === "object" && target !== null) {
    Object.defineProperty(target, path.at(-1) as string, {
      ...{ value, enumerable: true, configurable: true, writable: true },
    });
  }
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
