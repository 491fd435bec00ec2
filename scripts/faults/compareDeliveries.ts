/** A message that a receiver took, in the order in which it did. */
export interface Taken {
  /** The same whenever it is sent. */
  readonly id: string;
  readonly customer: string;
  readonly sequence: number;
}

/** A row of the stream that it had to be told of. */
export interface Due {
  readonly id: string;
  readonly customer: string;
  readonly sequence: number;
}

/**
 * Compares what a receiver took with what it had to be told (contract 11, I5): all of it, nothing
 * else, and each customer's in the order of their stream; what comes again is no news.
 *
 * @returns a sentence a difference; empty when there is none
 */
export function compareDeliveries(taken: readonly Taken[], due: readonly Due[]): string[] {
  const problems: string[] = [];
  const expected = new Map(due.map((one) => [one.id, one]));
  const seen = new Set<string>();
  const lastOf = new Map<string, number>();
  for (const { id, customer, sequence } of taken) {
    const row = expected.get(id);
    if (row === undefined || row.customer !== customer || row.sequence !== sequence) {
      problems.push(`${id} (${customer}, ${sequence}) was told, and nobody has it so`);
    }
    if (seen.has(id)) {
      continue;
    }
    seen.add(id);
    const last = lastOf.get(customer) ?? 0;
    if (sequence < last) {
      problems.push(`${id} of ${customer} was told behind number ${last}, and is ${sequence}`);
    }
    lastOf.set(customer, Math.max(last, sequence));
  }
  const missing = due.filter(({ id }) => !seen.has(id));
  return [...problems, ...missing.map(({ id }) => `${id} was never told`)];
}
