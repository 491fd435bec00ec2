/** Why a record, or a body, comes to nothing: said with the place in the record or the body. */
export class MappingFault extends Error {
  override readonly name = "MappingFault";
  readonly reason: string;
  /** Where in the mapping it is decided, such as `["events", 0, "fields", "lines"]`. */
  path: readonly (string | number)[] = [];

  /** @param problem for people; nothing that stands in the message itself */
  constructor(reason: string, problem: string) {
    super(problem);
    this.reason = reason;
  }
}

/**
 * A function was given nothing. A field that may be left out is; a condition is not one that does
 * not hold: a record whose amount is blank is not passed over for it.
 */
export class NothingGiven extends MappingFault {
  constructor() {
    super("MISSING", "The record has nothing here.");
  }
}
