/**
 * What `verify` does about every column, table by table: the one place. A test reads the schema, so
 * that a column that is new and not declared fails; another damages each column that is derived or
 * recorded and sees that it is found.
 */
export type ColumnKind =
  /** Follows from other rows, and is compared with what follows. */
  | "derived"
  /** Written down once, and cross-checked with what was written down beside it. */
  | "recorded"
  /**
   * Written down once and nowhere else: another value that is possible shows nowhere. `by` says why
   * that is so.
   */
  | "alone"
  /** Personal text, tokens, settings: anybody in charge may change it. */
  | "free";

export interface DeclaredColumns {
  readonly kind: ColumnKind;
  /** With what it is compared, or why with nothing. */
  readonly by: string;
  readonly columns: readonly string[];
}

const all =
  (kind: ColumnKind) =>
  (by: string, ...columns: readonly string[]): DeclaredColumns => ({ kind, by, columns });
const derived = all("derived");
const recorded = all("recorded");
const alone = all("alone");
const free = all("free");

/** By table of the database; null: the whole table is free, for the reason in FREE_TABLES. */
export const DECLARED: Readonly<Record<string, readonly DeclaredColumns[]>> = {
  customer: [
    recorded("what refers to it", "id", "root_id"),
    recorded("what the customer's stream calls it", "public_id"),
    derived("the moments of its facts", "created_at"),
    derived("the rows of its stream", "seq"),
    derived("the facts, replayed", "recorded_at", "evaluated_at", "ruleset_version"),
    derived("the facts, replayed", "tier", "tier_since", "tier_until", "tier_basis"),
    derived("its events and interactions", "seen_by"),
  ],
  due: [derived("the customer's tier and lots", "root_id", "next_due_at")],
  identifiers: [
    recorded("the events that presented it", "id", "kind"),
    recorded("the hash of the events that presented it", "value"),
    recorded("the events and commands that gave it", "leaf_id", "source_id"),
    recorded("the audit of commands", "status"),
    recorded("the events and commands that said so", "verified"),
    alone("when the row was made; nothing is decided by it", "created_at"),
    free("personal text as it was first given, erased with the value", "raw"),
    alone("a day that is kept for people to see; nothing is decided by it", "last_seen_on"),
    alone("worked out from the value at any time; what rests on it a person decides", "link_key"),
  ],
  membership: [
    recorded("the facts, replayed, and what they earned", "leaf_id", "programme", "status"),
    recorded("the facts, replayed", "enrolled_at"),
    alone("drawn once; nothing refers to it", "id"),
    alone(
      "compared with the event that enrolled; of a command nothing else says it",
      ...["terms_version", "channel", "store", "event_id", "credited_since"],
    ),
  ],
  tier_grant: [
    recorded("the tier changes that it made", "id"),
    recorded(
      "the facts, replayed",
      ...["granted_at", "recorded_at", "cleared_at", "cleared_recorded_at"],
    ),
    recorded("the audit", "root_id", "kind", "mode", "tier", "expires_at", "actor", "version"),
    recorded("the audit", "cleared_by"),
    free("words of a person, erased with the customer", "reason", "clear_reason"),
  ],
  tier_change: [
    derived(
      "the facts, replayed",
      ...["root_id", "from_tier", "to_tier", "kind", "at", "recorded_at", "qualifying_minor"],
      ...["event_id", "ruleset_version", "cause", "earned_tier", "grant_id"],
    ),
    alone("drawn once; it only tells two changes of one moment apart", "id"),
  ],
  intakes: [
    recorded("the events that came in it", "id", "received_on"),
    alone("only its day and what a conflict says of it are known", "received_at"),
    alone(
      "who sent it and how is written nowhere else",
      ...["door", "principal", "request_id", "headers"],
    ),
    alone(
      "kept as it came, whatever it was; each event of it has a hash of its own",
      ...["body", "body_encoding"],
    ),
  ],
  events: [
    recorded("the order that has it", "id"),
    recorded("its fact", "source_id", "event_id"),
    recorded("its fact; of a refused event nothing else says it", "kind", "occurred_at"),
    recorded("the facts of its order, and what such an event has", "outcome"),
    recorded("what such an event has, and its reason waits for", "wait_key", "wait_until"),
    recorded("the intake, and its other events", "intake_on", "intake_id"),
    alone("two events at one place of an intake are found", "intake_position"),
    recorded("its customer's and its order's other facts, replayed", "recorded_at"),
    recorded("its fact, and the identifiers that it presents", "body_hash", "hash_version"),
    recorded("its hash, and the facts of its order", "fact"),
    recorded("the numbers of its fact, replayed", "order_id"),
    recorded("the order's customer, replayed", "leaf_id"),
    alone("what a sender was told; only a held event's is checked", "reason", "field"),
    alone("when an operator's release ran; a run clears it", "released_at"),
    alone("shows where a rule asks for the time alone", "mode"),
  ],
  event_conflicts: [
    recorded("the intake", "intake_on", "intake_id", "received_at"),
    alone("the event must be there and say something else", "event_row_id", "body_hash"),
    alone("what was not applied has left no other trace", "id", "intake_position"),
  ],
  account: [
    recorded("its entries", "id"),
    recorded("its entries", "leaf_id", "programme", "wallet"),
    derived(
      "its entries, lots and the facts; of an issuer: nothing",
      ...["active", "pending", "maturing"],
    ),
    derived("the facts, replayed", "next_lot_at", "rolls_until", "drawn", "orders", "counts"),
    derived("its entries", "bucket_days", "bucket_minor"),
  ],
  entry: [
    derived("the facts, replayed", "debit_account_id", "credit_account_id", "points", "leaf_id"),
    derived("the facts, replayed", "order_id", "wallet", "rule", "ruleset_version", "kind"),
    derived("the facts, replayed", "qualifying_minor", "effective_at", "effective_day"),
    derived("the facts, replayed", "recorded_at", "business_period", "event_id", "hold_id"),
    derived("the facts, replayed", "lines", "lots", "rate"),
    alone("drawn once; only the lot that it made names it", "id"),
    alone(
      "compared with the event, the hold or the audit; of other commands nothing else says it",
      ...["actor", "store"],
    ),
    free("words of a person", "reason"),
    alone("the import that brought it, named nowhere else", "run"),
    alone("not written yet", "funded_by"),
  ],
  points_hold: [
    recorded("the entries that name it", "id", "account_id", "leaf_id", "wallet", "kind"),
    derived("the entries that name it", "state", "points", "captured", "refunded", "parts"),
    recorded("the entries that name it", "recorded_at", "closed_at", "actor", "store"),
    recorded("the row that it is a part of", "part_of"),
    alone("what the caller asked for; only its bounds are known", "expires_at"),
    alone("drawn at random; the audit names a block's", "public_id"),
    free("words of a person, a number of the caller's", "reason", "reference"),
  ],
  lot: [
    recorded("the entry that made it", "id", "account_id", "entry_id", "order_id", "points"),
    derived("its entries and the facts, replayed", "remaining", "expired"),
    derived("the facts, replayed", "activates_at", "expires_at"),
  ],
  goodwill_gift: [
    recorded(
      "the audit",
      "public_id",
      "leaf_id",
      "points",
      "coupon_id",
      "worth",
      "reason",
      "basis",
    ),
    recorded("the audit", "actor", "store", "recorded_at", "undone_at", "undone_by"),
    recorded("the entry that gave or took the points", "entry_id", "undo_entry_id"),
    alone("drawn once; it only says which of two gifts came first", "id"),
    free("words of a person, erased with the customer", "note"),
  ],
  orders: [
    recorded("what refers to it", "id"),
    recorded("what its customer's stream calls it", "public_id"),
    derived("the facts, replayed, and the identifier", "leaf_id", "matched_identifier_id"),
    derived("the facts, replayed", "identifier_ids", "source_id", "opened_by_event_id", "refs"),
    derived("the facts, replayed, and the rules of its day", "channel", "store", "placed_at"),
    derived("the facts, replayed, and the rules of its day", "currency", "status", "amount_minor"),
    derived("the facts, replayed, and the rules of its day", "total_minor", "eligible_minor"),
    derived("the facts, replayed, and the rules of its day", "points_expected", "points_pending"),
    derived("the facts, replayed, and the rules of its day", "points_active", "points_reversed"),
    derived("the facts, replayed", "facts", "posted", "earning_basis", "recorded_at"),
    derived("the facts, replayed, and the rules of its day", "ruleset_version", "flags", "test"),
    derived("the facts, replayed", "history", "absorbed_into"),
    recorded("what it earned", "customer_mark"),
  ],
  order_claim: [
    recorded("the order", "order_id", "leaf_id"),
    recorded("the facts, replayed", "recorded_at"),
    recorded("the audit", "actor"),
  ],
  order_reference: [
    derived("the numbers of orders and of held events", "value", "kind", "source", "scope"),
    derived("the numbers of orders", "order_id"),
  ],
  unlinked_return: [
    derived("the facts, replayed", "return_order_id", "line_id", "leaf_id", "article"),
    derived("the facts, replayed", "quantity", "matched", "occurred_at"),
  ],
  outbox: [
    recorded("the order of its stream", "id", "root_id", "seq"),
    recorded("what the row says", "kind"),
    recorded("what it tells of: points, tiers, coupons, interactions", "payload"),
    alone("of purchases it is compared; of commands nothing else says it", "announce"),
    alone("of points and interactions it is compared; of others the order alone", "recorded_at"),
  ],
  outbox_watermark: [
    recorded("the ids that were drawn", "safe_id"),
    free("who ticks now", "id", "ticked_at", "ticker", "ticker_until"),
  ],
  coupon: [
    recorded("its uses and its customer's stream", "id", "public_id", "leaf_id"),
    recorded("each other", "code", "code_key"),
    derived("its redemptions", "state", "used", "drawn"),
    alone(
      "what was promised when it was issued is written here once; only what cannot be together is found",
      ...["campaign", "basis", "valid_from", "valid_until", "uses_max", "uses_per_customer_max"],
      ...["currency", "terms", "held_at_issue", "issued_because", "issued_by"],
    ),
    alone("the stream of a personal coupon tells it", "issued_at"),
  ],
  coupon_attempt: [
    recorded("each other and the redemption", "kind", "outcome", "occurred_at"),
    recorded("the redemption, and answers to calls that are still kept", "idempotency_key"),
    alone("refused and asked attempts have left no other trace", "id", "at", "coupon_id", "code"),
    alone(
      "what the till was told or told; a used coupon's is compared with its redemption",
      ...["reason", "needed", "seen", "is_final", "store", "till", "cashier", "actor"],
    ),
  ],
  redemption: [
    recorded("its coupon", "coupon_id", "use_no"),
    recorded("its attempts", "state", "at", "recorded_at", "is_offline", "store", "till"),
    recorded("its attempts", "cashier", "idempotency_key", "reversed_at", "reversed_by"),
    recorded("its conflicts", "id"),
    alone("drawn at random; nothing else names it", "public_id"),
    alone(
      "a personal coupon's is compared; who showed a public code is written here alone",
      "leaf_id",
    ),
    alone(
      "what the till said of its receipt is written here alone",
      ...["business_date", "basket", "line", "receipt_number", "amount_minor", "currency"],
      ...["reversed_because"],
    ),
  ],
  coupon_conflict: [
    recorded("the redemption", "redemption_id", "recorded_at"),
    recorded("whether the redemption used its coupon up", "reason"),
  ],
  interaction: [
    recorded("its customer's stream", "public_id", "leaf_id", "kind", "recorded_at", "channel"),
    recorded("its customer's stream", "campaign_code", "occurred_at"),
    recorded("what its customer has seen of the source", "source_id"),
    alone("drawn once; nothing refers to it", "id"),
    alone(
      "what the sender said; kept as a hash that personal words went into",
      ...["external_id", "body_hash", "order_source", "order_number", "case_number", "actor"],
    ),
    free("words of a person, erased with the customer", "subject"),
  ],
  person_record: [
    recorded("its keys, and the scores of its pairs", "id"),
    recorded("its customer, and its scores", "leaf_id"),
    derived("what it says", "blocks"),
    alone("what a source said; what keys and scores are made of is found", "fields"),
    alone("the sender's; of a profile it is compared with the leaf", "key", "source_id"),
    alone("nothing is decided by it", "recorded_at"),
  ],
  record_block: [derived("what records say, made anew", "block", "record_id")],
  identity_edge: [
    recorded("of a score the records, of a link the identifier", "a", "b", "kind", "via"),
    derived("of a score the two records, compared anew", "weight", "evidence"),
    alone("links are decided again as evidence changes; that one holds is checked", "refused"),
    alone("nothing is decided by it", "at"),
  ],
  surplus_identifier: [
    recorded("the event that showed it", "leaf_id", "identifier_id", "event_id", "at"),
    alone("there is one reason so far", "reason"),
  ],
  match_candidate: [
    derived("the edges between two customers", "a", "b", "score", "evidence"),
    derived("the edges, and the audit of what a person decided", "state"),
    recorded("its state, and the audit", "decided_by"),
    alone("drawn once; nothing refers to it", "id", "public_id"),
    alone("nothing is decided by it", "first_at", "decided_at"),
  ],
};

/** Tables of which a row that is gone, or there twice, may have left no other trace, and why. */
export const LOOSE_ROWS: Readonly<Record<string, string>> = {
  coupon: "a coupon that nobody has used; a personal one is in its customer's stream",
  coupon_attempt: "what was refused or only asked",
  event_conflicts: "what was not applied",
  surplus_identifier: "what somebody did not get",
};

/**
 * Damages of columns that are checked, and of rows (`table.row`), that show nowhere, and why.
 * `npm run damage` names others.
 */
export const UNSEEN: Readonly<Record<string, string>> = {
  "customer.created_at":
    "an earlier moment: an event that waits makes its customer, and once it is applied nothing says when it waited",
  "identifiers.value": "none: erasing leaves nothing to compare with",
  "identifiers.leaf_id":
    "nobody, of one that events present: whether their source was trusted with its kind then is not on record",
  "identifiers.source_id":
    "another source that presents it, or any where a command gave it: which event came first, and whether one waited with it, is not on record",
  "identifiers.verified": "of a command's: the audit names kinds, not what was vouched for",
  "events.intake_id":
    "of two events at one place of two calls of a day, each in the other's: bodies are not read again",
  "lot.activates_at":
    "of points that were passed on: they keep their times, which the replay takes from the lot",
  "coupon_attempt.occurred_at": "of a refused one: only a redemption would say when",
  "identity_edge.evidence": "of a link: what was shown is written here alone",
  "match_candidate.state":
    "of one that is closed: GONE and MERGED differ by when it was, and both are over",
  "match_candidate.evidence": "of one that is closed",
  "match_candidate.score": "of one that is closed",
  "match_candidate.row": "a closed one that is gone",
  "events.row": "a refused one that is gone: the body that it came in is not read again",
};

/** Tables that no column of is checked, and why. */
export const FREE_TABLES: Readonly<Record<string, string>> = {
  api_key: "tokens",
  audit: "the record that others are checked against",
  ...{ boundary: "settings", campaign: "settings", channel: "settings", destination: "settings" },
  ...{ setting: "settings", store: "settings" },
  blocked_value: "what was found to connect too many; the audit of its block is checked",
  customer_opening: "forgotten after its time",
  customer_presence: "holds for seconds",
  customer_profile: "personal text and marks, which staff change",
  guess_budget: "forgotten after its time",
  idempotency_key: "answers to calls, forgotten after their time",
  ...{ incident: "what was found broken, for people", incident_watch: "whose turn it is to look" },
  identity_decision: "what it says of roots and standings is replayed; the rest is for people",
  identity_model: "weights, estimated again at any time",
  identity_shadow: "what was tried",
  delivery: "what it says of rows is compared with the outbox; the rest is for people",
  delivery_cursor: "how far a job has come; what it should have filled is compared with lanes",
  delivery_hour: "counted where it was answered; forgotten after its time",
  delivery_lane: "what waits in it is compared with the outbox; the rest is when it is tried next",
  delivery_replay: "how far a job has come",
  destination_secret: "secrets, sealed",
  destination_state: "how a destination does, found out again at any time",
  destination_told: "what deliveries are compared with",
  declared_day: "what others said of a day; it decides nothing, and is compared again and again",
  browsing_view: "what somebody looked at; nothing is decided by it, and it is forgotten",
  inbound_message: "how far messages were read; forgotten with their bodies",
  mapping: "settings; a version is never changed",
  presence_server: "holds for seconds",
  ruleset_rollout: "how far a job has come",
  ruleset_simulation: "what was tried",
  ruleset_version:
    "settings; a trigger refuses changes of what was active, and orders would differ",
  setup_change: "the record of settings",
  sender_secret: "secrets, sealed",
  ...{ alert_channel: "settings", alert_channel_secret: "secrets, sealed" },
  ...{ alert_notice: "whom a job has told", incident_mute: "settings" },
  ...{ slo: "settings", slo_slice: "counted from other rows, again at any time" },
  source: "settings",
  source_hour: "counted where it was answered; forgotten after its time",
  source_shape: "how bodies look, sampled",
  source_watermark: "how far a source has come",
  stream_partition: "how far a stream was stored, and who reads it",
  token_revocation: "tokens",
};

const TITLES: Readonly<Record<ColumnKind, string>> = {
  derived: "follows from",
  recorded: "is checked with",
  alone: "stands alone",
  free: "is free",
};

/**
 * All of it as rows of a table in Markdown: the part of docs/runbooks/verify.md that says what is
 * checked.
 */
export function declaredTable(): string {
  const rows = Object.entries(DECLARED).flatMap(([table, groups]) =>
    groups.map(
      ({ kind, by, columns }) => `| ${table} | ${columns.join(", ")} | ${TITLES[kind]} | ${by} |`,
    ),
  );
  const free_ = Object.entries(FREE_TABLES).map(
    ([table, why]) => `| ${table} | all | ${TITLES.free} | ${why} |`,
  );
  return ["| table | columns | | |", "| --- | --- | --- | --- |", ...rows, ...free_].join("\n");
}

/** The tables of LOOSE_ROWS, or the columns of UNSEEN, as a list in Markdown. */
export function listed(reasons: Readonly<Record<string, string>>): string {
  return Object.entries(reasons)
    .map(([what, why]) => `- ${what}: ${why}`)
    .join("\n");
}
