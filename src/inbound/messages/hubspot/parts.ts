import { faultOf } from "../../../domain/inbound/message.ts";
import type { MessagePart } from "../messageConnector.ts";

export function faulty(reason: string, at: string, problem: string): MessagePart {
  return { events: [], faults: [faultOf(reason, at, problem)] };
}

export function passedOver(what: string): MessagePart {
  return { events: [], faults: [], passedOver: what };
}
