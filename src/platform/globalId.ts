const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** A positive bigint of ours: at most 19 digits. */
const ROW_ID = /^[1-9][0-9]{0,17}$/;

const CAMPAIGN_CODE = /^[0-9A-Za-z._-]{1,64}$/;

/** Types whose ids the API shows, and what their keys look like. */
const KEY_PATTERNS = {
  Customer: UUID,
  Order: UUID,
  Interaction: UUID,
  Handoff: ROW_ID,
  /** Of a customer; no node. */
  Contact: ROW_ID,
  Coupon: UUID,
  Redemption: UUID,
  Campaign: CAMPAIGN_CODE,
  Incident: UUID,
  /** Of two customers; no node. */
  MatchCandidate: UUID,
  /** Of a customer; no node. */
  GoodwillGift: UUID,
  /** Of a customer; no node. */
  PointsHold: UUID,
  /** Of a customer; no node. */
  TierGrant: ROW_ID,
} as const;

export type NodeType = keyof typeof KEY_PATTERNS;

/**
 * Types that have an id so that caches tell their objects apart, and that are read through whom
 * they belong to, where rights are asked: `node` does not know them.
 */
export type PartType =
  | "Account"
  | "Boundary"
  | "Entry"
  | "IncidentMute"
  | "Loyalty"
  | "OrderLine"
  | "Programme"
  | "RecordedTierChange"
  | "RulesetVersion"
  | "Store"
  | "Tier";

/** Longer ids are not ours, characters. */
const ID_LENGTH_MAX = 128;

/** The same for whom `node` does not answer; the last key may be any text. */
export function encodePartId(
  type: PartType,
  ...keys: readonly (string | bigint | number)[]
): string {
  return Buffer.from([type, ...keys].join(":")).toString("base64url");
}

/** The key of a part's id, of those with one; null for whatever we did not make. */
export function decodePartId(type: PartType, id: string): string | null {
  if (id.length > ID_LENGTH_MAX) {
    return null;
  }
  const text = Buffer.from(id, "base64url").toString("utf8");
  const key = text.slice(type.length + 1);
  return encodePartId(type, key) === id ? key : null;
}

/** Whether it is a uuid as we write them, which the database can read. */
export function isPublicId(text: string): boolean {
  return UUID.test(text);
}

/** The opaque id of a thing: base64url of `Type:key`. */
export function encodeGlobalId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`).toString("base64url");
}

/** Type and key of an id; null for whatever we did not make. */
export function decodeGlobalId(
  id: string,
): { readonly type: NodeType; readonly key: string } | null {
  if (id.length > ID_LENGTH_MAX) {
    return null;
  }
  const text = Buffer.from(id, "base64url").toString("utf8");
  const colon = text.indexOf(":");
  const type = text.slice(0, colon);
  const key = text.slice(colon + 1);
  if (!isNodeType(type) || !KEY_PATTERNS[type].test(key)) {
    return null;
  }
  // Only one spelling of an id is the id: base64url decoding forgives what node(id).id == id does
  // not.
  return encodeGlobalId(type, key) === id ? { type, key } : null;
}

function isNodeType(type: string): type is NodeType {
  return Object.hasOwn(KEY_PATTERNS, type);
}
