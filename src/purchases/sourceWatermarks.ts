import type { Sql } from "../../db/connection/client.ts";
import { raiseSourceWatermarks } from "../../db/queries/purchases/jobsSources.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { Job } from "../platform/jobs.ts";
import type { BatchOutcome } from "./batch.ts";

const SOURCES_MS = 1_000;

/**
 * How far each source has got, collected in memory and written once a second: one row a source
 * would be the hottest of all inside the business transactions. What a crash loses is noted again
 * with the source's next event.
 */
export class SourceWatermarks {
  readonly #sql: Sql;
  #latest = new Map<number, Instant>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  note(sourceId: number, occurredAt: Instant): void {
    const known = this.#latest.get(sourceId);
    if (known === undefined || known < occurredAt) {
      this.#latest.set(sourceId, occurredAt);
    }
  }

  /**
   * For the receiver's observer: what a committed batch answered. Refused events have no time to
   * trust, and one from the future would hide that its source has fallen silent.
   */
  noteBatch(outcome: BatchOutcome): void {
    for (const { item, result } of outcome.answered) {
      const isTrusted = result.outcome === "APPLIED" || result.outcome === "HELD";
      if (
        isTrusted &&
        result.reason !== "IN_THE_FUTURE" &&
        item.event !== null &&
        item.source !== null
      ) {
        this.note(item.source.id, item.event.occurredAt);
      }
    }
  }

  /**
   * Writes what was noted since the last flush; resolves to how many sources. What cannot be
   * written is kept.
   */
  async flush(): Promise<number> {
    const noted = this.#latest;
    if (noted.size === 0) {
      return 0;
    }
    this.#latest = new Map();
    try {
      await raiseSourceWatermarks(
        this.#sql,
        [...noted].map(([source_id, at]) => ({ source_id, watermark: formatInstant(at) })),
      );
      return noted.size;
    } catch (error) {
      for (const [sourceId, occurredAt] of noted) {
        this.note(sourceId, occurredAt);
      }
      throw error;
    }
  }
}

export function sourcesJob(watermarks: SourceWatermarks): Job {
  const flush = async (): Promise<void> => {
    await watermarks.flush();
  };
  return {
    name: "sources",
    work: async () => {
      await flush();
      return SOURCES_MS;
    },
    stop: flush,
  };
}
