import type { Instant } from "../time/instant.ts";

const AGENT = [
  "customer:read",
  /** Personal values in full, with a reason, audited. */
  "customer:reveal",
  "customer:write",
  /** Says that two customers are one, or are not, and takes that back. */
  "customer:merge",
  /** Sees who else of the staff has a customer open, and is seen. */
  "customer:presence",
  "membership:write",
  "interaction:read",
  "interaction:write",
  "tier:override",
  "coupon:issue",
  /**
   * Gives and takes points by hand, within the ruleset's limit, and moves them between customers.
   */
  "points:adjust",
  /** Gives goodwill within an agent's limits, and takes back what one gave oneself. */
  "goodwill:give",
] as const;

/** Beside an agent's: what needs a second look. */
const SUPERVISOR = [
  ...AGENT,
  /** Merges against a limit, or against what somebody has said; splits, which move orders. */
  "customer:merge-open",
  /** Overrides that pin, or have no end. */
  "tier:override-open",
  /** Adjustments without a limit, and the records of colleagues. */
  "points:adjust-open",
  "points:block",
  /** Goodwill within a supervisor's limits, and taking back what others gave. */
  "goodwill:give-open",
  /**
   * Coupons without a limit of what one person gives in a day, and codes that can be used without
   * end.
   */
  "coupon:issue-open",
  /** Who of the staff had a customer open. */
  "customer:openings",
] as const;

/**
 * Who may do what. Roles are bundles of scopes; every command and loader asks for a scope, never
 * for a role.
 */
export const ROLES = {
  storefront: ["customer:read-own"],
  /** The shop's back end: sends its purchases, and trades its key for a customer's token. */
  shop: ["purchase:write", "token:issue", "day:declare"],
  agent: AGENT,
  supervisor: SUPERVISOR,
  till: [
    ...["customer:read", "membership:write", "purchase:write", "coupon:redeem", "points:spend"],
    /** Says what a business day came to, and sees what came of it. */
    ...["day:declare", "day:read"],
  ],
  ingest: ["purchase:write", "interaction:write", "day:declare"],
  /** Writes rules and looks at those of others; putting them into force is for admins. */
  marketer: ["programme:read", "programme:write", "coupon:issue", "coupon:issue-open"],
  operator: [
    "operations:read",
    "held:release",
    "destination:operate",
    "incident:operate",
    "programme:read",
  ],
  admin: [
    ...SUPERVISOR,
    "coupon:redeem",
    "points:spend",
    "purchase:write",
    "day:declare",
    "programme:read",
    "programme:write",
    "programme:activate",
    "operations:read",
    /** Lets go on what is held: an approval, where it waits for one. */
    "held:release",
    /** Stops destinations, and says what becomes of what they refused. */
    "destination:operate",
    /** Says who looks after what is broken, and who is told of it. */
    "incident:operate",
    "schema:read",
    /** What is set up, and its record. */
    "setup:write",
    "token:issue",
  ],
} as const satisfies Record<string, readonly string[]>;

export type Role = keyof typeof ROLES;
export type Scope = (typeof ROLES)[Role][number];

/**
 * The one on whose behalf something is read or written; an argument of every command and loader.
 */
export interface Viewer {
  /**
   * Who, for logs, audit and comparing people: a key's name or a token's subject, unique over all
   * issuers. Never an email address. The same person in every role.
   */
  readonly principal: string;
  readonly role: Role;
  readonly scopes: ReadonlySet<Scope>;
  /**
   * Public id of the customer who this person is: the only one a storefront may see, and the one
   * record that staff may neither see nor change nor credit. Well-formed, or null: whoever makes a
   * viewer refuses what is neither.
   */
  readonly customerId: string | null;
  /** Store that a till is bound to. */
  readonly store: string | null;
  /** Sources whose events may be sent; null = all. */
  readonly sources: readonly string[] | null;
  /**
   * Where the request came from, as platform/clientAddress.ts has it; absent for what came by no
   * request.
   */
  readonly address?: string;
  /** When the token ends; absent for what has no end, such as an API key. */
  readonly expiresAt?: Instant;
}

export function isRole(value: string): value is Role {
  return Object.hasOwn(ROLES, value);
}

export function scopesOf(role: Role): ReadonlySet<Scope> {
  return new Set(ROLES[role]);
}

/** Whether the viewer may send what is this source's, and name orders by its numbers. */
export function maySendOf({ sources }: Viewer, source: string): boolean {
  return sources === null || sources.includes(source);
}

/** The project's own work: set-up, imports, released events, demo data. */
export function systemViewer(principal: string): Viewer {
  return {
    principal,
    role: "admin",
    scopes: scopesOf("admin"),
    customerId: null,
    store: null,
    sources: null,
  };
}
