/**
 * What one purchase event may contain at most. Bytes are UTF-8. Event id, order number and
 * identifier are contract 6.3 (the identifier's is `IDENTIFIER_BYTES_MAX`); the others keep one
 * event far below what a request may carry and above what any till sends.
 */
export const EVENT_ID_BYTES_MAX = 255;
export const SOURCE_BYTES_MAX = 64;
export const ORDER_NUMBER_BYTES_MAX = 128;
/** Ids of lines, fulfilments, returns and refunds. */
export const PART_ID_BYTES_MAX = 128;
export const ARTICLE_BYTES_MAX = 128;
/** Names of articles, brands and categories. */
export const NAME_BYTES_MAX = 512;
/** Codes and words: channel, store, till, cashier, tender kind, discount code, funder. */
export const CODE_BYTES_MAX = 128;
/** Free text: the reason. */
export const TEXT_BYTES_MAX = 256;

export const IDENTIFIERS_PER_EVENT_MAX = 20;
export const REFERENCES_PER_EVENT_MAX = 10;
export const LINES_PER_EVENT_MAX = 2_000;
export const DISCOUNTS_PER_LINE_MAX = 20;
export const TENDERS_PER_EVENT_MAX = 50;
export const CATEGORY_DEPTH_MAX = 10;

/** Longest decimal or sequence text, characters. */
export const SEQUENCE_LENGTH_MAX = 40;
/** Most digits of a JSON number that a double carries without loss. */
export const JSON_NUMBER_DIGITS_MAX = 15;
/** How much of a sender's word a message or a field path repeats, characters. */
export const ECHO_LENGTH_MAX = 64;
