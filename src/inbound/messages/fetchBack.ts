import { faultOf, type MessageFault } from "../../domain/inbound/message.ts";
import { isObject, type Fields as Value } from "./foreign.ts";
import { readJsonBody } from "./readBody.ts";

/** What was fetched, or why not. */
export type Fetched =
  | { readonly ok: true; readonly body: Buffer }
  | {
      readonly ok: false;
      /** It will not be had later either. */
      readonly isLasting: boolean;
      /** For people; nothing of the answer itself. */
      readonly problem: string;
      /** For how long its system wants to be left alone, milliseconds. */
      readonly retryAfterMs?: number;
    };

/**
 * Fetches what a message only names, by a path (with its query) below the address that is set up
 * for the source. Several at once are fetched as the system can bear it. Throws
 * what the database throws.
 */
export type FetchBack = (path: string) => Promise<Fetched>;

/** Reading is to be tried again later: what it needs is not to be had now. */
export class NotNow extends Error {
  override readonly name = "NotNow";
  /** Not before so many milliseconds are over. */
  readonly retryAfterMs: number;

  constructor(problem: string, retryAfterMs = 0) {
    super(problem);
    this.retryAfterMs = retryAfterMs;
  }
}

/** JSON that was fetched, null where the answer was empty; or why there is none. */
export type FetchedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: MessageFault };

/**
 * Fetches JSON.
 *
 * @param at where the message names it
 * @throws NotNow where it is not to be had now
 */
export async function fetchedJson(
  fetchBack: FetchBack,
  path: string,
  at: string,
): Promise<FetchedJson> {
  const fetched = await fetchBack(path);
  if (!fetched.ok) {
    if (!fetched.isLasting) {
      throw new NotNow(fetched.problem, fetched.retryAfterMs);
    }
    return { ok: false, fault: faultOf("NOT_FETCHED", at, fetched.problem) };
  }
  if (fetched.body.length === 0) {
    return { ok: true, value: null };
  }
  const read = readJsonBody(Buffer.concat([OPEN, fetched.body, CLOSE]), undefined);
  return read.ok
    ? { ok: true, value: read.values[0] }
    : { ok: false, fault: faultOf("NOT_FETCHED", at, "What was fetched is no JSON.") };
}

/** A list of one: what was fetched stays whole, whether it is a list or not. */
const [OPEN, CLOSE] = [Buffer.from("["), Buffer.from("]")];

/** An object that a message only names; as `fetchedJson` otherwise. */
export async function fetchedObject(
  fetchBack: FetchBack,
  path: string,
  at: string,
): Promise<
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: MessageFault }
> {
  const fetched = await fetchedJson(fetchBack, path, at);
  if (!fetched.ok || isObject(fetched.value)) {
    return fetched as { readonly ok: true; readonly value: Value };
  }
  return { ok: false, fault: faultOf("NOT_FETCHED", at, "What was fetched is no object.") };
}
