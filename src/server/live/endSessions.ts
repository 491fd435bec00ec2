import type { Revocations } from "../../access/revocations.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Push } from "../../stream/push.ts";
import type { OpenSessions } from "./openSessions.ts";

/**
 * Has sockets and streams end when their token or key is revoked: at once where the notification is
 * heard, else with the next refresh or look.
 */
export function endSessions({
  push,
  revocations,
  sessions,
  log,
}: {
  readonly push: Push;
  readonly revocations: Revocations;
  readonly sessions: OpenSessions;
  readonly log: Logger;
}): void {
  revocations.onNews = () => void sessions.look();
  push.onRevoked = () => {
    revocations.heard().catch((error: unknown) => log.warn({ error }, "revocations not refreshed"));
  };
}
