import type { Registry } from "prom-client";
import type { PoolUse } from "../../../db/connection/poolUse.ts";
import type { Logger } from "../../platform/logger.ts";
import type { ReceiverLoad } from "../../purchases/receive/receiver.ts";
import { Figures, type FiguresDeps } from "./figures.ts";
import { databaseGauges, dayGauges, figureFailures, processGauges, shadowGauge } from "./gauges.ts";

/** Adds to a process's instruments what is asked for at each scrape. Once per registry. */
export function watch({
  metrics: { registry },
  log,
  pools,
  receiver,
  ...deps
}: Omit<FiguresDeps, "onFailure"> & {
  readonly metrics: { readonly registry: Registry };
  readonly log: Logger;
  /** What each pool has to do, by its name. */
  readonly pools: Readonly<Record<string, () => PoolUse>>;
  readonly receiver: { readonly load: ReceiverLoad };
}): void {
  processGauges(registry, { pools, receiver });
  const failed = figureFailures(registry);
  const figures = new Figures({
    ...deps,
    onFailure: (figure, error) => {
      failed(figure);
      log.warn({ figure, error }, "a figure was not read for a scraper");
    },
  });
  databaseGauges(registry, figures);
  shadowGauge(registry, figures);
  dayGauges(registry, figures);
}
