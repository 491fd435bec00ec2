import { headers } from "@nats-io/transport-node";
import { subjectOf } from "../../../domain/delivery/subject.ts";
import { dataOf, type Message } from "../../message.ts";
import type { ChannelKind, RequestContext } from "../destinationKind.ts";
import { JetStreamLink, type Publication } from "./jetStreamLink.ts";

/** The media type of a CloudEvent that is one JSON document (CloudEvents, NATS binding 1.0.2). */
const MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";

/**
 * A CloudEvent 1.0 for each event, published to a stream; delivered is what the stream has
 * acknowledged. `Nats-Msg-Id` is the message's, so that the stream drops what it has by now.
 */
export const natsJetStream: ChannelKind<"nats_jetstream"> = {
  kind: "nats_jetstream",
  secret: "what a .creds file holds, or name:password",
  secretFault: (secret) =>
    isCredentials(secret) || /^[\x21-\x39\x3b-\x7e]+:[\x21-\x7e]+$/.test(secret)
      ? null
      : "must be the lines of a .creds file, or a name and a password with a colon between",
  publicationOf,
  open: (guard) => {
    const link = new JetStreamLink(guard);
    return {
      tell: async (message, context, msMax) => {
        const { sends, secrets } = context;
        const terms = { url: sends.url, ca: sends.ca, secret: secrets[0], msMax };
        return await link.publish(publicationOf(message, context), terms);
      },
      close: () => link.close(),
    };
  },
};

function publicationOf(message: Message, { sends }: RequestContext<"nats_jetstream">): Publication {
  const { id, type } = message;
  const customer = message.customerId === "" ? "nobody" : message.customerId;
  const fields = headers();
  fields.set("content-type", MEDIA_TYPE);
  return {
    ...{ id, headers: fields, data: JSON.stringify(cloudEventOf(message, sends)) },
    subject: subjectOf(sends.subject, { type, customer }),
  };
}

/** `partitionkey` and `sequence` are extensions that CloudEvents documents. */
function cloudEventOf(message: Message, { source }: RequestContext<"nats_jetstream">["sends"]) {
  const { id, type, at, customerId, sequence } = message;
  return {
    ...{ specversion: "1.0", id, source, type, time: at, datacontenttype: "application/json" },
    ...(customerId === "" ? {} : { subject: customerId, partitionkey: customerId }),
    sequence: String(sequence),
    data: dataOf(message),
  };
}

function isCredentials(secret: string): boolean {
  return secret.includes("-----BEGIN NATS USER JWT-----");
}
