/**
 * Files that keep one kind of rule, and how much of what is broken in them the tests must notice.
 */
export interface RuleGroup {
  readonly name: string;
  /**
   * From the project's root; whole folders, so that a file that moves within its group stays in it.
   */
  readonly folders: readonly string[];
  /**
   * Percent of the mutants of a sample; only rises. A sample has luck: it is at most what the one
   * that was measured proves (docs/mutants.md).
   */
  readonly leastPercent: number;
  /** The write path is looked at by tests with a database too, which take longer. */
  readonly needsDatabase?: true;
}

/** Measured figures, with seeds and dates, are in docs/mutants.md. */
export const RULE_GROUPS: readonly RuleGroup[] = [
  { name: "points", folders: ["src/domain/points"], leastPercent: 80 },
  { name: "tier", folders: ["src/domain/tier"], leastPercent: 80 },
  { name: "ruleset", folders: ["src/domain/ruleset"], leastPercent: 80 },
  { name: "coupon", folders: ["src/domain/coupon"], leastPercent: 80 },
  { name: "time", folders: ["src/domain/time"], leastPercent: 80 },
  { name: "order", folders: ["src/domain/order", "src/domain/purchase"], leastPercent: 80 },
  { name: "money", folders: ["src/domain/money"], leastPercent: 80 },
  // Not measured yet.
  { name: "setup", folders: ["src/domain/setup"], leastPercent: 0 },
  { name: "sources", folders: ["src/domain/sources"], leastPercent: 0 },
  { name: "delivery", folders: ["src/domain/delivery"], leastPercent: 0 },
  { name: "incident", folders: ["src/domain/incident"], leastPercent: 0 },
  { name: "inbound", folders: ["src/domain/inbound"], leastPercent: 0 },
  {
    name: "day",
    folders: ["src/domain/day", "src/domain/bridge", "src/domain/diagnosis"],
    leastPercent: 0,
  },
  { name: "goodwill", folders: ["src/domain/goodwill"], leastPercent: 0 },
  {
    name: "customer",
    folders: [
      ...["src/domain/customer", "src/domain/identity", "src/domain/access"],
      ...["src/domain/interaction", "src/domain/problems"],
    ],
    leastPercent: 80,
  },
  {
    name: "write path",
    folders: ["src/core", "src/purchases"],
    leastPercent: 90,
    needsDatabase: true,
  },
];
