import type { JWTPayload } from "jose";

/** Where in a token something stands. */
export interface ClaimPath {
  /** As it was written, for people. */
  readonly name: string;
  /** From the outside in. */
  readonly keys: readonly string[];
}

/** Levels of a claim: the deepest that is known (Keycloak's roles of a client) has three. */
const LEVELS_MAX = 8;
const NAME_LENGTH_MAX = 256;
/** Names that are addresses, such as Auth0 wants for claims of one's own. */
const ADDRESS = /^(?:https?:\/\/|urn:)/;

/**
 * Reads how a claim is written. What it means is settled here and never by what a token contains.
 *
 * - `https://shop.example/roles`: an address is the name of one claim, dots, slashes and all.
 * - `/resource_access/my.client/roles`: a JSON Pointer (RFC 6901), for names with dots in them.
 * - `realm_access.roles`, `role`: everything else; each dot leads a level further in.
 *
 * @returns null for what is none of these
 */
export function parseClaimPath(name: string): ClaimPath | null {
  if (name.length > NAME_LENGTH_MAX) {
    return null;
  }
  const keys = keysOf(name);
  const isUsable =
    keys !== null && keys.length <= LEVELS_MAX && keys.every((key) => key.trim() !== "");
  return isUsable ? { name, keys } : null;
}

function keysOf(name: string): readonly string[] | null {
  if (ADDRESS.test(name)) {
    return [name];
  }
  if (!name.startsWith("/")) {
    return name.split(".");
  }
  const parts = name.slice(1).split("/");
  return parts.some((part) => /~(?![01])/.test(part))
    ? null
    : parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What a claim that is not there gives; JSON has no such value. */
export const ABSENT = Symbol("absent");

/**
 * What stands there, or ABSENT: own properties of objects only, so that no name leads to what
 * JavaScript knows of every object or to an item of a list.
 */
export function claimAt(payload: JWTPayload, { keys }: ClaimPath): unknown {
  let value: unknown = payload;
  for (const key of keys) {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isObject || !Object.hasOwn(value as object, key)) {
      return ABSENT;
    }
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
