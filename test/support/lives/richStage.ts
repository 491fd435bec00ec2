import { uuidv7 } from "uuidv7";
import type { Sql } from "../../../db/connection/client.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MILLISECOND,
} from "../../../src/domain/time/instant.ts";
import { createCommands } from "../../../src/graph/commands.ts";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { setUpRetailer, type TestReceiver } from "../receiver.ts";
import { setUpGoodwill } from "../rules/goodwill.ts";
import { rng } from "../seed.ts";

/**
 * A retailer's weeks with rows in every table that `verify` looks at: orders of all kinds in four
 * currencies, two wallets, points that ripen, expire, are set aside, paid with and passed on,
 * coupons online and offline, grants, memberships, complaints, claims, conflicts, and events that
 * wait or were refused.
 */
const RULES: RulesetDocument = {
  ...DEFAULT_RULESET_DOCUMENT,
  earning: [
    {
      ...{ code: "base", wallet: "points", pointsPerUnit: "1", rounding: "FLOOR" },
      multipliers: [{ code: "silver", factor: "2", when: 'customer.tier != "BASE"' }],
    },
    {
      ...{ code: "stars", wallet: "stars", pointsPerUnit: "0.1", rounding: "HALF_UP" },
      maxPerPeriod: { period: "MONTH", points: 50 },
    },
  ],
  wallets: [
    {
      ...{ code: "points", pointValue: "0.01" },
      activation: { kind: "AFTER_DAYS", days: 2 },
      expiry: { kind: "FIXED", months: 2 },
    },
    { code: "stars", expiry: { kind: "ROLLING", months: 1 } },
  ],
  limits: { adjustedPerAgentAndDay: 100_000 },
};

export const PEOPLE = 8;
const DAY_MS = 24 * 3_600_000;
/** From the first purchase until now. */
const DAYS = 100;

export async function setUpRich(sql: Sql): Promise<void> {
  await setUpRetailer(sql, RULES);
  await setUpGoodwill(sql);
  await registerSource(sql, {
    code: "guestshop",
    name: "A shop that makes customers, not members",
    identifierRank: ["email"],
    createKinds: ["email"],
    trustedKinds: ["email"],
    defaultChannel: "web",
  });
}

/** Where it happens, and when. */
export class RichStage {
  readonly sql: Sql;
  readonly gateway: TestReceiver;
  readonly seed: number;
  readonly random: () => number;
  /** Recent, for what is released by itself is recorded at the clock's time. */
  now = ((Date.now() - DAYS * DAY_MS) * MICROS_PER_MILLISECOND) as Instant;
  keys = 0;

  constructor(sql: Sql, gateway: TestReceiver, seed: number) {
    this.sql = sql;
    this.gateway = gateway;
    this.seed = seed;
    this.random = rng(seed);
  }

  below(count: number): number {
    return Math.floor(this.random() * count);
  }

  key(): string {
    this.keys += 1;
    return `rich-${this.keys}`;
  }

  pass(days: number): void {
    this.now = addMicros(this.now, days * MICROS_PER_DAY + this.below(1_000_000) + 1);
  }

  commands() {
    const { catalog } = this.gateway;
    return createCommands({ sql: this.sql, catalog, newPublicId: uuidv7, now: this.now });
  }

  async rootOf(name: string): Promise<bigint> {
    const [row] = await this.sql<{ id: bigint }[]>`
      select leaf_id as id from identifiers where value = ${`${name}@example.com`}`;
    if (row === undefined) {
      throw new Error(`nobody is ${name}`);
    }
    return row.id;
  }
}
