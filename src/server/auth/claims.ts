import type { JWTPayload } from "jose";
import { isReservedSubject } from "../../domain/access/subject.ts";
import { isRole, type Role, scopesOf, type Viewer } from "../../domain/access/viewer.ts";
import { type Instant, MICROS_PER_SECOND } from "../../domain/time/instant.ts";
import { decodeGlobalId, isPublicId } from "../../platform/globalId.ts";

/** What an issuer may say of those it vouches for. */
export interface ClaimPolicy {
  /** Roles that it may give; all when it is left out. */
  readonly roles?: readonly Role[];
  /** What its subjects begin with; left out, they begin with nothing that is another issuer's. */
  readonly subjectPrefix?: string;
}

/** Characters of a subject (OpenID Connect Core, 2). */
const SUBJECT_LENGTH_MAX = 255;
/**
 * ASCII without control characters, and no space around it: two subjects that look alike are the
 * same one.
 */
const SUBJECT = /^[!-~](?:[ -~]*[!-~])?$/;
/** Codes of stores and sources: no control or invisible characters and no space around them. */
const CODE_LENGTH_MAX = 128;
const CODE = /^[^\p{C}\p{Z}](?:[^\p{C}\p{Zl}\p{Zp}]*[^\p{C}\p{Z}])?$/u;
/** Sources of one token. */
const SOURCES_MAX = 100;

/** The viewer that a token makes, or why it is refused, as the end of a sentence. */
export type ReadClaims =
  | { readonly ok: true; readonly viewer: Viewer }
  | { readonly ok: false; readonly why: string };

class Unreadable extends Error {}

/**
 * The viewer of a token's claims: `role`; `customer_id`, needed by storefronts and for whoever of
 * the staff is a customer too; `store`, needed by tills; `sources` for those who send events.
 *
 * Each claim is left out or exactly what it is meant to be, whatever the role: one that is nearly
 * right would be taken for absent and take a bound away that somebody relies on.
 *
 * @param toleranceS added to the end, as the check of the token does
 */
export function readClaims(
  payload: JWTPayload,
  policy: ClaimPolicy,
  toleranceS: number,
): ReadClaims {
  try {
    return { ok: true, viewer: viewerOf(payload, policy, toleranceS) };
  } catch (error) {
    if (error instanceof Unreadable) {
      return { ok: false, why: error.message };
    }
    throw error;
  }
}

function viewerOf(
  payload: JWTPayload,
  { roles, subjectPrefix }: ClaimPolicy,
  toleranceS: number,
): Viewer {
  const role = roleOf(payload["role"]);
  if (roles?.includes(role) === false) {
    throw new Unreadable("its issuer may not give this role");
  }
  if (payload.jti !== undefined && (typeof payload.jti !== "string" || payload.jti === "")) {
    throw new Unreadable("its jti is no text");
  }
  const customerId = claim(payload, "customer_id", customerOf);
  const store = claim(payload, "store", (value) => codeOf("store", value));
  if (role === "storefront" && customerId === null) {
    throw new Unreadable("a storefront token needs customer_id");
  }
  if (role === "till" && store === null) {
    throw new Unreadable("a till's token needs store");
  }
  return {
    principal: subjectOf(payload.sub, subjectPrefix),
    role,
    scopes: scopesOf(role),
    customerId,
    store,
    sources: claim(payload, "sources", sourcesOf),
    // As long as it would pass here, tolerance included.
    expiresAt: (((payload.exp ?? 0) + toleranceS) * MICROS_PER_SECOND) as Instant,
  };
}

/** Null only for a claim that was left out: JSON's null is a value that no claim may have. */
function claim<Value>(
  payload: JWTPayload,
  name: string,
  read: (value: unknown) => Value,
): Value | null {
  return Object.hasOwn(payload, name) ? read(payload[name]) : null;
}

function roleOf(value: unknown): Role {
  if (typeof value === "string" && isRole(value)) {
    return value;
  }
  throw new Unreadable("its role is not known");
}

function subjectOf(value: unknown, prefix: string | undefined): string {
  if (typeof value !== "string" || value.length > SUBJECT_LENGTH_MAX || !SUBJECT.test(value)) {
    throw new Unreadable(
      `its sub is not 1 to ${SUBJECT_LENGTH_MAX} ASCII characters without control characters or outer spaces`,
    );
  }
  const isOwn = prefix === undefined ? !isReservedSubject(value) : value.startsWith(prefix);
  if (!isOwn) {
    throw new Unreadable("its sub begins as subjects of another issuer do");
  }
  return value;
}

/** The bare id, however the token spells it: as the API shows it, or bare. */
function customerOf(value: unknown): string {
  if (typeof value === "string") {
    const decoded = decodeGlobalId(value);
    if (decoded?.type === "Customer") {
      return decoded.key;
    }
    if (isPublicId(value)) {
      return value;
    }
  }
  throw new Unreadable("its customer_id is not exactly one id of a customer, as the API shows it");
}

function codeOf(name: string, value: unknown): string {
  if (typeof value === "string" && value.length <= CODE_LENGTH_MAX && CODE.test(value)) {
    return value;
  }
  throw new Unreadable(`its ${name} is not exactly one code`);
}

function sourcesOf(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length > SOURCES_MAX) {
    throw new Unreadable(`its sources are no list of at most ${SOURCES_MAX} codes`);
  }
  return value.map((code) => codeOf("sources", code));
}
