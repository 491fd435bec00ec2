import type { Viewer } from "../../domain/access/viewer.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { AppError } from "../../errors.ts";
import type { Authenticate } from "../auth/auth.ts";
import { tokenExpired } from "../auth/tokens.ts";
import { isAnonymous } from "../auth/viewer.ts";

/** A sign-in that lasts as long as its socket or stream, and is looked at again at every event. */
export interface Session {
  /** As of the sign-in. */
  readonly viewer: Viewer;
  /**
   * As of now. @throws AppError UNAUTHENTICATED when the token has expired, or it or the key was
   * revoked
   */
  current(): Promise<Viewer>;
}

/** @throws AppError UNAUTHENTICATED, UNAVAILABLE */
export async function signIn(
  deps: { readonly authenticate: Authenticate; readonly clock: () => Instant },
  authorization: string | undefined,
): Promise<Session> {
  const viewer = await deps.authenticate(authorization);
  if (isAnonymous(viewer)) {
    throw new AppError("UNAUTHENTICATED", "Send a token: Authorization: Bearer <token>.");
  }
  const { expiresAt } = viewer;
  return {
    viewer,
    current: async () => {
      if (expiresAt !== undefined && deps.clock() >= expiresAt) {
        throw tokenExpired();
      }
      // Either can be revoked at any time; the signature of a token that passed is not computed
      // again.
      return await deps.authenticate(authorization);
    },
  };
}

/** Longest time a timer can wait, milliseconds. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/**
 * Calls `expire` when the session's token ends.
 *
 * The timer holds the process, as its socket does: Node keeps the list of a length of time until
 * that time has passed when a timer of it was called off that did not hold the process, and every
 * token's rest is another length.
 *
 * @returns how to call it off
 */
export function whenExpired(
  { viewer: { expiresAt } }: Session,
  clock: () => Instant,
  expire: () => void,
): () => void {
  if (expiresAt === undefined) {
    return () => {};
  }
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    const leftMs = Math.ceil((expiresAt - clock()) / 1_000);
    if (leftMs <= 0) {
      expire();
    } else {
      timer = setTimeout(wait, Math.min(leftMs, TIMER_MS_MAX));
    }
  };
  wait();
  return () => clearTimeout(timer);
}
