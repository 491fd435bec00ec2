import { Gauge } from "prom-client";
import type { Sql } from "../../db/connection/client.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { Job, JobTools } from "../platform/jobs.ts";
import { readDestinationHealth } from "./destinationHealth.ts";

/** How often destinations are looked at for scrapers, milliseconds. */
const GAUGES_MS = 15_000;

/** Tells scrapers how destinations do, the same at every server. */
export function destinationGaugesJob(
  { sql, now }: { readonly sql: Sql; readonly now: () => Instant },
  { registry }: Pick<JobTools, "registry">,
): Job {
  const registers = registry === null ? [] : [registry];
  const gauge = (name: string, help: string, ...labels: string[]) =>
    new Gauge({
      ...{ name: `tributary_destination_${name}`, help, labelNames: ["destination", ...labels] },
      registers,
    });
  const pending = gauge(
    "pending",
    "Messages that wait, by lane. Growing: it is slower than what happens (runbook destinations).",
    "lane",
  );
  const oldest = gauge(
    "oldest_seconds",
    "How long the oldest message that waits has waited; 0: none does (runbook destinations).",
  );
  const late = gauge(
    "late",
    "1: the oldest message has waited for longer than sloSeconds (runbook destinations).",
  );
  const broken = gauge(
    "broken",
    "1: it answers nobody, and is left alone in between (runbook destinations).",
  );
  const paused = gauge("paused", "1: somebody has stopped it (runbook destinations).");
  const dead = gauge(
    "dead_letters",
    "Messages that were refused for good; each holds its customer up there (runbook destinations).",
  );
  const wrong = gauge(
    "wrong_values",
    "Values that it stores otherwise than they were sent, of those compared (runbook destinations).",
  );
  const unread = gauge(
    "unread",
    "1: it could not be asked what it stores, when it was asked last (runbook destinations).",
  );
  const all = [pending, oldest, late, broken, paused, dead, wrong, unread];
  return {
    name: "destinationGauges",
    work: async () => {
      const destinations = await readDestinationHealth(sql, now()).catch((error: unknown) => {
        // Figures of before would say that all is well.
        for (const one of all) {
          one.reset();
        }
        throw error;
      });
      for (const one of all) {
        one.reset();
      }
      // Of those in shadow nobody is to be called: another feed tells them.
      for (const health of destinations.filter(({ mode }) => mode === "LIVE")) {
        const destination = health.code;
        pending.set({ destination, lane: "LIVE" }, health.pending.LIVE);
        pending.set({ destination, lane: "BULK" }, health.pending.BULK);
        oldest.set({ destination }, health.oldestSeconds);
        late.set({ destination }, health.oldestSeconds > health.sloSeconds ? 1 : 0);
        broken.set({ destination }, health.breaker === "CLOSED" ? 0 : 1);
        paused.set({ destination }, health.pausedAt === null ? 0 : 1);
        dead.set({ destination }, health.deadLetters);
        wrong.set({ destination }, health.wrong);
        unread.set({ destination }, health.readBackProblem === null ? 0 : 1);
      }
      return GAUGES_MS;
    },
  };
}
