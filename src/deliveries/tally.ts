import type { Sql } from "../../db/connection/client.ts";
import { addToHours } from "../../db/queries/deliveries/hours.ts";
import type { Job } from "../platform/jobs.ts";

/** How often what was counted is written down, milliseconds. */
const WRITE_MS = 2_000;

interface Counts {
  attempts: number;
  delivered: number;
  failed: number;
  refused: number;
  lagMs: number;
}

/** What came of trying to deliver, counted in memory and written down by the hour. */
export class DeliveryTally {
  readonly #sql: Sql;
  #counts = new Map<number, Counts>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** @param lagMs from the commit, of what was delivered */
  note(destinationId: number, what: "delivered" | "failed" | "refused", lagMs = 0): void {
    const counts = this.#counts.get(destinationId) ?? {
      ...{ attempts: 0, delivered: 0, failed: 0, refused: 0, lagMs: 0 },
    };
    counts.attempts += 1;
    counts[what] += 1;
    counts.lagMs += Math.max(0, Math.round(lagMs));
    this.#counts.set(destinationId, counts);
  }

  /** Writes down what was counted; what cannot be written now is kept. */
  async write(): Promise<void> {
    const counted = this.#counts;
    if (counted.size === 0) {
      return;
    }
    this.#counts = new Map();
    try {
      const rows = [...counted].map(([destinationId, counts]) => ({ destinationId, ...counts }));
      await addToHours(this.#sql, rows);
    } catch (error) {
      for (const [id, counts] of counted) {
        const since = this.#counts.get(id);
        const sum = Object.entries(counts).map(([name, value]) => [
          name,
          (value as number) + (since?.[name as keyof Counts] ?? 0),
        ]);
        this.#counts.set(id, Object.fromEntries(sum) as Counts);
      }
      throw error;
    }
  }
}

export function tallyJob(tally: DeliveryTally): Job {
  return {
    name: "deliveryTally",
    work: async () => {
      await tally.write();
      return WRITE_MS;
    },
    stop: () => tally.write(),
  };
}
