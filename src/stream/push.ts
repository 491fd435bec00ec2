import type { Sql } from "../../db/connection/client.ts";
import { PRESENCE_CHANNEL } from "../../db/queries/access/presences.ts";
import { REVOCATION_CHANNEL } from "../../db/queries/access/tokens.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { Logger } from "../platform/logger.ts";
import { Hub } from "./hub.ts";
import { Notifier } from "./notifier.ts";
import { Presences, type PresencesDeps } from "./presences.ts";
import { createStreams, type Streams } from "./streams.ts";
import { Tail } from "./tail.ts";

/** What pushes changes to this process's subscriptions. */
export interface Push {
  readonly streams: Streams;
  /** Who of the staff has whom open. */
  readonly presences: Presences;
  /** This process has committed rows of the stream: its own tail looks at once, others are told. */
  committed(): void;
  /** Called at every NOTIFY, for whoever else waits for news; set once. */
  onNews: () => void;
  /** Called when tokens or keys were revoked, on whatever server; set once. */
  onRevoked: () => void;
  /** Ends the tail and its connection. Close the sockets before. */
  close(): Promise<void>;
}

/** @param open a pool of one connection that tells of notifications */
export function openPush(deps: {
  readonly open: (onNotify: (channel: string, payload: string) => void) => Sql;
  /** The read pool. */
  readonly reads: Sql;
  /** For writing who has whom open: one connection at once. */
  readonly writes: Sql;
  readonly clock: () => Instant;
  readonly log: Logger;
  /** Times of presences, for tests. */
  readonly presence?: Pick<PresencesDeps, "leaseMs" | "beatMs">;
}): Push {
  const { reads, writes, clock, log } = deps;
  const hub = new Hub();
  const sql = deps.open((channel, payload) => {
    if (channel === PRESENCE_CHANNEL) {
      presences.heard(payload);
    } else if (channel === REVOCATION_CHANNEL) {
      push.onRevoked();
    } else {
      tail.wake();
      push.onNews();
    }
  });
  const tail = new Tail({ sql, hub, log });
  const ready = () => tail.ready();
  const presences = new Presences({ writes, reads, hub, ready, clock, log, ...deps.presence });
  const notifier = new Notifier({ sql, log });
  const push: Push = {
    streams: createStreams({ sql: reads, hub, tail }),
    presences,
    committed: () => {
      tail.wake();
      push.onNews();
      notifier.note();
    },
    onNews: () => {},
    onRevoked: () => {},
    close: async () => {
      await Promise.all([notifier.stop(), tail.stop(), presences.stop()]);
      await sql.end({ timeout: 1 });
    },
  };
  // The ticker waits for news although nobody may subscribe.
  tail.start();
  return push;
}

/**
 * The same functions, and whatever else stands beside them; each tells when it has ended, in
 * whatever way.
 */
export function telling<Functions extends object>(
  functions: Functions,
  tell: () => void,
): Functions {
  return Object.fromEntries(
    Object.entries(functions).map(([name, run]) => {
      if (typeof run !== "function") {
        return [name, run];
      }
      const telling = async (...args: unknown[]) => {
        try {
          return await run(...args);
        } finally {
          tell();
        }
      };
      return [name, telling];
    }),
  ) as Functions;
}
