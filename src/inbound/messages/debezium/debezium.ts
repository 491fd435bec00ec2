import { setImmediate as turn } from "node:timers/promises";
import { faultOf } from "../../../domain/inbound/message.ts";
import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { formatInstant } from "../../../domain/time/formatInstant.ts";
import { Mapping } from "../../mapping/mapping.ts";
import { partsOf } from "../mapped/partsOf.ts";
import type { MessageConnector, MessagePart, StoredMessage } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { faultOfProof } from "../proofs.ts";
import { type Change, readChanges, type Told } from "./changes.ts";

/** Changes that are read before others have their turn. */
const CHANGES_PER_TURN = 100;

/**
 * Changes of a database's rows as Debezium tells them, by HTTP or from a stream; a table's are read
 * by the mapping that the source names for it. A change has one id however often it is told, and
 * its place in the database's log (LSN) is the sequence of its events: of two that happened in the
 * same instant the later change counts, whichever comes first.
 */
export const DEBEZIUM: MessageConnector<"debezium"> = {
  code: "debezium",
  headers: ["content-type"],
  admit(arrival, { settings, secrets, now }) {
    const message = faultOfProof(settings.proof, arrival, secrets, now);
    if (message !== null) {
      return { ok: false, code: "UNAUTHENTICATED", message };
    }
    const told = readChanges(arrival.body, arrival.headers["content-type"]);
    const [only] = told;
    if (told.length === 1 && only?.kind === "change") {
      return { ok: true, key: messageKey(only.change.id), topic: only.change.table.slice(0, 255) };
    }
    return { ok: true, key: messageKey(arrival.body), topic: null };
  },
  translate,
};

async function* translate(
  message: StoredMessage<SettingsOf<"debezium">>,
): AsyncGenerator<MessagePart> {
  const steps = Mapping.steps();
  let count = 0;
  for (const told of readChanges(message.body, message.headers["content-type"])) {
    yield* partsOfTold(message, told, steps);
    count += 1;
    if (count % CHANGES_PER_TURN === 0) {
      await turn();
    }
  }
}

async function* partsOfTold(
  message: StoredMessage<SettingsOf<"debezium">>,
  told: Told,
  steps: ReturnType<typeof Mapping.steps>,
): AsyncGenerator<MessagePart> {
  if (told.kind === "fault") {
    yield { events: [], faults: [faultOf(told.reason, told.at, told.problem)] };
    return;
  }
  if (told.kind === "passedOver") {
    yield { events: [], faults: [], passedOver: told.what };
    return;
  }
  const { change, at } = told;
  const { tables } = message.settings;
  const name = Object.hasOwn(tables, change.table) ? tables[change.table] : undefined;
  if (name === undefined) {
    yield { events: [], faults: [], passedOver: `table ${change.table}`.slice(0, 128) };
    return;
  }
  const found = await message.mappingOf(name);
  if (!found.ok) {
    yield { events: [], faults: [faultOf(found.reason, at, found.problem)] };
    return;
  }
  if (found.mapping.input.format !== "debezium") {
    const problem = `The mapping ${name} must say format: debezium.`;
    yield { events: [], faults: [faultOf("WRONG_MAPPING", at, problem)] };
    return;
  }
  const made = found.mapping.make(recordOf(change, at), contextOf(message), steps);
  yield* partsOf(
    { at, made },
    {
      ...{ source: message.source, readBy: { mapping: name, version: found.version } },
      ...(change.lsn === null ? {} : { sequence: change.lsn }),
      isHistory: change.isHistory,
    },
  );
}

function recordOf(change: Change, at: string) {
  return { it: change.record, line: 0, at };
}

function contextOf(message: Pick<StoredMessage<unknown>, "headers" | "receivedAt">) {
  return {
    ...{ body: null, receivedAt: formatInstant(message.receivedAt) },
    headers: new Map(Object.entries(message.headers)),
  };
}
