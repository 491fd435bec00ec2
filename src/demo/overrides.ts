import { uuidv7 } from "uuidv7";
import type { Sql } from "../../db/connection/client.ts";
import { readDemoTiers } from "../../db/queries/demo/demo.ts";
import type { Catalog } from "../core/catalog.ts";
import { type Role, scopesOf, type Viewer } from "../domain/access/viewer.ts";
import type { GrantMode } from "../domain/tier/grants.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { overrideTier } from "../loyalty/tiers/overrideTier.ts";
import type { Person } from "./people.ts";

interface DemoOverride {
  /** The tier that the customer has now; the keenest such customer gets it. */
  readonly of: string;
  readonly tier: string;
  readonly mode: GrantMode;
  /** Null: no end. */
  readonly days: number | null;
  readonly by: Role;
  readonly name: string;
  readonly reason: string;
}

const OVERRIDES: readonly DemoOverride[] = [
  {
    of: "SILVER",
    tier: "GOLD",
    mode: "FLOOR",
    days: 180,
    by: "agent",
    name: "h.pritchard",
    reason:
      "Two parcels lost in one month; Gold for half a year as an apology, agreed on the phone.",
  },
  {
    of: "BASE",
    tier: "SILVER",
    mode: "FLOOR",
    days: 42,
    by: "agent",
    name: "s.whelan",
    reason: "Shop opening in Cork: handed a paper voucher for six weeks of Silver.",
  },
  {
    of: "GOLD",
    tier: "PLATINUM",
    mode: "PIN",
    days: null,
    by: "supervisor",
    name: "m.okafor",
    reason: "Buyer for a partner school; stays Platinum as long as the contract runs.",
  },
];

/**
 * Gives a few of the demo's customers a tier beside the one they earned, by the command that an
 * agent's console calls.
 *
 * Guarantee: each once per database, whatever breaks off in between.
 * Throws: Error when the command refuses one: the demo and the rules have grown apart.
 */
export async function giveOverrides(
  { sql, catalog }: { readonly sql: Sql; readonly catalog: Catalog },
  people: readonly Person[],
  now: Instant,
): Promise<void> {
  const customers = people.filter(({ flags }) => flags.length === 0);
  const tiers = await readDemoTiers(
    sql,
    customers.map(({ email }) => email),
  );
  for (const { of, days, ...override } of OVERRIDES) {
    const chosen = tiers.find(({ tier }) => tier === of);
    // A small demo may have nobody in that tier.
    if (chosen === undefined) {
      continue;
    }
    const { userErrors } = await overrideTier(
      { sql, catalog, newPublicId: uuidv7 },
      {
        viewer: staff(override.by, override.name),
        rootId: chosen.rootId,
        said: String(chosen.rootId),
        idempotencyKey: `demo-override-${override.tier}`,
        mode: override.mode,
        tier: override.tier,
        expiresAt: days === null ? null : addMicros(now, days * MICROS_PER_DAY),
        reason: override.reason,
        expectedVersion: null,
      },
    );
    if (userErrors[0] !== undefined) {
      throw new Error(userErrors[0].message);
    }
  }
}

/** Somebody who works for the demo retailer. */
export function staff(role: Role, principal: string): Viewer {
  return {
    principal,
    role,
    scopes: scopesOf(role),
    customerId: null,
    store: null,
    sources: null,
  };
}
