import { Gauge } from "prom-client";
import { SIGN_CODES } from "../domain/sources/signs.ts";
import type { Job, JobTools } from "../platform/jobs.ts";
import { createSourceHealthLoader, type SourceHealthDeps } from "./sourceHealth.ts";

/** How often sources are looked at for scrapers, milliseconds: what is odd lasts for hours. */
const SIGNS_MS = 60_000;

/** Tells scrapers what is odd about sources, the same at every server. */
export function signsJob(deps: SourceHealthDeps, { registry }: Pick<JobTools, "registry">): Job {
  const registers = registry === null ? [] : [registry];
  const sign = new Gauge({
    name: "tributary_source_sign",
    help: "1: this is odd about the source. The query health says it with its figures (runbook sources).",
    ...{ labelNames: ["source", "sign"], registers },
  });
  const rate = new Gauge({
    name: "tributary_source_rate_per_minute",
    help: "What a source told in the last 60 minutes, by the minute.",
    ...{ labelNames: ["source"], registers },
  });
  const usual = new Gauge({
    name: "tributary_source_usual_per_minute",
    help: "What it usually tells in these minutes of the week; absent until two weeks are known.",
    ...{ labelNames: ["source"], registers },
  });
  const loader = createSourceHealthLoader(deps);
  return {
    name: "sourceSigns",
    work: async () => {
      const sources = await loader.all().catch((error: unknown) => {
        // Figures of before would say that all is well.
        for (const gauge of [sign, rate, usual]) {
          gauge.reset();
        }
        throw error;
      });
      for (const gauge of [sign, rate, usual]) {
        gauge.reset();
      }
      for (const { source, signs, ratePerMinute, usualPerMinute } of sources) {
        const odd = new Set(signs.map(({ code }) => code));
        for (const code of SIGN_CODES) {
          sign.set({ source, sign: code }, odd.has(code) ? 1 : 0);
        }
        rate.set({ source }, ratePerMinute);
        if (usualPerMinute !== null) {
          usual.set({ source }, usualPerMinute);
        }
      }
      return SIGNS_MS;
    },
  };
}
