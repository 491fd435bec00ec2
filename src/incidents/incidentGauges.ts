import { Gauge } from "prom-client";
import type { Sql } from "../../db/connection/client.ts";
import { countOpenIncidents } from "../../db/queries/incidents/incidents.ts";
import { countTroubledNotices } from "../../db/queries/incidents/notices.ts";
import { INCIDENT_CODES } from "../domain/incident/lifecycle.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../domain/time/instant.ts";
import type { Job, JobTools } from "../platform/jobs.ts";
import { readSloStandings } from "./sloStandings.ts";

/** How often scrapers are told anew, milliseconds. */
const GAUGES_MS = 15_000;

/** Tells scrapers of incidents and promises, the same at every server. */
export function incidentGaugesJob(
  { sql, now }: { readonly sql: Sql; readonly now: () => Instant },
  { registry }: Pick<JobTools, "registry">,
): Job {
  const registers = registry === null ? [] : [registry];
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `tributary_${name}`, help, labelNames, registers });
  const open = gauge(
    "incidents_open",
    "Incidents that are not over, by what is broken. Above 0: `npx tributary incidents list` names them (runbook incidents).",
    "code",
  );
  const left = gauge(
    "slo_budget_left",
    "Share of what may be bad that is left of a service level; below 0: it is overdrawn (runbook incidents).",
    "slo",
  );
  const burn = gauge(
    "slo_burn_rate",
    "How many times faster than it lasts the budget of a service level was spent: `hour`, and `short`, five minutes. Both above 14.4: somebody is to look now (runbook incidents).",
    ...["slo", "window"],
  );
  const untold = gauge(
    "alerts_untold",
    "Alerts of the last day that a channel was asked to take and has not taken, given up ones among them. Above 0: `npx tributary incidents show` says what it answered (runbook incidents).",
    "channel",
  );
  const all = [open, left, burn, untold];
  const reset = () => {
    for (const one of all) {
      one.reset();
    }
  };
  return {
    name: "incidentGauges",
    work: async () => {
      const since = formatInstant(addMicros(now(), -MICROS_PER_DAY));
      const read = Promise.all([
        countOpenIncidents(sql),
        readSloStandings(sql, now()),
        countTroubledNotices(sql, since),
      ]);
      const [incidents, slos, channels] = await read.catch((error: unknown) => {
        // Figures of before would say that all is well.
        reset();
        throw error;
      });
      reset();
      for (const code of INCIDENT_CODES) {
        open.set({ code }, incidents.find((one) => one.code === code)?.count ?? 0);
      }
      for (const { channel, count } of channels) {
        untold.set({ channel }, count);
      }
      for (const { code: slo, budgetLeft, burnRate, burnRateShort } of slos) {
        left.set({ slo }, budgetLeft);
        burn.set({ slo, window: "hour" }, burnRate);
        burn.set({ slo, window: "short" }, burnRateShort);
      }
      return GAUGES_MS;
    },
  };
}
