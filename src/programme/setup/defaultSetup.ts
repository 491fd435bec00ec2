import type { SetupBoundary, SetupChannel } from "../../domain/setup/setupSchema.ts";

/**
 * The handoff's six boundaries (contract 1.7): a hop's time is its arrival behind the boundary.
 * What is said here is where a database starts from; owners, goals and runbooks are data from then
 * on.
 */
export const DEFAULT_BOUNDARIES: readonly SetupBoundary[] = [
  {
    code: "captured",
    from: "customer",
    to: "shop or till",
    owner: { team: "Store and web systems", contact: "shop-systems@retailer.example" },
    sloSeconds: 60,
    runbook: "docs/runbooks/captured.md",
    toldBy: [],
  },
  {
    code: "erp_received",
    from: "shop or till",
    to: "ERP",
    owner: { team: "ERP", contact: "erp@retailer.example" },
    sloSeconds: 300,
    runbook: "docs/runbooks/erp_received.md",
    toldBy: [],
  },
  {
    code: "signalled",
    from: "ERP",
    to: "event bus",
    owner: { team: "ERP", contact: "erp@retailer.example" },
    sloSeconds: 60,
    runbook: "docs/runbooks/signalled.md",
    toldBy: [],
  },
  {
    code: "received",
    from: "event bus",
    to: "Tributary",
    owner: { team: "Integration", contact: "integration@retailer.example" },
    sloSeconds: 60,
    runbook: "docs/runbooks/received.md",
    toldBy: [],
  },
  {
    code: "evaluated",
    from: "Tributary",
    to: "loyalty programme",
    owner: { team: "Loyalty operations", contact: "loyalty@retailer.example" },
    sloSeconds: 1,
    runbook: "docs/runbooks/evaluated.md",
    toldBy: [],
  },
];

const FROM_ERP: SetupChannel["hops"] = [
  "captured",
  "erp_received",
  "signalled",
  "received",
  "evaluated",
];
/** A till reports its sales itself, so none is late for the ERP's signal (contract 1.7). */
const FROM_TILL: SetupChannel["hops"] = ["captured", "received", "evaluated"];

/**
 * Which boundaries a purchase of a channel is expected to cross. Each destination that is set up
 * has one of its own behind them, expected of what it is told of.
 */
export const DEFAULT_CHANNELS: readonly SetupChannel[] = [
  { code: "store", name: "Store", hops: FROM_TILL },
  { code: "web", name: "Web shop", hops: FROM_ERP },
  { code: "app", name: "App", hops: FROM_ERP },
  { code: "marketplace", name: "Marketplace", hops: FROM_ERP },
  { code: "phone", name: "Phone", hops: FROM_ERP },
];
