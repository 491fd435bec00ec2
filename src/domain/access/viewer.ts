/** Who may do what. Roles are bundles of scopes; every command and loader asks for a scope, never for a role. */
export const ROLES = {
  storefront: ["customer:read-own"],
  agent: ["customer:read", "membership:write"],
  supervisor: ["customer:read", "membership:write"],
  till: ["customer:read", "membership:write", "purchase:write"],
  ingest: ["purchase:write"],
  marketer: ["programme:read"],
  operator: ["operations:read", "programme:read"],
  admin: [
    "customer:read",
    "membership:write",
    "purchase:write",
    "programme:read",
    "operations:read",
    "schema:read",
  ],
} as const satisfies Record<string, readonly string[]>;

export type Role = keyof typeof ROLES;
export type Scope = (typeof ROLES)[Role][number];

/** The one on whose behalf something is read or written; an argument of every command and loader. */
export interface Viewer {
  /** Who, for logs and audit: a key's name or a token's subject. Never an email address. */
  readonly principal: string;
  readonly role: Role;
  readonly scopes: ReadonlySet<Scope>;
  /** Public id of the only customer a storefront token may see. */
  readonly customerId: string | null;
  /** Store that a till is bound to. */
  readonly store: string | null;
  /** Sources whose events may be sent; null = all. */
  readonly sources: readonly string[] | null;
}

export function isRole(value: string): value is Role {
  return Object.hasOwn(ROLES, value);
}

export function scopesOf(role: Role): ReadonlySet<Scope> {
  return new Set(ROLES[role]);
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
