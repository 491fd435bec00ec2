/**
 * What the plan saw is no longer so: roll back and plan again. Progress is certain: another
 * transaction committed.
 */
export class StaleError extends Error {
  constructor(what: string) {
    super(`planned on an older state: ${what}`);
    this.name = "StaleError";
  }
}
