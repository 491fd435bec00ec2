import type { ReceivePurchases } from "../../src/purchases/receive/submission.ts";

/**
 * A receiver whose answers the test gives; when it is full, also when a submission gets into the
 * queue.
 */
export function steppedReceiver(isFull = false) {
  const waiting: {
    submission: Parameters<ReceivePurchases>[0];
    take: () => void;
    settle: () => void;
    refuse: (error: Error) => void;
  }[] = [];
  const arrivals: (() => void)[] = [];
  const receive: ReceivePurchases = (submission) =>
    new Promise((resolve, reject) => {
      const results = submission.events.map((event, index) => ({
        index,
        source: "shop",
        eventId: String((event as { eventId?: unknown } | null)?.eventId ?? ""),
        outcome: "APPLIED" as const,
        duplicate: false,
        reason: null,
        field: null,
        message: null,
        refusedIdentifiers: [],
        orderId: null,
        leafId: null,
      }));
      const take = (): void => submission.onTaken?.();
      waiting.push({ submission, take, settle: () => resolve(results), refuse: reject });
      if (!isFull) {
        take();
      }
      arrivals.shift()?.();
    });
  return {
    receive,
    waiting,
    /** The submission with this number, once it has come. */
    at: async (index: number) => {
      while (waiting.length <= index) {
        await new Promise<void>((resolve) => arrivals.push(resolve));
      }
      const found = waiting[index];
      if (found === undefined) {
        throw new Error("unreachable");
      }
      return found;
    },
  };
}
