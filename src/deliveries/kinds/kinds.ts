import type { SendsKind } from "../../domain/delivery/sends.ts";
import { braze } from "./braze.ts";
import type { DestinationKind } from "./destinationKind.ts";
import { files } from "./files.ts";
import { hubspot } from "./hubspot.ts";
import { hubspotTimeline } from "./hubspotTimeline.ts";
import { natsJetStream } from "./natsJetStream/natsJetStream.ts";
import { salesforce } from "./salesforce.ts";
import { segment } from "./segment.ts";
import { voucherify } from "./voucherify.ts";
import { webhook } from "./webhook.ts";

/** Every kind of destination that there is; a new one is a line here. */
const KINDS: { readonly [Kind in SendsKind]: DestinationKind<Kind> } = {
  ...{ webhook, segment, braze, hubspot, salesforce },
  ...{ nats_jetstream: natsJetStream, files, voucherify, hubspot_timeline: hubspotTimeline },
};

export function kindOf(kind: SendsKind): DestinationKind {
  return KINDS[kind] as DestinationKind;
}
