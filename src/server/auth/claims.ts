import type { JWTPayload } from "jose";
import { isReservedSubject } from "../../domain/access/subject.ts";
import { isRole, ROLES, type Role, scopesOf, type Viewer } from "../../domain/access/viewer.ts";
import { type Instant, MICROS_PER_SECOND } from "../../domain/time/instant.ts";
import { decodeGlobalId, isPublicId } from "../../platform/globalId.ts";
import { ABSENT, type ClaimPath, claimAt, parseClaimPath } from "./claimPath.ts";

/** What an issuer may say of those it vouches for, and where it says it. */
export interface ClaimPolicy {
  /** Roles that it may give; all when it is left out. */
  readonly roles?: readonly Role[];
  /** What its subjects begin with; left out, they begin with nothing that is another issuer's. */
  readonly subjectPrefix?: string;
  /** Put before its subjects, so that they are nobody else's. */
  readonly addsPrefix?: string;
  /** Beginnings of subjects that are other issuers' (folded to lower case). */
  readonly foreignPrefixes?: readonly string[];
  /** Left out: under our own names. */
  readonly claims?: ClaimPaths;
  /** Its roles and what they are here; the first that a token names counts. Left out: ours. */
  readonly roleNames?: readonly RoleName[];
}

/** A role of an identity provider, or a group, and what it is here. */
export interface RoleName {
  readonly theirs: string;
  readonly ours: Role;
}

/** Where an issuer's tokens say what. */
export interface ClaimPaths {
  readonly role: ClaimPath;
  readonly subject: ClaimPath;
  readonly customerId: ClaimPath;
  readonly store: ClaimPath;
  readonly sources: ClaimPath;
  /** Whether a token that names no sources may send none, instead of all. */
  readonly needsSources: boolean;
}

const path = (name: string) => parseClaimPath(name) as ClaimPath;

export const CLAIMS_DEFAULT: ClaimPaths = {
  role: path("role"),
  subject: path("sub"),
  customerId: path("customer_id"),
  store: path("store"),
  sources: path("sources"),
  needsSources: false,
};

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
/** Roles, groups or permissions of one token. */
const ROLES_MAX = 1_000;

/** The viewer that a token makes, or why it is refused, as the end of a sentence. */
export type ReadClaims =
  | { readonly ok: true; readonly viewer: Viewer }
  | { readonly ok: false; readonly why: string };

class Unreadable extends Error {}

/**
 * The viewer of a token's claims: the role; the customer, needed by storefronts and for whoever of
 * the staff is a customer too; the store, needed by tills; the sources of those who send events.
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

function viewerOf(payload: JWTPayload, policy: ClaimPolicy, toleranceS: number): Viewer {
  const claims = policy.claims ?? CLAIMS_DEFAULT;
  const role = roleOf(payload, claims.role, policy.roleNames);
  if (policy.roles?.includes(role) === false) {
    throw new Unreadable("its issuer may not give this role");
  }
  if (payload.jti !== undefined && (typeof payload.jti !== "string" || payload.jti === "")) {
    throw new Unreadable("its jti is no text");
  }
  const customerId = claim(payload, claims.customerId, customerOf);
  const store = claim(payload, claims.store, codeOf);
  if (role === "storefront" && customerId === null) {
    throw new Unreadable(`a storefront token needs ${claims.customerId.name}`);
  }
  if (role === "till" && store === null) {
    throw new Unreadable(`a till's token needs ${claims.store.name}`);
  }
  return {
    principal: subjectOf(payload, claims.subject, policy),
    role,
    scopes: scopesOf(role),
    customerId,
    store,
    sources: claim(payload, claims.sources, sourcesOf) ?? (claims.needsSources ? [] : null),
    // As long as it would pass here, tolerance included.
    expiresAt: (((payload.exp ?? 0) + toleranceS) * MICROS_PER_SECOND) as Instant,
  };
}

/** Null only for a claim that was left out: JSON's null is a value that no claim may have. */
function claim<Value>(
  payload: JWTPayload,
  at: ClaimPath,
  read: (value: unknown, name: string) => Value,
): Value | null {
  const value = claimAt(payload, at);
  return value === ABSENT ? null : read(value, at.name);
}

/**
 * The one role that a token has here. With names given, the first of them that the token has:
 * whoever wrote the list has said what comes first. Without, two of ours are refused, because
 * nobody has.
 */
function roleOf(payload: JWTPayload, at: ClaimPath, names: readonly RoleName[] | undefined): Role {
  const said = new Set(textsOf(payload, at));
  if (names !== undefined) {
    const first = names.find(({ theirs }) => said.has(theirs));
    if (first === undefined) {
      throw unknownRole(
        at,
        names.map(({ theirs }) => theirs),
      );
    }
    return first.ours;
  }
  const [role, ...others] = [...said].filter(isRole);
  if (role === undefined) {
    throw unknownRole(at, Object.keys(ROLES));
  }
  if (others.length > 0) {
    throw new Unreadable(
      `its claim ${at.name} names several roles; the installation has to say which comes first (AUTH_ROLES)`,
    );
  }
  return role;
}

function unknownRole(at: ClaimPath, known: readonly string[]): Unreadable {
  return new Unreadable(
    `its claim ${at.name} names no role that is known here; known are ${known.join(", ")}`,
  );
}

/** A text is one role, whatever is in it: groups have names with spaces. */
function textsOf(payload: JWTPayload, at: ClaimPath): readonly string[] {
  const value = claimAt(payload, at);
  if (value === ABSENT) {
    return [];
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isFit = list.length <= ROLES_MAX && list.every((one) => typeof one === "string");
  if (!isFit) {
    throw new Unreadable(`its claim ${at.name} is no text and no list of at most ${ROLES_MAX}`);
  }
  return list as readonly string[];
}

function subjectOf(payload: JWTPayload, at: ClaimPath, policy: ClaimPolicy): string {
  const value = claimAt(payload, at);
  if (typeof value !== "string" || value.length > SUBJECT_LENGTH_MAX || !SUBJECT.test(value)) {
    throw new Unreadable(
      `its ${at.name} is not 1 to ${SUBJECT_LENGTH_MAX} ASCII characters without control characters or outer spaces`,
    );
  }
  if (policy.addsPrefix !== undefined) {
    return `${policy.addsPrefix}${value}`;
  }
  const folded = value.toLowerCase();
  const isOwn =
    policy.subjectPrefix === undefined
      ? !isReservedSubject(value) &&
        policy.foreignPrefixes?.some((prefix) => folded.startsWith(prefix)) !== true
      : value.startsWith(policy.subjectPrefix);
  if (!isOwn) {
    throw new Unreadable(`its ${at.name} begins as subjects of another issuer do`);
  }
  return value;
}

/** The bare id, however the token spells it: as the API shows it, or bare. */
function customerOf(value: unknown, name: string): string {
  if (typeof value === "string") {
    const decoded = decodeGlobalId(value);
    if (decoded?.type === "Customer") {
      return decoded.key;
    }
    if (isPublicId(value)) {
      return value;
    }
  }
  throw new Unreadable(`its ${name} is not exactly one id of a customer, as the API shows it`);
}

function codeOf(value: unknown, name: string): string {
  if (typeof value === "string" && value.length <= CODE_LENGTH_MAX && CODE.test(value)) {
    return value;
  }
  throw new Unreadable(`its ${name} is not exactly one code`);
}

function sourcesOf(value: unknown, name: string): readonly string[] {
  if (!Array.isArray(value) || value.length > SOURCES_MAX) {
    throw new Unreadable(`its ${name} are no list of at most ${SOURCES_MAX} codes`);
  }
  return value.map((code) => codeOf(code, name));
}
