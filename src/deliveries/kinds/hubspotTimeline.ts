import type { ConversationKind } from "./destinationKind.ts";
import { below, nonEmpty } from "./requests.ts";

/**
 * An event on the timeline of HubSpot's contacts, by a template of the app for each: `fields` are
 * its tokens, and what happened is its `extraData`. The id is the message's: one that is there by
 * now is not made again.
 */
export const hubspotTimeline: ConversationKind<"hubspot_timeline"> = {
  kind: "hubspot_timeline",
  secret: "an access token of the app that has the templates, with timeline",
  secretFault: nonEmpty,
  converse: async (message, { sends, secrets }, ask) => {
    const { id, type, at, knownBy, data, fields } = message;
    const template = type === "tributary.test" ? undefined : sends.templates[type];
    if (knownBy === null || template === undefined) {
      return null;
    }
    const event = {
      ...{ id, eventTemplateId: template, timestamp: at, [sends.property]: knownBy },
      ...{ tokens: fields, extraData: data },
    };
    const { answer } = await ask({
      ...{ method: "POST", url: below(sends.url, "/integrators/timeline/v3/events") },
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${secrets[0]}`,
      },
      body: JSON.stringify(event),
    });
    return answer.status === 409 ? { kind: "DELIVERED", status: 409, text: answer.text } : answer;
  },
};
