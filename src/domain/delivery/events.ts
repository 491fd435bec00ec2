/**
 * What destinations can be told, by the name that they read, with the kind of stream row that it is
 * made of (contract 7.1).
 */
export const EVENT_KINDS = {
  "points.changed": "POINTS_CHANGED",
  "tier.changed": "TIER_CHANGED",
  "override.changed": "OVERRIDE_CHANGED",
  "profile.changed": "PROFILE_CHANGED",
  "identifiers.changed": "IDENTIFIERS_CHANGED",
  "interaction.recorded": "INTERACTION_RECORDED",
  "coupon.changed": "COUPON_CHANGED",
  "customer.merged": "MERGED",
  "customer.unmerged": "UNMERGED",
} as const;

export type EventType = keyof typeof EVENT_KINDS;
type StreamKind = (typeof EVENT_KINDS)[EventType];

export const EVENT_TYPES = Object.keys(EVENT_KINDS) as readonly EventType[];

const TYPES = new Map(EVENT_TYPES.map((type) => [EVENT_KINDS[type], type]));

/** What a stream row of this kind is called outside. */
export function eventTypeOf(kind: StreamKind): EventType {
  return TYPES.get(kind) as EventType;
}

/**
 * Events that say how something is now, and not what was done: the last of several says all that
 * those before it did, as long as whoever reads it looks at its state alone.
 */
export const LATEST_STATE = ["points.changed", "profile.changed"] as const satisfies EventType[];
