import type { Sql } from "../../../db/connection/client.ts";
import { readTickerSilence } from "../../../db/queries/stream/jobsWatermark.ts";
import { TICKER_LEASE_MS } from "../../stream/watermark.ts";
import type { ClockState } from "./clockWatch.ts";

/** Whether one thing is as it should be, and a word about it for whoever looks. */
export interface Check {
  readonly ok: boolean;
  readonly says: string;
}

/** Things that a server is ready only with, by name. */
export type Checks = Readonly<Record<string, () => Check | Promise<Check>>>;

/**
 * Milliseconds without a sign of life of any ticker: its lease has long ended, and nobody has taken
 * the place.
 */
const SILENCE_MS_MAX = 4 * TICKER_LEASE_MS;

/**
 * What the jobs know of being ready.
 *
 * - `stream`: somebody raises the watermark, so that what is committed is pushed.
 * - `clock`: this machine's clock is the database's, so that tokens are judged rightly.
 */
export function jobChecks(deps: {
  readonly sql: Sql;
  readonly clock: { readonly state: ClockState };
}): Checks {
  return {
    stream: async () => {
      const silentMs = await readTickerSilence(deps.sql);
      if (silentMs <= SILENCE_MS_MAX) {
        return { ok: true, says: "ok" };
      }
      return {
        ok: false,
        says: `no server has pushed changes for ${Math.round(silentMs / 1_000)} seconds`,
      };
    },
    clock: () => {
      const { aheadMs, isOff } = deps.clock.state;
      if (!isOff) {
        return { ok: true, says: "ok" };
      }
      const seconds = Math.abs(Math.round((aheadMs ?? 0) / 1_000));
      const where = (aheadMs ?? 0) > 0 ? "ahead of" : "behind";
      return {
        ok: false,
        says: `this machine's clock is ${seconds} seconds ${where} the database's; set it right`,
      };
    },
  };
}
