/** One record of a body, as expressions see it. */
export interface FormatRecord {
  /** `it`: a map of its fields, or whatever a JSON body lists. */
  readonly it: unknown;
  /** All rows of its group; of a record by itself that one. Only where bodies are of lines. */
  readonly rows?: readonly unknown[];
  /** Line where it begins, from 1; 0 where the format does not say. */
  readonly line: number;
  /** Where it stands, such as `line 12` or `3`; empty: it is the whole body. */
  readonly at: string;
}

/** A record that cannot be read: those before and after it are. */
export interface BrokenRecord {
  readonly broken: string;
  readonly reason: string;
  readonly at: string;
}

/** A body as a whole cannot be read: nothing of it is taken. */
export class BodyFault extends Error {
  override readonly name = "BodyFault";
  readonly reason: string;
  /** Such as `12:5`; empty: the whole. */
  readonly at: string;

  constructor(reason: string, at: string, problem: string) {
    super(problem);
    this.reason = reason;
    this.at = at;
  }
}
