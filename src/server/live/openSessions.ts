import type { Instant } from "../../domain/time/instant.ts";
import { AppError } from "../../errors.ts";
import { type Session, whenExpired } from "./session.ts";

/** Why a session is over: its token has had its time, or somebody ended it. */
export type SessionEnd = "expired" | "revoked";

/** Milliseconds between two looks at all of them, whatever notifications were lost. */
const LOOK_MS = 10_000;
/** Sessions that are looked at before others have their turn. */
const SLICE = 200;

interface OpenSession {
  readonly session: Session;
  readonly end: (because: SessionEnd) => void;
}

/**
 * The sessions of this process's sockets and streams: a quiet one ends as a busy one does, at once
 * when its token or key is revoked, and when its time is over.
 */
export class OpenSessions {
  readonly #open = new Set<OpenSession>();
  #looking: Promise<void> | null = null;
  #isAsked = false;
  #timer: NodeJS.Timeout | undefined;

  /** Calls `end` when the session is over, however that came. @returns how to call it off */
  watch(session: Session, clock: () => Instant, end: (because: SessionEnd) => void): () => void {
    const open = { session, end };
    this.#open.add(open);
    const callOff = whenExpired(session, clock, () => end("expired"));
    return () => {
      this.#open.delete(open);
      callOff();
    };
  }

  /** Looks every LOOK_MS until `stop`. */
  start(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Something may have been revoked. Resolves when all who are open now were looked at. */
  async look(): Promise<void> {
    this.#isAsked = true;
    this.#looking ??= this.#work().finally(() => {
      this.#looking = null;
    });
    await this.#looking;
  }

  async #work(): Promise<void> {
    while (this.#isAsked) {
      this.#isAsked = false;
      for (const [at, open] of [...this.#open].entries()) {
        await lookAt(open);
        if (at % SLICE === SLICE - 1) {
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
    }
  }
}

async function lookAt({ session, end }: OpenSession): Promise<void> {
  try {
    await session.current();
  } catch (error) {
    const because = sessionEndOf(error);
    // What cannot be checked now is checked at its next event, or by the next look.
    if (because !== null) {
      end(because);
    }
  }
}

/** Why a session is over by what its check has thrown; null when it is not. */
export function sessionEndOf(error: unknown): SessionEnd | null {
  if (!(error instanceof AppError) || error.code !== "UNAUTHENTICATED") {
    return null;
  }
  return error.details["expired"] === true ? "expired" : "revoked";
}
