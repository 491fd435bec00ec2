import { connect } from "../../../db/connection/client.ts";
import { scopesOf } from "../../../src/domain/access/viewer.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../../../src/domain/time/instant.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { openPush } from "../../../src/stream/push.ts";

/** What the parent wants: a customer open for somebody, in a process that can be killed. */
export interface PresenceOrders {
  readonly url: string;
  readonly leafId: string;
  readonly principal: string;
  readonly leaseMs: number;
  readonly beatMs: number;
}

// Its timers keep no process alive, as in a server, whose sockets do: here whoever listens to the
// parent does, as long as there is a parent.
process.on("message", (message) => {
  const { url, leafId, principal, leaseMs, beatMs } = message as PresenceOrders;
  const sql = connect(url, { max: 2, applicationName: "child-presence" });
  const push = openPush({
    open: (onNotify) => connect(url, { max: 1, applicationName: "child-push", onNotify }),
    ...{ reads: sql, writes: sql, log: createLogger({ level: "silent" }) },
    clock: () => (Date.now() * MICROS_PER_MILLISECOND) as Instant,
    presence: { leaseMs, beatMs },
  });
  const feed = push.presences.open(
    BigInt(leafId),
    {
      ...{ principal, role: "agent", scopes: scopesOf("agent") },
      ...{ customerId: null, store: null, sources: null },
    },
    false,
  );
  const tell = async () => {
    for await (const { change } of feed) {
      process.send?.(change.alsoOpen.people.map(({ by }) => by.name));
    }
  };
  void tell();
});
