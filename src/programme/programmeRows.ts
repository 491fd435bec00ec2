import type { NewBoundary, NewChannel } from "../../db/queries/programme/programme.ts";

/**
 * The handoff's six boundaries (contract 1.7): a hop's time is its arrival behind the boundary.
 * What is said here is where a database starts from; owners, goals and runbooks are data from then
 * on.
 */
export const BOUNDARIES: readonly NewBoundary[] = [
  {
    code: "captured",
    position: 1,
    fromSystem: "customer",
    toSystem: "shop or till",
    ownerTeam: "Store and web systems",
    ownerContact: "shop-systems@retailer.example",
    sloSeconds: 60,
    runbook: "docs/runbooks/captured.md",
  },
  {
    code: "erp_received",
    position: 2,
    fromSystem: "shop or till",
    toSystem: "ERP",
    ownerTeam: "ERP",
    ownerContact: "erp@retailer.example",
    sloSeconds: 300,
    runbook: "docs/runbooks/erp_received.md",
  },
  {
    code: "signalled",
    position: 3,
    fromSystem: "ERP",
    toSystem: "event bus",
    ownerTeam: "ERP",
    ownerContact: "erp@retailer.example",
    sloSeconds: 60,
    runbook: "docs/runbooks/signalled.md",
  },
  {
    code: "received",
    position: 4,
    fromSystem: "event bus",
    toSystem: "Tributary",
    ownerTeam: "Integration",
    ownerContact: "integration@retailer.example",
    sloSeconds: 60,
    runbook: "docs/runbooks/received.md",
  },
  {
    code: "evaluated",
    position: 5,
    fromSystem: "Tributary",
    toSystem: "loyalty programme",
    ownerTeam: "Loyalty operations",
    ownerContact: "loyalty@retailer.example",
    sloSeconds: 1,
    runbook: "docs/runbooks/evaluated.md",
  },
  {
    code: "acknowledged",
    position: 6,
    fromSystem: "Tributary",
    toSystem: "CRM",
    ownerTeam: "CRM",
    ownerContact: "crm@retailer.example",
    sloSeconds: 300,
    runbook: "docs/runbooks/acknowledged.md",
  },
];

const FROM_ERP = ["captured", "erp_received", "signalled", "received", "evaluated"];
/** A till reports its sales itself, so none is late for the ERP's signal (contract 1.7). */
const FROM_TILL = ["captured", "received", "evaluated"];

/**
 * Which boundaries a purchase of a channel is expected to cross. "acknowledged" is expected of
 * none: it comes with the first destination that is connected, and until then every purchase would
 * count as stuck there.
 */
export const CHANNELS: readonly NewChannel[] = [
  { code: "store", name: "Store", hops: FROM_TILL },
  { code: "web", name: "Web shop", hops: FROM_ERP },
  { code: "app", name: "App", hops: FROM_ERP },
  { code: "marketplace", name: "Marketplace", hops: FROM_ERP },
  { code: "phone", name: "Phone", hops: FROM_ERP },
];
