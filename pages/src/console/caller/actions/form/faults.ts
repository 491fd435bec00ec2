/** An expected refusal, as the graph tells it. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly field?: readonly string[] | null | undefined;
}

/**
 * What is said at a field: of a refusal that names it, or something within it. Undefined where
 * nothing is wrong with it.
 */
export function faultAt(faults: readonly Fault[], field: string): string | undefined {
  return faults.find((fault) => fault.field?.includes(field))?.message;
}

/** The refusals that name none of the fields which the form has: they are told above them. */
export function faultsBeside(faults: readonly Fault[], fields: readonly string[]): Fault[] {
  return faults.filter(({ field }) => !fields.some((name) => field?.includes(name)));
}

/** Codes by which the server says that somebody was faster. */
const MEETINGS: ReadonlySet<string> = new Set([
  "VERSION_CONFLICT",
  "GRANT_CONFLICT",
  "NO_OVERRIDE",
]);

/** Whether a refusal means that somebody else has changed it since it was read. */
export function isMeeting(faults: readonly Fault[]): boolean {
  return faults.some(({ code }) => MEETINGS.has(code));
}
