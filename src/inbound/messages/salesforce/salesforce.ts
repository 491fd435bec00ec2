import type { MessageConnector } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { faultOfProof } from "../proofs.ts";
import { readJsonBody } from "../readBody.ts";
import { changeIn, nameOf } from "./changes.ts";
import { readSalesforce } from "./readSalesforce.ts";

/** Change events of Salesforce, handed on as CloudEvents, Standard Webhooks or as they are. */
export const SALESFORCE: MessageConnector<"salesforce"> = {
  code: "salesforce",
  headers: ["content-type"],
  admit(arrival, { settings, secrets, now }) {
    const message = faultOfProof(settings.proof, arrival, secrets, now);
    return message === null
      ? { ok: true, key: keyOf(arrival.body), topic: null }
      : { ok: false, code: "UNAUTHENTICATED", message };
  },
  translate: readSalesforce,
};

function keyOf(body: Buffer): string {
  const read = readJsonBody(body, undefined);
  const names = (read.ok ? read.values : []).map((value) => {
    const change = changeIn(value, "");
    return change === null ? null : nameOf(change);
  });
  return names.length === 0 || names.includes(null)
    ? messageKey("", body)
    : messageKey(JSON.stringify(names), "");
}
