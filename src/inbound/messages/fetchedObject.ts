import { faultOf, type MessageFault } from "../../domain/inbound/message.ts";
import { type FetchBack, NotNow } from "./fetchBack.ts";
import { type Fields, isObject } from "./foreign.ts";
import { readJsonBody } from "./readBody.ts";

/** An object that a message only names. */
export type FetchedObject =
  | { readonly ok: true; readonly value: Fields }
  | { readonly ok: false; readonly fault: MessageFault };

/** @throws NotNow where it is not to be had now */
export async function fetchedObject(
  fetchBack: FetchBack,
  path: string,
  at: string,
): Promise<FetchedObject> {
  const fetched = await fetchBack(path);
  if (!fetched.ok) {
    if (!fetched.isLasting) {
      throw new NotNow(fetched.problem);
    }
    return { ok: false, fault: faultOf("NOT_FETCHED", at, fetched.problem) };
  }
  const read = readJsonBody(fetched.body, undefined);
  const value = read.ok ? read.values[0] : null;
  return isObject(value)
    ? { ok: true, value }
    : { ok: false, fault: faultOf("NOT_FETCHED", at, "What was fetched is no object.") };
}
