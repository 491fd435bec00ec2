import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { fieldsIn, firstWord, instantOfEpoch, own } from "../foreign.ts";
import type { MailProvider, Meaning } from "./mailEvent.ts";

/**
 * Whoever says that a mail is spam wants no more of them. What was dropped was not even sent,
 * because its address had bounced or unsubscribed before: it did not arrive.
 */
const SENDGRID: MailProvider = {
  meanings: new Map<string, Meaning>([
    ["delivered", "MESSAGE_SENT"],
    ["open", "MESSAGE_OPENED"],
    ["click", "MESSAGE_CLICKED"],
    ["bounce", "MESSAGE_BOUNCED"],
    ["dropped", "MESSAGE_BOUNCED"],
    ["spamreport", "MESSAGE_UNSUBSCRIBED"],
    ["unsubscribe", "MESSAGE_UNSUBSCRIBED"],
    ["group_unsubscribe", "MESSAGE_UNSUBSCRIBED"],
    ["group_resubscribe", "PASSED_OVER"],
    ["processed", "PASSED_OVER"],
    ["deferred", "PASSED_OVER"],
    // Of the sender's account, and of nobody's mail.
    ["account_status_change", "PASSED_OVER"],
  ]),
  read: (value) => ({
    ...{ id: firstWord(value, "sg_event_id"), word: firstWord(value, "event"), wordAt: "event" },
    ...{ at: instantOfEpoch(own(value, "timestamp"), "seconds"), timeAt: "timestamp" },
    ...{ email: firstWord(value, "email"), emailAt: "email" },
    subject: firstWord(value, "subject"),
    campaign: firstWord(value, "marketing_campaign_name", "singlesend_name", "campaign"),
  }),
};

/** A failure that passes is followed by another attempt: only a permanent one is an end. */
const MAILGUN: MailProvider = {
  meanings: new Map<string, Meaning>([
    ["delivered", "MESSAGE_SENT"],
    ["opened", "MESSAGE_OPENED"],
    ["clicked", "MESSAGE_CLICKED"],
    ["failed", "MESSAGE_BOUNCED"],
    ["rejected", "MESSAGE_BOUNCED"],
    ["complained", "MESSAGE_UNSUBSCRIBED"],
    ["unsubscribed", "MESSAGE_UNSUBSCRIBED"],
    ["failed temporarily", "PASSED_OVER"],
    ["accepted", "PASSED_OVER"],
    ["stored", "PASSED_OVER"],
  ]),
  read: (value) => {
    const data = fieldsIn(own(value, "event-data"));
    const headers = fieldsIn(own(fieldsIn(own(data, "message")), "headers"));
    const word = firstWord(data, "event")?.toLowerCase() ?? null;
    const isPassing = word === "failed" && own(data, "severity") === "temporary";
    const campaigns = own(data, "campaigns");
    const tags = own(data, "tags");
    return {
      ...{ id: firstWord(data, "id"), word: isPassing ? "failed temporarily" : word },
      ...{ wordAt: "event-data.event", timeAt: "event-data.timestamp" },
      ...{ emailAt: "event-data.recipient", email: firstWord(data, "recipient") },
      at: instantOfEpoch(own(data, "timestamp"), "seconds"),
      subject: firstWord(headers, "subject"),
      campaign:
        firstWord(fieldsIn(Array.isArray(campaigns) ? campaigns[0] : null), "id", "name") ??
        firstWord({ tag: Array.isArray(tags) ? tags[0] : null }, "tag"),
    };
  },
};

/** That a mail was sent is told again when it is delivered: one of both counts. */
const VERO: MailProvider = {
  meanings: new Map<string, Meaning>([
    ["delivered", "MESSAGE_SENT"],
    ["opened", "MESSAGE_OPENED"],
    ["clicked", "MESSAGE_CLICKED"],
    ["bounced", "MESSAGE_BOUNCED"],
    ["unsubscribed", "MESSAGE_UNSUBSCRIBED"],
    ["sent", "PASSED_OVER"],
    ["user_created", "PASSED_OVER"],
    ["user_updated", "PASSED_OVER"],
  ]),
  read: (value) => {
    const user = fieldsIn(own(value, "user"));
    const campaign = fieldsIn(own(value, "campaign"));
    const word = firstWord(value, "type")?.toLowerCase() ?? null;
    const timeAt = `${word}_at`;
    return {
      ...{ id: null, word, wordAt: "type", emailAt: "user.email", timeAt },
      email: firstWord(user, "email"),
      at: instantOfEpoch(own(value, timeAt), "seconds"),
      subject: firstWord(campaign, "subject"),
      campaign: firstWord(campaign, "name", "id"),
    };
  },
};

export const PROVIDERS: Readonly<Record<SettingsOf<"mail">["provider"], MailProvider>> = {
  sendgrid: SENDGRID,
  mailgun: MAILGUN,
  vero: VERO,
};
