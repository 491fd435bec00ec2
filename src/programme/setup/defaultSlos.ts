import { type SloSettings, slo } from "../../domain/incident/sloSettings.ts";

const LOYALTY = { team: "Loyalty operations", contact: "loyalty@retailer.example" };
const INTEGRATION = { team: "Integration", contact: "integration@retailer.example" };
const CUSTOMER_DATA = { team: "Customer data", contact: "customer-data@retailer.example" };

/** What a database promises from the start; targets and owners are data from then on. */
export const DEFAULT_SLOS: readonly SloSettings[] = [
  {
    code: "freshness",
    title: "A purchase counts within 5 seconds of its arrival",
    indicator: { kind: "freshness", since: "ARRIVAL", seconds: 5 },
    targetPercent: 99.5,
    owner: LOYALTY,
    runbook: "docs/runbooks/evaluated.md",
  },
  {
    code: "delivery",
    title: "Destinations have what they are told in their time",
    indicator: { kind: "delivery" },
    targetPercent: 99,
    owner: INTEGRATION,
    runbook: "docs/runbooks/destinations.md",
  },
  {
    code: "identity",
    title: "A purchase with an identifier finds its customer",
    indicator: { kind: "identity" },
    targetPercent: 98,
    owner: CUSTOMER_DATA,
    runbook: "docs/runbooks/identity.md",
  },
  {
    code: "errors",
    title: "No purchase is held up by a fault of ours",
    indicator: { kind: "errors" },
    targetPercent: 99.9,
    owner: LOYALTY,
    runbook: "docs/runbooks/evaluated.md",
  },
  {
    code: "retries",
    title: "Destinations take what they are sent the first time",
    indicator: { kind: "retries" },
    targetPercent: 95,
    owner: INTEGRATION,
    runbook: "docs/runbooks/destinations.md",
  },
  {
    code: "redemption",
    title: "A good coupon is taken at the till",
    indicator: { kind: "redemption" },
    targetPercent: 99.5,
    owner: LOYALTY,
    runbook: "docs/runbooks/incidents.md",
  },
].map((one) => slo.parse(one));
