import { setImmediate as turn } from "node:timers/promises";
import { faultOf } from "../../../domain/inbound/message.ts";
import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { formatInstant } from "../../../domain/time/formatInstant.ts";
import { readByMapping } from "../../mapping/readRecords.ts";
import type { MessageConnector, MessagePart, StoredMessage } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { faultOfProof } from "../proofs.ts";
import { partsOf } from "./partsOf.ts";

/** Records that are read before others have their turn. */
const RECORDS_PER_TURN = 100;

/** Bodies that a saved mapping reads: for every system that there is no connector for. */
export const MAPPED: MessageConnector<"mapped"> = {
  code: "mapped",
  headers: ["content-type", "webhook-id"],
  admit(arrival, { settings, secrets, now }) {
    const message = faultOfProof(settings.proof, arrival, secrets, now);
    if (message !== null) {
      return { ok: false, code: "UNAUTHENTICATED", message };
    }
    const { keyHeader } = settings;
    const isWebhook = settings.proof.by === "standard_webhooks";
    const header = keyHeader ?? (isWebhook ? "webhook-id" : null);
    const key = header === null ? null : (arrival.headers[header] ?? "");
    if (key === "") {
      const text = `Send the message's own id in ${header}.`;
      return { ok: false, code: "BAD_USER_INPUT", message: text };
    }
    return { ok: true, key: messageKey(key ?? arrival.body), topic: null };
  },
  translate,
};

async function* translate(
  message: StoredMessage<SettingsOf<"mapped">>,
): AsyncGenerator<MessagePart> {
  const { settings, source, headers, body } = message;
  const found = await message.mappingOf(settings.mapping);
  if (!found.ok) {
    yield { events: [], faults: [faultOf(found.reason, "", found.problem)] };
    return;
  }
  const { mapping, version } = found;
  const readBy = { mapping: settings.mapping, version };
  const receivedAt = formatInstant(message.receivedAt);
  let count = 0;
  for (const outcome of readByMapping(mapping, { bytes: body, headers, receivedAt })) {
    yield* partsOf(outcome, { source, readBy });
    count += 1;
    if (count % RECORDS_PER_TURN === 0) {
      await turn();
    }
  }
}
