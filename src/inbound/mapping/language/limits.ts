/** Characters of one expression, and parts of it. */
export const EXPRESSION_LENGTH_MAX = 2_000;
export const EXPRESSION_PARTS_MAX = 400;
/** Expressions of one mapping. */
export const EXPRESSIONS_MAX = 500;
/**
 * Steps that one body may take: a step is a value of the mapping worked out, or one turn of a loop
 * within it. Reading ends there, however the mapping is written.
 */
export const STEPS_MAX = 2_000_000;
/** Characters of a text that an expression sees or makes; a longer one in a record is null. */
export const TEXT_LENGTH_MAX = 65_536;
/** Characters of a text of JSON that are read for one step. */
export const JSON_LENGTH_OF_STEP = 64;
/** Pieces that a text is split into. */
export const PIECES_MAX = 1_000;
/** Records of one body. */
export const RECORDS_MAX = 20_000;
/** Entries of a list that a mapping makes. */
export const ENTRIES_MAX = 10_000;
/** Levels within each other, of a body. */
export const DEPTH_MAX = 64;
/** Names of a record, values of a list: of all that a body holds. */
export const VALUES_MAX = 1_000_000;
