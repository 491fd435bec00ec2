import { Counter, Gauge, type Registry } from "prom-client";
import type { PoolUse } from "../../../db/connection/poolUse.ts";
import type { ReceiverLoad } from "../../purchases/receive/receiver.ts";
import type { FigureSet, Figures } from "./figures.ts";

type Figure = readonly [labels: Readonly<Record<string, string>>, value: number | null];

/** A gauge that is asked at each scrape, and tells what it is told and nothing of before. */
function gauge(
  registry: Registry,
  of: { readonly name: string; readonly help: string; readonly labels?: string[] },
  read: () => readonly Figure[] | Promise<readonly Figure[]>,
): void {
  new Gauge({
    name: of.name,
    help: of.help,
    labelNames: of.labels ?? [],
    registers: [registry],
    async collect() {
      const figures = await read();
      if (of.labels === undefined) {
        // `reset` would leave a 0, which says that all is well.
        this.remove();
      } else {
        this.reset();
      }
      for (const [labels, value] of figures) {
        if (value !== null) {
          this.set({ ...labels }, value);
        }
      }
    },
  });
}

function labelled(labels: string[]): { readonly labels?: string[] } {
  return labels.length === 0 ? {} : { labels };
}

/** Pools, the queue of purchases and its writers: what this process alone has to do. */
export function processGauges(
  registry: Registry,
  of: {
    readonly pools: Readonly<Record<string, () => PoolUse>>;
    readonly receiver: { readonly load: ReceiverLoad };
  },
): void {
  const pools = (read: (use: PoolUse) => number) => () =>
    Object.entries(of.pools).map(([pool, use]): Figure => [{ pool }, read(use())]);
  const queue = (read: (load: ReceiverLoad) => number) => (): Figure[] => [
    [{}, read(of.receiver.load)],
  ];
  const add = (name: string, help: string, read: () => Figure[], ...labels: string[]) =>
    gauge(registry, { name, help, ...labelled(labels) }, read);
  add(
    "tributary_pool_connections_max",
    "Connections that a pool may have. All pools of all servers together must stay below the database's max_connections.",
    pools(({ max }) => max),
    "pool",
  );
  add(
    "tributary_pool_in_use",
    "Connections of a pool that are in use. All of them for long: see tributary_pool_waiting.",
    pools(({ open, max }) => Math.min(open, max)),
    "pool",
  );
  add(
    "tributary_pool_waiting",
    "Statements and transactions that wait for a connection of their pool. Above 0 for long: the database is slow, or too little is allowed (runbook performance).",
    pools(({ open, max }) => Math.max(0, open - max)),
    "pool",
  );
  add(
    "tributary_ingest_queue_events",
    "Purchase events that wait for a transaction; 5,000 at most, beyond which senders get 503. Growing: the database is slow (runbook performance).",
    queue(({ queued }) => queued),
  );
  add(
    "tributary_ingest_queue_oldest_seconds",
    "How long the event has waited that waits longest for a transaction. Above 5: runbook performance.",
    queue(({ oldestSeconds }) => oldestSeconds),
  );
  add(
    "tributary_ingest_in_flight_events",
    "Purchase events in transactions that are under way. The same number for long: a transaction hangs (runbook performance).",
    queue(({ inFlight }) => inFlight),
  );
  add(
    "tributary_ingest_writers",
    "Transactions of the group commit that may be under way at once (WRITERS).",
    queue(({ writers }) => writers),
  );
  add(
    "tributary_ingest_writers_busy",
    "Transactions of the group commit that are under way. All of them for long while the queue grows: runbook performance.",
    queue(({ busy }) => busy),
  );
}

/** Adds gauges of what the database knows. */
function gaugesOf(registry: Registry, figures: Figures) {
  return (
    name: string,
    help: string,
    read: (known: FigureSet) => readonly Figure[] | undefined,
    ...labels: string[]
  ) =>
    gauge(
      registry,
      { name, help, ...labelled(labels) },
      async () => read(await figures.current()) ?? [],
    );
}

/** What the database knows, the same at every server: take the maximum, never the sum. */
export function databaseGauges(registry: Registry, figures: Figures): void {
  const add = gaugesOf(registry, figures);
  add(
    "tributary_held_events",
    "Purchase events that wait, by what they wait for. Rising: `npx tributary held list` names them (runbook evaluated).",
    ({ held }) => held?.map(({ reason, count }) => [{ reason }, count]),
    "reason",
  );
  add(
    "tributary_held_oldest_seconds",
    "How long the event has waited that waits longest for the reason. Hours: runbook evaluated says what ends each wait.",
    ({ held }) => held?.map(({ reason, oldestSeconds }) => [{ reason }, oldestSeconds]),
    "reason",
  );
  add(
    "tributary_hop_lag_seconds",
    "How long the newest purchases took to cross the boundary, nineteen in twenty of them. Above tributary_hop_slo_seconds: docs/runbooks has a page for each boundary, `handoffs` its owner.",
    ({ hops }) => hops?.map(({ boundary, lagSeconds }) => [{ boundary }, lagSeconds]),
    "boundary",
  );
  add(
    "tributary_hop_slo_seconds",
    "How long it may take to cross the boundary.",
    ({ hops }) => hops?.map(({ boundary, sloSeconds }) => [{ boundary }, sloSeconds]),
    "boundary",
  );
  add(
    "tributary_hop_waiting_seconds",
    'How long the purchase has waited that waits longest before the boundary; held ones wait before "evaluated".',
    ({ hops }) => hops?.map(({ boundary, waitingSeconds }) => [{ boundary }, waitingSeconds]),
    "boundary",
  );
  add(
    "tributary_outbox_undecided_rows",
    "Outbox rows written and not yet decided by the watermark. Growing: subscribers of all customers wait (runbook push).",
    ({ outbox }) => (outbox === null ? undefined : [[{}, outbox.undecided]]),
  );
  add(
    "tributary_outbox_oldest_seconds",
    "How old the oldest outbox row is that is not decided. Above 10: a transaction is open somewhere, or no server ticks (runbook push).",
    ({ outbox }) => (outbox === null ? undefined : [[{}, outbox.oldestSeconds]]),
  );
  add(
    "tributary_source_age_seconds",
    "How long ago the newest event of a source happened. Above tributary_source_expected_seconds: it is late, or silent (runbook sources).",
    ({ sources }) => sources?.map(({ code, ageSeconds }) => [{ source: code }, ageSeconds]),
    "source",
  );
  add(
    "tributary_source_expected_seconds",
    "Within how many seconds a source is expected to send something.",
    ({ sources }) =>
      sources?.map(({ code, expectedEverySeconds }) => [{ source: code }, expectedEverySeconds]),
    "source",
  );
  add(
    "tributary_ready",
    "1: this is as a server needs it to be ready. 0: /readyz says what is wrong (runbook ready).",
    ({ ready }) =>
      ready === null ? undefined : [...ready].map(([check, ok]) => [{ check }, ok ? 1 : 0]),
    "check",
  );
}

/** Weights that are tried: the same at every server, too. */
export function shadowGauge(registry: Registry, figures: Figures): void {
  gaugesOf(registry, figures)(
    "tributary_identity_shadow_pairs",
    "Comparisons of records since weights are tried, by what the deciding ones make of the pair and what the tried ones would. Where the two differ: `tributary identity shadow` names some (guide identity).",
    ({ shadow }) => shadow?.map(({ verdict, tried, pairs }) => [{ verdict, tried }, pairs]),
    "verdict",
    "tried",
  );
}

/** Counts what could not be read for the gauges of the database. */
export function figureFailures(registry: Registry): (figure: keyof FigureSet) => void {
  const failures = new Counter({
    name: "tributary_figure_failures_total",
    help: "Figures of the database that could not be read for a scrape, which then lacks them. Rising: the database is away or slow (runbook ready).",
    labelNames: ["figure"],
    registers: [registry],
  });
  return (figure) => failures.inc({ figure });
}

/** Declared days: the same at every server, too. */
export function dayGauges(registry: Registry, figures: Figures): void {
  const add = gaugesOf(registry, figures);
  add(
    "tributary_days",
    "Declarations of the last 14 business days that stand, by how they compare with what came. DIFFERS for hours: `npx tributary days list --state DIFFERS` names them (runbook days).",
    ({ days }) => days?.map(({ state, days: count }) => [{ state }, count]),
    "state",
  );
  add(
    "tributary_days_undeclared",
    "Business days of the last 7 that are over for 12 hours and were not declared by tills or sources that do declare. Above 0: `npx tributary days undeclared` names them (runbook days).",
    ({ undeclared }) => (undeclared === null ? undefined : [[{}, undeclared]]),
  );
  add(
    "tributary_days_receipts_missing",
    "Receipts that were declared for the last 14 business days and have not come. Above 0 for hours: purchases are lost or stuck (runbook days).",
    ({ days }) =>
      days === null ? undefined : [[{}, days.reduce((sum, { missing }) => sum + missing, 0)]],
  );
}
